"""Makes the lines of the screen from the state, for any width and height."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from autograder.report.terminal import show_exercise
from autograder.report.verdicts import extra, looks_like, points, sign_of
from autograder.results import ExerciseResult
from autograder.text import for_terminal, one_line
from autograder.watch.advice import next_step
from autograder.watch.progress import assignments, flow, total
from autograder.watch.state import State

KEYS = (
    ("h", "the next hint for this exercise"),
    ("n p", "next, previous exercise with something left to do"),
    ("space b", "page down and up; the arrows go line by line"),
    ("g", "grade everything again, now"),
    ("?", "these keys; once more: back"),
    ("q", "quit"),
)
SMALL = 14  # lines; a lower screen shows only what matters


@dataclass(frozen=True)
class ScreenPage:
    """The lines of one screen, and the position of its scrolled part, the answer."""

    lines: list[Text]
    top: int  # lines of the answer above the screen
    step: int  # lines per page


def page(state: State, width: int, height: int) -> ScreenPage:
    """Return at most `height` lines of at most `width` columns."""
    head, foot = _head(state, width, height), _foot(state, width, height)
    room = max(1, height - len(head) - len(foot))
    answer, hint = _answer(state, width)
    top = state.top
    if state.seeks_hint and hint[1] > top + room - (hint[1] < len(answer)):
        top = hint[0] - 1  # that line shows how many are above
    top = max(0, min(top, len(answer) - room))
    shown = answer[top : top + room]
    if top and shown:
        shown[0] = Text(f"… {top + 1} lines above: b", "bright_black")
    below = len(answer) - top - room
    if below > 0 and shown:
        shown[-1] = Text(f"… {below + 1} more lines: space", "bright_black")
    empty = [Text() for _ in range(room - len(shown))]
    lines = [*head, *shown, *empty, *foot][:height]
    for line in lines:
        line.truncate(width, overflow="ellipsis")
    return ScreenPage(lines, top, max(1, room - 2))


def laid_out(parts: Iterable[RenderableType], width: int) -> list[Text]:
    """Return the lines that a console of this width makes of `parts`."""
    out = io.StringIO()
    console = inner(out, width)
    for part in parts:
        console.print(part)
    return lines_of(out)


def inner(out: io.StringIO, width: int) -> Console:
    """Return a console that writes styled text into `out`."""
    return Console(
        file=out,
        width=max(20, width),
        force_terminal=True,
        color_system="standard",
        highlight=False,
        markup=False,
        legacy_windows=False,
        _environ={},
    )


def lines_of(out: io.StringIO) -> list[Text]:
    """Return the lines written to `out`, without blank ones at both ends."""
    lines = Text.from_ansi(out.getvalue()).split("\n", allow_blank=True)
    found = list(lines)
    while found and not found[-1].plain.strip():
        found.pop()
    while found and not found[0].plain.strip():
        found.pop(0)
    return found


def _head(state: State, width: int, height: int) -> list[Text]:
    lines = [] if height < SMALL // 2 else [total(state, width), *assignments(state, width, height)]
    if height >= SMALL:
        lines.append(Text("─" * width, "bright_black"))
    lines += [_title(state)]
    return lines


def _title(state: State) -> Text:
    if state.trouble:
        return Text("! The checks cannot be used", "bold magenta")
    one = state.assignment
    if one is None or state.at is None:
        return Text(f"Checking {one_line(state.busy)} ..." if state.busy else "Starting ...")
    title = Text(one_line(one.name), "bold")
    if not one.unreadable:
        title.append(f"  {points(one.score, one.max_score)}")
        title.append(extra(one.bonus, one.max_bonus), "not bold")
    if one.name in state.waiting or state.busy == one.name:
        title.append("  checking ...", "yellow")
    else:
        title.append(f"  checked in {state.seconds[one.name]:.2f} s", "bright_black")
    return title


def _answer(state: State, width: int) -> tuple[list[Text], tuple[int, int]]:
    """All lines of the answer, and where the last hint begins and ends in them.

    The screen shows a part of a long answer.
    """
    if state.keys_shown:
        return laid_out((Text(f"{key:<8} {what}") for key, what in KEYS), width), (0, 0)
    if state.trouble:
        return laid_out([Text(for_terminal(state.trouble))], width), (0, 0)
    one, at = state.assignment, state.exercise()
    if one is None:
        return [], (0, 0)
    hint = 0, 0
    out = io.StringIO()
    console = inner(out, width)
    if step := next_step(state):
        console.print(Text(for_terminal(step), "bold cyan"))
    for problem in one.problems:
        console.print(Text.assemble(("! ", "yellow"), for_terminal(problem)))
    if at is not None:
        show_exercise(replace(at, hint=None, tiers=()), len(at.name), console)
        for number, tier in enumerate(state.tiers(), 1):
            begin = out.getvalue().count("\n")
            console.print(Padding(_tier(at, number, tier), (0, 0, 0, 5)))
            hint = begin, out.getvalue().count("\n")
    if one.exercises:
        console.print()
        for line in flow([_mark(e, e is at) for e in one.exercises], console.width):
            console.print(line)
    return lines_of(out), hint


def _mark(one: ExerciseResult, here: bool) -> Text:
    sign, colour, _ = sign_of(one)
    return Text.assemble((f"{sign} ", colour), (one_line(one.name), "bold" if here else ""))


def _tier(one: ExerciseResult, number: int, text: str) -> Text:
    found = Text("? ", "cyan")
    if number == 1 and one.misconception:
        found.append(f"{looks_like(one)}\n", "bold")
    elif number == 1:
        found.append("A hint\n", "bold")
    else:
        found.append(f"{number} of {len(one.help)}\n", "bold")
    return found.append(for_terminal(text))


def _foot(state: State, width: int, height: int) -> list[Text]:
    lines = []
    if state.message:
        wrapped = laid_out([Text(for_terminal(state.message), "yellow")], width)
        lines += wrapped[: 2 if height >= SMALL // 2 else 1]
    at = state.exercise()
    tiers = len(at.help) if at is not None else 0
    hints = f"h hint {len(state.tiers())}/{tiers}" if tiers else "h hint"
    for rest in (
        " · n next · p back · g grade · ? keys · q quit",
        " · n p g · ? keys · q quit",
        "",
    ):
        keys = hints + rest
        if len(keys) <= width:
            break
    lines.append(Text(keys, "reverse"))
    return lines
