"""Explanations of computing at its edges: division by zero, overflow, singular matrices."""

from __future__ import annotations

import ast
import re

from autograder.feedback.crashes.entry import Entry
from autograder.feedback.crashes.evidence import Crash
from autograder.feedback.crashes.trees import code


def zero_division(crash: Crash, found: re.Match[str]) -> str:
    """Explain a division by zero, by the divisor where there is only one."""
    nodes = crash.line.find(ast.BinOp) if crash.line else []
    kinds = (ast.Div, ast.FloorDiv, ast.Mod)
    divisors = {code(node.right) for node in nodes if isinstance(node.op, kinds)}
    statement = crash.line.statement if crash.line else None
    if isinstance(statement, ast.AugAssign) and isinstance(statement.op, kinds):
        divisors.add(code(statement.value))
    shown = f"`{divisors.pop()}`" if len(divisors) == 1 and "" not in divisors else "A divisor"
    return f"{shown} is 0 in this call. Is that a case of which the exercise's text speaks?"


ENTRIES = (
    Entry("zero_division", "ZeroDivisionError", r"division|divi|modulo", zero_division),
    Entry(
        "zero_division",
        "ZeroDivisionError",
        r"negative power",
        "0 to a negative power divides by 0. Is that a case of which the exercise's text speaks?",
    ),
    Entry(
        "overflow",
        "OverflowError",
        r"too large|range error|out of range|too big",
        "The number grows beyond what a float can hold (1.8e308). Does something grow that should "
        "shrink, or is a factor computed alone that is small only together with another?",
    ),
    Entry(
        "not_finite",
        "OverflowError ValueError",
        r"cannot convert float (?P<what>infinity|NaN) to integer",
        "A computation before this line gave {what}, which is no whole number. Which one?",
    ),
    Entry(
        "outside_domain",
        "ValueError",
        r"math domain error|expected a (?:nonnegative|positive) input|expected a number in range",
        "The function is not defined at this number: a root or a logarithm of a negative one, for "
        "instance. Where does the number come from?",
    ),
    Entry(
        "singular_matrix",
        "LinAlgError",
        r"Singular matrix",
        "This matrix has no inverse, as one of its rows is a combination of the others. Is that "
        "a case of which the exercise's text speaks?",
    ),
    Entry(
        "not_square",
        "LinAlgError",
        r"must be square|at least two-dimensional",
        "A square matrix is wanted here, as many rows as columns. Print the `.shape`.",
    ),
    Entry(
        "sample_too_large",
        "ValueError",
        r"larger sample than population",
        "More are to be drawn than there are, and none twice. Does the exercise's text speak of "
        "this case?",
    ),
)
