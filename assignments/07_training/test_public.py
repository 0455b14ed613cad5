"""Public checks of assignment 7. The numbers were worked out by hand; try a few yourself."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from autograder.checks import Canvas, expect, expect_gradient, expect_that

# In each check the example of the docstring comes last, as the lists that stand there.

TABLE = [[1.0, 5.0, -2.0], [3.0, 5.0, 4.0], [5.0, 5.0, 1.0], [-1.0, 5.0, 1.0]]
OTHER = [[4.0, 7.5, 2.0], [0.0, 5.0, -1.5]]


@pytest.mark.exercise("standardize", points=0.25)
def test_standardize_by_hand(student):
    """Mean and deviation come from train alone, and a column that is constant there becomes 0."""
    one, two = np.sqrt(5.0), np.sqrt(4.5)  # the deviations; the means are 2, 5, 1
    train = [[-1 / one, 0, -3 / two], [1 / one, 0, 3 / two], [3 / one, 0, 0], [-3 / one, 0, 0]]
    other = [[2 / one, 0, 1 / two], [-2 / one, 0, -2.5 / two]]
    for given, want in (
        ((np.array(TABLE), np.array(OTHER)), (train, other)),
        (([[1, 5], [3, 5]], [[4, 6]]), ([[-1, 0], [1, 0]], [[2, 0]])),
    ):
        expect(student.standardize(*given), want)


@pytest.mark.exercise("standardize", points=0.25)
def test_standardize_equal_decimals(student):
    """A column of equal decimals becomes 0, too, though its computed deviation may be 1e-17."""
    for value, U in ((0.1, 3), (0.7, 6)):
        column = np.full((U, 1), value)
        expect(student.standardize(column, column[:1]), (0 * column, [[0.0]]), scale=1.0)


def parts_of(answer):
    """The parts (W, b, W, b, ...) of an answer made of layers; any other answer as it is."""
    if not isinstance(answer, (list, tuple)) or not answer:
        return answer
    if any(not isinstance(layer, (list, tuple)) or len(layer) != 2 for layer in answer):
        return answer
    return tuple(part for layer in answer for part in layer)


def start_fault(params, widths):
    """What is wrong with a network at its start, or nothing."""
    found = parts_of(params)
    shapes = [np.shape(part) for part in found] if isinstance(found, tuple) else None
    right = [s for n, m in pairwise(widths) for s in ((m, n), (m,))]
    if shapes != right:
        return f"widths {widths} gave arrays of the shapes {shapes}, not {right}"
    if any(np.any(np.asarray(b)) for b in found[1::2]):
        return "some biases are not zero"
    for n, W in zip(widths, found[::2], strict=False):
        deviation = np.std(np.asarray(W, dtype=float))
        if n * len(W) > 1000 and abs(deviation * np.sqrt(n) - 1) > 0.1:
            seen = f"widths {widths} gave weights with the deviation {deviation:.4g}"
            return f"{seen}, and 1/sqrt({n}) is {n**-0.5:.4g}"
    return ""


@pytest.mark.exercise("init_params", points=0.25, equation="1.13")
def test_init_has_the_shapes(student):
    """Each W has a row for each output and the deviation 1/sqrt(inputs); each b has zeros alone."""
    fault = ""
    for widths, seed in (([5, 3, 2, 4], 0), ([400, 100], 1), ([100, 25], 2)):
        found = student.init_params(list(widths), np.random.default_rng(seed))
        fault = start_fault(found, widths) or fault  # the last call is shown with it
    expect_that(not fault, fault)


# Two inputs, three hidden neurons, two classes.
NET = [
    (np.array([[1.0, -0.5], [0.5, 0.25], [-1.0, 2.0]]), np.array([0.5, -0.25, 0.0])),
    (np.array([[1.0, -2.0, 0.5], [0.5, 1.0, -1.5]]), np.array([0.25, -1.0])),
]
# As many hidden neurons and classes as inputs: nothing but the numbers tells rows from columns.
SQUARE = [(np.array([[1.0, -0.5], [2.0, 0.25]]), np.array([0.5, -0.25]))] * 2
X = np.array([[0.5, 1.0], [-1.0, 0.5], [2.0, -1.0]])
SUMS = np.array([[0.5, 0.25, 1.5], [-0.75, -0.625, 2.0], [3.0, 0.5, -4.0]])


@pytest.mark.exercise("forward", points=0.5, equation="1.13")
def test_forward_by_hand(student):
    """The answer holds X, tanh of the sums of the hidden layer, and the scores without tanh."""
    (W, b), *_ = SQUARE
    small = np.array([[0.5, 1.0]])
    square = (small, np.tanh(small @ W.T + b))
    square += (square[1] @ W.T + b,)
    hidden = np.tanh(SUMS)
    first = 0.25 + hidden[:, 0] - 2 * hidden[:, 1] + hidden[:, 2] / 2
    second = -1 + hidden[:, 0] / 2 + hidden[:, 1] - 1.5 * hidden[:, 2]
    whole = (X, hidden, np.column_stack([first, second]))
    h = np.tanh(0.5)
    listed = [([[1], [-1]], [0, 0]), ([[2, 0]], [1])]
    for params, table, want in (
        (SQUARE, small, square),
        (NET, X, whole),
        (listed, [[0.5]], ([[0.5]], [[h, -h]], [[2 * h + 1]])),
    ):
        found = student.forward(params, table)
        expect(tuple(found) if isinstance(found, list) else found, want)


LOGS = np.log([[1.0, 3.0, 4.0], [2.0, 2.0, 6.0]])


@pytest.mark.exercise("softmax", points=0.5)
def test_softmax_by_hand(student):
    """Scores become the shares of their exponentials in the row, however large they are."""
    shares = [[0.125, 0.375, 0.5], [0.2, 0.2, 0.6]]
    shifts = [[0.0], [-2.0]], [[1000.0], [0.0]], [[-1.0], [-1000.0]]
    one = 1 / (1 + np.e)
    whole = np.array([[0, 0], [0, 2000]])  # whole numbers, and such an array holds no shares
    for scores, want in (
        *((LOGS + shift, shares) for shift in shifts),
        (whole, [[0.5, 0.5], [0.0, 1.0]]),
        (np.array([[3, 4], [2000, 0]]), [[one, 1 - one], [1.0, 0.0]]),
        ([[0, np.log(3)]], [[0.25, 0.75]]),
        ([[1000, 1000 + np.log(3)]], [[0.25, 0.75]]),
    ):
        expect(student.softmax(scores), want)


@pytest.mark.exercise("cross_entropy", points=0.5, equation="1.20")
def test_cross_entropy_by_hand(student):
    """The loss is the mean of -log p(label), also where p is too small for the computer."""
    for scores, labels, loss in (
        (LOGS, [0, 2], (np.log(8) + np.log(5 / 3)) / 2),
        (LOGS + 800, [1, 0], (np.log(8 / 3) + np.log(5)) / 2),
        (np.array([[1000.0, 0.0], [0.0, 1000.0], [500.0, -500.0]]), [1, 1, 0], 1000 / 3),
        (np.array([[-2000.0, 0.0, -500.0]]), [0], 2000.0),
        ([[0, np.log(3)]], [0], np.log(4)),
        ([[1000, 0]], [1], 1000.0),
        ([[1000, 0]], [0], 0.0),
    ):
        given = np.array(labels) if isinstance(scores, np.ndarray) else labels
        expect(student.cross_entropy(scores, given), loss, scale=1.0)


# One layer that gives all classes the same probability: the errors are (1/C - [c = y]) / U.
FLAT = [(np.zeros((2, 2)), np.zeros(2))]
PAIR = np.array([[2.0, 1.0], [-1.0, 3.0], [4.0, 0.0], [1.0, -2.0]])


@pytest.mark.exercise("backward", points=0.25, equation="1.10, 1.11, 1.12")
def test_backward_by_hand(student):
    """With one layer that knows nothing, the errors are halves, and dW adds them up with X."""
    for given, dW, db in (
        ((FLAT, PAIR, np.array([1, 1, 0, 0])), [[-0.5, 0.75], [0.5, -0.75]], [0.0, 0.0]),
        ((FLAT, PAIR, np.array([0, 1, 1, 1])), [[0.25, 0.0], [-0.25, 0.0]], [0.25, -0.25]),
        (([([[0], [0]], [0, 0])], [[2]], [1]), [[1.0], [-1.0]], [0.5, -0.5]),
    ):
        found = parts_of(student.backward(*given))
        expect_gradient(found, want=(np.array(dW), np.array(db)), examples=len(given[2]))


# Three hidden neurons, which give 0.8, -0.6 and 0.5, or -0.8, 0.6 and 0.5. So the scores are always
# 0 and log 3, and the probabilities 1/4 and 3/4. Logarithms are the same everywhere, to the last
# digit, `arctanh` is not.
DEEP = [
    (np.array([[np.log(3), 0], [-np.log(2), 0], [0, 0]]), np.array([0, 0, np.log(3) / 2])),
    (np.array([[3.0, 4.0, 0.0], [-3.0, -4.0, 2 * np.log(3)]]), np.zeros(2)),
]
THREE = np.array([[1.0, 2.0], [-1.0, 3.0], [1.0, -1.0]])


@pytest.mark.exercise("backward", points=0.25, equation="1.10, 1.11, 1.12")
def test_backward_through_a_hidden_layer(student):
    """With a hidden layer: its delta is that of the scores times W, times the slope of tanh."""
    hidden = np.array([[0.8, -0.6, 0.5], [-0.8, 0.6, 0.5], [0.8, -0.6, 0.5]])
    errors = {0: [-0.75, 0.75], 1: [0.25, -0.25]}  # by label, before the 1/U
    back = {0: [-4.5, -6.0, 1.5 * np.log(3)], 1: [1.5, 2.0, -0.5 * np.log(3)]}  # errors times W
    slopes = [0.36, 0.64, 0.75]  # 1 - h**2
    # Without the third neuron all probabilities are 1/2.
    small = [(DEEP[0][0][:2], np.zeros(2)), (DEEP[1][0][:, :2], np.zeros(2))]
    halves = {0: [-0.5, 0.5], 1: [0.5, -0.5]}
    for params, labels, h, error, times_W in (
        (small, [0, 1, 1], hidden[:, :2], halves, {0: [-3.0, -4.0], 1: [3.0, 4.0]}),
        (DEEP, [0, 1, 1], hidden, errors, back),
    ):
        delta = np.array([error[label] for label in labels]) / 3
        before = np.array([times_W[label] for label in labels]) / 3 * slopes[: h.shape[1]]
        want = (before.T @ THREE, before.sum(axis=0), delta.T @ h, delta.sum(axis=0))
        found = parts_of(student.backward(params, THREE, np.array(labels)))
        expect_gradient(found, want=want, examples=3)


def training_fault(found, layer, losses):
    """How the answer of `train` differs from one layer and these losses, or nothing."""
    if not isinstance(found, (tuple, list)) or len(found) != 2:
        return "what came back is not a pair of params and losses"
    parts = parts_of(found[0])
    if not isinstance(parts, tuple) or [np.shape(part) for part in parts] != [(2, 1), (2,)]:
        return "the params have not the shapes of those that came in"
    if np.shape(found[1]) != (len(losses),):
        seen = f"the losses have the shape {np.shape(found[1])}"
        return f"{seen}; with the one before training there should be {len(losses)}"
    W, b = (np.asarray(part, dtype=float) for part in parts)
    if not W.any() and not b.any():
        return "the params are those from before training"
    if not b.any():
        return f"the biases have not moved; W is {W.round(4).tolist()}"
    if W[0, 0] > 0:
        return f"the losses grow: {np.round(np.asarray(found[1], dtype=float), 4).tolist()}"
    near = all(np.allclose(got, want, atol=1e-5) for got, want in zip((W, b), layer, strict=True))
    if not near:
        seen = f"W is {W.round(4).tolist()}, b {b.round(4).tolist()}"
        return (
            f"{seen} instead of {np.round(layer[0], 4).tolist()}, {np.round(layer[1], 4).tolist()}"
        )
    if not np.allclose(np.asarray(found[1], dtype=float), losses, atol=1e-5):
        return (
            f"the losses are {np.round(found[1], 4).tolist()}, not {np.round(losses, 4).tolist()}"
        )
    return ""


@pytest.mark.exercise("train", points=0.25, equation="1.21")
def test_train_by_hand(student):
    """With one mini-batch it is gradient descent, and the losses begin before the first step."""
    start = [(np.zeros((2, 1)), np.zeros(2))]
    # The scores go from 0 to (-2.5, 2.5), then grow by 5 * error each.
    gaps = [0.0]  # between the scores of the right and the wrong class
    for _ in range(2):
        gaps.append(gaps[-1] + 10 / (1 + np.exp(gaps[-1])))
    losses = [np.log1p(np.exp(-gap)) for gap in gaps]
    fault = ""
    for given, batch_size, epochs in (
        ((start, np.array([[2.0]]), np.array([1])), 4, 2),
        (([([[0], [0]], [0, 0])], [[2]], [1]), 1, 1),
    ):
        found = student.train(*given, 1.0, batch_size, epochs, np.random.default_rng(0))
        size = gaps[epochs] / 5
        layer = [[-size], [size]], [-size / 2, size / 2]
        fault = training_fault(found, layer, losses[: epochs + 1])
        if fault:
            break  # the last call is shown with it
    expect_that(not fault, fault)


MIXED = np.array([[0.5], [1.0], [-2.0]]), np.array([0, 1, 1])  # no layer gets all of them right


def moved(layer, X, labels, lr):
    """One layer after a step with the gradient of one mini-batch."""
    W, b = layer
    powers = np.exp(X @ W.T + b)
    error = (powers / powers.sum(axis=1, keepdims=True) - np.eye(len(b))[labels]) / len(labels)
    return W - lr * error.T @ X, b - lr * error.sum(axis=0)


def loss_of(layer, X, labels):
    """The loss of one layer on some examples."""
    scores = X @ layer[0].T + layer[1]
    return np.mean(np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(labels)), labels])


def ends_of(layer, lr):
    """Where an epoch leads in which example 0, 1 or 2 comes last, alone in its mini-batch."""
    X, labels = MIXED
    for last in range(3):
        pair = [i for i in range(3) if i != last]
        yield moved(moved(layer, X[pair], labels[pair], lr), X[[last]], labels[[last]], lr)


def lasts_of(losses, lr):
    """Which example came last in each epoch; None if no such epochs lead to these losses."""
    paths = [((np.zeros((2, 1)), np.zeros(2)), [])]
    for loss in losses:
        paths = [
            (end, [*lasts, last])
            for layer, lasts in paths
            for last, end in enumerate(ends_of(layer, lr))
            if abs(loss_of(end, *MIXED) - loss) < 1e-5
        ]
    return paths[0][1] if paths else None


@pytest.mark.exercise("train", points=0.25, equation="1.21")
def test_train_deals_anew(student):
    """In each epoch mini-batches of 2 and of 1 deal out three examples, not always the same way."""
    start, rng = [(np.zeros((2, 1)), np.zeros(2))], np.random.default_rng(0)
    found = student.train(start, *MIXED, 0.5, 2, 12, rng)
    is_pair = isinstance(found, (tuple, list)) and len(found) == 2
    fault = "" if is_pair and np.shape(found[1]) == (13,) else "12 epochs did not give 13 losses"
    if not fault:
        lasts = lasts_of(np.asarray(found[1], dtype=float)[1:], 0.5)
        if lasts is None:
            fault = "the losses do not come from one step with each mini-batch, by its own mean"
        elif len(set(lasts)) == 1:
            fault = f"example {lasts[0]} was alone in its mini-batch in all 12 epochs"
    expect_that(not fault, fault)


# One layer that passes on its inputs: the scores of an example are its own row.
PASS = [(np.eye(3), np.zeros(3))]
ROWS = np.array([[2.0, 1.0, 0.0], [0.0, 4.0, 1.0], [3.0, 3.0, -1.0], [-2.0, -1.0, -3.0], [0, 1, 5]])
# The answers are 0, 1, 0 (a tie), 1, 2.
LISTED = [([[1, 0], [0, 1]], [0, 0])]  # the same for two scores, as lists


@pytest.mark.exercise("accuracy", points=0.25)
def test_accuracy_by_hand(student):
    """The share of rows whose largest score is the label's; a tie goes to the smaller class."""
    for given, share in (
        ((PASS, ROWS, np.array([0, 1, 1, 1, 0])), 0.6),
        ((PASS, ROWS, np.array([1, 1, 0, 1, 2])), 0.8),
        ((PASS, ROWS, np.array([2, 2, 2, 2, 2])), 0.2),
        ((LISTED, [[2, 1], [0, 4], [3, 3]], [0, 0, 0]), 2 / 3),
    ):
        expect(student.accuracy(*given), share)


