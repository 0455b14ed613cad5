"""Public checks of assignment 6. Most numbers here were worked out by hand; try a few yourself."""

import numpy as np
import pytest

from autograder.checks import Canvas, expect, expect_that

FIT = 1e-3  # what float32 work may lose in solving for the coefficients


@pytest.mark.exercise("polynomial_features", points=0.25, equation="2.2")
def test_features_are_powers(student):
    """Column k holds the k-th powers of x, from k = 0 to the degree, and row u belongs to x[u]."""
    by_hand = [
        (np.array([2.0, -3.0, 0.5]), 2, [[1, 2, 4], [1, -3, 9], [1, 0.5, 0.25]]),
        ([3, -2], 4, [[1, 3, 9, 27, 81], [1, -2, 4, -8, 16]]),
        ([0.5, 3, -1], 1, [[1, 0.5], [1, 3], [1, -1]]),
    ]
    for x, degree, columns in by_hand:
        expect(student.polynomial_features(x, degree), columns)


@pytest.mark.exercise("fit_polynomial", points=0.5, equation="2.1")
def test_fit_by_hand(student):
    """A line and a parabola through scattered points, and one through three points, are right."""
    by_hand = [
        # The means are 3 and 5, the slope is 14/10.
        (np.array([4.0, 1.0, 5.0, 2.0]), np.array([3.0, 2.0, 10.0, 5.0]), 1, [0.8, 1.4]),
        # The normal equations: 5 b + 10 c = 13, 10 w = -13, 10 b + 34 c = 31.
        ([-2, -1, 0, 1, 2], [7, 1, 3, 2, 0], 2, [66 / 35, -1.3, 5 / 14]),
        # Through three points runs exactly one parabola: 1 - x + 2 x².
        ([3.0, 0.0, 1.0], [16.0, 1.0, 2.0], 2, [1.0, -1.0, 2.0]),
    ]
    for x, y, degree, coefficients in by_hand:
        expect(student.fit_polynomial(x, y, degree), coefficients, rtol=FIT)


@pytest.mark.exercise("predict_polynomial", points=0.25, equation="2.2")
def test_predictions_by_hand(student):
    """The parabola 2 - x + 3x², the cubic 1 - 2x² + x³ and a line have the right values."""
    by_hand = [
        ([2.0, -1.0, 3.0], np.array([2.0, -1.0, 0.5, 0.0]), [12.0, 6.0, 2.25, 2.0]),
        ([1, 0, -2, 1], [3, -2], [10, -15]),
        (np.array([0.5, 1.5]), [1, 2, -3], [2.0, 3.5, -4.0]),
    ]
    for coefficients, x, values in by_hand:
        expect(student.predict_polynomial(coefficients, x), values)


@pytest.mark.exercise("n_parameters", points=0.25, equation="2.1")
def test_parameters_by_hand(student):
    """Networks of widths [4, 5, 3], [1, 1] (Model 1) and [3, 4, 4, 2] have 43, 2 and 46."""
    for widths, count in [([4, 5, 3], 43), ([1, 1], 2), ([3, 4, 4, 2], 46)]:
        expect(student.n_parameters(widths), count)


PARTS = ("training", "validation", "test")


def parts_of(answer):
    """The three parts as lists of whole numbers; an answer of another form gives no parts."""
    if not isinstance(answer, (list, tuple, np.ndarray)) or len(answer) != 3:
        return []
    return [[int(index) for index in np.ravel(part)] for part in answer]


@pytest.mark.exercise("split", points=0.25)
def test_split_sizes(student):
    """Validation and test have round(fraction * n) members, and training has all the others."""
    by_hand = [
        (10, (0.6, 0.2, 0.2), (6, 2, 2)),
        (20, (0.5, 0.35, 0.15), (10, 7, 3)),
        (7, (0.4, 0.3, 0.3), (3, 2, 2)),  # 2.1 is rounded to 2
        (10, (0.5, 0.25, 0.25), (6, 2, 2)),  # 2.5 is rounded to 2
        (11, (0.5, 0.25, 0.25), (5, 3, 3)),  # 2.75 is rounded to 3
    ]
    for n, fractions, sizes in by_hand:
        answers = [student.split(n, fractions, np.random.default_rng(seed)) for seed in range(3)]
        found = [tuple(len(part) for part in parts_of(answer)) for answer in answers]
        seen = f"The sizes were {found[0] or 'not those of three parts'}"
        if len(set(found)) > 1:
            seen = "The sizes changed with the generator"
        expect_that(set(found) == {sizes}, f"{seen}, for n = {n} and {fractions}, not {sizes}.")


