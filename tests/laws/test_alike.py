"""What no input can show is not planted, and what is near to it is."""

from __future__ import annotations

import pytest

from autograder.laws.mutations import mutants

TEXT = """
import numpy as np


def measured(x, n, ax) -> {}:
    ### BEGIN SOLUTION
    {}
    ### END SOLUTION
"""


def changed(body: str, annotation: str = "float") -> set[str]:
    """The lines of all mutants of a solution."""
    return {one.new for one in mutants(TEXT.format(annotation, body))}


@pytest.mark.parametrize("call", ["abs({})", "np.abs({})", "np.square({})", "({}) ** 2"])
def test_a_size_has_no_order(call: str):
    found = changed(f"return {call.format('x - n')}")
    assert f"return {call.format('((n) - (x))')}" not in found
    assert f"return {call.format('x + n')}" in found
    assert f"return {call.format('((n) / (x))')}" in changed(f"return {call.format('x / n')}")


@pytest.mark.parametrize("kept", ["({}) ** 3", "n ** ({})", "np.exp({})", "max({}, 0)"])
def test_elsewhere_a_difference_is_turned_round(kept: str):
    assert f"return {kept.format('((n) - (x))')}" in changed(f"return {kept.format('x - n')}")


@pytest.mark.parametrize(
    ("call", "turned"),
    [("min(x, n)", False), ("np.maximum(x, n)", False), ("np.max(x, n)", True), ("g(x, n)", True)],
)
def test_arguments_alike_stay(call: str, turned: bool):
    other = call.replace("x, n", "n, x")
    assert (f"return {other}" in changed(f"return {call}")) is turned


@pytest.mark.parametrize(
    ("annotation", "rounded", "clipped"),
    [("float", True, True), ("int | None", False, True), ("bool", False, False)],
)
def test_a_whole_number_is_not_rounded(annotation: str, rounded: bool, clipped: bool):
    found = changed("return n", annotation)
    assert ("return np.round(n, 4)" in found) is rounded
    assert ("return np.clip(n, -100, 100)" in found) is clipped


def test_a_new_list_is_copied_anyway():
    assert "return np.asarray([k for k in x])" not in changed("return np.array([k for k in x])")
    assert "return np.asarray(x)" in changed("return np.array(x)")


def test_zero_times_anything_is_zero():
    assert "return x if n == 0.0 else n" not in changed("return x if n == 0 else n")


def test_looks_are_not_judged():
    found = changed('ax.plot(x, n, "o", label="f", linewidth=3)\n    ax.set_aspect("equal")')
    assert 'ax.plot(x, n, "o", linewidth=3)' in found  # a name is
    assert 'ax.plot(x, n, "o", label="f")' not in found
    assert not any("linewidth=4" in line for line in found)
    assert "f.line(x, n)" in changed("f.line(x, n, linewidth=3)")


def test_a_loop_is_left_at_zero_but_not_at_a_counter():
    assert any("if not np.any(k)" in one for one in changed("for k in x:\n        n = n + k"))
    assert not any("np.any" in one for one in changed("for k in range(n):\n        x = x + k"))
    pairs = changed("for k, one in enumerate(x):\n        n = n + k * one")
    assert "if not np.any(one):\nbreak\nn = n + k * one" in pairs
    assert not any("np.any(k)" in one for one in pairs)


def test_numbers_are_cut_to_whole_ones_and_to_a_hundred():
    found = changed("return np.asarray(x, dtype=float)")
    assert {"return np.asarray(x, dtype=int)", "return np.asarray(x, dtype=float)[:100]"} <= found
