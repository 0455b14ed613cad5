"""Which names a function uses is read off its text, and nothing of it is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.submission import read_text
from autograder.course.uses import reached, uses_in, uses_of

CODE = """
import numpy as np
from numpy import mean as average

def polynomial(derivatives, dx):
    return sum(derivatives) * dx

def helper(d, dx=0.5):
    # taylor_errors is only spoken of
    "taylor_errors"
    return polynomial(d, dx)

def smallest_order(f, derivatives, x0, dx, tol):
    for k in range(len(derivatives)):
        if abs(f(x0 + dx) - helper(derivatives[: k + 1], dx)) <= tol:
            return k

def sgd(theta0, gradient, rng):
    polynomial = 3
    return gradient(theta0) + np.gradient(theta0) * polynomial

def one_line(x): return helper(x, dx=x)

other = helper
small = lambda helper: helper(polynomial)

def through(x):
    return [one_line(polynomial) for polynomial in other(x)]
"""


@pytest.mark.parametrize(
    ("function", "used", "not_used"),
    [
        ("smallest_order", {"helper"}, {"polynomial", "f", "k", "derivatives"}),
        ("helper", {"polynomial"}, {"taylor_errors", "dx", "d"}),
        ("sgd", {"np"}, {"gradient", "polynomial"}),
        ("one_line", {"helper"}, {"dx", "x"}),
        ("other", {"helper"}, set()),
        ("small", {"polynomial"}, {"helper"}),
        ("through", {"one_line", "other"}, {"polynomial"}),
    ],
)
def test_names_in_the_body_that_are_not_bound_there_are_used(function, used, not_used):
    found = uses_in(read_text(Path("s.py"), CODE))[function]
    assert used <= found
    assert not not_used & found


def test_helpers_lead_to_what_they_use():
    uses = uses_in(read_text(Path("s.py"), CODE))
    assert "polynomial" in reached(uses, "smallest_order")
    assert "smallest_order" not in reached(uses, "polynomial")
    assert reached({"a": frozenset("b"), "b": frozenset("a")}, "a") == {"a", "b"}


def test_a_cell_that_is_no_python_hides_nothing_else():
    text = "# %%\ndef f(x):\n    return g(x)\n\n# %%\ndef g(x:\n    return (x\n"
    assert "g" in uses_in(read_text(Path("s.py"), text))["f"]


def test_functions_of_a_live_notebook_are_read_off_their_code():
    names: dict[str, object] = {}
    exec(compile(CODE, "<cell>", "exec"), names)
    uses = uses_of(names)
    assert "polynomial" in reached(uses, "smallest_order")
    assert not {"gradient", "polynomial"} & uses["sgd"]
