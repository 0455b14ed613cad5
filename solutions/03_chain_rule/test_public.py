"""Public checks of assignment 3. Every number here was worked out by hand; try a few yourself."""

import numpy as np
import pytest

from autograder.checks import Canvas, expect, expect_gradient, expect_that

# f(v) = v² - v, g(u) = u² + u + 1, h(x) = x² - 3, so that at x = 2: h = 1, g = 3.


def df(v):
    return 2 * v - 1


def dg(u):
    return 2 * u + 1


def dh(x):
    return 2 * x


def g(u):
    return u**2 + u + 1


def h(x):
    return x**2 - 3


@pytest.mark.exercise("chain_derivative", points=0.25, equation="1.10")
def test_chain_of_polynomials(student):
    """For f = v² - v, g = u² + u + 1, h = x² - 3 the slope is -0.9375, 60, 30 at 1.5, 2, -1."""
    for x, slope in [(1.5, -0.9375), (2, 60.0), (-1, 30.0)]:
        expect_gradient(student.chain_derivative(df, dg, dh, g, h, x), want=slope, at=x)


@pytest.mark.exercise("chain_derivative", points=0.25, equation="1.10")
def test_chain_asks_at_the_right_points(student):
    """At x = 2, where h = 1 and g = 3, f' is asked at 3, g' at 1, h' at 2, and none elsewhere."""
    asked = {"f'": [], "g'": [], "h'": []}

    def recorded(name, slope):
        def ask(point):
            asked[name] += np.ravel(point).tolist()
            return slope(point)

        return ask

    slopes = [recorded(*pair) for pair in zip(asked, (df, dg, dh), strict=True)]
    student.chain_derivative(*slopes, g, h, 2.0)
    seen = {name: sorted({round(point, 3) for point in points}) for name, points in asked.items()}
    told = [
        f"{name} at {', '.join(f'{p:g}' for p in at) or 'no point'}" for name, at in seen.items()
    ]
    expect_that(list(seen.values()) == [[3.0], [1.0], [2.0]], f"asked were {'; '.join(told)}")


def square(x):
    """y1(x) = x²."""
    return x**2


def line(x):
    """y2(x) = 3x - 1."""
    return 3 * x - 1


def join(first, second):
    """h(y1, y2) = y1 y2 - 2 y2 + y1."""
    return first * second - 2 * second + first


def loss(value):
    """L(h) = h² + h."""
    return value**2 + value


@pytest.mark.exercise("graph_forward", points=0.5, equation="1.11")
def test_forward_through_the_graph(student):
    """For y1 = x², y2 = 3x - 1, h = y1 y2 - 2 y2 + y1, L = h² + h three inputs come out right."""
    # x = 1.5: y = (2.25, 3.5), h = 3.125; x = 2: y = (4, 5), h = 14; x = -1: y = (1, -4), h = 5
    for x, value in [(1.5, 12.890625), (2, 210.0), (-1, 30.0)]:
        expect(student.graph_forward(x, square, line, join, loss), value)


@pytest.mark.exercise("graph_gradient", points=0.5, equation="1.11")
def test_gradient_of_four_two_and_one_paths(student):
    """The contributions of four paths, of two and of a single one add up as in Eq. 1.11."""
    # -2 (-3 + 6 - 24 + 1), 3 (10 + 4) and -2.5 · 3
    by_hand = [
        ((-2.0, np.array([3.0, 1.5, 4.0, 0.5]), np.array([-1.0, 4.0, -6.0, 2.0])), 40.0),
        ((3, [2, -1], [5, -4]), 42.0),
        ((-1.0, [2.5], [3]), -7.5),
    ]
    for rates, derivative in by_hand:
        expect_gradient(student.graph_gradient(*rates), want=derivative)


@pytest.mark.exercise("graph_gradient_matrix", points=0.5, equation="1.12")
def test_product_of_three_jacobians(student):
    """One path and one input, two and two, three and two, two and one: each makes the right row."""
    by_hand = [
        ([[2]], [[1.5]], [[-3]], [[-9]]),
        ([[-2.0]], [[0.5, 3.0]], [[4.0, -1.5], [1.0, 2.5]], [[-10.0, -13.5]]),
        ([[3]], [[1, -2, 4]], [[2, 1], [0, 5], [-1, 3]], [[-6, 9]]),
        ([[2]], [[3, -1]], [[5], [4]], [[22]]),
    ]
    for *factors, row in by_hand:
        expect_gradient(student.graph_gradient_matrix(*map(np.array, factors)), want=row)