@pytest.mark.exercise("confusion", points=0.25)
def test_confusion_by_hand(student):
    """Rows are true classes, columns are answers; a class that never occurs has zeros."""
    # Four classes: the fourth score is always low.
    params = [(np.vstack([np.eye(3), np.zeros(3)]), np.array([0.0, 0.0, 0.0, -9.0]))]
    for given, table in (
        (
            (params, ROWS, np.array([0, 1, 0, 2, 2]), 4),
            [[2, 0, 0, 0], [0, 1, 0, 0], [0, 1, 1, 0], [0, 0, 0, 0]],
        ),
        (
            (params, ROWS, np.array([1, 2, 1, 2, 0]), 4),
            [[0, 0, 1, 0], [2, 0, 0, 0], [0, 2, 0, 0], [0, 0, 0, 0]],
        ),
        (
            (LISTED, [[2, 1], [0, 4], [0, 1]], [0, 0, 1], 3),
            [[1, 1, 0], [0, 1, 0], [0, 0, 0]],
        ),
    ):
        expect(student.confusion(*given), table)


NAN, INF = np.nan, np.inf
RUNS = (  # what each rate leads to, in the order in which the rates come, and the right choice
    (
        {
            0.01: [2.3, 2.0, 1.5],
            2.0: [2.3, 0.5, INF],
            0.3: [2.3, 0.5, 1.25],
            0.1: [2.3, 1.0, 0.75],
            3.0: [2.3, NAN, NAN],
        },
        0.3,
    ),
    ({0.06: [2.3, 2.0, 1.5], 4.0: [2.3, 0.75, 1.75, NAN], 0.6: [2.3, 1.0, 0.9, 0.95]}, 4.0),
    ({0.7: [2.3, 1.0, 0.25], 7.0: [2.3, 0.25, 0.5], 0.2: [2.3, 0.4, 0.3]}, 0.7),
    ({9.0: [2.3, 0.6, 0.8], 0.9: [2.3, 0.6, NAN], 0.4: [2.3, 0.7, 0.9]}, 0.9),
    ({0.1: [2, 1, 3], 1: [2, NAN, NAN]}, 0.1),
)