@pytest.mark.exercise("split", points=0.125)
def test_split_is_a_partition(student):
    """Each of the indices 0 ... n-1 is in exactly one of the three parts."""
    parts = parts_of(student.split(200, (0.5, 0.25, 0.25), np.random.default_rng(4)))
    names = PARTS[: len(parts)]
    repeated = [name for name, p in zip(names, parts, strict=True) if len(set(p)) < len(p)]
    faults = [f"an index twice in {name}" for name in repeated]
    for first in range(len(parts)):
        for second in range(first + 1, len(parts)):
            if set(parts[first]) & set(parts[second]):
                faults.append(f"an index both in {names[first]} and in {names[second]}")
    found = {index for part in parts for index in part}
    faults += ["an index in no part"] * bool(set(range(200)) - found)
    faults += ["an index below 0 or above n-1"] * bool(found - set(range(200)))
    expect_that(not faults, f"There is {'; '.join(faults)}.")


@pytest.mark.exercise("split", points=0.125)
def test_split_is_drawn(student):
    """Each generator gives parts of its own."""
    answers = [student.split(40, (0.5, 0.25, 0.25), np.random.default_rng(s)) for s in range(8)]
    parts = [parts_of(answer) for answer in answers]
    drawn = [[tuple(sorted(part)) for part in one] for one in parts]
    same = [
        {0: f"{name} (none)", 40: f"{name} (all 40)"}.get(len(part[0]), name)
        for name, part in zip(PARTS, zip(*drawn, strict=True), strict=False)
        if len(set(part)) == 1
    ]
    seen = f"Eight generators gave the same indices for {' and '.join(same)}"
    in_a_row = [index for part in parts[0] for index in part] == list(range(40))
    expect_that(drawn[0] and not same, f"{seen}{', just in a row' if in_a_row else ''}.")


@pytest.mark.exercise("mean_squared_error", points=0.25)
def test_error_by_hand(student):
    """The residuals -1, 2, -0.5 make a loss of 1.75; the residuals 3 and -2 make one of 6.5."""
    by_hand = [
        (np.array([1.0, 2.0, 4.0]), np.array([2.0, 0.0, 4.5]), 1.75),
        ([3, -1], [0, 1], 6.5),
    ]
    for y, prediction, loss in by_hand:
        expect(student.mean_squared_error(y, prediction), loss)


# Four small data sets: training x and y, validation x and y, the degrees, and the degree to choose.
# The validation losses of the first, for the degrees 1, 2, 3, 4, 6: 0.18, 0.20, 0.12, 0.14, 0.17.
CHOICES = [
    (
        [-0.09, -0.68, -0.35, 0.79, 0.4, -0.81, 0.63, 0.19, -0.24],
        [-0.8, -1.0, -1.5, 0.6, 1.3, -0.4, 0.8, 1.1, 0.0],
        [0.24, -0.84, 0.43, 0.83, -0.06, -0.67],
        [0.8, -0.9, 1.2, 0.5, 0.2, -1.1],
        [4, 1, 3, 6, 2],
        3,
    ),
    (
        [0.19, -0.91, -0.56, -0.54, 0.54, 0.74, 0.03, -0.26, 0.8],
        [-0.3, -0.7, -0.9, -0.9, 1.4, 0.1, 0.9, -1.0, 1.9],
        [0.72, -0.96, 0.6, -0.28, -0.45, 0.08],
        [0.6, -0.4, 0.9, -0.8, -1.0, 0.3],
        [3, 0, 5, 1, 2, 4],
        4,
    ),
    (
        [0.47, 0.94, -0.33, -0.42, 0.65, -0.85, 0.28, 0.02, -0.61],
        [0.4, -0.4, -1.3, -0.9, 1.4, -1.0, 1.5, 0.3, -1.1],
        [0.66, 0.79, -0.06, 0.16, -0.37, -0.68],
        [0.4, 0.4, 0.0, 0.2, -0.6, 0.0],
        [4, 1, 3, 6, 2],
        1,
    ),
    (
        [0.65, -0.82, -0.69, 0.01, -0.55, 0.28, 0.9, 0.41, -0.16],
        [0.7, -0.3, -0.8, -0.1, -1.3, 0.7, 0.3, 0.9, 0.0],
        [-0.49, 0.09, -0.28, 0.66, -0.83, 0.71],
        [-1.4, 0.2, -0.1, 1.1, -0.3, 0.6],
        [4, 2, 5, 1, 3],
        5,
    ),
]