@pytest.mark.exercise("compose_jacobians", points=0.5, equation="1.12")
def test_compose_short_and_long_chains(student):
    """Chains of four and two matrices, of unequal shapes and of a single matrix come out right."""
    # [[1, 2], [0, 1]] times the next is [[7, 2], [3, 1]], and [[2, 5], [1, 2]] with the third
    four = [[[1, 2], [0, 1]], [[1, 0], [3, 1]], [[0, 1], [1, -1]], [[2, 0.5], [1, 0]]]
    by_hand = [
        (list(map(np.array, four)), [[9, 1], [4, 0.5]]),
        ([[[2, 0], [1, 3]], [[1, -1], [4, 2]]], [[2, -2], [13, 5]]),
        ([[[1, 2]], [[0.5, 0, -1], [1.5, 2, 0.25]]], [[3.5, 4, -0.5]]),
        ([[[1, 2], [3, 4], [5, 6]]], [[1, 2], [3, 4], [5, 6]]),
    ]
    for jacobians, product in by_hand:
        expect_gradient(student.compose_jacobians(jacobians), want=product)


@pytest.mark.exercise("network", points=0.5, equation="1.13")
def test_network_by_hand(student):
    """Three layers of two neurons come out right, and a net 3-2-1 with an activation of vectors."""
    # z = (1, -3), squared (1, 9); z = (1, -4), sizes (1, 4); z = (5, -2.5), doubled (10, -5)
    first = (np.array([[1.0, 0.5], [-1.0, 2.0]]), np.array([1.0, 2.0]), np.square)
    second = (np.array([[2.0, 0.0], [1.0, -1.0]]), np.array([-1.0, 4.0]), np.abs)
    third = (np.array([[1.0, 1.0], [0.5, -1.0]]), np.array([0.0, 1.0]), lambda z: np.multiply(2, z))
    # z = (6, 1), less their mean (2.5, -2.5); z = 7.5 - 3, squared 20.25
    wide = ([[1, 2, 1], [0, -1, 1]], [1, 0], lambda z: np.subtract(z, np.mean(z)))
    narrow = ([[2, -1]], [-3], np.square)
    for x, layers, y in [
        (np.array([1.0, -2.0]), [first, second, third], [10.0, -5.0]),
        ([1, 1, 2], [wide, narrow], [20.25]),
    ]:
        expect(student.network(x, layers), y)


@pytest.mark.exercise("neuron_gradient", points=0.25, equation="1.10")
def test_neuron_by_hand(student):
    """The pair is right where a is known by hand, since tanh(ln 2) = 0.6 and tanh(ln 3) = 0.8."""
    two, three = np.log([2, 3])
    # z = ln 2, ln 3, -ln 3, ln 4/3, -ln 2, so a = 0.6, 0.8, -0.8, 0.28, -0.6 and 1 - a² = 0.64,
    # 0.36, 0.36, 0.9216, 0.64; the errors a - y are -0.4, 0.8, -0.5, -0.5, 0.5.
    X = np.array([[0.0, 0.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0], [-2.0, 0.0]])
    y = np.array([1.0, 0.0, -0.3, 0.78, -1.1])
    # weights of zero: a = 0.6 and 1 - a² = 0.64 always, with errors -0.4, 1.6, 0.6.
    flat = ([[1, 2], [3, -1], [0, 5]], [1, -1, 0], [0, 0], two)
    for arguments, pair in [
        ((X, y, np.array([two, three]), two), ([-0.24176, 0.18576], -0.05776)),
        (flat, ([2.816 / 3, 0.128], 0.384)),
    ]:
        X, _, w, b = arguments
        got = student.neuron_gradient(*arguments)
        expect_gradient(got, want=pair, at=(w, b), examples=len(X))


# (x, contributions, their sum): three paths over three places, two over four, and a single one
THREE = (
    [0.0, 1.0, 2.5],
    [[1.0, 3.0, -2.0], [4.0, -1.0, 0.5], [-2.5, 2.0, 5.0]],
    [2.5, 4.0, 3.5],
)
TWO = (
    [-1.0, 0.0, 1.5, 2.0],
    [[1.0, -3.0, 2.0, 0.5], [2.0, 1.0, -1.0, 4.0]],
    [3.0, -2.0, 1.0, 4.5],
)
ONE = ([1.0, 2.0, 4.0], [[3.0, -1.0, 2.0]], [3.0, -1.0, 2.0])


