"""The real course: codes that were once given a wrong name, or none though their cause is known."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from factories.corpus import Code, submission_of
from factories.toy_course import ROOT
from selection import tiers

from autograder.checks.session import with_checks
from autograder.course.assignment import Assignment
from autograder.course.uses import uses_of
from autograder.grading.defined import Defined
from autograder.grading.exercises import ExerciseRunner
from autograder.grading.grader import Grader
from autograder.results import ExerciseResult, Status
from autograder.sandbox.launcher import Policy
from autograder.sandbox.student import InProcess, Student

pytestmark = pytest.mark.slow
T, G, D, S = "01_taylor", "02_gradients", "04_gradient_descent", "05_sgd"

POLYNOMIAL = "def taylor_polynomial(derivatives, dx):\n    {}\n"
SQUARED = POLYNOMIAL.format(
    "return sum(d * np.asarray(dx, dtype=float)**k / 2 for k, d in enumerate(derivatives))"
)
ORDER = """
def error_of(f, known, x0, dx):
    return abs(f(x0 + dx) - taylor_polynomial(known, dx))

def smallest_order(f, derivatives, x0, dx, tol):
    for order in range(len(derivatives)):
        if error_of(f, derivatives[: order + 1], x0, dx) <= tol:
            return order
    return None
"""
NONE_TOO_DEEP = """
def smallest_order(f, derivatives, x0, dx, tol):
    for order in range(len(derivatives)):
        if abs(f(x0 + dx) - taylor_polynomial(derivatives[: order + 1], dx)) <= tol:
            return order
        return None
"""
GRADIENT = "def gradient(f, x, h=1e-5):\n    {}\n"
SAMPLE = "def sample_batch(n, batch_size, rng):\n    if batch_size > n:\n        {}\n    {}\n"
FAIR = "return rng.permutation(n)[:batch_size]"
PRINTED, RETURNED = (
    SAMPLE.format(one, FAIR) for one in ("return print('no')", "return ValueError")
)
UNFAIR = SAMPLE.format(
    "raise ValueError('too many')",
    "indices, out = list(range(n)), []\n"
    "    for _ in range(batch_size):\n"
    "        out.append(indices.pop(int(rng.integers(0, {}))))\n"
    "    return out",
)
WEIGHED = SAMPLE.format(
    "raise ValueError('too many')",
    "weights = np.ones(n)\n    weights[0] = 6.0\n"
    "    return rng.choice(n, batch_size, replace=False, p=weights / weights.sum())",
)
STEP = "def gd_step(x, grad, lr):\n    return np.asarray(x) - lr * np.clip(grad(x), -{0}, {0})\n"
CHANGES = """
def predicted_and_actual_change(f, df, x, lr):
    new = x - lr * df(x)
    return -lr * df(x) ** 2, f(x) - f(new)
"""
ROWS_FIRST = "per_example_gradients"
ROWS = """
def per_example_gradients(theta, X, y):
    A = np.column_stack([np.array(X), np.ones(len(X))])
    return 2 * (A @ np.array(theta) - np.array(y))[:, None] * A
"""
MEANS = (
    "def full_gradient(theta, X, y):\n    return per_example_gradients(theta, X, y).mean(axis={})\n"
)
EPOCHS = """
def minibatches(n, batch_size, rng):
    sizes = [min(batch_size, n - start) for start in range(0, n, batch_size)]
    return [rng.choice(n, size, replace=False) for size in sizes]

def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    theta, rows = np.array(theta0, dtype=float), []
    for _ in range(epochs):
        for batch in minibatches(n, batch_size, rng):
            theta = theta - lr * np.array(gradient(theta, batch))
            rows.append(theta)
    return np.array(rows)