@pytest.mark.exercise("select_degree", points=0.25, equation="2.2")
def test_degree_with_the_lowest_validation_loss(student):
    """On four small data sets the degrees 3, 4, 1 and 5 have the lowest validation loss."""
    cases = [
        ((np.array(x), np.array(y)), (np.array(new_x), np.array(new_y)), degrees, degree)
        for x, y, new_x, new_y, degrees, degree in CHOICES
    ]
    for train, validation, degrees, _ in cases:
        student.select_degree(train, validation, degrees)  # all answers help to find the reason
    for train, validation, degrees, degree in cases:
        expect(student.select_degree(train, validation, degrees), degree)


@pytest.mark.exercise("select_degree", points=0.25, equation="2.2")
def test_equally_good_degrees(student):
    """If all degrees are equally good, the smallest of them is chosen, wherever it is listed."""
    flat = (np.array([-1.0, -0.6, -0.2, 0.1, 0.5, 0.8]), np.zeros(6))
    others = (np.array([-0.8, -0.3, 0.0, 0.3, 0.7, 1.0]), np.array([1.0, 2.0, 0.5, 2.0, 1.5, 3.0]))
    for degrees, smallest in (([3, 1, 2, 4], 1), ([4, 2, 3], 2)):
        for validation in (others, (others[0], np.zeros(6))):
            expect(student.select_degree(flat, validation, degrees), smallest)


@pytest.mark.exercise("learning_curve", points=0.5)
def test_curves_by_hand(student):
    """For the constant and for the line, each size gives the losses worked out by hand."""
    validation = (np.array([-1.0, 2.0, 4.0]), np.array([2.0, 5.0, 0.0]))
    # Degree 0: the fits are the means 2, 3 and 2 of the first 2, 4 and 3 values of y.
    train = (np.array([1.0, 0.0, 2.0, 3.0, 5.0]), np.array([1.0, 3.0, 2.0, 6.0, 4.0]))
    constant = ([1.0, 3.5, 2 / 3], [13 / 3, 14 / 3, 13 / 3])
    # Degree 1: the first 3 points give the line 2.5 - 0.5 x, the first 4 give 1.5 + x.
    line = ([0.5, 2.25], [4.5, 139 / 12])
    for degree, sizes, losses in [(0, [2, 4, 3], constant), (1, [3, 4], line)]:
        expect(student.learning_curve(train, validation, degree, sizes), losses, rtol=FIT)


@pytest.mark.exercise("early_stopping", points=0.5)
def test_stops_by_hand(student):
    """Eight short histories, each with its patience, lead back to the right epoch."""
    by_hand = [
        ([5.0, 4.0, 3.0, 3.5, 3.2, 2.0, 2.5], 2, 2),  # nobody sees the 2.0
        ([5.0, 4.0, 3.0, 3.5, 3.2, 2.0, 2.5], 3, 5),  # the 2.0 comes just in time
        ([4.0, 3.0, 3.0, 3.0, 1.0], 2, 1),  # to equal the lowest loss is no progress
        ([5.0, 6.0, 4.0, 5.0, 3.0, 4.0, 2.0, 2.0], 2, 6),  # never twice in a row
        ([5.0, 3.0, 4.0, 3.5, 4.5, 3.4, 1.0], 3, 1),  # the falls do not lead below 3
        ([3.0, 9.0, 8.0, 7.0, 6.0], 2, 0),
        ([7.0, 6.0, 5.0], 1, 2),
        ([2.0, 3.0, 4.0, 1.0], 1, 0),
    ]
    for losses, patience, _ in by_hand:
        student.early_stopping(losses, patience)  # all answers help to find the reason
    for losses, patience, epoch in by_hand:
        expect(student.early_stopping(losses, patience), epoch)


@pytest.mark.exercise("fit_ridge", points=0.25, equation="2.2")
def test_ridge_by_hand(student):
    """A parabola with price 2.2, a line with price 1.5, and a line with price 0 are right."""
    by_hand = [
        # w = -13 / (10 + 5 * 2.2), c = 5 / (14 + 5 * 2.2), b = 2.6 - 2 c.
        ([-2, -1, 0, 1, 2], [7, 1, 3, 2, 0], 2, 2.2, [2.2, -13 / 21, 0.2]),
        # The slope is 14 / (10 + 4 * 1.5), and the line runs through the means 3 and 5.
        (np.array([4.0, 1.0, 5.0, 2.0]), np.array([3.0, 2.0, 10.0, 5.0]), 1, 1.5, [2.375, 0.875]),
        ([4.0, 1.0, 5.0, 2.0], [3.0, 2.0, 10.0, 5.0], 1, 0.0, [0.8, 1.4]),
    ]
    for x, y, degree, lam, coefficients in by_hand:
        expect(student.fit_ridge(x, y, degree, lam), coefficients, rtol=FIT)


DEGREES = [0, 1, 3, 4, 7]
TRAIN = [0.92, 0.62, 0.21, 0.19, 0.04]
VALIDATION = [1.05, 0.66, 0.31, 0.37, 0.83]