def lines_drawn(student, x, contributions):
    """The lines that join points over the places x, as opposed to marks alone, and the legend."""
    ax = Canvas()
    student.plot_paths(ax, x, contributions)
    joined = [line for line in ax.lines if line.style not in ("None", " ", "")]
    over_x = [ln for ln in joined if ln.x.size == len(x) and np.allclose(ln.x, x, atol=1e-3)]
    return over_x, ax.legend


def where_drawn(lines, y):
    """Which of the lines have the heights y."""
    return [k for k, line in enumerate(lines) if np.allclose(line.y, y, atol=1e-3)]


@pytest.mark.exercise("plot_paths", points=0.25, equation="1.11")
def test_plot_draws_every_path(student):
    """Over the places x stands a line for each path: for three paths three, for two paths two."""
    for x, paths, _ in (THREE, TWO):
        lines, _ = lines_drawn(student, x, paths)
        missing = [str(k) for k, path in enumerate(paths, start=1) if not where_drawn(lines, path)]
        seen = f"{len(lines)} line(s) over x on ax; none shows path {', nor path '.join(missing)}"
        expect_that(not missing, seen)


@pytest.mark.exercise("plot_paths", points=0.25, equation="1.11")
def test_plot_draws_the_sum_last(student):
    """After the lines of the paths comes one that is their sum, the total derivative."""
    for x, paths, total in (THREE, TWO):
        lines, _ = lines_drawn(student, np.array(x), np.array(paths))
        before = [k for path in paths for k in where_drawn(lines, path)[:1]]
        found = where_drawn(lines, total)
        seen = "the sum comes before a path" if found else "no line over x on ax shows the sum"
        expect_that(found and found[-1] > max(before, default=-1), seen)


@pytest.mark.exercise("plot_paths", points=0.25, equation="1.11")
def test_plot_names_its_lines(student):
    """Each line has its own name in the legend: three for two paths, two for a single path."""
    for x, paths, _ in (TWO, ONE):
        lines, legend = lines_drawn(student, x, paths)
        named = {line.label for line in lines if line.label} & set(legend)
        seen = f"lines named in the legend: {', '.join(sorted(named)) or 'none'}"
        expect_that(len(named) > len(paths), seen)


def is_number(answer):
    """Whether an answer is one number."""
    return isinstance(answer, (int, float, np.number)) or getattr(answer, "shape", None) == ()


def is_pair(answer):
    """Whether an answer is two numbers."""
    return np.shape(answer) == (2,) and np.asarray(answer).dtype.kind in "iuf"


@pytest.mark.exercise("questions", points=0.5, equation="1.10", prediction=True)
def test_prediction_1_is_a_number(student):
    """Prediction 1 is answered by one number."""
    answer = student.question_1()
    expect_that(is_number(answer), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.5, equation="1.11", prediction=True)
def test_prediction_2_is_a_number(student):
    """Prediction 2 is answered by one number."""
    answer = student.question_2()
    expect_that(is_number(answer), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.5, equation="1.12", prediction=True)
def test_prediction_3_is_a_letter(student):
    """Prediction 3 is answered by one of the letters A, B, C, D."""
    answer = student.question_3()
    expect_that(str(answer).strip().upper() in tuple("ABCD"), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.5, equation="1.13", prediction=True)
def test_prediction_4_is_a_number(student):
    """Prediction 4 is answered by one number."""
    answer = student.question_4()
    expect_that(is_number(answer), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.5, equation="1.10", prediction=True)
def test_prediction_5_is_a_letter(student):
    """Prediction 5 is answered by one of the letters A, B, C, D."""
    answer = student.question_5()
    expect_that(str(answer).strip().upper() in tuple("ABCD"), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0, equation="1.12", prediction=True)
def test_question_6_is_a_pair(student):
    """The question on the two sides is answered by a pair of numbers."""
    expect_that(is_pair(answer := student.question_6(3)), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0, equation="1.13", prediction=True)
def test_question_7_is_a_pair(student):
    """The question on two layers is answered by a pair of numbers."""
    expect_that(is_pair(answer := student.question_7(2, 1, 1, 4)), f"the answer is {answer!r}")
