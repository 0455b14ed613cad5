"""Public checks of assignment 7. The numbers were worked out by hand; try a few yourself."""

from pathlib import Path

import numpy as np
import pytest

from autograder.checks import Canvas, expect, expect_gradient, expect_that

TABLE = [[1.0, 5.0, -2.0], [3.0, 5.0, 4.0], [5.0, 5.0, 1.0], [-1.0, 5.0, 1.0]]
OTHER = [[4.0, 6.0, 2.0], [0.0, 5.0, -1.5]]


@pytest.mark.exercise("standardize", points=0.5)
def test_standardize_by_hand(student):
    """Mean and deviation come from train alone, and a column that is constant there becomes 0."""
    one, two = np.sqrt(5.0), np.sqrt(4.5)  # the deviations; the means are 2, 5, 1
    train = [[-1 / one, 0, -3 / two], [1 / one, 0, 3 / two], [3 / one, 0, 0], [-3 / one, 0, 0]]
    other = [[2 / one, 0, 1 / two], [-2 / one, 0, -2.5 / two]]
    expect(student.standardize(np.array(TABLE), np.array(OTHER)), (train, other))


def parts_of(answer):
    """The parts (W, b, W, b, ...) of an answer made of layers; any other answer as it is."""
    if not isinstance(answer, (list, tuple)) or not answer:
        return answer
    if any(not isinstance(layer, (list, tuple)) or len(layer) != 2 for layer in answer):
        return answer
    return tuple(part for layer in answer for part in layer)


@pytest.mark.exercise("init_params", points=0.25, equation="1.13")
def test_init_has_the_shapes(student):
    """Each W has a row for each output and a column for each input; each b is a row of zeros."""
    found = parts_of(student.init_params([5, 3, 2, 4], np.random.default_rng(0)))
    shapes = [np.shape(part) for part in found] if isinstance(found, tuple) else None
    zero = shapes is not None and not any(np.any(np.asarray(b)) for b in found[1::2])
    right = shapes == [(3, 5), (3,), (2, 3), (2,), (4, 2), (4,)]
    seen = f"widths [5, 3, 2, 4] gave arrays of the shapes {shapes}"
    expect_that(right and zero, seen + ("" if zero else "; some biases are not zero"))


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
    for params, table, want in ((SQUARE, small, square), (NET, X, whole)):
        found = student.forward(params, table)
        expect(tuple(found) if isinstance(found, list) else found, want)


LOGS = np.log([[1.0, 3.0, 4.0], [2.0, 2.0, 6.0]])


@pytest.mark.exercise("softmax", points=0.5)
def test_softmax_by_hand(student):
    """Scores become the shares of their exponentials in the row, however large they are."""
    shares = [[0.125, 0.375, 0.5], [0.2, 0.2, 0.6]]
    for shift in ([[0.0], [-2.0]], [[1000.0], [-1000.0]]):
        expect(student.softmax(LOGS + shift), shares)


@pytest.mark.exercise("cross_entropy", points=0.5, equation="1.20")
def test_cross_entropy_by_hand(student):
    """The loss is the mean of -log p(label), also where p is too small for the computer."""
    for scores, labels, loss in (
        (LOGS, [0, 2], (np.log(8) + np.log(5 / 3)) / 2),
        (LOGS + 500, [1, 0], (np.log(8 / 3) + np.log(5)) / 2),
        (np.array([[1000.0, 0.0], [0.0, 1000.0], [500.0, -500.0]]), [1, 1, 0], 1000 / 3),
    ):
        expect(student.cross_entropy(scores, np.array(labels)), loss, scale=1.0)


# One layer that gives all classes the same probability: the errors are (1/C - [c = y]) / U.
FLAT = [(np.zeros((2, 2)), np.zeros(2))]
PAIR = np.array([[2.0, 1.0], [-1.0, 3.0], [4.0, 0.0], [1.0, -2.0]])


@pytest.mark.exercise("backward", points=0.5, equation="1.10, 1.11, 1.12")
def test_backward_by_hand(student):
    """With one layer that knows nothing, the errors are halves, and dW adds them up with X."""
    for labels, dW, db in (
        ([1, 1, 0, 0], [[-0.5, 0.75], [0.5, -0.75]], [0.0, 0.0]),
        ([0, 1, 1, 1], [[0.25, 0.0], [-0.25, 0.0]], [0.25, -0.25]),
    ):
        found = parts_of(student.backward(FLAT, PAIR, np.array(labels)))
        expect_gradient(found, want=(np.array(dW), np.array(db)), examples=4)