def figure_of(student, degrees=DEGREES, train=TRAIN, validation=VALIDATION):
    """What plot_capacity draws."""
    ax = Canvas()
    student.plot_capacity(ax, degrees, train, validation)
    return ax


def curves(ax):
    """The lines that join points: neither single points nor vertical lines."""
    joined = [line for line in ax.lines if line.style not in ("None", "", " ")]
    return [line for line in joined if line.x.size > 1 and np.ptp(line.x) > 0]


def shows(line, x, y):
    """Whether a line runs through the given points."""
    order = np.argsort(line.x, kind="stable")
    return line.x.size == len(x) and np.allclose([line.x[order], line.y[order]], [x, y], atol=1e-4)


def marked_degrees(ax):
    """The places of single points, of points on a vertical, and of vertical lines."""
    groups = [points.xy[:, 0] for points in ax.points] + [[x] for x in ax.verticals]
    groups += [line.x[line.marked] for line in ax.lines]
    groups += [line.x for line in ax.lines if line.x.size > 1]
    return sorted({round(float(x[0]), 3) for x in groups if len(x) and np.ptp(x) == 0})


@pytest.mark.exercise("plot_capacity", points=0.25, equation="2.2")
def test_plot_draws_both_curves(student):
    """Two lines over the degrees show the training loss and the validation loss."""
    drawn = curves(figure_of(student))
    named = (("training", TRAIN), ("validation", VALIDATION))
    missing = [name for name, y in named if not any(shows(line, DEGREES, y) for line in drawn)]
    seen = f"{len(drawn)} line(s) on ax; none shows the {' or the '.join(missing)} loss"
    expect_that(not missing, f"{seen} over the degrees {DEGREES}")


@pytest.mark.exercise("plot_capacity", points=0.125, equation="2.2")
def test_plot_marks_the_best_degree(student):
    """A point or a vertical line marks the degree with the lowest validation loss, here 3."""
    marks = marked_degrees(figure_of(student))
    right = 3.0 in marks and len(marks) < len(DEGREES)
    expect_that(right, f"marks on ax stand at: {', '.join(map(str, marks)) or 'none'}")


@pytest.mark.exercise("plot_capacity", points=0.125, equation="2.2")
def test_plot_names_its_curves(student):
    """Each of the two lines has a name in the legend, and it is not the other one's name."""
    ax = figure_of(student)
    labels = [line.label for line in curves(ax) if line.label]
    named = set(labels) & set(ax.legend) if labels else set(ax.legend)
    own = [(line.label or "").lower() for line in curves(ax) if shows(line, DEGREES, TRAIN)]
    swapped = any("val" in label and "train" not in label for label in own)
    seen = f"named in the legend: {', '.join(sorted(named)) or 'none'}"
    if swapped:
        seen = f"the line of the training losses is named {own[0]!r}"
    expect_that(len(named) >= 2 and not swapped, seen)


@pytest.mark.exercise("questions", points=0.5, equation="2.1", prediction=True)
def test_prediction_1_is_a_letter(student):
    """Prediction 1 is answered by one of the letters A, B, C, D."""
    answer = student.question_1()
    expect_that(str(answer).strip().upper() in tuple("ABCD"), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.5, prediction=True)
def test_prediction_2_is_a_number(student):
    """Prediction 2 is answered by a whole number from 0 to 200."""
    answer = student.question_2()
    is_number = np.ndim(answer) == 0 and np.asarray(answer).dtype.kind in "iuf"
    expect_that(is_number and answer in range(201), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.5, prediction=True)
def test_prediction_3_is_a_letter(student):
    """Prediction 3 is answered by one of the letters A, B, C, D."""
    answer = student.question_3()
    expect_that(str(answer).strip().upper() in tuple("ABCD"), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.5, prediction=True)
def test_prediction_4_is_three_letters(student):
    """Prediction 4 is answered by three letters, each of them U, O or G."""
    answer = str(student.question_4()).strip().upper()
    expect_that(len(answer) == 3 and set(answer) <= set("UOG"), f"the answer is {answer!r}")


def is_number(answer):
    """Whether an answer is one number, of Python or of NumPy."""
    return (
        np.ndim(answer) == 0
        and isinstance(answer, (int, float, np.number, np.ndarray))
        and not isinstance(answer, (bool, np.bool_))
    )


@pytest.mark.exercise("questions", points=0, prediction=True)
def test_question_5_is_a_number(student):
    """The question on what the training loss chooses is answered by one number."""
    answer = student.question_5([3, 1, 2])
    expect_that(is_number(answer), f"the answer is {answer!r}")
