"""Hidden checks of assignment 4: fresh inputs for every student, and the edges."""

from itertools import pairwise
from math import inf, nan, sin

import numpy as np
import pytest

from autograder.checks import Canvas, expect, expect_that, one_changed
from reference import gradient_descent as oracle

MANY = 120  # more than a loop with a limit of its own goes through
SIZES = (1e-6, 1e6)


def hessian(rng, size, low=0.5, high=2.0):
    """A symmetric matrix with eigenvalues from `low` to `high`, `high` standing well apart."""
    eigenvalues = np.append(rng.uniform(low, low + 0.7 * (high - low), size - 1), high)
    turn, _ = np.linalg.qr(rng.normal(size=(size, size)))
    return turn @ np.diag(eigenvalues) @ turn.T


def bowl(rng, size, low=0.5, high=2.0):
    """The gradient of a bowl, and its minimum."""
    H, minimum = hessian(rng, size, low, high), rng.uniform(1, 3, size) * rng.choice([-1, 1], size)
    return lambda x: H @ (np.asarray(x, dtype=float) - minimum), minimum


def round_bowl(x):
    """The gradient of x² / 2 in any dimension."""
    return 1.0 * np.asarray(x)


def kinds_of_points(rng):
    """One number, two whole ones in a list, three in an array, and five numbers."""
    whole = rng.choice([-5, -4, -3, 3, 4, 5], size=5).tolist()
    alone = rng.uniform(1, 4, 1) * rng.choice([-1, 1])
    return [alone, whole[:2], np.array(whole[2:]), rng.uniform(-4, 4, 5)]


def steps_of(rng):
    """Steps on bent ground from points of every kind and size, and one from where it is level."""
    for x in kinds_of_points(rng):
        slope, minimum = bowl(rng, len(x))
        yield x, lambda x, slope=slope: slope(x) + 3 * np.sin(x), rng.uniform(0.05, 0.4)
    yield minimum, slope, 0.5
    yield rng.uniform(-4, 4, MANY), round_bowl, 0.7
    yield from ((size * rng.uniform(-4, 4, 3), round_bowl, 0.3) for size in SIZES)
    like = ((rng.uniform(-4, 4, 2), bowl(rng, 2)[0], rng.uniform(0.05, 0.4)) for _ in range(2))
    yield from one_changed(*like)


@pytest.mark.exercise("gd_step", points=1.5, equation="1.19")
def test_step_random(student, rng):
    """The step is right on other ground, curved or not, for points of every kind and size."""
    for (x, grad, lr), got in student.gd_step.each(steps_of(rng)):
        scale = np.max(np.abs(x)) + lr * np.max(np.abs(grad(x)))
        expect(got, oracle.gd_step(x, grad, lr), scale=scale)


def long_and_far(rng):
    """Walks of very many steps, in very many dimensions, from near and far, and such as climb."""
    yield rng.uniform(-4, 4, 2), bowl(rng, 2)[0], 0.01, 2 * MANY
    yield rng.uniform(-4, 4, MANY), round_bowl, 0.3, 3
    yield from ((size * rng.uniform(1, 4, 2), round_bowl, 0.3, 4) for size in SIZES)
    yield rng.uniform(1, 4, 2), round_bowl, 3.5, 15  # each step is longer than the one before
    yield rng.uniform(1, 4, 2), round_bowl, 2.0, 5  # to and fro


@pytest.mark.exercise("gradient_descent", points=1.5, equation="1.19")
def test_walk_random(student, rng):
    """The walk is right on other ground, from points of every kind, for any number of steps."""
    kinds = zip(kinds_of_points(rng), (6, 4, 2, 9), strict=True)
    walks = [(x0, bowl(rng, len(x0))[0], rng.uniform(0.1, 0.4), steps) for x0, steps in kinds]
    pair = rng.uniform(-4, 4, (2, 2)), [bowl(rng, 2)[0] for _ in range(2)], (0.2, 0.3), (4, 7)
    walks += [*long_and_far(rng), *one_changed(*zip(*pair, strict=True))]
    for walk, got in student.gradient_descent.each(walks):
        want = oracle.gradient_descent(*walk)
        expect(got, want, scale=np.max(np.abs(want)) or 1.0)


@pytest.mark.exercise("gradient_descent", points=1, equation="1.19")
def test_walk_edges(student, rng):
    """The table keeps its two axes without any step, and all of its rows on almost level ground."""
    ways = [([3], 0), (rng.uniform(-4, 4, 3), 0)]
    ways += [(size * rng.uniform(1, 2, 2), 5) for size in (1e-9, 1e-15)]
    walks = [(x0, round_bowl, rng.uniform(0.1, 0.4), steps) for x0, steps in ways]
    for walk, got in student.gradient_descent.each(walks):
        expect(got, oracle.gradient_descent(*walk))