def training_fault(found, layer, losses):
    """How the answer of `train` differs from one layer and three losses, or nothing."""
    if not isinstance(found, (tuple, list)) or len(found) != 2:
        return "what came back is not a pair of params and losses"
    parts = parts_of(found[0])
    if not isinstance(parts, tuple) or [np.shape(part) for part in parts] != [(2, 1), (2,)]:
        return "the params have not the shapes of those that came in"
    if np.shape(found[1]) != (3,):
        return f"the losses have the shape {np.shape(found[1])}; 2 epochs make 3 losses"
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


@pytest.mark.exercise("train", points=0.5, equation="1.21")
def test_train_by_hand(student):
    """One mini-batch of all is gradient descent: the losses begin before the first step."""
    start = [(np.zeros((2, 1)), np.zeros(2))]
    # The scores go from 0 to (-2.5, 2.5), then grow by 5 * error each.
    gaps = [0.0]  # between the scores of the right and the wrong class
    for _ in range(2):
        gaps.append(gaps[-1] + 10 / (1 + np.exp(gaps[-1])))
    losses = [np.log1p(np.exp(-gap)) for gap in gaps]
    rng = np.random.default_rng(0)
    found = student.train(start, np.array([[2.0]]), np.array([1]), 1.0, 4, 2, rng)
    size = gaps[-1] / 5
    fault = training_fault(found, ([[-size], [size]], [-size / 2, size / 2]), losses)
    expect_that(not fault, fault)


# One layer that passes on its inputs: the scores of an example are its own row.
PASS = [(np.eye(3), np.zeros(3))]
ROWS = np.array([[2.0, 1.0, 0.0], [0.0, 4.0, 1.0], [3.0, 3.0, -1.0], [-2.0, -1.0, -3.0], [0, 1, 5]])
# The answers are 0, 1, 0 (a tie), 1, 2.


@pytest.mark.exercise("accuracy", points=0.25)
def test_accuracy_by_hand(student):
    """The share of rows whose largest score is the label's; a tie goes to the smaller class."""
    for labels, share in (([0, 1, 1, 1, 0], 0.6), ([1, 1, 0, 1, 2], 0.8), ([2, 2, 2, 2, 2], 0.2)):
        expect(student.accuracy(PASS, ROWS, np.array(labels)), share)


@pytest.mark.exercise("confusion", points=0.25)
def test_confusion_by_hand(student):
    """Rows are true classes, columns are answers; a class that never occurs has zeros."""
    table = [[2, 0, 0, 0], [0, 1, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]]
    # Four classes: the fourth score is always low.
    params = [(np.vstack([np.eye(3), np.zeros(3)]), np.array([0.0, 0.0, 0.0, -9.0]))]
    expect(student.confusion(params, ROWS, np.array([0, 1, 0, 2, 1]), 4), table)


RUNS = {
    0.01: [2.3, 2.0, 1.5],
    0.3: [2.3, 0.5, 1.25],
    0.1: [2.3, 1.0, 0.75],
    3.0: [2.3, np.nan, np.nan],
    2.0: [2.3, 0.5, np.inf],
}


@pytest.mark.exercise("choose_rate", points=0.25)
def test_choose_rate_by_hand(student):
    """The rate with the smallest finite loss wins, and of two equal ones the smaller."""
    expect(student.choose_rate(list(RUNS), lambda rate: np.array(RUNS[float(rate)])), 0.3)


TRAIN = [2.3, 1.2, 0.6, 0.3, 0.2, 0.1]
VALIDATION = [2.4, 1.4, 0.9, 0.8, 1.0, 1.1]


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


@pytest.mark.exercise("plot_training", points=0.5)
def test_plot_draws_both_losses(student):
    """Two lines over the epochs 0, 1, ... show the training loss and the validation loss."""
    drawn = curves(figure_of(student))
    named = (("training", TRAIN), ("validation", VALIDATION))
    missing = [name for name, y in named if not any(shows(line, y) for line in drawn)]
    seen = f"{len(drawn)} line(s) on ax; none shows the {' or the '.join(missing)} loss"
    expect_that(not missing, f"{seen} over the epochs 0 to {len(TRAIN) - 1}")


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
    fits = np.shape(answer) == (99,)
    right = np.mean(np.asarray(answer) == labels[2]) if fits else 0.0
    seen = f"{right:.2f} are right" if fits else f"the answer's shape is {np.shape(answer)}"
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
    """The question on the curves is answered by a letter for each run: S, B, T or H."""
    losses = [2.3, 1.0, 0.5, 0.3, 0.2, 0.15, 0.1, 0.08, 0.06, 0.05, 0.04]
    runs = [(np.array(losses), np.array([2.3, 1.1, 0.7, 0.5, *[0.4] * 7]))] * 3
    answer = str(student.question_5(runs)).strip().upper()
    expect_that(len(answer) == 3 and set(answer) <= set("SBTH"), f"the answer is {answer!r}")
