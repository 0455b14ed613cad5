"""A report as outputs of notebook cells: scores for nbgrader, feedback for students."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.report.card import feedback
from autograder.report.drawn import in_words, picture
from autograder.results import AssignmentResult, ExerciseResult
from autograder.sandbox.cell_output import CellOutput, Shown

MOST_PICTURES = 12  # per submission: each takes up to a tenth of a second to draw
KEPT_PICTURES = 300  # of about 30 kB each

Output = dict[str, Any]
_drawn: dict[bytes, str] = {}


def verdict(result: ExerciseResult) -> Output:
    """Return the only output of a check cell: its text is the score, its HTML the feedback.

    nbgrader counts every point in its total, so that a bonus has none there.
    """
    return {
        "output_type": "execute_result",
        "execution_count": None,
        "metadata": {},
        "data": {
            "text/plain": repr(0.0 if result.bonus else float(result.score)),
            "text/html": feedback(result),
        },
    }


def shown(cell_outputs: Sequence[CellOutput], is_plain: bool) -> dict[int, list[Output]]:
    """Return the outputs of the student's cells by index; all under 1 if a file has no cells.

    Figures are drawn here from their data, so that no byte of a picture comes from a student.
    """
    found: dict[int, list[Output]] = {}
    room = MOST_PICTURES
    for one in cell_outputs:
        outputs = found.setdefault(1 if is_plain else one.cell, [])
        if one.text:
            outputs.append({"output_type": "stream", "name": "stdout", "text": one.text})
        if one.value:
            outputs.append(_display({"text/plain": one.value}))
        for figure in one.figures[:room]:
            data = {"image/png": _png(figure), "text/plain": in_words(figure.canvas)}
            outputs.append(_display(data))
        room = max(0, room - len(one.figures))
    return found


def _png(figure: Shown) -> str:
    """Return a picture in base64; equal figures, which most of a class share, are drawn once."""
    if figure.digest not in _drawn:
        if len(_drawn) >= KEPT_PICTURES:
            del _drawn[next(iter(_drawn))]
        _drawn[figure.digest] = base64.b64encode(picture(figure.canvas)).decode()
    return _drawn[figure.digest]


def _display(data: dict[str, str]) -> Output:
    return {"output_type": "display_data", "metadata": {}, "data": data}


def remarks(result: AssignmentResult, notes: Sequence[str], folder: Path) -> list[str]:
    """Return the remarks on the whole file: what was repaired, and which cells failed.

    The path of `folder`, where the file lies on our side, is removed from them.
    """
    said = [
        text.replace(f"{folder}/", "").replace(str(folder), "What was handed in")
        for text in (*notes, *result.problems)
    ]
    return list(dict.fromkeys(said))
