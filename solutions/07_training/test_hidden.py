"""Hidden checks of assignment 7: fresh inputs for every student, the edges, and digits to read."""

from itertools import combinations, pairwise, product
from pathlib import Path

import numpy as np
import pytest

from autograder.checks import (
    Canvas,
    expect,
    expect_fair,
    expect_gradient,
    expect_raises,
    expect_that,
)
from reference import training

LEVELS = (0.87, 0.91, 0.94)  # what nearest means, a linear fit and the network reach in 19 of 20
PARTS = (1000, 300, 497)
NOISE = 1.0  # of pixels from 0 to 16: sorted pixels then tell nothing
EPOCHS = 103  # of the figure


def layers(widths, rng):
    """A network with biases that are not zero."""
    return [
        (W + 0.1 * rng.normal(size=W.shape), rng.normal(size=b.shape))
        for W, b in training.init_params(widths, rng)
    ]


def flat(params):
    """The parts (W, b, W, b, ...) of a network; any other answer as it is."""
    if not isinstance(params, (list, tuple)) or not params:
        return params
    if any(not isinstance(layer, (list, tuple)) or len(layer) != 2 for layer in params):
        return params
    return tuple(part for layer in params for part in layer)


def unflat(parts):
    """The network with these parts."""
    return list(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.exercise("standardize", points=0.75)
def test_standardize_random(student, rng):
    """Other tables are right, of decimals, of small whole numbers, and as lists."""
    for kind in (np.float64, np.uint8, list):
        train, other = (10 * rng.uniform(size=(U, 4)) for U in (7, 3))
        if kind is np.uint8:
            train, other = (np.floor(1.6 * table).astype(np.uint8) for table in (train, other))
            train[0], train[1] = 0, 16
        given = (train.tolist(), other.tolist()) if kind is list else (train, other)
        expect(student.standardize(*given), training.standardize(train, other), scale=1.0)


@pytest.mark.exercise("standardize", points=0.75)
def test_standardize_constant_columns(student, rng):
    """Columns that are constant in train are 0 in both tables, whatever is in the other one."""
    for value in (0.0, 7.0, float(rng.uniform(1, 9)), 0.1):
        train, other = rng.normal(size=(6, 3)), rng.normal(size=(4, 3))
        train[:, 1] = value
        want = training.standardize(train, other)
        expect(student.standardize(train, other), want, scale=1.0)


def drawn(student, widths, seed):
    """The weights of each layer, times the root of its inputs; or a sentence."""
    found = flat(student.init_params(widths, np.random.default_rng(seed)))
    shapes = [s for n, m in pairwise(widths) for s in ((m, n), (m,))]
    if not isinstance(found, tuple) or [np.shape(part) for part in found] != shapes:
        return "the shapes are not those of the widths"
    if any(np.any(np.asarray(b)) for b in found[1::2]):
        return "a bias is not zero"
    return [np.sqrt(np.shape(W)[1]) * np.asarray(W, dtype=float) for W in found[::2]]


@pytest.mark.exercise("init_params", points=1.25, equation="1.13", after="test_init_has_the_shapes")
def test_init_is_normal(student, rng):
    """Weights are normal with deviation 1/sqrt(inputs), and follow from the generator alone."""
    seeds = [int(seed) for seed in rng.integers(2**32, size=2)]
    one, same, other = (drawn(student, [400, 50, 80], seed) for seed in (*seeds[:1], *seeds))
    fault = next((each for each in (one, same, other) if isinstance(each, str)), "")
    for number, z in enumerate(one if not fault else ()):
        size, deviation = z.size, np.std(z)
        peaked = np.mean((z - z.mean()) ** 4) / max(deviation, 1e-9) ** 4
        if abs(z.mean()) > 6 / np.sqrt(size) or abs(deviation - 1) > 6 / np.sqrt(2 * size):
            fault = f"layer {number + 1}: sqrt(inputs) W has mean {z.mean():.3g}"
            fault += f" and deviation {deviation:.3g}"
        elif abs(peaked - 3) > 6 * np.sqrt(24 / size):
            fault = f"layer {number + 1}: the weights are not normally distributed"
    if not fault and not all(np.array_equal(a, b) for a, b in zip(one, same, strict=True)):
        fault = "two equal generators led to different weights"
    if not fault and any(np.array_equal(a, b) for a, b in zip(one, other, strict=True)):
        fault = "two different generators led to the same weights"
    expect_that(not fault, fault)


@pytest.mark.exercise("forward", points=1.5, equation="1.13", after="test_forward_by_hand")
def test_forward_random(student, rng):
    """Networks of one, two and four layers are right, for X of every kind, and lists."""
    for widths in ([3, 2], [4, 5, 3], [2, 4, 4, 3, 2], [3, 104, 2]):
        params = layers(widths, rng)
        if len(widths) == 5:  # a layer of weights that are zero passes on its biases
            params[1] = 0 * params[1][0], params[1][1]
        for X in (rng.normal(size=(5, widths[0])), rng.integers(17, size=(1, widths[0]))):
            want = tuple(training.forward(params, X))
            small = X.astype(np.uint8) if X.dtype.kind == "i" else X.tolist()
            for _, found in student.forward.each([(params, small), (params, X)]):
                expect(tuple(found) if isinstance(found, (list, tuple)) else found, want)


@pytest.mark.exercise("softmax", points=1.5)
def test_softmax_random(student, rng):
    """Rows of other sizes are right, also where scores differ by thousands, and as lists."""
    tables = [
        size * rng.uniform(-1, 1, size=shape)
        for shape, size in (((4, 3), 2.0), ((3, 5), 900.0), ((1, 2), 1e6), ((5, 1), 1.0))
    ]
    whole = rng.integers(-3, 4, size=(3, 4))
    whole[0] += 2000
    rows = [(scores,) for scores in (*tables, whole, whole.tolist())]
    for row, got in student.softmax.each(rows):
        expect(got, training.softmax(*row), scale=1.0)


@pytest.mark.exercise("cross_entropy", points=1.5, equation="1.20")
def test_cross_entropy_random(student, rng):
    """Other scores and labels are right, and nothing overflows, however far scores lie apart."""
    for U, C, size in ((5, 3, 1.0), (1, 4, 3.0), (8, 2, 1e3), (4, 6, 1e6)):
        scores, labels = size * rng.uniform(-1, 1, size=(U, C)), rng.integers(C, size=U)
        want = training.cross_entropy(scores, labels)
        kinds = (scores, labels.astype(np.uint8)), (scores.tolist(), labels.tolist())
        for _, got in student.cross_entropy.each(kinds):
            expect(got, want, scale=size)


def loss_of(X, labels):
    """The loss as a function of the parts W, b, W, b, ...: the checks differentiate it."""
    return lambda *parts: training.cross_entropy(training.forward(unflat(parts), X)[-1], labels)


@pytest.mark.exercise(
    "backward", points=1.5, equation="1.10, 1.11, 1.12", after="test_backward_by_hand"
)
def test_backward_agrees_with_differences(student, rng):
    """The gradient of networks of one, two and three layers agrees with numeric derivatives."""
    for widths, U in (([3, 3, 3, 3], 2), ([3, 2], 5), ([2, 4, 3], 6)):
        params, X = layers(widths, rng), rng.normal(size=(U, widths[0]))
        labels = rng.integers(widths[-1], size=U)
        got, want = flat(student.backward(params, X, labels)), training.backward(params, X, labels)
        at = flat(params)
        expect_gradient(got, loss_of(X, labels), at, want=flat(want), examples=U, scale=1.0)


@pytest.mark.exercise(
    "backward", points=2, equation="1.10, 1.11, 1.12", after="test_backward_by_hand"
)
def test_backward_random(student, rng):
    """The gradient is right for inputs of every kind, one example, and scores far apart."""
    cases = (
        ([4, 3, 2], 1, 1.0),
        ([3, 5, 4], 7, 30.0),
        ([2, 3, 4, 2], 4, 1.0),
        ([2, 104, 3], 104, 1.0),
        ([2] * 103, 2, 1.0),
    )
    for widths, U, size in cases:
        params = layers(widths, rng)
        params[-1] = size * params[-1][0], params[-1][1]
        labels = rng.integers(widths[-1], size=U)
        pixels = rng.integers(17, size=(U, widths[0]))
        for X in (rng.normal(size=pixels.shape), pixels if U > 1 else 0 * pixels):
            want = flat(training.backward(params, X, labels))
            small = X.astype(np.uint8) if X.dtype.kind == "i" else X
            kinds = (params, small, labels), (params, X.tolist(), labels.tolist())
            for _, found in student.backward.each(kinds):
                scale = size * (np.max(np.abs(X)) + 1)
                expect_gradient(flat(found), want=want, examples=U, scale=scale)


def orders(U, batch_size):
    """All ways to deal out U examples to mini-batches, in order: tuples of tuples of indices."""
    if batch_size >= U:
        return [(tuple(range(U)),)]
    return [
        (first, *(tuple(rest[i] for i in batch) for batch in others))
        for first in combinations(range(U), batch_size)
        for rest in [[i for i in range(U) if i not in first]]
        for others in orders(U - batch_size, batch_size)
    ]


def case(rng, U):
    """A small network and U examples of which any two mini-batches lead elsewhere."""
    params, X = layers([3, 2, 3], rng), rng.normal(size=(U, 3))
    return params, X, np.arange(U) % 3


def end_of(found):
    """All parameters and losses of a training in one row, or a sentence."""
    try:
        params, losses = found
        parts = [*flat(params), losses]
        return np.concatenate([np.ravel(np.asarray(part, dtype=float)) for part in parts])
    except (TypeError, ValueError):
        return "what came back is not a pair of params and losses"


def all_ends(given, lr, batch_size, epochs):
    """Where a training leads, by its mini-batches in each epoch; None stands for whole batches."""
    whole = [[np.arange(len(given[1]))]] * epochs
    ends = {None: end_of(training.train_on(*given, lr, whole))}
    for way in product(orders(len(given[1]), batch_size), repeat=epochs):
        batches = [[list(batch) for batch in epoch] for epoch in way]
        ends[way] = end_of(training.train_on(*given, lr, batches))
    return ends


def partitions(ends, found):
    """The mini-batches of each epoch that lead to `found`; a sentence if there are none."""
    end = end_of(found)
    if isinstance(end, str):
        return end
    if end.shape != ends[None].shape:
        return "params or losses have another shape"
    distances = {way: np.max(np.abs(want - end)) for way, want in ends.items()}
    near = [way for way, distance in distances.items() if distance < 1e-4]
    if None in near:
        return "the result is that of one update an epoch, over all examples"
    if not near:
        return "the result is not that of any partition into mini-batches"
    return min(near, key=distances.get)


@pytest.mark.exercise("train", points=1, equation="1.21", after="test_train_by_hand")
def test_train_full_batch(student, rng):
    """Mini-batches of all examples: params and losses are right, and no epoch is a copy."""
    cases = ([3, 4, 2], 5, 3), ([2, 3], 1, 104), ([2, 3, 3, 4], 6, 0), ([2, 104, 2], 104, 1)
    for widths, U, epochs in cases:
        params, X = layers(widths, rng), rng.normal(size=(U, widths[0]))
        labels, lr = rng.integers(widths[-1], size=U), float(rng.uniform(0.2, 0.8))
        want = training.train_on(params, X, labels, lr, [[np.arange(U)]] * epochs)
        for given in ((params, X, labels), (params, X.tolist(), labels.tolist())):
            generator = np.random.default_rng(int(rng.integers(2**32)))
            found = student.train(*given, lr, U + epochs % 2, epochs, generator)
            is_pair = isinstance(found, (tuple, list)) and len(found) == 2
            got = (flat(found[0]), found[1]) if is_pair else found
            expect(got, (flat(want[0]), want[1]), scale=1.0)


@pytest.mark.exercise("train", points=1, equation="1.21", after="test_train_by_hand")
def test_train_uses_each_once_an_epoch(student, rng):
    """The result is that of a partition: each example once an epoch, each batch its own mean."""
    fault = ""
    for U, batch_size, epochs in ((4, 2, 2), (3, 2, 2), (5, 4, 2), (3, 1, 1)):
        given = case(rng, U)
        generator = np.random.default_rng(int(rng.integers(2**32)))
        found = student.train(*given, 0.7, batch_size, epochs, generator)
        way = partitions(all_ends(given, 0.7, batch_size, epochs), found)
        fault = fault or (way if isinstance(way, str) else "")
    expect_that(not fault, fault)


@pytest.mark.exercise(
    "train", points=1, equation="1.21", after="test_train_uses_each_once_an_epoch"
)
def test_train_shuffles_anew(student, rng):
    """Each epoch has a partition of its own, and equal generators give equal results."""
    given, fault, again = case(rng, 4), "", 0
    ends, seeds = all_ends(given, 0.7, 2, 2), rng.integers(2**32, size=10)
    results = (student.train.draws(seeds, *given, 0.7, 2, 2) for _ in "12")
    for found, same in zip(*results, strict=True):
        way = partitions(ends, found)
        if not isinstance(way, str):
            again += way[0] == way[1]
        if not np.array_equal(end_of(found), end_of(same)):
            fault = "two equal generators led to different results"
    if again == 10:
        fault = "all epochs have the same mini-batches"
    expect_that(not fault, fault)


@pytest.mark.exercise(
    "train", points=0.5, equation="1.21", after="test_train_uses_each_once_an_epoch"
)
def test_train_is_fair(student, rng):
    """Over many trainings, every example is in every batch equally often, and so is every pair."""
    zeros, given = [(np.zeros((2, 12)), np.zeros(2))], (np.eye(12), np.zeros(12, dtype=int))

    def batches(seeds):
        for found in student.train.draws(seeds, zeros, *given, 1.0, 6, 1):
            end = end_of(found)
            steps = end[:12] if len(end) == 28 else np.zeros(12)
            # Example u alone moves column u of W: by 0.5 / 6 at first, and by less later.
            yield [np.flatnonzero(np.isclose(steps, 0.5 / 6))]

    expect_fair(batches, (6, 6), rng, "batch")


def guessing(rng, U, C):
    """A network of two layers, examples and labels of which some are right; scores often tie."""
    hidden = 0.5 * np.eye(C - 1), np.zeros(C - 1)
    params = [hidden, (np.vstack([np.eye(C - 1), np.zeros(C - 1)]), np.zeros(C))]
    return params, rng.integers(-2, 3, size=(U, C - 1)), rng.integers(C, size=U)


@pytest.mark.exercise("accuracy", points=0.75)
def test_accuracy_random(student, rng):
    """Other networks, examples and labels are right, ties and lists among them."""
    for U, C in ((120, 3), (1, 4), (15, 2)):
        params, X, labels = guessing(rng, U, C)
        kinds = (params, X, labels), (params, X.tolist(), labels.tolist())
        for _, got in student.accuracy.each(kinds):
            expect(got, training.accuracy(params, X, labels), scale=1.0)


@pytest.mark.exercise("confusion", points=1.25, after="test_confusion_by_hand")
def test_confusion_random(student, rng):
    """Other tables are right: ties, lists, and classes that have no example."""
    for U, C in ((60, 3), (1, 4), (700, 2), (5, 104)):
        params, X, labels = guessing(rng, U, C)
        labels = np.minimum(labels, C - 1 - (U == 60))
        want = training.confusion(params, X, labels, C)
        kinds = (params, X, labels, C), (params, X.tolist(), labels.tolist(), C)
        for _, got in student.confusion.each(kinds):
            expect(got, want)


@pytest.mark.exercise("choose_rate", points=0.5, after="test_choose_rate_by_hand")
def test_choose_rate_random(student, rng):
    """Other runs are right, in any order of rates, with ties, NaN and infinities."""
    for best in (1e-6, 250.0, 0.1, None):  # the one that wins alone; else there is a tie
        rates = rng.permutation([1e-6, 0.001, 0.01, 0.1, 2.0, 250.0]).tolist()
        runs = {rate: rng.permutation([2.3, *rng.uniform(0.5, 1, size=2)]) for rate in rates}
        diverging, *others = (rate for rate in rates if rate != best)
        runs[diverging] = np.array([np.nan, np.inf, -np.inf])
        runs[others[0]] = np.array([2.3, np.nan, -np.inf])
        runs[others[1]] = np.array([0.4, np.inf, 1.5])
        runs[others[2]] = np.array([2.3, 0.4, 1.0])
        if best is not None:
            runs[best] = np.array([2.3, np.nan, 0.3])
        want = training.choose_rate(rates, runs.__getitem__)
        expect(student.choose_rate(rates, lambda rate, runs=runs: runs[float(rate)]), want)


@pytest.mark.exercise("choose_rate", points=0.25, after="test_choose_rate_by_hand")
def test_choose_rate_refuses(student):
    """If every rate diverges from the start, that is a ValueError."""
    diverged = np.array([np.nan, np.inf])
    for rates in ([3.0, 2.0], [5.0, 7.0, 4.0]):
        expect_raises(ValueError, lambda r=rates: student.choose_rate(r, lambda rate: diverged))


def drawn_figure(student, rng):
    """What plot_training draws for losses with a tie, and these losses."""
    losses = np.round(rng.uniform(0.5, 2, size=(2, EPOCHS + 1)), 3)
    losses[0] = np.sort(losses[0])[::-1]
    losses[1, [3, 6]] = 0.25
    ax = Canvas()
    student.plot_training(ax, losses[0].tolist(), losses[1])
    return ax, losses


def joined(ax):
    """The lines that join points: neither single points nor vertical lines."""
    lines = [line for line in ax.lines if line.style not in ("None", "", " ")]
    return [line for line in lines if line.x.size > 1 and np.ptp(line.x) > 0]


@pytest.mark.exercise("plot_training", points=0.5, after="test_plot_draws_both_losses")
def test_plot_marks_the_best_epoch(student, rng):
    """A point or a vertical line marks the first epoch with the smallest validation loss."""
    ax, _ = drawn_figure(student, rng)
    groups = [points.xy[:, 0] for points in ax.points] + [[x] for x in ax.verticals]
    groups += [line.x[line.marked] for line in ax.lines]
    groups += [line.x for line in ax.lines if line.x.size > 1]
    marks = {round(float(x[0]), 3) for x in groups if len(x) and np.ptp(x) == 0}
    expect_that(3.0 in marks and 6.0 not in marks, f"marks stand at {sorted(marks)}")


@pytest.mark.exercise("plot_training", points=0.5, after="test_plot_draws_both_losses")
def test_plot_names_its_lines(student, rng):
    """Each line has a name in the legend, and it is not the other one's name."""
    ax, losses = drawn_figure(student, rng)
    labels = [line.label for line in joined(ax) if line.label]
    named = set(labels) & set(ax.legend) if labels else set(ax.legend)
    own = [
        (line.label or "").lower()
        for line in joined(ax)
        if line.y.size == EPOCHS + 1 and np.allclose(line.y, losses[0], atol=1e-4)
    ]
    swapped = any("val" in label and "train" not in label for label in own)
    expect_that(len(named) >= 2 and not swapped, f"named in the legend: {sorted(named)}")


READING = {"data": False, "patience": 3, "once": True, "any_way": True}


def digits_of(rng):
    """The student's own digits to train with, validate and read: three pairs (pixels, labels)."""
    found = np.load(Path(__file__).parent / "data" / "digits.npz")
    labels = found["y"].astype(int)
    noisy = np.clip(found["X"] + NOISE * rng.normal(size=found["X"].shape), 0, 16)
    shuffled = noisy[:, rng.permutation(64)]
    return [
        (shuffled[part], labels[part]) for part in training.stratified_split(labels, PARTS, rng)
    ]


def middle_accuracy(student, rng):
    """The middle one of the accuracies of three readings."""
    train, validation, (new, truth) = digits_of(rng)
    found = []
    for seed in rng.integers(2**32, size=3):
        answer = student.digit_reader(*train, *validation, new, np.random.default_rng(seed))
        fits = np.shape(answer) == truth.shape
        found.append(np.mean(np.asarray(answer) == truth) if fits else 0.0)
    return np.median(found)


@pytest.mark.exercise("digit_reader", points=1, **READING)
def test_reader_as_good_as_nearest_means(student, steady_rng):
    """Of the digits that it never saw, it reads at least 0.87: nearest mean images do that."""
    share = middle_accuracy(student, steady_rng)
    expect_that(share >= LEVELS[0], f"{share:.3f} are right")


@pytest.mark.exercise(
    "digit_reader", points=1, after="test_reader_as_good_as_nearest_means", **READING
)
def test_reader_as_good_as_a_linear_fit(student, steady_rng):
    """Of the digits that it never saw, it reads at least 0.91: a linear fit does that."""
    share = middle_accuracy(student, steady_rng)
    expect_that(share >= LEVELS[1], f"{share:.3f} are right")


@pytest.mark.exercise(
    "digit_reader", points=1, after="test_reader_as_good_as_a_linear_fit", **READING
)
def test_reader_as_good_as_the_network(student, steady_rng):
    """Of the digits that it never saw, it reads at least 0.94: this page's network does that."""
    share = middle_accuracy(student, steady_rng)
    expect_that(share >= LEVELS[2], f"{share:.3f} are right")


@pytest.mark.exercise("questions", points=0.75, after="test_question_4_is_a_number")
def test_question_4(student, rng):
    """The first loss is right for other numbers of classes."""
    for n_classes in (2, int(rng.integers(3, 9)), int(rng.integers(11, 1000))):
        expect(student.question_4(n_classes), np.log(n_classes), rtol=1e-5)


def curves_of(letter, rng):
    """Training and validation losses of 12 epochs, as a training with this mistake has them."""
    first = np.log(10) + rng.uniform(0, 0.2)
    falling = first * np.cumprod([1.0, *rng.uniform(0.5, 0.75, size=12)])
    if letter == "S":
        rising = first * np.cumprod([1.0, *rng.uniform(1.4, 3, size=12)])
        return rising, rising * rng.uniform(0.95, 1, size=13)
    if letter == "B":
        jumping = np.array(
            [first, 9.0, 3.0, *rng.permutation([0.9, 6, 1.4, 4, 1.1, 7, 2, 5, 3]), 1.0]
        )
        return jumping, jumping * rng.uniform(1.1, 1.6, size=13)
    if letter == "T":
        return falling, falling * rng.uniform(0.9, 1.1, size=13)
    return falling, np.maximum(falling * rng.uniform(1, 1.1, size=13), 12 * falling[-1])


@pytest.mark.exercise("questions", points=1.25, after="test_question_5_is_letters")
def test_question_5(student, rng):
    """Every mistake is named by its curves, and a sound training is left alone."""
    letters = "".join(rng.permutation([*"SBTH", *"SBTH"]))
    answer = student.question_5([curves_of(letter, rng) for letter in letters])
    expect_that(str(answer).strip().upper() == letters, f"{answer!r} is not {letters!r}")
