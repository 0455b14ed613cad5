"""Whatever the verdict, every face says that one and no other: sign, word and colour."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from rich.console import Console

from autograder.lms import feedback
from autograder.report import card, terminal
from autograder.report.as_html import to_html
from autograder.results import AssignmentResult, CheckResult, ExerciseResult, Report, Status

SAID = {
    Status.PASSED: ("✓", "passed"),
    Status.FAILED: ("✗", "failed"),
    Status.CRASHED: ("✗", "crashed"),
    Status.TIMED_OUT: ("✗", "timed out"),
    Status.NOT_STARTED: ("·", "not started"),
    Status.BLOCKED: ("·", "blocked"),
    Status.MANUAL: ("✎", "graded by hand"),
    Status.GRADER_ERROR: ("!", "grader error"),
}
SIGN_AND_WORD = re.compile(rf"(\S) ({'|'.join(word for _, word in SAID.values())})\b")


def exercise(*statuses: Status) -> ExerciseResult:
    """An exercise with a check for each status, its first hidden; none earns but what passed."""
    checks = tuple(
        CheckResult(
            f"test_{n}", "slope", "It is so.", one, float(one is Status.PASSED), 1.0, n == 0, "Why."
        )
        for n, one in enumerate(statuses)
    )
    return ExerciseResult("slope", "A title", "1.1", checks, "a_slip", "Hint.", ("Hint.",))


def report(one: ExerciseResult) -> Report:
    return Report("ada", "L2", 0.1, (AssignmentResult("01_one", "one.py", "0", (one,)),))


def feedback_page(one: ExerciseResult) -> str:
    return str(feedback.verdict(one)["data"]["text/html"])


FACES: dict[str, Callable[[ExerciseResult], str]] = {
    "page": lambda one: to_html(report(one)),
    "card": card.card,
    "summary": lambda one: card.summary("01_one", [one]),
    "feedback": feedback_page,
}


class Shown(HTMLParser):
    """What a reader sees: the text, and the style of the elements of each class."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.is_css = "", False
        self.styles: dict[str, set[str]] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_css = tag == "style"
        found = dict(attrs)
        for name in (found.get("class") or "").split():
            self.styles.setdefault(name, set()).add(found.get("style") or "")

    def handle_endtag(self, tag: str) -> None:
        self.is_css = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self.is_css else f"{data}"

    @property
    def verdicts(self) -> list[tuple[str, str]]:
        return SIGN_AND_WORD.findall(self.text)


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("status", Status)
def test_a_verdict_is_shown_as_itself_alone(face: str, status: Status):
    shown = Shown(FACES[face](exercise(status)))
    assert set(shown.verdicts) == {SAID[status]}
    assert len(shown.verdicts) >= 2  # of the exercise, and of its check
    others = [other for other in Status if other is not status]
    words = [SAID[other][1] for other in others]
    assert not [word for word in words if re.search(rf"\b{word}\b", shown.text)]
    assert not set(shown.styles) & {str(other) for other in others}
    assert str(status) in shown.styles


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("status", [one for one in Status if one is not Status.PASSED])
def test_what_did_not_pass_has_not_the_colour_of_what_did(face: str, status: Status):
    passed = Shown(FACES[face](exercise(Status.PASSED))).styles["passed"]
    other = Shown(FACES[face](exercise(status))).styles[str(status)]
    assert all(passed)
    assert all(other)
    assert not passed & other


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("status", [one for one in Status if one is not Status.MANUAL])
def test_an_exercise_is_not_better_than_its_gravest_check(face: str, status: Status):
    """A written answer alone waits for a person, and says nothing on the checks beside it."""
    shown = Shown(FACES[face](exercise(Status.PASSED, status, Status.PASSED))).verdicts
    of_exercise, of_checks = shown[:-3], shown[-3:]
    assert of_exercise
    assert set(of_exercise) == {SAID[status]}
    assert of_checks == [SAID[Status.PASSED], SAID[status], SAID[Status.PASSED]]


@pytest.mark.parametrize("beside", [(), (Status.PASSED,)])
@pytest.mark.parametrize("status", Status)
def test_the_terminal_says_so_too(status: Status, beside: tuple[Status, ...]):
    out = io.StringIO()
    console = Console(file=out, width=100, markup=False, highlight=False, force_jupyter=False)
    one = exercise(*beside, status, *beside)
    terminal.show(report(one), console)
    row = next(line for line in out.getvalue().splitlines() if " slope " in line)
    if status is Status.MANUAL and beside:
        status = Status.PASSED
    sign, word = SAID[status]
    assert row.split()[:2] == [sign, "slope"]
    assert (word in row) == (status not in (Status.PASSED, Status.FAILED))
    assert ("✓" in out.getvalue()) == (status is Status.PASSED)
