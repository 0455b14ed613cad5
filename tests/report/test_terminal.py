"""The faces of a report that is hostile through and through."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from factories.elements import Elements, is_safe
from factories.hostile_report import EVIL, hostile
from factories.toy_course import piece
from rich.console import Console

from autograder.report import as_html, as_json, terminal
from autograder.report.card import feedback
from autograder.results import (
    AssignmentResult,
    CheckResult,
    ExerciseResult,
    Report,
    Status,
)

FAILING = [s for s in Status if s not in (Status.PASSED, Status.MANUAL)]


@pytest.mark.parametrize("status", Status)
def test_the_terminal_is_not_steered(status):
    out = io.StringIO()
    console = Console(file=out, width=60, markup=False, highlight=False, force_jupyter=False)
    terminal.show(hostile(status), console)
    shown = out.getvalue()
    shown.encode()
    assert is_safe(shown)
    assert "owned" not in shown
    if status in FAILING:
        assert "[bold]markup[/bold]" in shown.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize("status", Status)
def test_the_page_holds_no_element_and_no_attribute_of_a_submission(status):
    page = as_html.to_html(hostile(status))
    page.encode()
    assert is_safe(page)
    reader = Elements(page)
    ours = Elements(as_html.to_html(hostile(status, "harmless")))
    assert reader.tags == ours.tags
    assert reader.values == ours.values
    assert any('<script>alert("1")</script>' in text for text in reader.texts)


def test_the_data_can_be_written_read_and_listed():
    document = as_json.to_json(hostile(Status.FAILED))
    assert is_safe(document)
    data = json.loads(document.encode())
    assert data["student"] == EVIL.replace("\ud800", "\ufffd")


def printed(report: Report, isolated: bool = True) -> str:
    out = io.StringIO()
    console = Console(file=out, width=100, markup=False, highlight=False, force_jupyter=False)
    terminal.show(report, console, isolated)
    return out.getvalue()


def shown(*exercises: ExerciseResult, assignments: int = 1) -> str:
    one = AssignmentResult("01_toy", None, None, exercises, later_points=2.5)
    return printed(Report(None, "none", 0.1, (one,) * assignments))


def foot(level: str, isolated: bool) -> str:
    return printed(Report(None, level, 0.1, (), "no bubblewrap"), isolated)


@pytest.mark.parametrize(
    ("level", "told"), [("L1", True), ("L2", False), ("L3", False), ("", False)]
)
def test_who_is_not_told_the_level_is_told_if_the_code_is_not_locked_in(level: str, told: bool):
    assert (terminal.UNSEALED in foot(level, isolated=False)) is told
    assert f"isolation {level} (no bubblewrap)" in foot(level, isolated=True)
    assert terminal.UNSEALED not in foot(level, isolated=True)


def graded_as(status: Status, **more: object) -> ExerciseResult:
    check = CheckResult("test_f", "f", "It holds.", status, 0.0, 1.0, False)
    return replace(ExerciseResult("f", "F", None, (check,)), **more)


def test_without_a_diagnosis_the_first_tier_alone_is_shown():
    page = shown(graded_as(Status.FAILED, tiers=("Seen.", "Look.", "A case.")))
    assert "? Seen. [more hints" in page
    assert "Look." not in page
    for status in (Status.CRASHED, Status.NOT_STARTED):  # the message, or nothing, says enough
        assert "Seen." not in shown(graded_as(status, tiers=("Seen.", "Look.", "A case.")))


def test_notices_are_shown_when_one_assignment_is_graded():
    passed = graded_as(Status.PASSED, notice="Did you notice?")
    assert "Did you notice?" in shown(passed)
    assert "Did you notice?" not in shown(passed, assignments=2)


def test_assignments_that_nobody_began_take_a_line_each_and_one_sentence_says_where_to_begin():
    waiting = graded_as(Status.NOT_STARTED)
    page = shown(waiting, assignments=3)
    assert page.count("01_toy    0 / 1  not started\n") == 3
    assert "It holds." not in page
    assert page.count("Nothing is started yet: open ") == 1
    assert page.count("more points are checked") == 1
    assert "7.5 more points are checked after you hand in." in page
    page = shown(waiting, graded_as(Status.FAILED), assignments=2)
    assert "Nothing is started" not in page
    assert page.count("✗ It holds.") == 2


def test_what_was_given_wrong_is_shown_as_such_and_nothing_is_begun():
    waiting, given = graded_as(Status.NOT_STARTED), graded_as(Status.FAILED, given_wrong=True)
    page = shown(given)
    assert "✗ It holds." in page
    assert page.count("It was given to you like this") == 1
    page = shown(given, waiting, assignments=2)
    assert page.count("✗ It holds.") == 2  # it is no line of its own
    assert page.count("Nothing is started yet: open ") == 1
    assert not given.started
    html = feedback(given)
    assert "It was given to you like this" in html
    assert "What will be checked" not in html
    assert "It was given to you like this" not in shown(graded_as(Status.FAILED))


def test_what_a_guide_says_was_observed_is_told_only_of_answers_that_were_judged():
    tiers = ("Seen.", "Look.", "A case.")
    assert graded_as(Status.FAILED, tiers=tiers).help == tiers
    for status in (Status.CRASHED, Status.TIMED_OUT, Status.NOT_STARTED, Status.BLOCKED):
        assert graded_as(status, tiers=tiers).help == tiers[1:]
        assert graded_as(status, tiers=tiers, misconception="known").help == tiers
    assert graded_as(Status.FAILED, tiers=tiers, unusable=True).help == tiers[1:]


def test_before_a_first_try_every_hint_is_folded_and_nothing_is_said_twice():
    waiting = graded_as(Status.NOT_STARTED, tiers=("Seen.", "Look.", "A case."))
    check = replace(waiting.checks[0], message="`f` is not started yet.")
    page = feedback(replace(waiting, checks=(check,)))
    assert "Seen." not in page
    assert "<details><summary>Hint 1 of 2</summary><p>Look.</p>" in page
    assert "is not started yet" not in page
    crashed = replace(check, status=Status.CRASHED, message="NameError")
    page = feedback(replace(waiting, checks=(crashed, crashed)))
    assert page.count("It holds.") == 2
    assert page.count("NameError") == 1
    wrong = feedback(replace(waiting, checks=(replace(check, status=Status.FAILED),)))
    assert "<strong>A hint</strong></p><p>Seen.</p><details><summary>Hint 2 of 3" in wrong
    assert "is not started yet" in wrong


def test_what_is_stressed_and_what_is_code_is_shown_so_and_no_more():
    text = "Take *each* of `a * b * c` <b>2 * 3 * x*y*z</b> and ` `*"
    assert piece("prose", text) == (
        "Take <em>each</em> of <code>a * b * c</code> &lt;b&gt;2 * 3 * x*y*z&lt;/b&gt; "
        "and <code> </code>*"
    )
    assert piece("prose", "a ` *b* <") == "a ` <em>b</em> &lt;"


def test_what_was_said_above_is_not_said_again_but_each_crash_says_where():
    """The same crash of another call, of the same call, and what has no call."""

    def crash(call: str, kind: str | None = "a_list") -> CheckResult:
        message = f"{call}\n  stopped with TypeError\nA list is not a vector."
        return replace(check, message=message, crash=kind)

    check = CheckResult("test_f", "f", "It holds.", Status.CRASHED, 0.0, 1.0, False)
    waits = replace(check, message="Waits until: all is well.", crash=None)
    one, other, again, *rest = terminal.without_repeats(
        [crash("f(1)"), crash("f(2)"), crash("f(1)"), waits, waits]
    )
    assert one.message == crash("f(1)").message
    assert other.message == f"f(2)\n  {terminal.SAME}"
    assert again.message == f"f(1)\n  {terminal.SAME}"
    assert [check.message for check in rest] == ["Waits until: all is well.", None]
