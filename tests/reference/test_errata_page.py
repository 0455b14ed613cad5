"""The page of errata is complete, its numbers are computed, and what it points at exists."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import sympy as sp
from factories.networks import (
    formula_operations,
    logistic,
    multiplications,
    one_neuron,
    residual_of_sine,
)

from autograder.course.catalog import Catalog
from reference import chain_rule, generalization, gradients, network, sgd, taylor
from reference import gradient_descent as gd
from reference.experiments import choosing, descent, families, minibatch, taylor_figures
from reference.experiments.gallery import EXPERIMENTS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "errata.md").read_text(encoding="utf-8")
HEADS = ("Printed", "Wrong", "Correct", "Numbers", "Where", "Verified by")
_, *_parts = re.split(r"^## (?=\d+\. )", PAGE, flags=re.MULTILINE)
SECTIONS = {int(part.split(".")[0]): part for part in _parts}


def words(*numbers: float, form: str = "g") -> list[str]:
    return [f"{number:{form}}".replace("-", "−") for number in numbers]


def rng(name: str) -> np.random.Generator:
    return np.random.default_rng(EXPERIMENTS[name].seed)


def not_every_smooth_function() -> list[str]:
    errors = taylor_figures.more_terms().errors[0]
    return [f"{np.exp(-1 / 0.5**2):.4f}", *words(*errors[[4, 8]], form=".3g"), f"{errors[16]:.0f}"]


def more_terms() -> list[str]:
    return words(*taylor_figures.more_terms().errors[2, [1, 2, 3, 4, 6]], form=".3g")


def powers() -> list[str]:
    tangent = taylor.linear_approx(1.0, 2.0, 0.1)
    orders = taylor_figures.line_and_parabola().orders
    return [*words(1.1**2, tangent), *words(*orders, form=".2f")]


def both_sides() -> list[str]:
    predicted, actual = gd.predicted_and_actual_change(lambda x: x * x, lambda x: 2 * x, 1.0, 0.1)
    uphill = 1.2**2 - 1  # f(1 + 0.1 * 2) - f(1)
    return [*words(uphill, form="+.2f"), *words(actual, predicted, form=".2f")]


def too_fast() -> list[str]:
    return [", ".join(words(*gd.gradient_descent([1.0], lambda x: 2 * x, 1.05, 2)[:, 0]))]


def readings() -> list[str]:
    data = descent.two_readings()
    return [", ".join(words(*data.explicit[1:4])), *words(*data.implicit[1:3])]


def resting_places() -> list[str]:
    def slope(x):
        return x**3 - x + 0.1

    ends = [float(gd.descend_until([x0], slope, 0.1, 1e-12, 5000)[0][0]) for x0 in (-2.0, 2.0)]
    heights = [x**4 / 4 - x**2 / 2 + x / 10 for x in ends]
    loss = [
        sgd.train_step([x], np.zeros((2, 0)), [-3.0, 1.0], [0, 1], 0.5)[1] for x in (-1.2, -0.1)
    ]
    return words(*ends, *heights, form=".3f") + words(*loss, form=".4g")


def steepest() -> list[str]:
    g = np.array([3.0, -4.0])
    longest = gradients.directional_derivative(g, g)
    unit = g / np.linalg.norm(g)
    return [f"is {longest:g}", f"({', '.join(words(*unit))})", f"is {g @ np.sign(g):g}"]


def at_its_own_point() -> list[str]:
    df, dg, dh = np.cos, lambda x: 2 * x, np.exp
    right = chain_rule.chain_derivative(df, dg, dh, lambda x: x * x + 1, np.exp, 0.5)
    return words(right, df(0.5) * dg(0.5) * dh(0.5), form=".3f")


def what_moves() -> list[str]:
    widths = [3, 4, 2]
    theta = network.init(widths, np.random.default_rng(0))
    predictions = network.forward(theta, np.zeros((5, 3))).size
    return [f"{generalization.n_parameters(widths)} parameters", f"{predictions} predictions"]


def one_after_the_other() -> list[str]:
    theta, lr = np.array([1.0, -2.0, 0.5]), 0.25
    X, y = [[1.0, 2.0], [3.0, -1.0]], [1.0, 0.0]
    together, singly = theta - lr * sgd.full_gradient(theta, X, y), theta.copy()
    for i in range(3):
        singly[i] -= lr * sgd.full_gradient(singly, X, y)[i]
    return [f"({', '.join(words(*w, form='.4g'))})" for w in (together, singly)]


def mean_of_means() -> list[str]:
    y = -np.array([1.0, 2.0, 3.0, 4.0, 10.0])  # so that these are the gradients of a bias at 0
    batches = ([0, 1], [2, 3], [4])
    means = [sgd.batch_gradient([0.0], np.zeros((5, 0)), y, batch)[0] for batch in batches]
    full = sgd.full_gradient([0.0], np.zeros((5, 0)), y)[0]
    return [*words(*means), f"mean is {np.mean(means):g}", f"it is {full:g}"]


def at_equal_work() -> list[str]:
    data = minibatch.equal_work(rng("equal_work"))
    ends = words(*(curve[-1] for curve in data.curves), form=".3g")
    best = [f"{loss:.3f}" for loss in data.ends.min(axis=1)]
    return [
        ", ".join([f"{data.curves[0][-1]:.3f}", f"{data.curves[1][-1]:.3f}", *ends[2:]]),
        ", ".join(best),
    ]


def existing() -> list[str]:
    data = families.universal_approximation(rng("universal_approximation"), steps=0)
    median = dict(zip(data.widths, np.median(data.exists, axis=0), strict=True))
    polynomial = max(residual_of_sine(phi, 200, 2) for phi in (np.square, lambda z: z))
    return [f"{polynomial:.2f}", *(f"{median[h]:.2g}" for h in (2, 8, 32))]


def dimensions() -> list[str]:
    w1, w2, b, x = sp.symbols("w1 w2 b x")
    coefficients = sp.Matrix(sp.Poly(w1 * w2 * x + b, x).all_coeffs())
    parameters = sp.Matrix([w1, w2, b])
    rank = coefficients.jacobian(parameters).rank()
    return [f"{len(parameters)} parameters", f"{rank} dimensions"]


def flattery() -> list[str]:
    data = choosing.choosing_degrees(rng("choosing"), sizes=(5,))
    gaps = (data.kept - data.promised).mean(), (data.fixed_kept - data.fixed_promised).mean()
    return [f"by {words(gap, form='.3f')[0]}" for gap in gaps]


def what_moves_and_what_does_not() -> list[str]:
    return [f"moves {generalization.n_parameters([3, 4, 2])} parameters", f"{5 * 3} inputs"]


def with_other_parameters() -> list[str]:
    outputs = [network.forward(one_neuron(weight), np.ones((1, 1))).item() for weight in (1, -1)]
    return words(*outputs, form=".3f")


def of_fig_1_2() -> list[str]:
    arrows = np.zeros((5, 5), int)  # x, y1, y2, h, L
    arrows[0, 1] = arrows[0, 2] = arrows[1, 3] = arrows[2, 3] = arrows[3, 4] = 1
    paths = sum(np.linalg.matrix_power(arrows, length)[0, 4] for length in range(1, 5))
    return [f"{len(arrows)} nodes and {arrows.sum()} arrows", f"{paths} paths"]


def by_architecture() -> list[str]:
    identity, tanh = residual_of_sine(lambda z: z, 8), residual_of_sine(np.tanh, 8)
    return [f"{identity:.2f}", f"less than {1e-6:g}"] if tanh < 1e-6 else ["not reached"]


def of_logistic_regression() -> list[str]:
    x, labels, (w, b) = logistic()
    intercept, slope = generalization.fit_polynomial(x, labels, 1)
    return [f"{intercept:.1f} + {slope:.1f} x", *words(w, b, form=".3f")]


def of_the_challenge() -> list[str]:
    parts = 1_281_167, 50_000, 100_000
    return [f"{part:,}" for part in (*parts, sum(parts))]


def cost() -> list[str]:
    widths = [10, 50, 50, 1]
    forward, gradient = multiplications(widths)
    long = [formula_operations(layers) for layers in (3, 4)]
    return [
        f"take {forward} multiplications",
        f"all {generalization.n_parameters(widths)} parameters",
        f"{gradient} in all, {gradient / forward:.1f} times",
        f"{long[0]} operations",
        f"fourth layer {long[1]}",
        f"{3 * 2 * 4 * 4} and {4 * 2 * 4 * 4}",
    ]


NUMBERS: tuple[Callable[[], list[str]], ...] = (
    not_every_smooth_function,
    more_terms,
    powers,
    both_sides,
    too_fast,
    readings,
    resting_places,
    steepest,
    at_its_own_point,
    what_moves,
    one_after_the_other,
    mean_of_means,
    at_equal_work,
    existing,
    dimensions,
    flattery,
    lambda: ["None of the three"],
    what_moves_and_what_does_not,
    with_other_parameters,
    of_fig_1_2,
    by_architecture,
    of_logistic_regression,
    of_the_challenge,
    cost,
)


def field(number: int, head: str) -> str:
    """What stands under one head of an erratum, spaces folded."""
    after = SECTIONS[number].split(f"**{head}.**", 1)[1]
    return " ".join(re.split(r"^\*\*[A-Z][a-z ]+\.\*\*", after, flags=re.MULTILINE)[0].split())


def test_all_are_there_with_all_heads():
    assert list(SECTIONS) == list(range(1, len(NUMBERS) + 1))
    for number, text in SECTIONS.items():
        assert re.findall(r"^\*\*([A-Z][a-z ]+)\.\*\*", text, re.MULTILINE) == list(HEADS), number


@pytest.mark.parametrize("number", range(1, len(NUMBERS) + 1))
def test_the_numbers_are_those_computed(number):
    shown = field(number, "Numbers")
    for computed in NUMBERS[number - 1]():
        assert computed in shown


def test_every_named_test_exists_and_every_test_is_named():
    code = "".join(p.read_text() for p in Path(__file__).parent.glob("test_errata*.py"))
    existing_tests = set(re.findall(r"^def (test_erratum_\d\d_\w+)", code, re.MULTILINE))
    named = [re.findall(r"`(\w+)`", field(number, "Verified by")) for number in SECTIONS]
    assert all(named)
    assert set().union(*named) == existing_tests
    for number, names in zip(SECTIONS, named, strict=True):
        assert all(name.startswith(f"test_erratum_{number:02}_") for name in names)


def test_where_students_meet_it_exists():
    exercises = {one.name: one.exercises for one in Catalog(ROOT).assignments}
    for number in SECTIONS:
        places = re.findall(r"`(\d\d_\w+)`: ([^;]+)", field(number, "Where"))
        assert places, number
        for assignment, names in places:
            here = set(re.findall(r"`(\w+)`", names))
            assert here, number
            if assignment in exercises:  # else not in this copy
                assert here <= set(exercises[assignment]), number


def test_the_pictures_exist():
    for path in re.findall(r"\]\((figures/[^)]+)\)", PAGE):
        assert (ROOT / "docs" / path).is_file()
        assert Path(path).stem in EXPERIMENTS


def test_erratum_17_is_kept_out_of_the_assignments():
    for assignment in Catalog(ROOT).assignments:
        text = "\n".join(cell.text for cell in assignment.cells)
        assert not re.search(r"undersfit|close-form|(?<!\*)augmented", text)