def falling(rng, size):
    """Losses that never increase, two of them equal."""
    losses = np.sort(rng.uniform(-1, 3, size))[::-1].copy()
    losses[3] = losses[2]
    return losses


def judged(student, cases):
    """Pairs: what is_minimizing says, and whether these losses are."""
    found = student.is_minimizing.each((losses,) for losses, _ in cases)
    return ((got, falls) for (_, got), (_, falls) in zip(found, cases, strict=True))


@pytest.mark.exercise("is_minimizing", points=1, equation="1.14")
def test_losses_random(student, rng):
    """Other sequences are told apart: a single rise, early or late, large or small, is a rise."""
    cases = []
    for size, scale in ((5, 1.0), (8, 1e6), (30, 1.0), (MANY, 1e-6)):
        losses = scale * falling(rng, size)
        cases.append((losses, True))
        for place in (0, int(rng.integers(1, size - 2)), size - 2):
            for rise in (0.5, 1e-6):
                spoilt = losses.copy()
                spoilt[place + 1 :] += spoilt[place] - spoilt[place + 1] + rise * scale
                cases.append((spoilt.tolist(), False))
    for got, falls in judged(student, cases):
        expect(got, falls)


@pytest.mark.exercise("is_minimizing", points=0.75, equation="1.14")
def test_losses_edges(student, rng):
    """Tiny, whole and infinite losses are compared like others; one or none cannot increase."""
    tiny = 1e-12 * rng.uniform(1, 2)
    cases = [
        (np.array([7, 7, 2]), True),
        ([3 * tiny, 2 * tiny, tiny], True),
        ([3 * tiny, tiny, 2 * tiny], False),
        ([2.0, 0.0, 0.0, -1.0], True),
        ([2.0, 0.0, tiny], False),
        ([5 * tiny, 6 * tiny], False),
        ([2.0, inf], False),
        ([inf, inf, 3.0, -inf, -inf], True),
        (np.array([inf, inf]), True),
        ([float(rng.uniform(-3, 3))], True),
        ([], True),
    ]
    for got, falls in judged(student, cases):
        expect(got, falls)


@pytest.mark.exercise("is_minimizing", points=0.75, equation="1.14", after="test_losses_by_hand")
def test_nan_anywhere(student, rng):
    """A NaN at any place, in a sequence of any length, makes the answer False, as nothing else."""
    cases = []
    for place in (*range(5), MANY - 1):
        losses = falling(rng, max(place + 1, 5))
        cases.append((losses.copy(), True))
        losses[place] = nan
        cases.append((losses, False))
    cases += [(np.array([nan]), False), ([nan], False), ([inf, nan], False), ([nan, nan], False)]
    for got, falls in judged(student, cases):
        expect(got, falls)


def curve(rng):
    """A random cubic and its derivative."""
    a, b, c, d = rng.uniform(0.3, 1.5, 4) * rng.choice([-1, 1], 4)
    return lambda x: a * x**3 + b * x**2 + c * x + d, lambda x: 3 * a * x**2 + 2 * b * x + c


def stretched(rng, size):
    """A cubic that is so many times as high, and its derivative."""
    f, df = curve(rng)
    return lambda x: size * f(x), lambda x: size * df(x)


def scales(f, df, x, lr):
    """The scale of the promise, and that of the heights of which the change is the difference."""
    promise, change = map(abs, oracle.predicted_and_actual_change(f, df, x, lr))
    return promise + lr * df(x + 1) ** 2, abs(f(x)) + promise + change


@pytest.mark.exercise("predicted_and_actual_change", points=1.5, equation="1.15")
def test_changes_random(student, rng):
    """Both changes are right on other curves, flat or high, for short and for long steps."""
    kinds = [rng.uniform(0.5, 2), int(rng.integers(-3, 0)), np.float64(rng.uniform(-2, -1)), 0]
    steps = [(*curve(rng), x, lr) for x in kinds for lr in (0.1, 0.5, 1.5)]
    steps += [(*stretched(rng, size), x, 0.1 / size) for size in SIZES for x in kinds[:3]]
    for step, got in student.predicted_and_actual_change.each(steps):
        expect(got, oracle.predicted_and_actual_change(*step), scale=scales(*step))