@pytest.mark.exercise("choose_rate", points=0.25)
def test_choose_rate_by_hand(student):
    """The rate with the smallest finite loss wins, and of two equal ones the smaller."""
    for runs, best in RUNS:
        expect(
            student.choose_rate(list(runs), lambda rate, runs=runs: np.array(runs[float(rate)])),
            best,
        )


TRAIN = [2.3, 1.2, 0.6, 0.3, 0.2, 0.1]
VALIDATION = [2.4, 1.4, 0.8, 0.9, 0.8, 1.1]


def figure_of(student, train=TRAIN, validation=VALIDATION):
    """What plot_training draws."""
    ax = Canvas()
    student.plot_training(ax, train, validation)
    return ax


def curves(ax):
    """The lines that join points: neither single points nor vertical lines."""
    joined = [line for line in ax.lines if line.style not in ("None", "", " ")]
    return [line for line in joined if line.x.size > 1 and np.ptp(line.x) > 0]


def shows(line, y):
    """Whether a line runs through the losses y over the epochs 0, 1, ..."""
    order = np.argsort(line.x, kind="stable")
    points = [line.x[order], line.y[order]]
    return line.x.size == len(y) and np.allclose(points, [range(len(y)), y], atol=1e-4)


@pytest.mark.exercise("plot_training", points=0.2)
def test_plot_draws_both_losses(student):
    """Two lines over the epochs 0, 1, ... show the training loss and the validation loss."""
    drawn = curves(figure_of(student))
    named = (("training", TRAIN), ("validation", VALIDATION))
    missing = [name for name, y in named if not any(shows(line, y) for line in drawn)]
    seen = f"{len(drawn)} line(s) on ax; none shows the {' or the '.join(missing)} loss"
    expect_that(not missing, f"{seen} over the epochs 0 to {len(TRAIN) - 1}")


