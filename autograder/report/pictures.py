"""Pictures that go with verdicts: figures and gradients, yours beside what was asked."""

from __future__ import annotations

import numpy as np

from autograder.feedback.details import Details, Drawing, Slopes
from autograder.gradcheck.words import comparison
from autograder.report import compared
from autograder.report.drawn import in_words, picture
from autograder.report.elements import figure, image

YOURS, ASKED = "Yours", "What was asked"
ALIKE = "Colours, labels and the order of the parts are yours to choose."
DOTTED = "Contours are dotted here."


def pictures(details: Details) -> str:
    """Return all pictures of one exercise."""
    return "".join([*map(drawing, details.drawings), *map(slopes, details.slopes)])


def drawing(one: Drawing) -> str:
    """Return the student's figure beside the one that the check asked for."""
    pairs = [
        (title, image(picture(canvas), f"{title}: {in_words(canvas)}"))
        for title, canvas in ((YOURS, one.mine), (ASKED, one.asked))
        if canvas is not None
    ]
    dotted = any(canvas is not None and canvas.contours for canvas in (one.mine, one.asked))
    told = [one.promise, ALIKE if one.asked else "", DOTTED if dotted else ""]
    return figure(pairs, " ".join(filter(None, told))) if pairs else ""


def slopes(one: Slopes) -> str:
    """Return a wrong gradient beside the right one, and how well differences know that."""
    failure = one.failure
    pair = comparison(failure.got, failure.expected, failure.fault, failure.where, (YOURS, ASKED))
    title = "Each entry" + (", a cross where it differs" if np.ndim(failure.got) == 2 else "")
    shown = [(title, image(compared.png(failure), f"{one.promise} " + "; ".join(pair)))]
    if one.report is not None:
        from autograder.gradcheck.picture import alt, png

        shown.append(("How exactly differences know it", image(png(one.report), alt(one.report))))
    return figure(shown, one.promise)
