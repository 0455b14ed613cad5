"""How much work an exercise is, as its cells say: minutes, difficulty, and whether it is a bonus.

An author writes them into the marker of a cell, `minutes=10 difficulty=2 bonus=true`. A notebook
has no markers, so that its exercises get a heading that says the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite

from autograder.course.percent import PercentCell
from autograder.results import Workload

HARDEST = 3
IN_A_WORD = ("", "easy", "medium", "hard")  # by difficulty; 0 if the author gives none


def workload_of(cell: PercentCell) -> Workload:
    """Return what the marker of a cell says; what is no number counts as not given."""
    return Workload(
        max(0.0, _number(cell.options.get("minutes"))),
        min(HARDEST, max(0, int(_number(cell.options.get("difficulty"))))),
        cell.options.get("bonus") is True,
    )


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) and isfinite(value) else 0.0


def together(one: Workload, other: Workload) -> Workload:
    """Return the workload of two cells of one exercise."""
    return Workload(
        one.minutes + other.minutes,
        max(one.difficulty, other.difficulty),
        one.bonus or other.bonus,
    )


def dots(difficulty: int) -> str:
    """Return a difficulty as dots, as many filled ones as it has; "" if there is none."""
    return "●" * difficulty + "○" * (HARDEST - difficulty) if difficulty else ""


def headings(cells: Iterable[PercentCell]) -> dict[int, str]:
    """Return the heading of each cell of code of an exercise that tells minutes, by its position.

    An exercise of one cell is named; of an exercise of several, each cell has a title of its own.
    """
    cells = list(cells)
    mine = [cell.exercise for cell in cells if cell.kind == "code" and cell.exercise is not None]
    return {
        place: _heading(cell, mine.count(cell.exercise) > 1)
        for place, cell in enumerate(cells)
        if cell.kind == "code" and cell.exercise is not None and workload_of(cell).minutes
    }


def _heading(cell: PercentCell, is_one_of_several: bool) -> str:
    work = workload_of(cell)
    title = cell.title or str(cell.exercise)
    first = f"### {title}" if is_one_of_several else f"### Exercise: {title}"
    parts = [] if is_one_of_several else [f"`{cell.exercise}`"]
    parts.append(f"about {work.minutes:g} minute{'' if work.minutes == 1 else 's'}")
    if work.difficulty:
        parts.append(f"{dots(work.difficulty)} {IN_A_WORD[work.difficulty]}")
    if work.bonus:
        parts.append("bonus: its points come on top of the full marks")
    return f"{first}\n\n{' · '.join(parts)}"
