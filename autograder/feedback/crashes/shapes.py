"""Explanations of shapes that do not fit together."""

from __future__ import annotations

import re

from autograder.feedback.crashes.entry import Entry
from autograder.feedback.crashes.evidence import Crash


def shapes(text: str) -> list[str]:
    """Return the shapes that an error names."""
    found = re.findall(r"\((?:\d+(?:,\s*\d+)*,?)?\)", text)
    return [one.replace(" ", "").replace(",", ", ").replace(", )", ",)") for one in found]


def broadcast(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain two shapes that do not fit entry by entry."""
    both = shapes(crash.text)
    if len(both) < 2:
        return None
    column = any("1)" in one and "," in one and not one.endswith(",)") for one in both)
    more = " One of them is a table with a single column." if column else ""
    return (
        f"Arrays of the shapes {both[0]} and {both[1]} do not fit together entry by entry.{more} "
        "Which shape should each of them have?"
    )


def product(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain a matrix product of shapes that do not fit."""
    both = shapes(crash.text.partition("signature")[0])
    if len(both) == 2:
        return (
            f"In a product of the shapes {both[0]} and {both[1]} the last length of the first must "
            "be the first (of a table, its rows) of the second. Is one transposed, or exchanged?"
        )
    sizes = re.search(r"\(size (\d+) is different from (\d+)\)", crash.text)
    if sizes is None:
        return None
    return (
        f"Inside the product a length of {sizes[2]} meets one of {sizes[1]}: rows of the first "
        "are multiplied by columns of the second. Is one transposed, or are they exchanged?"
    )


ENTRIES = (
    Entry("product_shapes", "ValueError", r"matmul.*mismatch|not aligned", product),
    Entry(
        "product_of_number",
        "ValueError",
        r"matmul: Input operand [01] does not have enough dimensions",
        "`@` multiplies matrices and vectors, and one value here is a single number.",
    ),
    Entry(
        "shapes_differ",
        "ValueError",
        r"could not be broadcast|could not broadcast|shape mismatch|non-broadcastable",
        broadcast,
    ),
    Entry(
        "axis_too_high",
        "AxisError",
        r"axis (?P<axis>-?\d+) is out of bounds for array of dimension (?P<axes>\d+)",
        "There is no axis {axis}: the array has {axes} in all, counted from 0. Print its `.shape`.",
    ),
    Entry(
        "ragged",
        "ValueError",
        r"inhomogeneous shape",
        "The rows are of different lengths (or one is a number where the others are lists), so "
        "they make no table. Print the length of each: which one is odd?",
    ),
    Entry(
        "shape_in_one_pair",
        "TypeError",
        r"Cannot interpret '(?P<size>\d+)' as a data type",
        "The shape is one argument, a pair in brackets of its own; {size} was taken for the type.",
    ),
    Entry(
        "cannot_reshape",
        "ValueError",
        r"cannot reshape array of size (?P<size>\d+) into shape \((?P<shape>[^)]*)\)",
        "An array of {size} entries does not fill the shape ({shape}): multiply its lengths.",
    ),
    Entry(
        "cannot_join",
        "ValueError",
        r"must match exactly|must have the same (?:shape|number of dimensions)|need at least one",
        "The arrays that are joined must agree in all other lengths. Print the shape of each.",
    ),
)
