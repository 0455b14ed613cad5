"""The names of entries, and of the parts of parameters that hold them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.gradcheck.faults.pair import Fault, Index, Pattern
from autograder.gradcheck.model import Report
from autograder.gradcheck.showing.words import MAX_NAMED, listed, scaled
from autograder.gradcheck.tree import Leaf

OF_PLACES = (Pattern.ENTRY, Pattern.ENTRIES, Pattern.SOME_SIGNS)


def name_of(report: Report, where: Index) -> str:
    """Return the name of an entry, for a sentence."""
    if where == ():
        return "this point"
    if report.directions is not None:
        return f"direction {where[-1]}"
    if report.tree is not None:
        path = report.tree.path(where[-1])
        return path if len(where) == 1 else f"output {where[0]}, {path}"
    return f"entry {where[0]}" if len(where) == 1 else f"entry {list(where)}"


def wrong_parts(report: Report) -> list[str]:
    """The paths of the parts that were found wrong along directions."""
    return [note.removeprefix("wrong: ") for note in report.notes if note.startswith("wrong: ")]


def misfit(report: Report) -> str:
    """Why the parts of a claim are not those of the point, or ""."""
    told = [note.removeprefix("parts: ") for note in report.notes if note.startswith("parts: ")]
    return told[0] if told else ""


def told_of_parts(report: Report, fault: Fault) -> str | None:
    """Return which parts of the parameters are wrong; None if the fault is not one of places."""
    tree = report.tree
    if tree is None or report.numeric.ndim != 1 or fault.kind not in OF_PLACES:
        return None
    wrong = sorted(index[0] for index in fault.where)
    if len(wrong) == report.numeric.size:
        return None
    names = [name for leaf in tree.leaves for name in _named(leaf, wrong, report)]
    one = len(names) == 1
    if len(names) > MAX_NAMED:
        found = f"{len(wrong)} entries are wrong, the first is {tree.path(wrong[0])}"
    else:
        found = f"{listed(names)} {'is' if one else 'are'} wrong, all the rest is right"
    factor = -1.0 if fault.kind is Pattern.SOME_SIGNS else fault.factor
    if factor is None:
        return f"{found}. How does it enter the function?" if one else f"{found}."
    return f"{found}: {'it is' if one else 'each is'} {scaled(factor)}."


def _named(leaf: Leaf, wrong: Sequence[int], report: Report) -> list[str]:
    """The path of a leaf that is wrong as a whole, or the paths of its wrong entries."""
    own = [place for place in wrong if leaf.start <= place < leaf.stop]
    seen = np.abs(report.numeric[leaf.start : leaf.stop]) > report.tolerance[leaf.start : leaf.stop]
    if len(own) > 1 and len(own) >= np.count_nonzero(seen):
        return [leaf.path]
    return [leaf.entry(place) for place in own]
