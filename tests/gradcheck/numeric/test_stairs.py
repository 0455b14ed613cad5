"""Where f does not move over small steps: a constant piece, rounding, or stairs of a line."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from autograder.gradcheck import derivative
from autograder.gradcheck.numeric import stairs
from autograder.gradcheck.numeric.ladder import Ladder
from autograder.gradcheck.numeric.noise import rounding
from autograder.gradcheck.numeric.stairs import Stairs
from autograder.gradcheck.numeric.subject import Subject

# Steps as powers of 2, in units of the point.
DOWN, FINE = tuple(range(-1, -31, -3)), tuple(range(-1, -31, -1))


def ladder(f: Callable[[float], float], x: float, powers: tuple[int, ...] = DOWN) -> Ladder:
    """Return the ladder of these steps."""
    found = Ladder(Subject(f, x), 0)
    for power in powers:
        found.add(x * 2.0**power)
    return found


def find(
    f: Callable[[float], float],
    x: float,
    powers: tuple[int, ...] = DOWN,
    noise: float | None = None,
) -> Stairs | None:
    """Return the stairs of f, with the noise that rounding makes or another one."""
    steps = ladder(f, x, powers)
    assumed = rounding(steps)[0]
    assumed = assumed if noise is None else np.full_like(assumed, noise)
    return stairs.find(steps, steps.central(), assumed, 0)


def is_open(f: Callable[[float], float], x: float, powers: tuple[int, ...] = DOWN) -> bool:
    steps = ladder(f, x, powers)
    return stairs.is_open(steps, rounding(steps)[0])


def staircase(count: float) -> Callable[[float], float]:
    """Return the line x − 1/2 in so many stairs a unit, with 1/2 inside of one."""
    return lambda x: math.floor(count * (x - 0.5) + 0.4) / count


def test_where_f_moves_with_every_step_there_are_no_stairs():
    for f, x in ((math.sin, 1.0), (lambda x: 3 * x, 0.3), (lambda x: float(np.float32(x)), 0.5003)):
        assert find(f, x) is None
        assert not is_open(f, x)


@pytest.mark.parametrize(("f", "flat"), [(lambda x: 7.0, 0), (np.sign, 0), (np.floor, 1)])
def test_a_constant_piece_has_no_line(f: Callable[[float], float], flat: int):
    found = find(f, 1.5)
    assert found is not None
    assert (found.flat, found.height, found.slope) == (flat, 0.0, 0.0)
    assert not found.is_line
    assert is_open(f, 1.5)


def test_flat_to_one_side_only_is_no_stair():
    """A kink: 1 + max(x − 1, 0) is flat to the left of 1 alone."""
    for sign in (1, -1):

        def f(x: float, sign: int = sign) -> float:
            return 1 + max(sign * (x - 1), 0.0)

        assert find(f, 1.0) is None
        assert not is_open(f, 1.0)


def test_what_the_rounding_of_a_large_value_hides_is_not_open():
    def f(x: float) -> float:
        return 1e9 + math.sin(x)

    assert find(f, 1.0) is None
    assert not is_open(f, 1.0)
    assert find(lambda x: 1e9 + 2.5e-7 * (x > 1.1), 1.0, FINE) is None  # no line, all the same


@pytest.mark.parametrize("power", [6, 9, 12, 14])
def test_a_line_goes_through_stairs_that_are_regular(power: int):
    """At the last step that leaves the stair, f is half a stair off the line."""
    found = find(staircase(2.0**power), 0.5, FINE)
    assert found is not None
    assert (found.flat, found.height) == (power, 2.0 ** -(power + 1))
    assert found.slope == pytest.approx(1.0)
    assert not found.is_line


def test_two_steps_are_enough_to_see_the_line():
    found = find(staircase(16), 0.5)
    assert found is not None
    assert (found.flat, found.height, found.slope) == (2, 2.0**-5, pytest.approx(1.0))


def test_stairs_of_the_size_of_rounding_are_a_line():
    """1 − cos x moves by 2^-53 or not at all, beside values of 1 that far steps see."""

    def f(x: float) -> float:
        return 1 - math.cos(x)

    far, near = find(f, 2e-6, tuple(range(20, -30, -3))), find(f, 2e-6)
    assert far is not None
    assert far.is_line
    assert far.slope == pytest.approx(2e-6)
    assert near is not None
    assert not near.is_line  # what is near does not tell that it was ever 1


def test_two_steps_have_to_be_flat():
    one, two = DOWN[:4], DOWN[:5]
    assert not is_open(staircase(512), 0.5, one)
    assert find(staircase(512), 0.5, one) is None
    assert is_open(staircase(512), 0.5, two)
    assert find(staircase(512), 0.5, two) is not None


@pytest.mark.parametrize(
    "f",
    [lambda x: max(0.0, x - 1.1), lambda x: float(x > 1.1), lambda x: abs(x - 1.1) + (x - 1.1)],
    ids=["ramp", "jump", "corner"],
)
def test_what_begins_beside_the_point_is_no_line_through_it(f: Callable[[float], float]):
    for powers, flat in ((DOWN, 1), (FINE, 3)):
        found = find(f, 1.0, powers)
        assert found is not None
        assert (found.flat, found.slope) == (flat, 0.0)
    assert derivative(f, 1.0).value[0] == 0.0


@pytest.mark.parametrize(("height", "is_seen"), [(2.0**20, True), (2.0**28, False)])
def test_stairs_too_far_from_the_point_say_nothing(height: float, is_seen: bool):
    """2^24 times the point is as far as f is looked at for that."""
    powers = tuple(range(36, 10, -2))
    found = find(lambda x: math.floor(64 * x / height + 0.4) * height, 1 / 64, powers)
    assert found is not None
    assert (found.slope > 0) is is_seen


def test_noise_that_is_larger_than_a_stair_explains_it():
    """A stair of 2^-9 is seen as half of that; the noise counts eight times."""
    f, x, seen = staircase(512), 0.5, 2.0**-10
    for part, is_none in ((0.9, False), (1.5, True), (2.5, True)):
        assert (find(f, x, noise=part * seen / 8) is None) is is_none, part


def test_each_output_has_its_own_stairs():
    def f(x: float) -> np.ndarray:
        return np.array([7.0, math.sin(x), staircase(512)(x)])

    steps = ladder(f, 0.5)
    noise = rounding(steps)[0]
    found = [stairs.find(steps, steps.central(), noise, output) for output in range(3)]
    assert [one and one.flat for one in found] == [0, None, 3]
    assert stairs.is_open(steps, noise)


def test_a_hidden_line_becomes_the_slope_or_its_doubt():
    """What the stairs are taken for decides on the error: of a line, or of a constant."""
    line = derivative(lambda x: 1 - math.cos(x), 2e-6)
    assert line.value[0] == pytest.approx(2e-6, rel=1e-3)
    assert line.kind == ("smooth",)
    for count in (100, 1e6):
        assert derivative(staircase(count), 0.5).kind == ("stairs",)
