"""The verdict on a gradient as a short text: the finding, both gradients, what to do next."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.gradcheck.faults.naming import compared, fault_of
from autograder.gradcheck.faults.pair import Fault
from autograder.gradcheck.model import Floats, Kind, Report, Verdict
from autograder.gradcheck.showing.alignment import Two, aligned, number
from autograder.gradcheck.showing.places import misfit, name_of, told_of_parts, wrong_parts
from autograder.gradcheck.showing.reasons import precision, reasons
from autograder.gradcheck.showing.words import comparison, listed, sentence

LABELS: Two = ("analytic:", "numeric:")


def tell(report: Report, examples: int | None = None) -> str:
    """Return the verdict in words; `examples` is the number of examples that f averages over."""
    lines = {
        Verdict.ACCEPT: _accepted,
        Verdict.REJECT: lambda found: _rejected(found, examples),
        Verdict.INCONCLUSIVE: _inconclusive,
    }[report.verdict](report)
    return "\n".join([*lines, *_remarks(report)])


def estimated(report: Report) -> str:
    """Return the numeric derivative and its error in words, without the claim."""
    values = aligned(report.numeric, report.numeric, None, ("numeric:", "numeric:"))
    lines = values[: len(values) // 2]
    error = float(np.max(report.error))
    known = f"off by {number(error, 1)} at most" if np.isfinite(error) else "not known everywhere"
    return "\n".join([*lines, f"This numeric {what(report)} is {known}.", *_remarks(report)])


def what(report: Report) -> str:
    """Return the word for what was checked: derivative, gradient, Jacobian or slopes."""
    if report.directions is not None:
        return "slopes"
    if report.numeric.shape == ():
        return "derivative"
    if report.tree is not None and report.numeric.ndim == 1:
        return "gradient"
    return "Jacobian" if report.numeric.shape != report.point.shape else "gradient"


def _accepted(report: Report) -> list[str]:
    size, found = report.numeric.size, what(report)
    if report.directions is not None:
        who = f"the slopes along {len(report.slopes)} random directions agree"
    else:
        who = "it agrees" if size == 1 else f"all {size} entries agree"
    within = number(float(np.max(report.tolerance)), 1)
    return [f"Accepted: {who} with the numeric {found}, to within {within}."]


def _rejected(report: Report, examples: int | None) -> list[str]:
    fault, claimed = fault_of(report, examples), compared(report)
    if misfit(report):
        return [f"Rejected. {misfit(report)}"]
    of_parameters = report.directions is None and report.point.ndim == 2
    of_parameters &= report.numeric.shape == report.point.shape
    if claimed.shape != report.numeric.shape:
        told = sentence(fault, report.numeric.shape, of_parameters) if fault is not None else ""
        return [f"Rejected: the shape is {claimed.shape}, not {report.numeric.shape}.", told]
    if fault is None:
        told = f"The slopes along {len(report.slopes)} random directions are others."
        if wrong_parts(report):
            told += f" Wrong is what belongs to {listed(wrong_parts(report))}."
    else:
        told = sentence(fault, report.numeric.shape, of_parameters)
        told = told_of_parts(report, fault) or told
    if "exchanged" in report.notes:
        told = "The function is the derivative of what was given as its gradient: exchange them."
    pair = _shown(report, claimed, fault)
    lines = [f"Rejected. {told}", *(f"  {line}" for line in pair)]
    where = report.where
    if where is not None and np.isfinite(claimed[where]):
        off = number(abs(float(claimed[where] - report.numeric[where])), 2)
        error = number(float(report.error[where]), 1)
        place = name_of(report, where)
        lines.append(f"At {place} they differ by {off}; the numeric one is off by {error} at most.")
    return lines


def _shown(report: Report, claimed: Floats, fault: Fault | None) -> list[str]:
    """Both gradients as aligned lines; of parts, that which is worst."""
    tree, where = report.tree, report.where
    if tree is None or report.directions is not None or where is None or claimed.ndim != 1:
        return comparison(claimed, report.numeric, fault, where, LABELS)
    leaf = tree.leaf(where[0])
    shape = leaf.shape if len(leaf.shape) <= 2 else (-1,)
    own = [one[leaf.start : leaf.stop].reshape(shape) for one in (claimed, report.numeric)]
    index = np.unravel_index(where[0] - leaf.start, own[0].shape)
    lines = aligned(own[0], own[1], tuple(int(i) for i in index) or None, LABELS)
    return lines if len(tree.leaves) == 1 else [f"{leaf.path}:", *lines]


def _inconclusive(report: Report) -> list[str]:
    return ["Inconclusive: neither right nor wrong can be told here."]


def _remarks(report: Report) -> Iterator[str]:
    """Remarks: kinks, entries without a verdict, random values, a point at an edge, failures."""
    places = [tuple(int(i) for i in where) for where in np.argwhere(report.kinds == Kind.KINK)]
    if places:
        more = f" (and {len(places) - 1} more)" if len(places) > 1 else ""
        low, high = (number(float(side[places[0]])) for side in (report.low, report.high))
        yield (
            f"At {name_of(report, places[0])}{more} the function has a kink: its one-sided slopes "
            f"are {low} and {high}. Whatever lies between them is accepted."
        )
    yield from reasons(report)
    yield from precision(report)
    for note in report.notes:
        if note == "not deterministic":
            yield "The same point gave two different values: does the function draw at random?"
        elif note.startswith("edge"):
            side = note.rsplit(" ", 2)[1]
            yield f"The function ends at the point: only the steps to the {side} were used."
        elif note.startswith("the function"):
            yield f"Near the point {note}."
