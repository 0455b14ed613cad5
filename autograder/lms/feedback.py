"""A report as the outputs of notebook cells: scores that nbgrader reads, words for students."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.report.as_html import exercise
from autograder.report.drawn import in_words, picture
from autograder.report.elements import without_formulas
from autograder.results import AssignmentResult, ExerciseResult
from autograder.sandbox.cell_output import CellOutput, Shown

MOST_PICTURES = 12  # of one submission: each takes up to a tenth of a second to draw
KEPT_PICTURES = 300  # some 30 kB each

Output = dict[str, Any]
_drawn: dict[bytes, str] = {}


def verdict(result: ExerciseResult) -> Output:
    """Return the one result of a check cell: its text is the score, its page the feedback."""
    return {
        "output_type": "execute_result",
        "execution_count": None,
        "metadata": {},
        "data": {
            "text/plain": repr(float(result.score)),
            "text/html": without_formulas(exercise(result)),
        },
    }


def shown(cell_outputs: Sequence[CellOutput], is_plain: bool) -> dict[int, list[Output]]:
    """Return the outputs of the student's cells, by index; all under 1 where a file has no cells.

    Figures are drawn by us from the data of theirs, so no byte of a picture is a student's.
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
    """Return a picture in base64. In a class most are the same: each is drawn once."""
    if figure.digest not in _drawn:
        if len(_drawn) >= KEPT_PICTURES:
            del _drawn[next(iter(_drawn))]
        _drawn[figure.digest] = base64.b64encode(picture(figure.canvas)).decode()
    return _drawn[figure.digest]


def _display(data: dict[str, str]) -> Output:
    return {"output_type": "display_data", "metadata": {}, "data": data}


def remarks(result: AssignmentResult, notes: Sequence[str], folder: Path) -> list[str]:
    """Return what there is to say of the whole file: what was mended, and which cells failed.

    Of `folder`, where the file lies on our side, nothing is told.
    """
    said = [
        text.replace(f"{folder}/", "").replace(str(folder), "What was handed in")
        for text in (*notes, *result.problems)
    ]
    return list(dict.fromkeys(said))
