"""The verdict on a gradient as a short text: the finding, both gradients, what to do next."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.gradcheck.showing.alignment import Two, aligned, number
from autograder.gradcheck.faults.naming import compared, fault_of
from autograder.gradcheck.model import Kind, Report, Verdict
from autograder.gradcheck.faults.pair import Index
from autograder.gradcheck.showing.words import comparison, sentence

LABELS: Two = ("analytic:", "numeric:")
WHY = {
    Kind.SINGULAR: "the function has no finite slope there: a jump, a pole or a vertical tangent",
    Kind.UNDEFINED: "the function is not finite, however near to the point",
    Kind.NOISY: "what changes there is mostly noise: rounding, or chance",
    Kind.UNCLEAR: "short and long steps contradict each other",
}


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
    if claimed.shape != report.numeric.shape:
        told = sentence(fault, report.numeric.shape) if fault is not None else ""
        return [f"Rejected: the shape is {claimed.shape}, not {report.numeric.shape}.", told]
    if fault is None:
        told = f"The slopes along {len(report.slopes)} random directions are others."
    else:
        told = sentence(fault, report.numeric.shape)
    pair = comparison(claimed, report.numeric, fault, report.where, LABELS)
    lines = [f"Rejected. {told}", *(f"  {line}" for line in pair)]
    where = report.where
    if where is not None and np.isfinite(claimed[where]):
        off = number(abs(float(claimed[where] - report.numeric[where])), 2)
        error = number(float(report.error[where]), 1)
        place = name_of(report, where)
        lines.append(f"At {place} they differ by {off}; the numeric one is off by {error} at most.")
    return lines


def _inconclusive(report: Report) -> list[str]:
    return ["Inconclusive: neither right nor wrong can be told here. Try another point."]


def name_of(report: Report, where: Index) -> str:
    """Return the name of an entry, for a sentence."""
    if where == ():
        return "this point"
    if report.directions is not None:
        return f"direction {where[-1]}"
    return f"entry {where[0]}" if len(where) == 1 else f"entry {list(where)}"


def _remarks(report: Report) -> Iterator[str]:
    """Remarks: kinks, entries without a verdict, random values, a point at an edge, failures."""
    for kind in (Kind.KINK, *WHY):
        places = [tuple(int(i) for i in where) for where in np.argwhere(report.kinds == kind)]
        if not places:
            continue
        place = name_of(report, places[0])
        more = f" (and {len(places) - 1} more)" if len(places) > 1 else ""
        if kind is Kind.KINK:
            low, high = (number(float(side[places[0]])) for side in (report.low, report.high))
            yield (
                f"At {place}{more} the function has a kink: its one-sided slopes are {low} and "
                f"{high}. Whatever lies between them is accepted."
            )
        else:
            yield f"At {place}{more} {WHY[kind]}."
    for note in report.notes:
        if note == "not deterministic":
            yield "The same point gave two different values: does the function draw at random?"
        elif note.startswith("edge"):
            side = note.rsplit(" ", 2)[1]
            yield f"The function ends at the point: only the steps to the {side} were used."
        elif note.startswith("the function"):
            yield f"Near the point {note}."
