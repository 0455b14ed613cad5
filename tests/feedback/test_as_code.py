"""Calls as code: what is printed can be pasted, and makes the same call."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pytest

from autograder.feedback.as_code import CUT, LONG, MOST_CALL, Code, as_code
from autograder.sandbox.canvas import Canvas
from autograder.sandbox.student import Call, Seeded

A = np.array([[2.0, 1.0], [0.0, 3.0]])
SCALE = 3.0


def bowl(x):
    """A loss, as a check writes it."""
    x = np.asarray(x, dtype=float)
    return float(x @ A @ x) * SCALE


def twice(f: Any, x: float = 2.0) -> float:
    return f(f(x))


def tall(x):
    return twice(lambda y: SCALE * y, x)


def itself(n):
    return 1 if n == 0 else n * itself(n - 1)


def recorded(seen):
    def slope(x):
        seen.append(x)
        return 2 * x

    return slope


def shifted(by):
    def moved(x):
        return x + by

    return moved


def run(*args: Any, **kwargs: Any) -> tuple[Any, ...]:
    """Paste the code of a call of `f`; return what `f` was called with."""
    code = as_code(Call("f", args, kwargs))
    assert code.whole is not None
    got: list[Any] = []
    exec(code.whole, {"f": lambda *a, **k: got.extend([*a, *k.values()])})
    return tuple(got)


@pytest.mark.parametrize(
    "value",
    [
        0.1 + 0.2,
        1e-300,
        -7,
        10**30,
        True,
        None,
        "text",
        [1, 2.5],
        (1,),
        (),
        {"w": [1.0]},
        np.float64(1 / 3),
        np.array([1 / 3, np.nan, -np.inf]),
        np.arange(6).reshape(2, 3),
        np.array([0.1], dtype=np.float32),
        np.zeros((0, 3)),
        np.array(0.7),
        np.array([True, False]),
        np.random.default_rng(0).normal(size=(7, 3)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_come_back_to_the_last_digit(value: Any):
    (got,) = run(value)
    np.testing.assert_equal(got, value)
    if isinstance(value, np.ndarray):
        assert (got.dtype, got.shape) == (value.dtype, value.shape)


@pytest.mark.parametrize(
    ("function", "argument"),
    [
        (bowl, np.array([1.0, -2.0])),
        (tall, 1.5),
        (itself, 5),
        (shifted(2.5), 1.0),
        (recorded([]), 1.0),
        (partial(twice, shifted(1.0)), 2.0),
        (lambda x: x**2 + SCALE, 2.0),
        (lambda x, by=A: by @ x, np.array([1.0, -2.0])),
        (np.exp, 0.5),
        (abs, -3),
    ],
    ids=[
        *("names around", "nested", "recursion", "closure", "recorder"),
        *("partial", "lambda", "default", "numpy", "built in"),
    ],
)
def test_lent_functions_come_with_their_definitions(function: Any, argument: Any):
    if function is abs:
        assert as_code(Call("f", (abs,), {})).call == "f(abs)"
    (got,) = run(function)
    np.testing.assert_array_equal(got(argument), function(argument))


def test_functions_of_one_name_get_two_names():
    first, second = run(shifted(1.0), shifted(20.0))
    assert (first(0), second(0)) == (1.0, 20.0)


def test_two_lambdas_on_one_line_are_told_apart():
    both = [lambda x: x + 1, lambda x: x * 5]
    (got,) = run(both)
    assert [one(3) for one in got] == [4, 15]


def test_what_cannot_be_written_keeps_its_name():
    class Odd:
        __name__ = "odd"

        def __call__(self, x):
            return x

    code = as_code(Call("f", (Odd(), np.random.default_rng(1), Canvas()), {}))
    assert code.call == "f(odd, np.random.default_rng(), ax)"
    assert as_code(Call("f", (Seeded(7),), {})).call == "f(np.random.default_rng(7))"
    assert "_, ax = plt.subplots()" in code.above


def test_what_cannot_be_written_has_no_other_functions_name():
    own, other = shifted(object()), shifted(2.0)  # there is no code for the object
    assert as_code(Call("f", (own,), {})) == Code("f(moved)", ("import numpy as np",))
    assert as_code(Call("f", (own, other, own), {})).call == "f(moved, moved_2, moved)"
    code = as_code(Call("f", (other, own), {}))
    assert code.call == "f(moved, moved_2)"
    assert code.above[1:] == ("def moved(x):\n    return x + 2.0",)


def test_a_huge_call_is_cut_and_says_where_the_whole_is():
    code = as_code(Call("f", (np.random.default_rng(0).normal(size=400),), {}))
    assert len(code.shown) == MOST_CALL + 1
    assert code.notes == [CUT]
    assert code.whole is not None
    assert code.whole.endswith(code.call)
    assert as_code(Call("f", (np.zeros(200_000),), {})).whole is None


def test_what_only_records_is_left_out():
    seen: list[Any] = [1.0] * 1000
    code = as_code(Call("f", (recorded(seen),), {}))
    assert code.above[1:] == ("def slope(x):\n    return 2 * x",)


def test_long_definitions_are_left_to_the_json():
    table = np.arange(400.0)
    code = as_code(Call("f", (lambda x: x + table,), {}))
    assert code.notes == [LONG]
    assert len(str(code.whole)) > 1_000


def test_definitions_stand_below_a_message():
    code = as_code(Call("f", (bowl,), {}))
    assert code.call == "f(bowl)"
    assert code.notes[0] == "  where"
    assert "    def bowl(x):" in code.notes
    assert not any("A loss" in line for line in code.notes)