@pytest.mark.exercise("predicted_and_actual_change", points=1, equation="1.16")
def test_changes_use_the_given_slope(student, rng):
    """The slope is the one that `df` gives, even if it was measured badly."""
    like = [(curve(rng)[0], curve(rng)[1], x, rng.uniform(0.1, 0.5)) for x in rng.uniform(1, 2, 4)]
    steps = [*like[:2], *one_changed(*like[2:])]
    for step, got in student.predicted_and_actual_change.each(steps):
        expect(got, oracle.predicted_and_actual_change(*step), scale=scales(*step))


def close_call(rng):
    """A Hessian whose second eigenvalue is almost as large as the first."""
    turn, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    return turn @ np.diag([0.1, 0.98, 1.0]) @ turn.T


@pytest.mark.exercise("max_stable_lr", points=1.5, equation="1.19")
def test_limit_random(student, rng):
    """The limit is right for other Hessians: of any size, steep or flat, diagonal or not."""
    sizes = ((2, 0.3), (3, 4.0), (4, 0.02), (6, 1e-4), (2, 1e5), (12, 1e-7))
    highest = [(size, high * rng.uniform(1, 9)) for size, high in sizes]
    bowls = [hessian(rng, size, 0.1 * high, high) for size, high in highest]
    bowls += [[[int(rng.integers(2, 9))]], np.diag([1, *rng.permutation([3, 7, 4])]).tolist()]
    a = float(rng.choice([0.5, 1.0, 4.0, 8.0]))  # so that nothing is rounded from [1, 1] on
    bowls += [
        [[2 * a, -a], [-a, 2 * a]],
        [[4 * a, -a], [-a, 4 * a]],
        3 * np.eye(3),
        *(close_call(rng) for _ in range(3)),
    ]
    for (H,), got in student.max_stable_lr.each((H,) for H in bowls):
        expect(got, oracle.max_stable_lr(H))


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


def scaled_and_climbing(rng):
    """Walks on tiny and on huge scales, of very many steps, and such as climb, with their scale."""
    for size in (1e-10, SIZES[1]):
        x0 = size * rng.uniform(1, 4, 2)
        yield x0, round_bowl, 0.25, 0.7 * np.linalg.norm(0.75 * x0), 9, size
    x0 = rng.uniform(1, 4, 2)
    level = np.linalg.norm(x0) * 0.99 ** (2 * MANY - 0.5)
    yield x0, round_bowl, 0.01, level, 4 * MANY, 1.0
    x0 = rng.uniform(1, 4, MANY)
    yield x0, round_bowl, 0.25, np.linalg.norm(x0) * 0.75**2.5, 9, 1.0
    yield x0, round_bowl, 3.0, np.linalg.norm(x0) / 2, 17, 1e5  # each step is longer than the last
    yield x0, round_bowl, 2.0, np.linalg.norm(x0) / 2, 7, 1.0  # to and fro
    like = ((rng.uniform(1, 4, 2), bowl(rng, 2)[0], *rng.uniform(0.1, 0.9, 2)) for _ in range(2))
    yield from ((*stop, 10.0) for stop in one_changed(*((*walk, 9) for walk in like)))


def stopped(student, cases):
    """Triples: where descend_until stops, where it should, and the scale of the places."""
    found = student.descend_until.each(stop for *stop, _ in cases)
    for (stop, got), (*_, scale) in zip(found, cases, strict=True):
        yield got, oracle.descend_until(*stop), scale


@pytest.mark.exercise("descend_until", points=1, equation="1.19")
def test_stops_random(student, rng):
    """Other walks stop where and when they should, whatever the tolerance."""
    cases = list(scaled_and_climbing(rng))
    for x0 in kinds_of_points(rng):
        grad, lr, scale, pairs = walk(rng, x0)
        for needed, tol in pairs:
            cases += [(x0, grad, lr, tol, most, scale) for most in (needed + 5, needed - 1)]
    for got, want, scale in stopped(student, cases[::-1]):
        expect(got, want, scale=scale)


@pytest.mark.exercise("descend_until", points=0.5, equation="1.19", after="test_stops_by_hand")
def test_late_arrival_random(student, rng):
    """Other walks that arrive with the last permitted step did converge, too."""
    cases = []
    for x0 in kinds_of_points(rng):
        grad, lr, scale, pairs = walk(rng, x0)
        cases += [(x0, grad, lr, tol, needed, scale) for needed, tol in pairs]
    for got, want, scale in stopped(student, cases):
        expect(got, want, scale=scale)


@pytest.mark.exercise("descend_until", points=1, equation="1.19")
def test_stops_edges(student, rng):
    """A gradient of exactly the length `tol` is short enough, down to 0; then no step is taken."""
    whole = rng.choice([-4, -3, 3, 4], size=3).tolist()
    cases = [
        ([3, -4], 5.0, 7, ([3.0, -4.0], 0, True)),
        ([12, -16], 5.0, 7, ([3.0, -4.0], 2, True)),
        (np.zeros(3), 0.0, 7, (np.zeros(3), 0, True)),
        (whole, 1e-3, 0, (whole, 0, False)),
    ]
    found = student.descend_until.each((x0, round_bowl, 0.5, *stop) for x0, *stop, _ in cases)
    for (_, got), (*_, stop) in zip(found, cases, strict=True):
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


