"""Every number that the prose of the assignments states is computed, and every formula is whole.

A number with a decimal point that prose states is either computed here, in `CLAIMS`, or given: an
input that the reader may choose, a table's entry, a time. Formulas hold no line that Markdown would
read as a list, a heading or a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from factories.networks import formula_operations, residual_of_sine

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from reference import generalization, gradients, sgd, taylor
from reference import gradient_descent as gd

ROOT = Path(__file__).resolve().parents[2]
COURSE = {one.name: one for one in Catalog(ROOT).assignments}
S, T, G, C, D, M, L, N = COURSE
BELL = [(-1) ** (k // 2) * taylor.factorial(k) if k % 2 == 0 else 0 for k in range(17)]


def prose(one: Assignment) -> str:
    """Return all prose and the questions' docstrings on one line, without numbers of equations."""
    parts = [cell.text for cell in one.cells if cell.kind != "code"]
    parts += [
        doc
        for cell in one.cells
        if cell.exercise == "questions" and cell.kind == "code"
        for doc in re.findall(r'"""(.*?)"""', cell.text, re.S)
    ]
    return " ".join(" ".join(parts).split())


TEXT = {name: prose(one) for name, one in COURSE.items()}


def model(name: str) -> dict[str, object]:
    return COURSE[name].model


@cache
def two_hundred_choices() -> tuple[list[int], list[int], list[bool]]:
    """Return the degrees chosen in 06's picture, and whether each loss is above its promise."""
    wave, rng = model(L)["noisy_wave"], np.random.default_rng(6)
    test_x, test_y = wave(1000, rng)
    by_training, by_validation, above = [], [], []
    for _ in range(200):
        train, validation = wave(10, rng), wave(5, rng)
        by_training.append(generalization.select_degree(train, train, range(10)))
        best = generalization.select_degree(train, validation, range(10))
        by_validation.append(best)
        fit = generalization.fit_polynomial(*train, best)
        promised, kept = (
            generalization.mean_squared_error(y, generalization.predict_polynomial(fit, x))
            for x, y in (validation, (test_x, test_y))
        )
        above.append(kept > promised)
    return by_training, by_validation, above


def first_fit() -> tuple[float, float, float]:
    """Return the largest coefficient of degree 9 on 06's ten points, and the curve's range."""
    x, y = model(L)["noisy_wave"](10, np.random.default_rng(1))
    fit = generalization.fit_polynomial(x, y, 9)
    curve = generalization.predict_polynomial(fit, np.linspace(x.min(), x.max(), 2000))
    return np.abs(fit).max(), curve.min(), curve.max()


def log_errors() -> np.ndarray:
    derivatives = [0.0] + [(-1) ** (k - 1) * taylor.factorial(k - 1) for k in range(1, 13)]
    return taylor.taylor_errors(np.log, derivatives, 1, [0.5, 1.0, 1.5])


def widths() -> list[float]:
    """Return the widths of 03's bundle after each of its functions, divided by the one before."""
    x = np.linspace(0.9, 1.1, 9)
    stages = np.array([x, x**2, np.sin(x**2), 3 * np.sin(x**2) ** 2])
    return [b / a for a, b in zip(np.ptp(stages, axis=1), np.ptp(stages, axis=1)[1:], strict=False)]


def contest() -> list[float]:
    """Return the losses at the end of 05's contest, by batch size."""
    X, y = model(M)["linear_examples"](512, 20, seed=5)
    ends = []
    for size in (1, 8, 64, 512):
        rng = np.random.default_rng(7)

        def gradient(theta, batch):
            return sgd.batch_gradient(theta, X, y, batch)

        theta = sgd.sgd(np.zeros(21), gradient, 512, 0.03, size, 2, rng)[-1]
        ends.append(sgd.train_step(theta, X, y, np.arange(512), 0.0)[1])
    return ends


def one_step(x: float) -> float:
    """Return the loss of both examples of 05's smallest data set."""
    return ((x + 3) ** 2 / 2 + (x - 1) ** 2 / 2) / 2


