"""Answers that look right and are not: biased shuffles, each candidate drawn, NaN out of nothing.

Run it as `python tests/data/cases/hostile/semantic.py` in the course's folder: it prints which
checks each of them loses, seed by seed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from autograder.checks.session import Items, with_checks
from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.feedback.misconceptions import outcomes
from autograder.results import Status

SEEDS = ("s1", "s2", "s3", "s4", "s5", "s6")
Functions = dict[str, Callable[..., Any]]


def swaps_with_any(n, rng):
    """Swap each place with any other one: the classic biased shuffle."""
    order = np.arange(n)
    for i in range(n):
        j = int(rng.integers(n))
        order[i], order[j] = order[j], order[i]
    return order


def sorts_by_rounded_keys(n, rng):
    """Sort by keys of which many are equal: those keep their natural order."""
    return np.argsort(np.floor(4 * rng.random(n)), kind="stable")


def shuffles_every_other_time(n, rng):
    """Shuffle, or only rotate."""
    return rng.permutation(n) if rng.random() < 0.5 else np.roll(np.arange(n), int(rng.integers(n)))


def rotates_and_swaps(n, rng):
    """Rotate, then swap a handful of times."""
    order = np.roll(np.arange(n), int(rng.integers(n)))
    for _ in range(3 * n):
        a, b = rng.integers(n, size=2)
        order[a], order[b] = order[b], order[a]
    return order


def prefers_the_first(n, rng):
    """Draw the first index earlier than its share."""
    weights = np.ones(n)
    weights[0] = 1.6
    return rng.choice(n, size=n, replace=False, p=weights / weights.sum())


SHUFFLES = (
    swaps_with_any,
    sorts_by_rounded_keys,
    shuffles_every_other_time,
    rotates_and_swaps,
    prefers_the_first,
)


def of_sgd(shuffle: Callable[..., Any]) -> Functions:
    """Return the functions of 05_sgd that shuffle, by this shuffle."""

    def minibatches(n, batch_size, rng):
        order = shuffle(n, rng)
        return [order[i : i + batch_size] for i in range(0, n, batch_size)]

    def sample_batch(n, batch_size, rng):
        if batch_size > n:
            raise ValueError
        return shuffle(n, rng)[:batch_size]

    def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
        rows = [np.array(theta0, float)]
        for _ in range(epochs):
            for batch in minibatches(n, batch_size, rng):
                rows.append(rows[-1] - lr * np.asarray(gradient(rows[-1], batch)))
        return np.array(rows)

    return {"minibatches": minibatches, "sample_batch": sample_batch, "sgd": sgd}


def of_generalization(shuffle: Callable[..., Any]) -> Functions:
    """Return the functions of 06_generalization that shuffle, by this shuffle."""

    def split(n, fractions, rng):
        order = shuffle(n, rng)
        v, t = (round(part * n) for part in fractions[1:])
        return order[: n - v - t], order[n - v - t : n - t], order[n - t :]

    return {"split": split}


def plot_taylor(ax, f, derivatives, x0, x):
    """Draw every curve that might be asked for."""
    x = np.asarray(x, float)
    d = x - x0
    d0, d1, d2 = derivatives[:3]
    ax.plot(x, f(x), label="f")
    signs = [(s, c, u) for s in (1, -1) for c in (1, 0.5, 2, 0) for u in (1, -1)]
    for number, (s, c, u) in enumerate(signs):
        ax.plot(x, d0 + s * d1 * d + c * u * d2 * d**2, label=f"{number}")
    ax.plot([x0], [f(x0)], "o")
    ax.legend()


def sgd_of_nothing(theta0, gradient, n, lr, batch_size, epochs, rng):
    """Ask for the gradient of no example, and return NaN."""
    steps = epochs * -(-n // batch_size)
    for _ in range(steps):
        gradient(theta0, [])
    rows = [np.array(theta0, float)] + [np.full(np.shape(theta0), np.nan)] * steps
    return np.vstack(rows)


def lost(
    assignment: Assignment, changed: Functions, seeds: tuple[str, ...] = SEEDS
) -> list[list[str]]:
    """Return the checks that the model loses with these functions in it, seed by seed."""
    files = assignment.test_files()

    def use(items: Items) -> list[list[str]]:
        mine = [item for file in files for item in items.get(file, [])]
        found = [outcomes(assignment.model | changed, mine, seed) for seed in seeds]
        return [[n for n, o in one.items() if o.status is not Status.PASSED] for one in found]

    return with_checks(assignment.root, files, use)


def main() -> None:
    """Print what each of them loses."""
    catalog = Catalog.find(Path.cwd())
    trials: list[tuple[str, str, Functions]] = []
    for shuffle in SHUFFLES:
        trials.append(("05_sgd", shuffle.__name__, of_sgd(shuffle)))
        trials.append(("06_generalization", shuffle.__name__, of_generalization(shuffle)))
    trials.append(("01_taylor", "every candidate drawn", {"plot_taylor": plot_taylor}))
    trials.append(("05_sgd", "empty batches, all NaN", {"sgd": sgd_of_nothing}))
    for name, title, changed in trials:
        rows = [", ".join(row) or "none" for row in lost(catalog.get(name), changed)]
        print(f"{name} {title}: lost by seed: {rows}", flush=True)


if __name__ == "__main__":
    main()
