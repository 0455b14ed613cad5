"""Mutants of a text: one place each, inside solutions alone, and each of its own."""

from __future__ import annotations

import ast

import pytest

from autograder.laws.mutations import mutants

TEXT = """
import numpy as np


def given(x):
    return x + 1


def mean_step(x: np.ndarray, n: int = 3) -> float:
    \"\"\"Greek letters before a column: αβγ.\"\"\"
    ### BEGIN SOLUTION
    {}
    ### END SOLUTION
"""


def changed(body: str) -> set[str]:
    """The last lines of all mutants of a solution."""
    return {one.new for one in mutants(TEXT.format(body))}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return x - n", {"return x + n", "return ((n) - (x))", "return (x)", "return n - n"}),
        ("return x[1:n]", {"return x[2:n]", "return x[1:(n) + 1]", "return x[:n]", "return None"}),
        ("return np.mean(x, axis=0)", {"return np.sum(x, axis=0)", "return np.mean(x)"}),
        ("return x.T @ x", {"return x @ x", "return x.T @ x.T", "return x.T * x"}),
        ("return x if n < 2 else n", {"return x if n <= 2 else n", "return x if n > 2 else n"}),
        ("return x and not n", {"return x or not n", "return x and (n)"}),
        ("return x.copy()", {"return (x)"}),
        ("return 'αβ', n * 2.5", {"return 'αβ', n * 3.5", "return 'αβ', n / 2.5"}),
        ("x += n", {"x -= n", "x = n", "pass"}),
        ("return np.dot(x, n)", {"return np.dot(n, x)", "return np.round(np.dot(x, n), 4)"}),
    ],
)
def test_operators(body: str, expected: set[str]):
    assert expected <= changed(body)


def test_loops_end_early_or_late():
    body = "for k in range(n):\n        x = x + k\n    return x"
    found = changed(body)
    assert {"for k in range((n) - 1):", "for k in range(1, n):"} <= found
    assert "x = x + k\nbreak" in found


def test_guards_are_dropped():
    body = "if n < 1:\n        raise ValueError(n)\n    return x"
    assert {"if False:", "if True:", "if n < 2:"} <= changed(body)


def test_each_compiles_is_of_its_own_and_differs_in_the_solution_alone():
    text = TEXT.format("return np.where(x < n, x - 1, x * n)")
    found = list(mutants(text))
    assert len({ast.dump(ast.parse(one.text)) for one in found}) == len(found) > 20
    for one in found:
        assert one.function == "mean_step"
        assert one.diff == f"- {one.old}\n+ {one.new}"
        before, after = text.split("\n"), one.text.split("\n")
        places = [n for n, (a, b) in enumerate(zip(before, after, strict=True), 1) if a != b]
        assert places == [one.line]


def test_texts_and_annotations_stay():
    assert not list(mutants(TEXT.format('"""Only words."""')))
