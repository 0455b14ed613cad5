"""What a submission defines, as far as it is known where its checks run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from autograder.course.submission import Submission
from autograder.course.uses import Uses, uses_in


@dataclass(frozen=True)
class Defined:
    """The names that a submission defines, and the problems of its cells."""

    names: list[str]
    submission: Submission | None = None
    problems: list[dict[str, Any]] = field(default_factory=list)
    uses: Callable[[], Uses] | None = None  # which names each function uses, if not by its text

    @cached_property
    def used(self) -> Uses:
        """The names that each function uses."""
        if self.uses is not None:
            return self.uses()
        return {} if self.submission is None else uses_in(self.submission)

    def is_given_wrong(self, exercise: str, homes: Mapping[str, str]) -> bool:
        """Whether all functions of an exercise are still the code that was given to be mended.

        `homes` has the exercise of each function.
        """
        mine = {function for function, home in homes.items() if home == exercise}
        return self.submission is not None and bool(mine) and mine <= self.submission.given_wrong
