"""Hidden checks of assignment 4: fresh inputs for every student, and the edges."""

from itertools import pairwise
from math import inf, nan

import numpy as np
import pytest

from autograder.checks import Canvas, expect, expect_that
from reference import gradient_descent as oracle


def hessian(rng, size, low=0.5, high=2.0):
    """A symmetric matrix with eigenvalues from `low` to `high`, `high` standing well apart."""
    eigenvalues = np.append(rng.uniform(low, low + 0.7 * (high - low), size - 1), high)
    turn, _ = np.linalg.qr(rng.normal(size=(size, size)))
    return turn @ np.diag(eigenvalues) @ turn.T


def bowl(rng, size, low=0.5, high=2.0):
    """The gradient of a bowl, and its minimum."""
    H, minimum = hessian(rng, size, low, high), rng.uniform(1, 3, size) * rng.choice([-1, 1], size)
    return lambda x: H @ (np.asarray(x, dtype=float) - minimum), minimum


def kinds_of_points(rng):
    """One number, two whole ones in a list, three in an array, and five numbers."""
    whole = rng.choice([-5, -4, -3, 3, 4, 5], size=5).tolist()
    alone = rng.uniform(1, 4, 1) * rng.choice([-1, 1])
    return [alone, whole[:2], np.array(whole[2:]), rng.uniform(-4, 4, 5)]


@pytest.mark.exercise("gd_step", points=1, equation="1.19")
def test_step_random(student, rng):
    """The step is right on other ground, curved or not, for points of every kind and size."""
    for x in kinds_of_points(rng):
        slope, _ = bowl(rng, len(x))
        lr = rng.uniform(0.05, 0.4)

        def grad(x, slope=slope):
            return slope(x) + 3 * np.sin(x)

        want = oracle.gd_step(x, grad, lr)
        scale = np.max(np.abs(x)) + lr * np.max(np.abs(grad(x)))
        expect(student.gd_step(x, grad, lr), want, scale=scale)


@pytest.mark.exercise("gradient_descent", points=1, equation="1.19")
def test_walk_random(student, rng):
    """The walk is right on other ground, from points of every kind, for any number of steps."""
    for x0, steps in zip(kinds_of_points(rng), (6, 4, 2, 9), strict=True):
        grad, minimum = bowl(rng, len(x0))
        lr = rng.uniform(0.1, 0.4)
        want = oracle.gradient_descent(x0, grad, lr, steps)
        scale = np.max(np.abs(want)) + np.max(np.abs(minimum))
        expect(student.gradient_descent(x0, grad, lr, steps), want, scale=scale)


@pytest.mark.exercise("gradient_descent", points=1, equation="1.19")
def test_walk_edges(student, rng):
    """The table keeps its two axes without any step, and all of its rows on almost level ground."""
    ways = [([3], 0), (rng.uniform(-4, 4, 3), 0), (rng.uniform(1e-9, 2e-9, 2), 5)]
    for x0, steps in ways:
        lr = rng.uniform(0.1, 0.4)
        want = oracle.gradient_descent(x0, lambda x: 2.0 * np.asarray(x), lr, steps)
        got = student.gradient_descent(x0, lambda x: 2.0 * np.asarray(x), lr, steps)
        expect(got, want)


def falling(rng, size):
    """Losses that never increase, two of them equal."""
    losses = np.sort(rng.uniform(-1, 3, size))[::-1].copy()
    losses[3] = losses[2]
    return losses


@pytest.mark.exercise("is_minimizing", points=0.5, equation="1.14")
def test_losses_random(student, rng):
    """Other sequences are told apart: a single rise, early or late, large or small, is a rise."""
    cases = []
    for size in (5, 8, 30):
        losses = falling(rng, size)
        cases.append((losses, True))
        for place in (0, int(rng.integers(1, size - 2)), size - 2):
            for rise in (0.5, 1e-4):
                spoilt = losses.copy()
                spoilt[place + 1 :] += spoilt[place] - spoilt[place + 1] + rise
                cases.append((spoilt.tolist(), False))
    for losses, falls in cases:
        expect(student.is_minimizing(losses), falls)


@pytest.mark.exercise("is_minimizing", points=0.5, equation="1.14")
def test_losses_edges(student, rng):
    """Tiny, whole and infinite losses are compared like others; one or none cannot increase."""
    tiny = 1e-12 * rng.uniform(1, 2)
    cases = [
        (np.array([7, 7, 2]), True),
        ([3 * tiny, 2 * tiny, tiny], True),
        ([3 * tiny, tiny, 2 * tiny], False),
        ([5 * tiny, 6 * tiny], False),
        ([2.0, inf], False),
        ([inf, inf, 3.0, -inf, -inf], True),
        (np.array([inf, inf]), True),
        ([float(rng.uniform(-3, 3))], True),
        ([], True),
    ]
    for losses, falls in cases:
        expect(student.is_minimizing(losses), falls)


