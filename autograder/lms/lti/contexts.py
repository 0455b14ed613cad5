"""The courses of a platform, as launches told of them: their lists of members and columns.

`autograder lti serve` writes them beside the configuration, so that nobody types an address.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from autograder.course.foreign import data_of, reading
from autograder.errors import AutograderError
from autograder.lms.exports.sheet import write_whole
from autograder.lms.lti.config import Config
from autograder.lms.lti.protocol import AGS, CLAIM, NRPS, is_safe
from autograder.text import one_line

END = ".courses.json"


@dataclass(frozen=True)
class Context:
    """One course in the LMS. The addresses are "" if the tool may not use that service."""

    id: str
    label: str = ""
    title: str = ""
    memberships_url: str = ""
    lineitems_url: str = ""

    @property
    def name(self) -> str:
        return one_line(self.label or self.title or self.id)


FIELDS = fields(Context)


def file_of(config: Path) -> Path:
    """Return where the courses of a configuration are kept."""
    return config.with_suffix(END)


def read_contexts(path: Path) -> dict[str, Context]:
    """Return the courses that launches told of, by id."""
    if not path.is_file():
        return {}
    with reading(path):
        data = json.loads(data_of(path))
        found = [Context(**{field.name: str(one[field.name]) for field in FIELDS}) for one in data]
    return {one.id: one for one in found}


def keep_context(path: Path, one: Context) -> bool:
    """Note what a launch told of a course; return whether it is news."""
    known = read_contexts(path)
    if known.get(one.id) == one:
        return False
    known[one.id] = one
    text = json.dumps([asdict(context) for context in known.values()], indent=1)
    write_whole(path, text.encode())
    return True


def context_of(claims: dict[str, Any]) -> Context | None:
    """Return the course that a launch's claims tell of, None if they tell of none."""

    def table(name: str) -> dict[str, Any]:
        found = claims.get(name)
        return found if isinstance(found, dict) else {}

    course = table(f"{CLAIM}context")
    urls = (
        table(f"{NRPS}claim/namesroleservice").get("context_memberships_url"),
        table(f"{AGS}claim/endpoint").get("lineitems"),
    )
    members, columns = (url if isinstance(url, str) and is_safe(url) else "" for url in urls)
    if not course.get("id") or not (members or columns):
        return None
    label, title = (str(course.get(name) or "") for name in ("label", "title"))
    return Context(str(course["id"]), label, title, members, columns)


def chosen(config: Config, path: Path, wanted: str) -> Context:
    """Return the course that is meant: the one of the configuration, or one that launches told of.

    `AutograderError` if there is none, or several and `wanted` (id, label or title) names no one.
    """
    if not wanted and (config.memberships_url or config.lineitems_url):
        return Context("", "", "", config.memberships_url, config.lineitems_url)
    known = list(read_contexts(file_of(path)).values())
    fits = [one for one in known if not wanted or wanted in (one.id, one.label, one.title)]
    if len(fits) == 1:
        return fits[0]
    listed = ", ".join(one.name for one in known) or "none yet"
    if not known:
        raise AutograderError(
            f"{path} names no course: add memberships_url and lineitems_url, or open the tool in "
            "the LMS once as an instructor while `autograder lti serve` runs (docs/lti.md)."
        )
    raise AutograderError(f"Say which course is meant, --context NAME. There are: {listed}.")
