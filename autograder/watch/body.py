"""The lines of the screen, made from the state for any width and height."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from autograder.model import AssignmentResult, ExerciseResult, Status
from autograder.report.terminal import points, show_exercise
from autograder.text import for_terminal, one_line
from autograder.watch.state import DONE, State, tiers_of

KEYS = (
    ("h", "the next hint for this exercise"),
    ("n p", "next, previous exercise with something left to do"),
    ("space b", "page down and up; the arrows go line by line"),
    ("g", "grade everything again, now"),
    ("?", "these keys; once more: back"),
    ("q", "quit"),
)
SMALL = 14  # lines: below that, what is nice to have stays out
BAR = 20


@dataclass(frozen=True)
class Page:
    """The lines for one screen, and how far its answer can be scrolled."""

    lines: list[Text]
    most: int  # the largest useful `top`
    step: int  # lines that one page forward goes


def page(state: State, width: int, height: int) -> Page:
    """Return at most `height` lines of at most `width` columns."""
    head, foot = _head(state, width, height), _foot(state, width)
    room = max(1, height - len(head) - len(foot))
    answer = _answer(state, width)
    most = max(0, len(answer) - room)
    top = min(state.top, most)
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
    return Page(lines, most, max(1, room - 2))


def laid_out(parts: Iterable[RenderableType], width: int) -> list[Text]:
    """Return what a console of this width makes of the parts, line by line."""
    out = io.StringIO()
    console = inner(out, width)
    for part in parts:
        console.print(part)
    return lines_of(out)


def inner(out: io.StringIO, width: int) -> Console:
    """A console that writes styled text into `out`."""
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
    """Return what was written, line by line, without what is empty at both ends."""
    lines = Text.from_ansi(out.getvalue()).split("\n", allow_blank=True)
    found = list(lines)
    while found and not found[-1].plain.strip():
        found.pop()
    while found and not found[0].plain.strip():
        found.pop(0)
    return found


def _head(state: State, width: int, height: int) -> list[Text]:
    lines = [] if height < SMALL // 2 else [_total(state, width), _assignments(state, width)]
    if height >= SMALL:
        lines.append(Text("─" * width, "bright_black"))
    lines += [_title(state)]
    return lines


def _total(state: State, width: int) -> Text:
    """How far the whole course is."""
    exercises = [e for name in state.names for e in _exercises(state.results.get(name))]
    done = sum(e.status in DONE for e in exercises)
    score = sum(e.score for e in exercises)
    of = sum(e.max_score for e in exercises)
    size = min(BAR, max(0, width - 30))
    full = size * done // len(exercises) if exercises else 0
    bar = Text.assemble(("█" * full, "green"), ("░" * (size - full), "bright_black"))
    said = f"{done} of {len(exercises)} exercises · {points(score, of)} points"
    return Text.assemble(bar, " " if size else "", (said, "bold"))


def _exercises(result: AssignmentResult | None) -> tuple[ExerciseResult, ...]:
    return result.exercises if result is not None else ()


def _assignments(state: State, width: int) -> Text:
    """One word for each assignment: by name if there is room, by number if not."""
    for short in (False, True):
        line = Text()
        for name in state.names:
            if line:
                line.append(" " if short else "  ")
            line.append_text(_word(state, name, short))
        if line.cell_len <= width:
            return line
    return line


def _word(state: State, name: str, short: bool) -> Text:
    exercises = _exercises(state.results.get(name))
    done = sum(e.status in DONE for e in exercises)
    label = name.split("_")[0].lstrip("0") if short else name
    here = state.at is not None and state.at[0] == name
    complete = bool(exercises) and done == len(exercises)
    count = f"{done}/{len(exercises)}" if exercises else "…"
    sign = "▸" if here else "✓" if complete else ""
    style = "bold" if here else "green" if complete else "bright_black"
    return Text(f"{sign}{one_line(label)}:{count}", style)


def _title(state: State) -> Text:
    if state.trouble:
        return Text("! The checks cannot be used", "bold magenta")
    one = state.assignment
    if one is None or state.at is None:
        return Text(f"Checking {one_line(state.busy)} ..." if state.busy else "Starting ...")
    title = Text(one_line(one.name), "bold")
    if not one.unreadable:
        title.append(f"  {points(one.score, one.max_score)}")
    if one.name in state.waiting or state.busy == one.name:
        title.append("  checking ...", "yellow")
    else:
        title.append(f"  checked in {state.seconds[one.name]:.1f} s", "bright_black")
    return title


def next_step(state: State) -> str:
    """Return what to do next, in a sentence; nothing if that is not known yet."""
    one, at = state.assignment, state.exercise()
    if state.trouble or one is None:
        return ""
    if one.unreadable:
        return "Next: see to the file, then save it again."
    path = os.path.normpath(one.submission or "")
    if at is None or at.status in DONE:
        left = state.unfinished()
        if left:
            return f"Done. Next: {left[0][1] if at is None else _after(state)} (n)"
        return "Everything here is done. Well done!"
    if at.status is Status.NOT_STARTED:
        return f"Next: write {at.name} in {path}, and save."
    if at.status is Status.BLOCKED:
        return f"Next: {at.name} waits for something earlier."
    if at.status is Status.GRADER_ERROR:
        return "A check of ours failed: not your mistake. Please report it."
    more = len(tiers_of(at)) - len(state.tiers())
    hint = f" h: {'another hint' if state.tiers() else 'a hint'}." if more > 0 else ""
    return f"Next: the first ✗ of {at.name}.{hint}"


def _after(state: State) -> str:
    there = replace(state)
    there.move(1)
    return there.at[1] if there.at else ""


def _answer(state: State, width: int) -> list[Text]:
    """Everything that there is to say; the screen shows a part of it if it is long."""
    if state.keys_shown:
        return laid_out((Text(f"{key:<8} {what}") for key, what in KEYS), width)
    if state.trouble:
        return laid_out([Text(for_terminal(state.trouble))], width)
    one, at = state.assignment, state.exercise()
    if one is None:
        return []
    out = io.StringIO()
    console = inner(out, width)
    if step := next_step(state):
        console.print(Text(for_terminal(step), "bold cyan"))
    for problem in one.problems:
        console.print(Text.assemble(("! ", "yellow"), for_terminal(problem)))
    if at is not None:
        show_exercise(replace(at, hint=None), len(at.name), console)
        for number, tier in enumerate(state.tiers(), 1):
            console.print(Padding(_tier(at, number, tier), (0, 0, 0, 5)))
    return lines_of(out)


def _tier(one: ExerciseResult, number: int, text: str) -> Text:
    found = Text("? ", "cyan")
    if number == 1 and one.misconception:
        name = one_line(one.misconception).replace("_", " ")
        found.append(f"This looks like: {name}\n", "bold")
    elif number == 1:
        found.append("A hint\n", "bold")
    else:
        found.append(f"{number} of {len(tiers_of(one))}\n", "bold")
    return found.append(for_terminal(text))


def _foot(state: State, width: int) -> list[Text]:
    lines = []
    if state.message:
        wrapped = laid_out([Text(for_terminal(state.message), "yellow")], width)
        lines += wrapped[:2]
    at = state.exercise()
    tiers = len(tiers_of(at)) if at is not None else 0
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