"""
# Assignment, exercise, code, the true name (or none), and what must be mended first (or nothing).
CASES = {
    "return None one level too deep": (T, "smallest_order", NONE_TOO_DEEP, None, None),
    "right, above a wrong one": (T, "smallest_order", SQUARED + ORDER, None, "taylor_polynomial"),
    "right, above a stub": (
        *(T, "smallest_order"),
        POLYNOMIAL.format("raise NotImplementedError") + ORDER,
        *(None, "taylor_polynomial"),
    ),
    "a mean over a wrong table": (S, "full_gradient", ROWS + MEANS.format(0), None, ROWS_FIRST),
    "a wrong mean over it": (S, "full_gradient", ROWS + MEANS.format(1), None, ROWS_FIRST),
    "whole division": (
        *(T, "quadratic_approx"),
        "def quadratic_approx(f0, df0, d2f0, dx):\n"
        "    dx = np.asarray(dx)\n    return f0 + df0 * dx + d2f0 * dx**2 // 2\n",
        *("drops_the_decimals_of_the_third_term", None),
    ),
    "old minus new": (D, "predicted_and_actual_change", CHANGES, "takes_old_minus_new", None),
    "printed, not raised": (
        S,
        "sample_batch",
        SAMPLE.format("return print('no')", FAIR),
        "error_printed_not_raised",
        None,
    ),
    "returned, not raised": (
        S,
        "sample_batch",
        SAMPLE.format("return ValueError", FAIR),
        "error_returned_not_raised",
        None,
    ),
    "never the last": (
        *(S, "sample_batch", UNFAIR.format("max(1, len(indices) - 1)")),
        *("passes_over_the_last", None),
    ),
    "the early ones": (S, "sample_batch", UNFAIR.format("(len(indices) + 1) // 2"), None, None),
    "one weighs more": (S, "sample_batch", WEIGHED, None, None),
    "zeros": (G, "gradient", GRADIENT.format("return np.zeros(len(x))"), None, None),
    "never stored": (
        *(G, "gradient"),
        GRADIENT.format(
            "x, found = np.array(x, dtype=float), np.zeros(len(x))\n"
            "    for i in range(len(x)):\n"
            "        step = np.zeros(len(x))\n        step[i] = h\n"
            "        slope = (f(x + step) - f(x - step)) / (2 * h)\n    return found"
        ),
        *(None, None),
    ),
    "clipped at 1": (D, "gd_step", STEP.format(1), "clips_the_gradient", None),
    "clipped at 3": (D, "gd_step", STEP.format(3), None, None),
    "with replacement": (
        *(S, "sample_batch"),
        "def sample_batch(n, batch_size, rng):\n    return rng.choice(n, batch_size)\n",
        *("asks_somebody_twice", None),
    ),
}


@cache
def results(name: str, public: bool) -> dict[str, ExerciseResult]:
    """The result of each case of an assignment, with all checks or the public ones alone."""
    one = Assignment(ROOT, name)
    files = one.test_files(public)

    def use(items: Mapping[Path, list[pytest.Item]]) -> dict[str, ExerciseResult]:
        found = {}
        for case, (assignment, exercise, code, *_) in CASES.items():
            if assignment == name:
                names: dict[str, Any] = dict(one.model)
                exec(compile(code, f"case {case}", "exec", dont_inherit=True), names)
                defined = Defined(list(names), uses=lambda names=names: uses_of(names))
                mine = [item for file in files for item in items[file]]
                transport = InProcess(names, is_own=lambda file: file.startswith("case "))
                fresh = lambda _, transport=transport: Student(transport)  # noqa: E731
                runner = ExerciseRunner(one, mine, "ada", fresh, defined)
                found[case] = runner.exercise(one.exercises[exercise])
        return found

    return with_checks(ROOT, files, use)


@pytest.mark.parametrize("public", tiers([False, True], 1), ids=["all", "public"])
@pytest.mark.parametrize("case", CASES)
def test_the_name_is_true(case: str, public: bool):
    assignment, exercise, _, name, mend = CASES[case]
    found = results(assignment, public)[case]
    assert found.misconception in ({None, name} if public else {name})
    assert found.mend_first == mend
    if mend:
        uses = f"`{exercise}` uses `{mend}`, which is"
        fails = f"With it, even the `{exercise}` of the model solution fails."
        wrong = f"{uses} still wrong: mend that first. {fails}"
        stub = f"{uses} not started yet: write that first."
        assert found.mend == (stub if "stub" in case else wrong)
        assert found.tiers == ()
    elif not public:
        assert found.status is Status.FAILED
        assert found.score < found.max_score


def test_what_a_right_function_keeps_is_not_put_on_what_it_uses():
    assignment = Assignment(ROOT, S)
    text = submission_of(assignment, Code(S, 0, "wrong", frozenset(), EPOCHS))
    with Grader([assignment], Policy.BEST) as grader:
        found = grader.grade(S, text, only={"sgd"}).assignments[0].exercises[0]
    assert found.mend_first is None
    assert found.mend == (
        "`sgd` uses `minibatches`, which is still wrong, too. But even with it, a right `sgd` "
        "keeps this promise, so begin there: "
        "The table starts with theta0 and has one further row for every update."
    )
    assert found.tiers == found.help != ()  # the exercise's guide