def marks_of(ax):
    """The epochs at which there is a point or a vertical line."""
    groups = [points.xy[:, 0] for points in ax.points] + [[x] for x in ax.verticals]
    groups += [line.x[line.marked] for line in ax.lines]
    groups += [line.x for line in ax.lines if line.x.size > 1]
    return sorted({round(float(x[0]), 3) for x in groups if len(x) and np.ptp(x) == 0})


@pytest.mark.exercise("plot_training", points=0.2, after="test_plot_draws_both_losses")
def test_plot_has_the_mark(student):
    """A point or a vertical line marks the first epoch with the smallest validation loss."""
    marks = marks_of(figure_of(student))
    expect_that(2.0 in marks and 4.0 not in marks, f"marks stand at {marks}, not at epoch 2")


@pytest.mark.exercise("plot_training", points=0.1, after="test_plot_draws_both_losses")
def test_plot_has_a_legend(student):
    """Both lines have a name in the legend, and it is not the other one's name."""
    ax = figure_of(student)
    labels = {line.label for line in curves(ax) if line.label}
    named = sorted(labels & set(ax.legend) if labels else set(ax.legend))
    own = [(line.label or "").lower() for line in curves(ax) if shows(line, TRAIN)]
    swapped = any("val" in label and "train" not in label for label in own)
    expect_that(len(named) >= 2 and not swapped, f"named in the legend: {named}")