def digits(part: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the images and labels of one part of 07's digits."""
    names = model(N)
    return names[f"{part}_images"], names[f"{part}_labels"]


def mean_image_share() -> float:
    """Return the share of 07's validation digits that the nearest mean image reads."""
    (X, y), (V, labels) = digits("train"), digits("validation")
    means = np.array([X[y == digit].mean(axis=0) for digit in range(10)])
    return np.mean(((V[:, None] - means) ** 2).sum(axis=2).argmin(axis=1) == labels)


def best_epoch(width: int) -> int:
    """Return the epoch with the smallest validation loss in 07's training on 100 digits."""
    names = model(N)
    (X, y), (V, labels) = digits("train"), digits("validation")
    (X, V), y, rng = names["standardize"](X[:100], V), y[:100], np.random.default_rng(2)
    params, losses = names["init_params"]([64, width, 10], rng), [np.inf]
    for _ in range(60):
        params, _ = names["train"](params, X, y, 0.1, 10, 1, rng)
        losses.append(names["cross_entropy"](names["forward"](params, V)[-1], labels))
    return int(np.argmin(losses))


def is_table_of(kind: str, row: str, most: float) -> bool:
    """Whether a row of 07's table has the losses of that training, up to a factor of `most`."""
    found = table_of(kind)
    if most == 1:
        return found == row
    ratios = [
        float(a) / float(b) for a, b in zip(found.split(" | "), row.split(" | "), strict=True)
    ]
    return all(1 / most < ratio < most for ratio in ratios)


def table_of(kind: str) -> str:
    """Return the training losses of one of 07's broken trainings, in its table's words."""
    names = model(N)
    (X, y), (V, labels) = digits("train"), digits("validation")
    X, V = names["standardize"](X, V)
    if kind == "T":
        X, y = np.concatenate([X, V]), np.concatenate([y, labels])
    params = names["init_params"]([64, 64, 10], np.random.default_rng(2))
    if kind != "B":
        lr = -0.5 if kind == "S" else 0.5
        _, losses = names["train"](params, X, y, lr, 32, 20, np.random.default_rng(3))
    else:
        rng, losses = np.random.default_rng(3), []
        for _ in range(20):
            losses.append(names["cross_entropy"](names["forward"](params, X)[-1], y))
            order = rng.permutation(len(y))
            for batch in np.split(order, range(32, len(y), 32)):
                gradient = names["backward"](params, X[batch], y[batch])
                params = [
                    (W - 0.5 * len(batch) * dW, b - 0.5 * len(batch) * db)
                    for (W, b), (dW, db) in zip(params, gradient, strict=True)
                ]
        losses.append(names["cross_entropy"](names["forward"](params, X)[-1], y))
    shown = [losses[epoch] for epoch in (1, 2, 3, 5, 10, 20)]
    return " | ".join(
        f"{x:.0f}" if x > 100 else f"{x:#.3g}" if x >= 1 else f"{x:.3f}" for x in shown
    )


# assignment, sentence of it, whether what it says is so
CLAIMS: list[tuple[str, str, Callable[[], object]]] = [
    (T, "1.21 and 1.2", lambda: [round(1.1**2, 9), taylor.linear_approx(1, 2, 0.1)] == [1.21, 1.2]),
    (T, "That value is 1/3.25, about 0.31", lambda: round(1 / (1 + 1.5**2), 2) == 0.31),
    (
        T,
        "falls from 0.584 to 0.541 between the orders 1 and 2, and from there it only grows",
        lambda: (
            [f"{e:.3f}" for e in log_errors()[2, 1:3]] == ["0.584", "0.541"]
            and (np.diff(log_errors()[2, 2:]) > 0).all()
        ),
    ),
    (
        T,
        "exactly on it, either may happen",
        lambda: (
            (np.diff(log_errors()[1, 1:]) < 0).all()
            and taylor.taylor_errors(lambda x: 1 / (1 + x * x), BELL, 0, [1.0])[0, 2:].min()
            >= 0.5 - 1e-9
        ),
    ),
    (
        T,
        "T_6 differs from 1/1.01 by less than 1e-8",
        lambda: abs(taylor.taylor_polynomial(BELL[:7], 0.1) - 1 / 1.01) < 1e-8,
    ),
    (T, "e^{-4} \\approx 0.018", lambda: round(np.exp(-4), 3) == 0.018),
    (
        G,
        "it is $4.5 \\cdot 10^{-7}$",
        lambda: f"{abs(gradients.derivative(np.exp, 1.0, 1e-3) - np.e):.1e}" == "4.5e-07",
    ),
    (
        G,
        "1.32 and 1.3",
        lambda: (
            round(1.1 * 1.2, 9) == 1.32
            and gradients.linearize(1.0, [1, 1], [0.1, 0.2]) == pytest.approx(1.3)
        ),
    ),
    (
        G,
        "balance near $h = 10^{-5}$",
        lambda: (
            1e-6
            < min(
                10.0 ** -np.arange(0, 14.5, 0.5),
                key=lambda h: abs(gradients.derivative(np.exp, 1.0, h) - np.e),
            )
            < 1e-4
        ),
    ),
    (
        G,
        "an ellipse, unless it is singular",
        lambda: np.linalg.matrix_rank(np.array([[1, 2], [2, 4]]) @ np.array([[1, 0], [0, 1]])) == 1,
    ),
    (
        C,
        "about 2, then 0.53, then 5",
        lambda: [round(w, 2) for w in widths()[:2]] == [2.0, 0.53] and round(widths()[2]) == 5,
    ),
    (C, "takes 96 multiplications and additions and 12 activations", lambda: 3 * 4 * (4 + 4) == 96),
    (
        C,
        "it takes 168 and 21, and with a fourth layer 680 and 85",
        lambda: (
            [formula_operations(n) for n in (3, 4)] == [168, 680]
            and [sum(4**k for k in range(n)) for n in (3, 4)] == [21, 85]
        ),
    ),
    (
        C,
        "/ 0.002 \\approx 308",
        lambda: (
            round(
                ((lambda f: f(2.001) - f(1.999))(lambda x: (x**2 + 3 * x * (5 - x)) ** 2)) / 0.002
            )
            == 308
        ),
    ),
    (C, "at $x = 7.5$", lambda: 15 * 7.5 - 2 * 7.5**2 == 0),
    (
        D,
        "ours leads to $-2, 4, -8, \\dots$ and the printed one to $0.25, 0.0625, \\dots$",
        lambda: (
            gd.gradient_descent([1.0], lambda x: 2 * x, 1.5, 3)[1:, 0].tolist() == [-2, 4, -8]
            and [1 / (1 + 2 * 1.5), 1 / (1 + 2 * 1.5) ** 2] == [0.25, 0.0625]
        ),
    ),
    (D, "the loss falls most at the rate 0.5", lambda: (1 - 2 * 0.5) ** 2 == 0),
    (
        D,
        "The rates 0.05 and 0.95 have the very same losses",
        lambda: abs(1 - 2 * 0.05) == pytest.approx(abs(1 - 2 * 0.95)),
    ),
    (
        M,
        "where the loss L of both examples together is 2.02",
        lambda: one_step(-1.2) == pytest.approx(2.02),
    ),
    (M, "1.28 million training images", lambda: round(1_281_167 / 1e6, 2) == 1.28),
    (M, "ends with the lowest loss", lambda: int(np.argmin(contest())) == 1),
    (M, "far behind 8", lambda: min(contest()[2:]) > 5 * contest()[1]),
    (L, "chooses degree 9 every time", lambda: set(two_hundred_choices()[0]) == {9}),
    (L, "chooses 3 most often", lambda: int(np.argmax(np.bincount(two_hundred_choices()[1]))) == 3),
    (L, "Most dots are above it", lambda: np.mean(two_hundred_choices()[2]) > 0.5),
    (L, "a loss of $0.2^2 = 0.04$", lambda: round(0.2**2, 9) == 0.04),
    (L, "the largest is about 335", lambda: round(first_fit()[0]) == 335),
    (L, "stays between -2.3 and 2", lambda: -2.3 < first_fit()[1] < first_fit()[2] < 2),
    (
        L,
        "a mean squared error of 0.2, where 8 neurons with tanh leave less than a millionth",
        lambda: (
            [round(residual_of_sine(phi, 200, 2), 1) for phi in (lambda z: z, np.square)]
            == [0.2] * 2
            and residual_of_sine(np.tanh, 8) < 1e-6
        ),
    ),
    (L, "takes 2.5 to 2 and 3.5 to 4", lambda: (round(2.5), round(3.5)) == (2, 4)),
    (
        L,
        "*on average* over new points no model can do better",
        lambda: (
            0.3
            < np.mean(
                [np.mean(np.random.default_rng(s).normal(size=1000) ** 2) < 1 for s in range(200)]
            )
            < 0.7
        ),
    ),
    (N, "So 92 % is where the race begins", lambda: round(100 * mean_image_share()) == 92),
    (
        N,
        'Whoever always answers "6", the most frequent class of the training part, gets 7 %',
        lambda: (
            np.bincount(digits("train")[1]).argmax() == 6
            and round(100 * np.mean(digits("validation")[1] == 6)) == 7
        ),
    ),
    (
        N,
        "three at the rim are",
        lambda: (np.ptp(digits("train")[0], axis=0) == 0).sum() == 3,
    ),
    (N, "A bit above $\\log 10 \\approx 2.303$", lambda: round(np.log(10), 3) == 2.303),
    (N, "network has 4810 parameters", lambda: generalization.n_parameters([64, 64, 10]) == 4810),
]
TRAINED: list[tuple[str, str, Callable[[], object]]] = [  # claims that take seconds
    (
        N,
        "With 256 the validation loss is smallest somewhere between the epochs 20 and 30",
        lambda: 20 <= best_epoch(256) <= 30,
    ),
    *(
        (N, row, lambda kind=kind, row=row, most=most: is_table_of(kind, row, most))
        for kind, row, most in (
            ("H", "0.189 | 0.091 | 0.077 | 0.031 | 0.012 | 0.005", 1.0),
            ("B", "4.69 | 3.14 | 2.03 | 1.62 | 0.799 | 1.07", 3.0),  # rounding decides
            ("T", "0.156 | 0.083 | 0.048 | 0.027 | 0.011 | 0.005", 1.0),
            ("S", "416 | 1194 | 1899 | 3691 | 7939 | 16690", 1.2),
        )
    ),
]
GIVEN = {  # inputs of examples and questions, entries of tables, sizes of pictures
    S: "",
    T: "0.1 1.5 0.02 0.01",
    G: "0.001 0.1 0.2 1.5",
    C: "0.9 1.1 1.4 1.6 1.999 2.001",
    D: "0.1 0.05 0.5 0.95 1.0 1.05 1.5 0.25",
    M: "0.03 1.4 1.2 0.5 1.75",  # 1.4 million is the lecture's number
    L: "0.004 0.040 0.042 0.047 0.049 0.08 0.30 0.31 0.35 0.46 0.48 0.49 0.50 0.54 0.55 0.56 0.57 "
    "1.10 0.2",
    N: "0.1 0.2 0.25 0.3 0.03 0.5 0.87 0.91 0.94 2.37 2.40 2.41 0.064 0.069 0.086 0.113 0.121 "
    "0.130 0.188 0.042 0.063 2.24 3.34 3.55 3.59 3.83 5.64",
}
CITED = re.compile(
    r"(?:Eqs?\.|Figs?\.|Figures?|Sections?|[Ee]quations?)\s*[\d.]+[a-c]?"
    r"(?:(?:,|-| and| to)\s*\d[\d.]*)*"
    r"|\(\d\.\d+[^)]*\)"
)
DECIMAL = re.compile(r"(?<![\w.])\d+\.\d+(?![\w]|\.\d)")


@pytest.mark.parametrize(
    ("name", "sentence", "is_so"),
    [pytest.param(*c, id=c[1][:40]) for c in CLAIMS]
    + [pytest.param(*c, id=c[1][:40], marks=pytest.mark.long) for c in TRAINED],
)
def test_what_prose_states_is_so(name, sentence, is_so):
    assert sentence in TEXT[name], "the sentence changed: change its claim as well"
    assert is_so()


@pytest.mark.parametrize("name", COURSE)
def test_every_number_that_prose_states_is_computed_or_given(name):
    computed = " ".join(sentence for one, sentence, _ in CLAIMS + TRAINED if one == name)
    known = {*DECIMAL.findall(computed), *GIVEN[name].split()}
    stated = set(DECIMAL.findall(CITED.sub(" ", TEXT[name])))
    assert stated <= known, sorted(stated - known)


FORMULA = re.compile(r"\$\$(.+?)\$\$|(?<![\\$])\$([^$]+?)(?<!\\)\$(?!\d)", re.S)
BLOCK = re.compile(r"^[ ]{0,3}(?:[-+*] |\d+[.)] |#{1,6} |> |={3,}\s*$|-{3,}\s*$|\|)", re.M)


def markdown() -> list[tuple[str, str]]:
    """Return all Markdown with formulas: the assignments' prose and the pages of the course."""
    found = [
        (f"{one.name}:{cell.first_line}", cell.text)
        for one in COURSE.values()
        for cell in one.cells
        if cell.kind != "code"
    ]
    return found + [
        (page.name, page.read_text(encoding="utf-8")) for page in (ROOT / "docs").glob("*.md")
    ]


def broken_formulas(text: str) -> list[str]:
    """Return the formulas of a text that Markdown would cut: a line of theirs opens a block."""
    prose = re.sub(r"```.*?```|`[^`\n]*`", " ", text, flags=re.S)
    inside = [display or inline for display, inline in FORMULA.findall(prose)]
    return [one for one in inside if BLOCK.search(one.split("\n", 1)[1] if "\n" in one else "")]


def test_no_line_of_a_formula_opens_a_block():
    found = {where: broken for where, text in markdown() if (broken := broken_formulas(text))}
    assert not found


@pytest.mark.parametrize(
    "formula",
    ["$\\sum (u_i\n- \\bar u)^2$", "$$a\n+ b$$", "$$a\n# b$$", "$$a\n1. b$$", "$$\na\n---\n$$"],
)
def test_a_broken_formula_is_found(formula):
    assert broken_formulas(f"Text with {formula} in it.")
    assert not broken_formulas("Text with $a - b$, $$\n  a -\n  b\n$$ and 3 $.")


@pytest.mark.parametrize("name", COURSE)
def test_the_readme_and_the_text_tell_the_minutes_and_points(name):
    one = COURSE[name]
    minutes = sum(e.work.minutes for e in one.exercises.values())
    minutes = round(minutes / 10) * 10 if minutes > 10 else round(minutes)
    points = one.hints["points"]
    bonus = sum(given for key, given in points.items() if one.exercises[key].work.bonus)
    counted = sum(points.values()) - bonus
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| `{name}` \|.*$", readme, re.M)
    on_top = f" + {bonus:g}" if bonus else ""
    assert row.endswith(f"| {minutes} | {counted:g}{on_top} |")
    assert f"About {minutes} minutes" in TEXT[name]
    least, most = {S: (1, 5), L: (150, 200), N: (150, 200)}.get(name, (100, 150))
    assert least <= minutes <= most


@pytest.mark.parametrize("name", COURSE)
def test_every_exercise_says_how_long_and_how_difficult_it_is(name):
    for one in COURSE[name].exercises.values():
        assert one.work.minutes > 0
        assert one.work.difficulty in (1, 2, 3)
        assert one.work.bonus is one.title.startswith("★")
