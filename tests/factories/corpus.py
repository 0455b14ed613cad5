"""The corpus: short codes as beginners write them, each with its cause, and what grading says.

A file of `tests/data/corpus` holds the codes of one assignment. Each stands under a heading:

    # %% right                    keeps all points
    # %% wrong: a | b -- remark   loses points; the names that a diagnosis may say are a and b
    # %% wrong                    loses points, and no known name is true
    # %% crash: a -- remark       the same, but no answer comes: an exception or None
    # %% mend: function           wrong only as it calls that function, which is wrong above it

A code replaces the model's function of the same name in the model's solution, as a student would.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from factories.toy_course import DATA

from autograder.course.assignment import Assignment
from autograder.course.percent import parse
from autograder.course.template import defined_in
from autograder.grading.grader import Grader
from autograder.release.markers import without_markers
from autograder.report.as_json import to_data

FOLDER = DATA / "corpus"
HEADING = re.compile(r"^# %% (right|wrong|crash|mend)(?:: ([\w |]+?))?(?: -- (.*))?$", re.M)


@dataclass(frozen=True)
class Code:
    """One code of the corpus, and the truth about it."""

    assignment: str
    line: int  # of its heading
    kind: str  # right, wrong, crash or mend
    names: frozenset[str]  # that may be said; of `mend` the function to be mended
    text: str

    @property
    def function(self) -> str:
        """The function that it is about: the last one."""
        return defined_in(self.text)[-1]

    @property
    def place(self) -> str:
        return f"{self.assignment}.py:{self.line} {self.function}"


@dataclass(frozen=True)
class Told:
    """What a student is told of one code."""

    full: bool  # no point is lost
    claims: tuple[frozenset[str], ...]  # the misconceptions named: alternatives, for each function
    mend: str | None
    explained: bool
    messages: tuple[str, ...] = ()

    def verdict(self, code: Code) -> str:
        """`untrue`, `named`, `explained` or `silent`, for a code that is not right."""
        if code.kind == "mend":
            wrong = self.claims or (self.mend or "") not in {*code.names, ""}
            return "untrue" if wrong else "explained" if self.mend else "silent"
        if self.mend or not all(one & code.names for one in self.claims):
            return "untrue"
        return "named" if self.claims else "explained" if self.explained else "silent"


@cache
def corpus(assignment: str) -> tuple[Code, ...]:
    """The codes for an assignment, in the order of its file; none if it has no file yet."""
    path = FOLDER / f"{assignment}.py"
    if not path.exists():
        return ()
    text = path.read_text(encoding="utf-8")
    headings = list(HEADING.finditer(text))
    assert len(headings) == text.count("\n# %%"), f"{assignment}: a heading that cannot be read"
    ends = [*(one.start() for one in headings[1:]), len(text)]
    return tuple(
        Code(
            assignment,
            text.count("\n", 0, one.start()) + 1,
            one[1],
            frozenset(name.strip() for name in (one[2] or "").split("|") if name.strip()),
            text[one.end() : end].strip() + "\n",
        )
        for one, end in zip(headings, ends, strict=True)
    )


def submission_of(assignment: Assignment, code: Code) -> str:
    """The model solution with the functions of `code` in the place of its own."""
    path = assignment.source / f"{assignment.slug}.py"
    text = without_markers(path.read_text(encoding="utf-8"))
    ours = [name for name in defined_in(code.text) if name in assignment.template.functions]
    for cell in parse(text):
        if set(defined_in(cell.text)[:1]) & set(ours):
            assert cell.text in text
            text = text.replace(cell.text, code.text if ours[-1] in defined_in(cell.text) else "#")
    return text


def graded(grader: Grader, assignment: Assignment, codes: Iterable[Code]) -> Iterator[Told]:
    """Grade each code in a child of its own, by the checks of its functions' exercises."""
    exercise_of = {
        name: str(cell.exercise)
        for cell in parse(submission_of(assignment, corpus(assignment.name)[0]))
        for name in defined_in(cell.text)
        if cell.exercise
    }
    for code in codes:
        only = {exercise_of[name] for name in defined_in(code.text) if name in exercise_of}
        report = grader.grade(assignment.name, submission_of(assignment, code), only=only)
        data = to_data(report)["assignments"][0]
        yield _told(data, exercise_of[code.function])


def _told(data: dict[str, Any], exercise: str) -> Told:
    one = next(one for one in data["exercises"] if one["name"] == exercise)
    messages = tuple(check["message"] for check in one["checks"] if check["message"])
    lost = [c for c in one["checks"] if c["status"] not in ("passed", "manual")]
    claims = filter(None, (one["misconception"] or "").split(", "))
    return Told(
        not lost and one["score"] == one["max_score"],
        tuple(frozenset(claim.split(" or ")) for claim in claims),
        one.get("mend_first"),
        any(check["crash"] for check in one["checks"]),
        messages,
    )


def tally(pairs: Iterable[tuple[Code, Told]]) -> Counter[str]:
    """How many codes that are not right are `named`, `explained`, `untrue` or `silent`."""
    return Counter(told.verdict(code) for code, told in pairs if code.kind != "right")