def a_fifth():
    """359 digits with their pixels shuffled and some noise, in three parts."""
    digits = np.load(Path(__file__).parent / "data" / "digits.npz")
    rng = np.random.default_rng(0)
    chosen, places = rng.permutation(1797)[:359], rng.permutation(64)
    pixels = digits["X"][chosen] + rng.normal(size=(359, 64))
    parts = np.split(np.clip(pixels, 0, 16)[:, places], [200, 260])
    return parts, np.split(digits["y"][chosen].astype(int), [200, 260])


@pytest.mark.exercise("digit_reader", points=0, patience=3, any_way=True)
def test_reader_learns_from_a_fifth(student):
    """After 200 digits for training and 60 for validation, at least 0.87 of 99 others are right."""
    (train, validation, new), labels = a_fifth()
    rng = np.random.default_rng(1)
    answer = student.digit_reader(train, labels[0], validation, labels[1], new, rng)
    are_numbers = np.asarray(answer).dtype.kind in "biuf"
    fits = are_numbers and np.shape(answer) == (99,)
    right = np.mean(np.asarray(answer) == labels[2]) if fits else 0.0
    seen = f"{right:.2f} are right"
    if not fits:
        shape = f"its shape is {np.shape(answer)}" if are_numbers else "it holds something else"
        seen = f"the answer should be an array of 99 whole numbers, and {shape}"
    expect_that(right >= 0.87, seen)