@pytest.mark.exercise("is_minimizing", points=0.5, equation="1.14", after="test_losses_by_hand")
def test_nan_anywhere(student, rng):
    """A NaN at any place, in a sequence of any length, makes the answer False."""
    lost = [falling(rng, 5) for _ in range(5)]
    for place, losses in enumerate(lost):
        losses[place] = nan
    for losses in ([nan], np.array([nan]), *lost, [inf, nan], [nan, nan]):
        expect(student.is_minimizing(losses), False)


def curve(rng):
    """A random cubic and its derivative."""
    a, b, c, d = rng.uniform(0.3, 1.5, 4) * rng.choice([-1, 1], 4)
    return lambda x: a * x**3 + b * x**2 + c * x + d, lambda x: 3 * a * x**2 + 2 * b * x + c


def heights(f, df, x, lr):
    """The scale of the heights between which the two changes are differences."""
    return abs(f(x)) + sum(map(abs, oracle.predicted_and_actual_change(f, df, x, lr)))


@pytest.mark.exercise("predicted_and_actual_change", points=1, equation="1.15")
def test_changes_random(student, rng):
    """Both changes are right on other curves, for short and for long steps."""
    kinds = [rng.uniform(0.5, 2), int(rng.integers(-3, 0)), np.float64(rng.uniform(-2, -1))]
    for x in kinds:
        for lr in (0.1, 0.5, 1.5):
            step = *curve(rng), x, lr
            want = oracle.predicted_and_actual_change(*step)
            expect(student.predicted_and_actual_change(*step), want, scale=heights(*step))


@pytest.mark.exercise("predicted_and_actual_change", points=1, equation="1.16")
def test_changes_use_the_given_slope(student, rng):
    """The slope is the one that `df` gives, even if it was measured badly."""
    for x in rng.uniform(1, 2, 3):
        (f, _), (_, df) = curve(rng), curve(rng)
        step = f, df, float(x), rng.uniform(0.1, 0.5)
        want = oracle.predicted_and_actual_change(*step)
        expect(student.predicted_and_actual_change(*step), want, scale=heights(*step))


@pytest.mark.exercise("max_stable_lr", points=1, equation="1.19")
def test_limit_random(student, rng):
    """The limit is right for other Hessians: of any size, steep or flat, diagonal or not."""
    sizes = ((2, 3.0), (3, 40.0), (4, 0.2), (6, 1000.0))
    bowls = [hessian(rng, size, 0.1 * high, high) for size, high in sizes]
    bowls += [[[int(rng.integers(2, 9))]], np.diag(rng.permutation([1, 3, 7, 4])).tolist()]
    for H in bowls:
        expect(student.max_stable_lr(H), oracle.max_stable_lr(H))


def walk(rng, x0):
    """A bowl's gradient, a rate, the scale of its places, and pairs of steps and tolerances.

    With the tolerance of a pair, between two lengths of the gradient, so many steps are needed.
    """
    grad, minimum = bowl(rng, len(x0))
    lr = rng.uniform(0.1, 0.3)
    lengths = [np.linalg.norm(grad(x)) for x in oracle.gradient_descent(x0, grad, lr, 9)]
    between = [np.sqrt(one * other) for one, other in pairwise(lengths)]
    scale = np.max(np.abs(minimum)) + np.max(np.abs(x0))
    return grad, lr, scale, list(enumerate(between, start=1))[::2]


@pytest.mark.exercise("descend_until", points=0.5, equation="1.19")
def test_stops_random(student, rng):
    """Other walks stop where and when they should, whatever the tolerance."""
    for x0 in kinds_of_points(rng):
        grad, lr, scale, pairs = walk(rng, x0)
        for needed, tol in pairs:
            for most in (needed + 5, needed - 1):
                want = oracle.descend_until(x0, grad, lr, tol, most)
                expect(student.descend_until(x0, grad, lr, tol, most), want, scale=scale)


@pytest.mark.exercise("descend_until", points=0.5, equation="1.19", after="test_stops_by_hand")
def test_late_arrival_random(student, rng):
    """Other walks that arrive with the last permitted step did converge, too."""
    for x0 in kinds_of_points(rng):
        grad, lr, scale, pairs = walk(rng, x0)
        for needed, tol in pairs:
            want = oracle.descend_until(x0, grad, lr, tol, needed)
            expect(student.descend_until(x0, grad, lr, tol, needed), want, scale=scale)


@pytest.mark.exercise("descend_until", points=0.5, equation="1.19")
def test_stops_edges(student, rng):
    """A gradient of exactly the length `tol` is short enough, down to 0; then no step is taken."""
    whole = rng.choice([-4, -3, 3, 4], size=3).tolist()
    cases = [
        ([3, -4], 5.0, 7, ([3.0, -4.0], 0, True)),
        ([12, -16], 5.0, 7, ([3.0, -4.0], 2, True)),
        (np.zeros(3), 0.0, 7, (np.zeros(3), 0, True)),
        (whole, 1e-3, 0, (whole, 0, False)),
    ]
    for x0, tol, most, stop in cases:
        got = student.descend_until(x0, lambda x: 1.0 * np.asarray(x), 0.5, tol, most)
        expect(got, stop)


