"""Which column of the LMS an assignment has: from the configuration, or found in the LMS's list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import AutograderError
from autograder.lms.exports.grades import Grade
from autograder.lms.lti.config import Config, need_library
from autograder.lms.lti.contexts import chosen, file_of

if TYPE_CHECKING:  # they need the extra `lti`
    from autograder.lms.lti.columns import Column
    from autograder.lms.lti.platform import Platform

PLANNED = "a column that would be made"


def title_of(assignment: str) -> str:
    """Return what a new column is called: `Gradient descent` for `04_gradient_descent`."""
    return assignment.partition("_")[2].replace("_", " ").capitalize() or assignment


class Finder:
    """Finds each assignment's column, once; the LMS is asked when the configuration has none.

    With `makes` a column that is missing is made, or, without a `platform` to send to (a dry run),
    only planned. A dry run asks the LMS as well, and changes nothing there.
    """

    def __init__(
        self, config: Config, path: Path, context: str, makes: bool, platform: Platform | None
    ) -> None:
        self.config, self.path, self.context, self.makes = config, path, context, makes
        self.platform, self.dry = platform, platform is None
        self._found: dict[str, tuple[str, str]] = {}
        self._known: list[Column] | None = None

    def lineitem(self, grade: Grade) -> tuple[str, str]:
        """Return the address of the grade's column, or "" and the reason."""
        name = grade.assignment
        if name in self.config.lineitems:
            return self.config.lineitems[name], ""
        if grade.unusable or grade.max_score <= 0:
            return "", ""  # which has a reason of its own, and needs no column
        if name not in self._found:
            self._found[name] = self._look(grade)
        return self._found[name]

    def _look(self, grade: Grade) -> tuple[str, str]:
        name = grade.assignment
        if not (self.config.lineitems_url or file_of(self.path).is_file()):
            return "", f"[lineitems] has no {name}, and lti.toml no lineitems_url to look it up"
        from autograder.lms.lti.columns import columns, find, make

        url, platform = self._url(), self._platform()
        if self._known is None:
            self._known = columns(platform, url)
        title = title_of(name)
        column, reason = find(self._known, name, (name.partition("_")[2], title))
        if column is None and self.makes and "no column" in reason:
            if self.dry:
                return PLANNED, ""
            column = make(platform, url, name, title, round(grade.max_score, 4))
        return (column.url, "") if column else ("", reason)

    def _url(self) -> str:
        context = chosen(self.config, self.path, self.context)
        if not context.lineitems_url:
            raise AutograderError(
                f"The course {context.name} has no list of columns: allow the tool to use the "
                "gradebook where it is registered in the LMS (docs/lti.md), or fill [lineitems]."
            )
        return context.lineitems_url

    def _platform(self) -> Platform:
        if self.platform is None:
            need_library()
            from autograder.lms.lti.platform import Platform

            self.platform = Platform(self.config)
        return self.platform
