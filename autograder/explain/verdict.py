"""Grades one exercise again, and shows all that is known of its verdict."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rich.text import Text

from autograder.course.assignment import Assignment
from autograder.course.deadlines import deadline_of, lateness_of
from autograder.course.seeds import SECRET, foreseeable, inputs_of
from autograder.feedback.revealing import Revealed
from autograder.grading.grader import Grader
from autograder.report.terminal import StandardOutput
from autograder.report.verdicts import points, sign_of
from autograder.results import AssignmentResult, CheckResult, ExerciseResult, Status
from autograder.sandbox.launcher import Policy
from autograder.text import for_terminal

OK, BROKEN = 0, 3
MOST_CALLS = 12  # of one check


def show(
    assignment: Assignment,
    exercise: str,
    student: str,
    path: Path,
    before: Mapping[str, Any] | None,
    limits: Mapping[str, float],
    policy: str,
) -> int:
    """Print everything about the verdict on one exercise; return the exit code.

    `before` is what a stored result says of the assignment, to be compared with.
    """
    with Grader([assignment], Policy(policy), limits=limits) as grader:
        report = grader.reveal(assignment.name, path, student)
    (result,) = report.assignments
    one = next(each for each in result.exercises if each.name == exercise)
    told = str((before or {}).get("submitted_at", ""))
    late = lateness_of(deadline_of(assignment), student, path, told)
    equation = f", Eq. {one.equation}" if one.equation else ""
    secret = "without a secret" if foreseeable(inputs_of(assignment.root)) else f"with {SECRET}"
    lines: list[str] = [
        f"{student}, {assignment.name}: {one.name} ({one.title}{equation})",
        f"{points(one.score, one.max_score)} points, {one.status}",
        f"submission {result.submission or path}, sha256 {result.sha256}",
        f"hidden inputs drawn for {student!r}, {secret}",
        f"isolation {report.isolation}",
        *([late.told(result.score)] if late and late.note else []),
        *_compared(before, one, result),
        *(f"! {problem}" for problem in result.problems),
    ]
    console = StandardOutput()
    for line in lines:
        console.print(Text(for_terminal(line)), soft_wrap=True)
    for text, style in (*_checks(one), *_diagnosis(one), *_code(one, assignment)):
        console.print(Text(for_terminal(text), style), soft_wrap=True)
    for line in _again(assignment, one, student, path):
        console.print(Text(line), soft_wrap=True)
    return BROKEN if report.grader_failed else OK


def _compared(
    before: Mapping[str, Any] | None, one: ExerciseResult, result: AssignmentResult
) -> Iterator[str]:
    if before is None:
        return
    old = next(each for each in before["exercises"] if each["name"] == one.name)
    then = f"{points(float(old['score']), float(old['max_score']))}, {old['status']}"
    same = (old["score"], old["status"]) == (one.score, str(one.status))
    yield f"graded before: {then}: {'the same' if same else 'NOT THE SAME as now'}"
    if before["sha256"] != result.sha256:
        yield "THE FILE HAS CHANGED since it was graded."


def _checks(one: ExerciseResult) -> Iterator[tuple[str, str]]:
    calls = one.details.calls if isinstance(one.details, Revealed) else {}
    for check in one.checks:
        sign, colour, _ = sign_of(check)
        kind = "hidden" if check.hidden else "public"
        yield f"\n{sign} {check.promise}", colour
        yield f"  {kind} check {check.name}: {check.score:g} of {check.max_score:g}", "bright_black"
        if check.message:
            yield _indented(check.message), ""
        yield from _calls(check, calls.get(check.name, ()))


def _calls(check: CheckResult, calls: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if calls:
        last = ", the last one as told above" if check.status is not Status.PASSED else ""
        yield f"  It called{last}:", "bright_black"
        yield from ((_indented(call), "") for call in calls[-MOST_CALLS:])
    if len(calls) > MOST_CALLS:
        yield f"    and {len(calls) - MOST_CALLS} more before", "bright_black"


def _diagnosis(one: ExerciseResult) -> Iterator[tuple[str, str]]:
    if one.misconception:
        found, of = one.explains
        yield f"\nDiagnosis: {one.misconception}, which explains {found} of {of} failures.", "cyan"
        yield _indented(one.says or ""), ""
    elif one.status is Status.FAILED:
        yield "\nDiagnosis: no known misconception explains it.", "cyan"
    if one.mend:
        yield f"\nFirst to be mended: {one.mend}", "cyan"
    for number, tier in enumerate(one.help, 1):
        yield f"\nHint {number} of {len(one.help)} that the student is given:", "bright_black"
        yield _indented(tier), ""


def _code(one: ExerciseResult, assignment: Assignment) -> Iterator[tuple[str, str]]:
    for passage in one.details.passages if one.details else ():
        yield f"\nThe student's code, {passage.place} from line {passage.first}:", "bright_black"
        yield _indented("\n".join(passage.lines)), ""
    yield "\nThe model solution:", "bright_black"
    for cell in assignment.cells:
        if cell.exercise == one.name:
            yield _indented(cell.text), ""


def _again(assignment: Assignment, one: ExerciseResult, student: str, path: Path) -> Iterator[str]:
    where, who = shlex.quote(str(path)), shlex.quote(student)
    yield "\nThe same again:"
    yield f"  autograder explain {who} {assignment.name}/{one.name} --submission {where}"
    yield "The whole submission, as the student sees it:"
    yield f"  autograder grade {assignment.name} --submission {where} --student {who}"
    call = next((check.call for check in one.checks if check.call), None)
    if call:
        yield "The first call that went wrong, to be run below the student's code:"
        yield _indented(call)
    yield "\nThis shows hidden inputs: it is not for students."


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))