@pytest.mark.exercise("backtracking_lr", points=1.5, equation="1.17")
def test_rates_random(student, rng):
    """The rate is right on other ground, for other shares c and other factors beta."""
    trials = [clear_trial(rng, x, c) for x in kinds_of_points(rng) for c in (0.05, 0.5, 0.9)]
    for trial, got in student.backtracking_lr.each(trials):
        expect(got, oracle.backtracking_lr(*trial))


def parabola(steepness):
    """A round bowl of this steepness, and its gradient."""
    return (
        lambda x: steepness * float(np.sum(np.square(x))),
        lambda x: 2.0 * steepness * np.asarray(x),
    )


@pytest.mark.exercise("backtracking_lr", points=1, equation="1.17")
def test_rates_edges(student, rng):
    """The share is kept exactly; rates may be tiny, or huge, and many; level ground needs one."""
    far = rng.uniform(1e6, 2e6)
    cases = [
        (1, rng.uniform(-4, 4, MANY), 0.8, 0.5, 0.7, 0.392),
        (1, [1], 0.5, 0.5, 0.7, 0.5),  # from 1 to 0, where f is 0 = 1 - 0.5 * 0.5 * 4
        (1, [2], 4.0, 0.5, 0.5, 0.5),
        (1, [1.5], far, 0.5, 0.8, None),
        (1, [0, 0], 3.0, 0.25, 0.5, 3.0),
        (1, [1, -2], 0.5001, 0.5, 0.7, 0.35007),  # keeps the share 0.4999
        (1, [1, -2], 0.4999, 0.5, 0.7, 0.4999),
        (far, [1.0], 1.0, 0.5, 0.98, None),  # some 720 trials
        (rng.uniform(1e4, 2e4), [2.0], 3.0, 0.3, 0.93, None),  # some 150, as the next one
        (rng.uniform(1e3, 2e3), [-3.0], 1.0, 0.3, 0.95, None),
        (1e15, [2.0, 1.0], 1.0, 0.3, 0.5, None),
        (1 / far, [1e-3, 2e-3], 1e8, 0.3, 0.5, None),
    ]
    trials = [(*parabola(steepness), *given) for steepness, *given, _ in cases]
    found = student.backtracking_lr.each(trials)
    for (trial, got), (*_, rate) in zip(found, cases, strict=True):
        expect(got, rate or oracle.backtracking_lr(*trial))


@pytest.mark.exercise("plot_descent", points=1, equation="1.18")
def test_plot_random(student, rng):
    """Another curve, which takes one number, is drawn with a walk that is longer or has no step."""
    for steps, size in ((1, 1e6), (30, 1e-6)):
        cubic, _ = curve(rng)
        path, x = rng.uniform(-3, 3, steps).tolist(), np.linspace(-2, 2, 9).tolist()

        def f(place, cubic=cubic, size=size):
            return size * (cubic(place) + sin(place))

        ax = Canvas()
        student.plot_descent(ax, f, path, x)
        lines = [(np.column_stack([line.x, line.y / size]), line.style) for line in ax.lines]
        lines += [(points.xy / [1, size], "None") for points in ax.points]
        solid = [xy for xy, style in lines if style not in ("None", "")]
        joined = np.concatenate([np.empty((0, 2)), *(xy for xy, _ in lines if len(xy) <= 2)])
        g = {place: f(place) / size for place in (*x, *path)}.get
        drawn = shown(g, x, solid) and shown(g, path, [*(xy for xy, _ in lines), joined])
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
    rows = []
    for share, size in ((0.2, 1), (0.7, 1), (1.3, 1), (200.0, 1), (0.6, 1000)):
        a = size * float(rng.uniform(0.8, 4))
        rows.append((a, share * float(rng.uniform(0.8, 0.95)) / a))
    for (a, lr), got in student.question_5.each(rows):
        expect(got, 1 - 2 * a * lr)


@pytest.mark.exercise("questions", points=1, equation="1.18", after="test_question_6_is_a_number")
def test_question_6(student, rng):
    """The limit is right for flatter and steeper losses."""
    for a in (rng.uniform(0.1, 0.4), rng.uniform(1.5, 9), rng.uniform(1, 5) / 1e4, 1e4):
        expect(student.question_6(float(a)), 1 / float(a))
