"""The report in a terminal: what is right, what is wrong, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rich.console import Console
from rich.text import Text

from autograder.feedback.sentences import NOT_SHOWN
from autograder.report.verdicts import (
    GIVEN_WRONG,
    effort,
    extra,
    looks_like,
    points,
    sign_of,
)
from autograder.results import AssignmentResult, CheckResult, ExerciseResult, Report, Status
from autograder.text import for_terminal, one_line

UNSEALED = "This system cannot lock your code in (L1): grade only code that you trust."
SAME = "went the same way as the call above"
MAX_PATH = 4_096  # characters


class StandardOutput(Console):
    """Standard output, with our text taken as it is."""

    def __init__(self) -> None:
        super().__init__(highlight=False, markup=False)

    def on_broken_pipe(self) -> None:
        """Leave a closed pipe to the command line, which knows the exit code."""
        raise BrokenPipeError


def show(report: Report, console: Console, isolated: bool = True) -> None:
    """Print the report; if `isolated`, with the level of isolation, of no use to students."""
    several = len(report.assignments) > 1
    width = max((len(one.name) for one in report.assignments), default=0)
    short = False
    console.print()
    for assignment in report.assignments:
        is_silent = _untouched(assignment) and not _given_wrong(assignment)
        before, short = short, several and is_silent
        if short:
            _one_line(assignment, width, console)
        else:
            console.print("\n" * before, end="")
            _assignment(assignment, not several, console)
    if several:
        gap = "\n" if short else ""
        total = Text(f"{gap}Total  {points(report.score, report.max_score)}", "bold")
        console.print(total.append(extra(report.bonus, report.max_bonus), "not bold"))
        _later(sum(one.later_points for one in report.assignments), console)
        if all(map(_untouched, report.assignments)):
            _begin(report.assignments[0], console)
    foot = f"{report.seconds:.1f} s"
    if isolated:
        note = f" ({report.isolation_note})" if report.isolation_note else ""
        foot += f" · isolation {report.isolation}{note}"
    elif not report.is_sealed:
        console.print(Text(UNSEALED, "bright_black"))
    console.print(Text(one_line(foot, MAX_PATH), "bright_black"), soft_wrap=True)


def _untouched(one: AssignmentResult) -> bool:
    """Whether none of its exercises is started, and nothing else is to be told of it."""
    started = any(e.started for e in one.exercises)
    return bool(one.exercises) and not (started or one.problems or one.unreadable)


def _given_wrong(one: AssignmentResult) -> bool:
    """Whether one of its exercises is still wrong as it was given: then that is to be told."""
    return any(exercise.given_wrong for exercise in one.exercises)


def _one_line(one: AssignmentResult, width: int, console: Console) -> None:
    line = Text(f"{one_line(one.name):<{width}}  {points(one.score, one.max_score):>7}", "bold")
    console.print(line.append("  not started", "not bold bright_black"), soft_wrap=True)


def _begin(one: AssignmentResult, console: Console) -> None:
    path = one_line(one.submission or "", MAX_PATH)
    console.print(Text(f"Nothing is started yet: open {path} and begin."), soft_wrap=True)


def _assignment(one: AssignmentResult, alone: bool, console: Console) -> None:
    heading = Text(one_line(one.name), "bold")
    if not one.unreadable:
        heading.append(f"   {points(one.score, one.max_score)}")
        heading.append(extra(one.bonus, one.max_bonus), "not bold")
    console.print(heading)
    if one.submission:
        console.print(Text(one_line(one.submission, MAX_PATH), "bright_black"), soft_wrap=True)
    if one.lateness and one.lateness.note:
        console.print(Text(for_terminal(one.lateness.told(one.score)), "yellow"), soft_wrap=True)
    for problem in one.problems:
        _indented(Text.assemble(("! ", "yellow"), for_terminal(problem)), console, 1)
    if one.unreadable:
        console.print()
        return
    width = max((len(exercise.name) for exercise in one.exercises), default=0)
    for exercise in one.exercises:
        show_exercise(exercise, width, console, noticed=alone)
    if alone and _untouched(one) and not _given_wrong(one):
        _begin(one, console)
    if alone:
        _later(one.later_points, console)
    console.print()


def _later(open_points: float, console: Console) -> None:
    if open_points > 0:
        console.print(Text(f"  {open_points:g} more points are checked after you hand in."))


def show_exercise(one: ExerciseResult, width: int, console: Console, noticed: bool = True) -> None:
    """Print one exercise, its name padded to `width`; if `noticed`, with the remark on it."""
    sign, colour, word = sign_of(one)
    row = Text.assemble(
        (f"  {sign} ", colour),
        f"{one_line(one.name):<{width}}  ",
        f"{points(one.score, one.max_score):>9}",
    )
    if word:
        row.append(f"  {word}", colour)
    if asked := effort(one):
        row.append(f"  {asked}", "bright_black")
    row.append(f"  {one_line(one.title)}", "bright_black")
    if one.equation:
        row.append(f" (Eq. {one_line(one.equation)})", "bright_black")
    console.print(row, no_wrap=True, overflow="ellipsis", crop=True)
    if told := _to_tell(one):
        for check in without_repeats(told):
            _check(check, console, check.message if check.message != NOT_SHOWN else None)
    elif one.unwritten and one.started:
        _indented(Text("✎ The written answer: not written yet", "cyan"), console, 3)
    if one.given_wrong:
        _indented(Text.assemble(("→ ", "cyan"), GIVEN_WRONG), console, 3)
    if one.mend:
        _indented(Text.assemble(("? ", "cyan"), (for_terminal(one.mend), "bold")), console, 3)
    if one.hint:
        _hint(one, console)
    elif one.help and one.status is Status.FAILED and not one.unusable:
        _guide(one, console)
    if one.notice and noticed:
        _indented(Text(for_terminal(one.notice), "bright_black"), console, 3)


def _to_tell(one: ExerciseResult) -> list[CheckResult]:
    """The checks of which something is to be said; of one that is not started, if code is there."""
    if one.status is Status.PASSED:
        return []
    quiet = (Status.PASSED, Status.NOT_STARTED)
    waits = one.status is Status.NOT_STARTED
    return [check for check in one.checks if check.crash or not (waits or check.status in quiet)]


def without_repeats(checks: Iterable[CheckResult]) -> list[CheckResult]:
    """Return the checks, with what an earlier message said left out of the later ones."""
    said: set[str] = set()
    found = []
    for check in checks:
        told = check.message or ""
        call, _, rest = told.partition("\n")
        rest, where, needed = rest.partition("\n  where\n")
        if check.crash and rest in said:
            told = f"{call}\n  {SAME}{where}{needed}"
        if check.message in said:
            told = f"{call}\n  {SAME}" if check.crash and rest else ""
        said |= {check.message or "", *filter(None, [rest])}
        found.append(replace(check, message=told or None))
    return found


def _check(one: CheckResult, console: Console, message: str | None) -> None:
    sign, colour, word = sign_of(one)
    line = Text.assemble((f"{sign} ", colour), for_terminal(one.promise))
    notes = [note for note in (word, "hidden" if one.hidden else "") if note]
    if notes:
        line.append(f" [{', '.join(notes)}]", "bright_black")
    _indented(line, console, 3)
    if message and one.status is not Status.BLOCKED:
        _indented(Text(for_terminal(message)), console, 5)


def _hint(one: ExerciseResult, console: Console) -> None:
    _indented(Text.assemble(("? ", "cyan"), (looks_like(one), "bold")), console, 3)
    _indented(Text(for_terminal(one.hint or "")), console, 5)


def _guide(one: ExerciseResult, console: Console) -> None:
    """The first tier alone: what it says of the exercise is known to many already."""
    line = Text.assemble(("? ", "cyan"), for_terminal(one.help[0]))
    _indented(line.append(" [more hints: make watch, key h]", "bright_black"), console, 3)


def _indented(text: Text, console: Console, by: int) -> None:
    """Print `text` wrapped, each line `by` steps to the right, with nothing behind its end."""
    margin = " " * (2 * by - 1)
    for line in text.wrap(console, max(20, console.width - len(margin))):
        line.rstrip()
        console.print(Text(margin).append_text(line) if line else "", soft_wrap=True)
