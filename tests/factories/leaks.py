"""What of the hidden checks stands in a page that a student gets: nothing may.

Searched are their names, their code, the solutions, and every number that they hand to a function
or expect from one, drawn as for this student, in whatever precision the page shows it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from numbers import Real
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.checks.session import with_checks
from autograder.course.assignment import Assignment
from autograder.feedback.misconceptions import outcomes
from autograder.release.markers import promises_in, secrets

DIGITS = 6  # significant ones that make a number more than a coincidence
_NUMBER = re.compile(r"(?<![\w.])-?\d+\.\d+(?:e[+-]?\d+)?(?!\w)")
_MARKED = re.compile("</?(?:em|code)>")


class Hidden:
    """The hidden part of an assignment, as it is for each of some students."""

    def __init__(self, assignment: Assignment, students: Iterable[str]) -> None:
        public, hidden = assignment.source / "test_public.py", assignment.source / "test_hidden.py"
        told = promises_in(hidden).values()  # each verdict says which promise it is about
        known = [text for text in secrets(assignment) if text not in told]
        self.texts = [*known, *_code(hidden, public)]

        def use(items: Mapping[Path, list[pytest.Item]]) -> dict[str, np.ndarray]:
            found = {}
            for student in students:
                seen, unseen = (
                    {round_to(one) for one in numbers(outcomes(assignment.model, mine, student))}
                    for mine in (items[public], items[hidden])
                )
                found[student] = np.array(sorted(unseen - seen))
            return found

        self.numbers = with_checks(assignment.root, [public, hidden], use)

    def leaks(self, page: str, student: str, own: str = "") -> list[str]:
        """Return what of it stands in `page`, apart from what the student has written, `own`."""
        text, mine = _bare(unescape(_MARKED.sub("", page))), _bare(own)
        found = [one for one in self.texts if _bare(one) in text and _bare(one) not in mine]
        for token in dict.fromkeys(_NUMBER.findall(re.sub(r'src="data:[^"]*"', "", page))):
            digits = re.sub(r"e.*|\D", "", token).lstrip("0")
            if len(digits) >= DIGITS and self._is_hidden(float(token), len(digits), student):
                found.append(token)
        return found

    def _is_hidden(self, value: float, digits: int, student: str) -> bool:
        all_of_them = self.numbers[student]
        near = np.searchsorted(all_of_them, value)
        close = all_of_them[max(0, near - 1) : near + 1]
        return bool(np.any(np.abs(close - value) <= abs(value) * 10.0 ** (1 - min(digits, 12))))


def written(folder: Path) -> str:
    """What a student has written: the texts of all cells and files in a submitted folder."""
    found = []
    for path in sorted(folder.iterdir()):
        text = path.read_text(errors="replace")
        try:
            found += ["".join(cell["source"]) for cell in json.loads(text)["cells"]]
        except (ValueError, KeyError, TypeError):
            found.append(text)
    return "\n".join(found)


def folded(text: str) -> str:
    return " ".join(text.split())


def _bare(text: str) -> str:
    """A text without the marks of code and stress, which a page shows in its own way."""
    return folded(text).translate({ord(mark): None for mark in "`*"})


def round_to(value: float) -> float:
    return float(f"{value:.12g}")


def _code(hidden: Path, public: Path) -> list[str]:
    """The lines of the hidden checks that say something and are in no public check."""
    known = folded(public.read_text())
    lines = {folded(line) for line in re.sub(r'""".*?"""', "", hidden.read_text()).split("\n")}
    return [line for line in sorted(lines) if len(line) > 25 and line not in known]


def numbers(found: Any) -> Iterator[float]:
    """All numbers in outcomes of checks that nobody would guess: of more digits than a few."""
    for outcome in found.values():
        for call in outcome.calls:
            for value in flat([call.args, call.kwargs, call.value, call.asked, call.drawn]):
                if np.isfinite(value) and float(f"{value:.4g}") != value:
                    yield value


def flat(value: Any) -> Iterator[float]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for one in value:
            yield from flat(one)
    elif isinstance(value, np.ndarray) and value.dtype.kind == "f":
        yield from map(float, value.ravel())
    elif isinstance(value, Real) and not isinstance(value, bool):
        yield float(value)