def hilly(rng, size):
    """A random function of several variables, and its gradient."""
    H, push = hessian(rng, size, 0.5, 6.0), rng.normal(size=size)

    def f(x):
        x = np.asarray(x, dtype=float)
        return float(x @ H @ x / 2 + np.sum(push * np.sin(x)))

    return f, lambda x: H @ np.asarray(x, dtype=float) + push * np.cos(x)


def margin(f, grad, x, lr, c, beta):
    """By how much the closest trial up to the answer meets or misses the condition."""
    x, g = np.asarray(x, dtype=float), grad(x)
    rate = oracle.backtracking_lr(f, grad, x, lr, c, beta)
    trials = lr * beta ** np.arange(round(np.log(rate / lr) / np.log(beta)) + 1)
    return min(abs(f(x - eta * g) - f(x) + c * eta * (g @ g)) for eta in trials)


def clear_trial(rng, x, c):
    """A function with its gradient, and a trial on it that is not decided by rounding."""
    while True:
        ground = hilly(rng, len(x))
        trial = *ground, x, rng.uniform(0.5, 5), c, rng.uniform(0.3, 0.9)
        if margin(*trial) > 1e-3:
            return trial


@pytest.mark.exercise("backtracking_lr", points=1, equation="1.17")
def test_rates_random(student, rng):
    """The rate is right on other ground, for other shares c and other factors beta."""
    for x in kinds_of_points(rng):
        for c in (0.05, 0.5, 0.9):
            trial = clear_trial(rng, x, c)
            expect(student.backtracking_lr(*trial), oracle.backtracking_lr(*trial))


@pytest.mark.exercise("backtracking_lr", points=1, equation="1.17")
def test_rates_edges(student, rng):
    """Exactly the share c is enough; many trials are made if needed; level ground needs one."""
    far = rng.uniform(1e6, 2e6)
    cases = [
        ([1], 0.5, 0.5, 0.7, 0.5),  # from 1 to 0, where f is 0 = 1 - 0.5 * 0.5 * 4
        ([2], 4.0, 0.5, 0.5, 0.5),
        ([1.5], far, 0.5, 0.8, None),
        ([-2.5], far, 0.25, 0.85, None),
        ([0, 0], 3.0, 0.25, 0.5, 3.0),
    ]
    for x, lr, c, beta, rate in cases:
        trial = lambda x: float(np.sum(np.asarray(x) ** 2)), lambda x: 2.0 * np.asarray(x)
        if rate is None:
            rate = oracle.backtracking_lr(*trial, x, lr, c, beta)
        expect(student.backtracking_lr(*trial, x, lr, c, beta), rate)


@pytest.mark.exercise("plot_descent", points=0.5, equation="1.18")
def test_plot_random(student, rng):
    """Another curve is drawn with another walk, longer or without a single step."""
    for size in (1, 7):
        f, _ = curve(rng)
        path, x = rng.uniform(-2, 2, size).tolist(), np.linspace(-2, 2, 9).tolist()
        ax = Canvas()
        student.plot_descent(ax, f, path, x)
        lines = [(np.column_stack([line.x, line.y]), line.style) for line in ax.lines]
        lines += [(points.xy, "None") for points in ax.points]
        solid = [xy for xy, style in lines if style not in ("None", "")]
        joined = np.concatenate([np.empty((0, 2)), *(xy for xy, _ in lines if len(xy) <= 2)])
        drawn = shown(f, x, solid) and shown(f, path, [*(xy for xy, _ in lines), joined])
        expect_that(drawn, "the curve or the walk is not there")


def shown(f, places, found):
    """Whether one of the sequences of points runs over `places`, each at its height, in order."""
    want = np.array([(place, f(place)) for place in places])
    return any(goes_by(xy, want) for xy in found)


def goes_by(xy, want):
    """Whether the points `want` come by in the sequence `xy`, in their order."""
    left = iter(xy)
    return all(any(np.allclose(point, place, atol=1e-3) for point in left) for place in want)


@pytest.mark.exercise("questions", points=1, equation="1.18", after="test_question_5_is_a_number")
def test_question_5(student, rng):
    """The factor is right for other losses and rates, also when it is negative."""
    for share in (0.2, 0.7, 1.3):
        a = float(rng.uniform(0.8, 4))
        lr = share * float(rng.uniform(0.8, 0.95)) / a
        expect(student.question_5(a, lr), 1 - 2 * a * lr)


@pytest.mark.exercise("questions", points=1, equation="1.18", after="test_question_6_is_a_number")
def test_question_6(student, rng):
    """The limit is right for flatter and steeper losses."""
    for a in (rng.uniform(0.1, 0.4), rng.uniform(1.5, 9)):
        expect(student.question_6(float(a)), 1 / float(a))