def is_number(answer):
    """Whether an answer is one number, of Python or of NumPy."""
    return np.ndim(answer) == 0 and np.asarray(answer).dtype.kind in "iuf"


@pytest.mark.exercise("questions", points=0.25, prediction=True)
def test_prediction_1_is_a_number(student):
    """Prediction 1 is answered by one number, 0 or more."""
    answer = student.question_1()
    expect_that(is_number(answer) and answer >= 0, f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.25, prediction=True)
def test_prediction_2_is_a_letter(student):
    """Prediction 2 is answered by one of the letters A, B, C, D."""
    answer = student.question_2()
    expect_that(str(answer).strip().upper() in tuple("ABCD"), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.25, prediction=True)
def test_prediction_3_is_three_letters(student):
    """Prediction 3 is answered by the letters S, B and T, each once."""
    answer = str(student.question_3()).strip().upper()
    expect_that(sorted(answer) == sorted("SBT"), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0, prediction=True)
def test_question_4_is_a_number(student):
    """The question on the first loss is answered by one number."""
    answer = student.question_4(7)
    expect_that(is_number(answer), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0, prediction=True)
def test_question_5_is_letters(student):
    """The question on the curves is answered by one string, a letter for each run: S, B, T or H."""
    losses = [2.3, 1.0, 0.5, 0.3, 0.2, 0.15, 0.1, 0.08, 0.06, 0.05, 0.04]
    runs = [(np.array(losses), np.array([2.3, 1.1, 0.7, 0.5, *[0.4] * 7]))] * 3
    answer = student.question_5(runs)
    letters = str(answer).strip().upper()
    seen = f"the answer is {answer!r}; for 3 runs, one string of 3 letters was expected"
    expect_that(len(letters) == 3 and set(letters) <= set("SBTH"), seen)
