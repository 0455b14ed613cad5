"""Pictures that go with verdicts: figures and gradients, yours beside what was asked."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from autograder.feedback.details import Details, Drawing, Slopes
from autograder.gradcheck.showing.words import comparison
from autograder.report import compared
from autograder.report.drawn import in_words, picture

YOURS, ASKED = "Yours", "What was asked"
ALIKE = "Colours, labels and the order of the parts are yours to choose."
DOTTED = "Contours are dotted here."


class Picture(NamedTuple):
    """A picture, and what it shows in words."""

    title: str
    png: bytes
    described: str


class Figure(NamedTuple):
    """Pictures that stand side by side where there is room."""

    pictures: list[Picture]
    caption: str


def pictures(details: Details) -> list[Figure]:
    """Return all pictures of one exercise."""
    return [*filter(None, map(drawing, details.drawings)), *map(slopes, details.slopes)]


def drawing(one: Drawing) -> Figure | None:
    """Return the student's figure beside the one that the check asked for, if there is either."""
    pairs = [
        Picture(title, picture(canvas), f"{title}: {in_words(canvas)}")
        for title, canvas in ((YOURS, one.mine), (ASKED, one.asked))
        if canvas is not None
    ]
    dotted = any(canvas is not None and canvas.contours for canvas in (one.mine, one.asked))
    said = [one.promise, ALIKE if one.asked else "", DOTTED if dotted else ""]
    return Figure(pairs, " ".join(filter(None, said))) if pairs else None


def slopes(one: Slopes) -> Figure:
    """Return a wrong gradient beside the right one, and how well differences know that."""
    failure = one.failure
    pair = comparison(failure.got, failure.expected, failure.fault, failure.where, (YOURS, ASKED))
    title = "Each entry" + (", a cross where it differs" if np.ndim(failure.got) == 2 else "")
    shown = [Picture(title, compared.png(failure), f"{one.promise} " + "; ".join(pair))]
    if one.report is not None:
        from autograder.gradcheck.showing.picture import alt, png

        shown.append(Picture("How exactly differences know it", png(one.report), alt(one.report)))
    return Figure(shown, one.promise)
