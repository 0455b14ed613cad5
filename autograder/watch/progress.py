"""The progress over all assignments, in one to three lines."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from autograder.report.verdicts import points
from autograder.results import AssignmentResult, ExerciseResult
from autograder.text import one_line
from autograder.watch.state import DONE, State

BAR = 20  # columns
ROOMY = 21  # lines; a screen of that height can have two for the assignments


def total(state: State, width: int) -> Text:
    """Return the progress of the whole course, in one line."""
    exercises = [e for name in state.names for e in _exercises(state.results.get(name))]
    done = sum(e.status in DONE for e in exercises)
    score = sum(e.score for e in exercises if not e.bonus)
    of = sum(e.max_score for e in exercises if not e.bonus)
    if not exercises:
        return Text("Collecting the checks ..." if not state.trouble else "", "bold")
    size = min(BAR, max(0, width - 30))
    full = size * done // len(exercises)
    bar = Text.assemble(("█" * full, "green"), ("░" * (size - full), "bright_black"))
    said = f"{done} of {len(exercises)} exercises · {points(score, of)} points"
    return Text.assemble(bar, " " if size else "", (said, "bold"))


def _exercises(result: AssignmentResult | None) -> tuple[ExerciseResult, ...]:
    return result.exercises if result is not None else ()


def assignments(state: State, width: int, height: int) -> list[Text]:
    """Return a word for each assignment, with its name if there is room, else its number."""
    lines = flow([_word(state, name, short=False) for name in state.names], width)
    if len(lines) <= (2 if height >= ROOMY else 1):
        return lines
    return [Text(" ").join(_word(state, name, short=True) for name in state.names)]


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


def flow(words: Iterable[Text], width: int) -> list[Text]:
    """Return the words in lines of at most `width` columns; no word is split."""
    lines: list[Text] = []
    for word in words:
        if lines and lines[-1].cell_len + 2 + word.cell_len <= width:
            lines[-1] = Text("  ").join([lines[-1], word])
        else:
            lines.append(word)
    return lines
