"""Sections 3 and 4 in pictures: what a larger mini-batch buys, and what it costs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from matplotlib.figure import Figure

from reference import sgd
from reference.arrays import Array, Ints
from reference.experiments.drawing import BARE, LINES, canvas, letter
from reference.experiments.made import linear_data


@dataclass(frozen=True)
class Variances:
    """The variance of the mini-batch gradient, summed over parameters, by `sizes` (S,).

    `measured` over `draws` batches of each size, with its standard `error`; `formula` is that of
    Eq. 1.21 without replacement, `endless` the one for an endless data set; `bias` (S,) is how far
    the mean of the draws is from the full gradient, in standard errors.
    """

    U: int
    draws: int
    sizes: tuple[int, ...]
    measured: Array
    error: Array
    formula: Array
    endless: Array
    bias: Array


def gradient_variance(
    rng: np.random.Generator,
    U: int = 400,
    sizes: Sequence[int] = (1, 2, 4, 8, 16, 32, 64, 128, 256, 350, 399),
    draws: int = 3000,
) -> Variances:
    """The measured variance of a mini-batch gradient is sigma²/B · (U-B)/(U-1), at every B.

    On `U` examples of the linear model, at a theta away from the minimum (Eq. 1.21).
    """
    X, y = linear_data(U, 4, 0.5, rng)
    theta = np.zeros(5)
    rows, full = sgd.per_example_gradients(theta, X, y), sgd.full_gradient(theta, X, y)
    measured, errors, bias = [], [], []
    for B in sizes:
        means = np.array([rows[sgd.sample_batch(U, B, rng)].mean(axis=0) for _ in range(draws)])
        squares = np.sum((means - means.mean(axis=0)) ** 2, axis=1)
        measured.append(squares.mean())
        errors.append(squares.std() / np.sqrt(draws))
        bias.append(np.linalg.norm(means.mean(axis=0) - full) / np.sqrt(measured[-1] / draws))
    formula = [sgd.batch_gradient_variance(rows, B).sum() for B in sizes]
    endless = rows.var(axis=0).sum() / np.array(sizes)
    return Variances(
        U,
        draws,
        tuple(sizes),
        np.array(measured),
        np.array(errors),
        np.array(formula),
        endless,
        np.array(bias),
    )


def draw_gradient_variance(data: Variances) -> Figure:
    """Formula and measurement on logarithmic axes, and their ratio."""
    figure, (left, right) = canvas(
        "The variance of a mini-batch gradient, measured, is what the formula says",
        2,
        width_ratios=(3, 2),
    )
    left.loglog(data.sizes, data.endless, **LINES[2] | BARE, label="σ²/B, for U endless")
    left.loglog(
        data.sizes, data.formula, **LINES[1] | BARE, label="σ²/B · (U−B)/(U−1), without replacement"
    )
    left.loglog(data.sizes, data.measured, "ko", label=f"measured, {data.draws} batches each")
    left.legend(loc="lower left")
    letter(left, f"batch size B (of U = {data.U} examples)", "variance, sum over parameters")
    ratio, error = data.measured / data.formula, data.error / data.formula
    right.errorbar(data.sizes, ratio, 2 * error, fmt="ko", capsize=3)
    right.set_xscale("log")
    right.axhline(1, **LINES[1] | BARE)
    right.set(ylim=(0.8, 1.2))
    letter(right, "batch size B", "measured / formula", "± 2 standard errors")
    return figure


@dataclass(frozen=True)
class Contest:
    """Excess loss, L(theta) less its minimum, by batch size, at equal work.

    `work[i]` and `curves[i]` (T_i,) are per-example gradients spent and the mean excess loss over
    the runs, with learning rate `lr` for `sizes[i]`. `ends` (sizes, rates) is the excess at the
    end of all work for every rate of `rates`; inf where it ran away.
    """

    lr: float
    sizes: tuple[int, ...]
    work: tuple[Array, ...]
    curves: tuple[Array, ...]
    rates: Array
    ends: Array


def _excess_on(X: Array, y: Array) -> Callable[[Array], Array]:
    """The loss of Eq. 1.20 at each theta of a path (T, D+1), less its least: (T,), inf for NaN."""
    A = np.column_stack([X, np.ones(len(y))])
    best = np.linalg.lstsq(A, y, rcond=None)[0]

    def excess(path: Array) -> Array:
        with np.errstate(over="ignore", invalid="ignore"):
            losses = np.mean((A @ (path - best).T) ** 2, axis=0) / 2
        return np.where(np.isfinite(losses), losses, np.inf)

    return excess


def equal_work(
    rng: np.random.Generator,
    runs: int = 6,
    sizes: Sequence[int] = (1, 8, 64, 512),
    lr: float = 0.03,
    rates: Sequence[float] = tuple(np.geomspace(0.001, 1.8, 18)),
    epochs: int = 2,
) -> Contest:
    """At equal work the biggest mini-batch (Eq. 1.21) is not the best, not even at its own rate.

    At one learning rate a middle size wins. Each at its own best rate, the small sizes end alike:
    noise is averaged as well by short steps as by large batches. But no rate may exceed the limit
    2/L; the full batch would need more, and falls behind.
    The loss of Eq. 1.20, a linear model with U = 512, D = 20; every batch size spends the same
    number of per-example gradients, `epochs` U. The mean over `runs` data sets.
    """
    U, D = 512, 20
    start, curves = np.zeros(D + 1), []
    ends = np.zeros((runs, len(sizes), len(rates)))
    for run, own in enumerate(rng.spawn(runs)):
        X, y = linear_data(U, D, 1.0, own)
        excess = _excess_on(X, y)

        def gradient(theta: Array, batch: Ints, X: Array = X, y: Array = y) -> Array:
            return sgd.batch_gradient(theta, X, y, batch)

        curves.append([excess(sgd.sgd(start, gradient, U, lr, B, epochs, own)) for B in sizes])
        for (i, B), (j, rate) in product(enumerate(sizes), enumerate(rates)):
            with np.errstate(over="ignore", invalid="ignore"):
                theta = sgd.train_linear(start, X, y, rate, B, epochs, own)
            ends[run, i, j] = excess(theta[None, :])[0]
    means = tuple(np.mean(column, axis=0) for column in zip(*curves, strict=True))
    work = tuple(
        np.minimum(np.arange(len(m)) * B, epochs * U) for m, B in zip(means, sizes, strict=True)
    )
    return Contest(lr, tuple(sizes), work, means, np.array(rates), ends.mean(axis=0))


def draw_equal_work(data: Contest) -> Figure:
    """The race at one learning rate, and its result at each of many."""
    figure, (left, right) = canvas(
        "At equal work the biggest mini-batch is not the best, not even at its own best rate",
        2,
        sharey=True,
    )
    for look, B, work, curve in zip(LINES, data.sizes, data.work, data.curves, strict=True):
        few = BARE if len(work) > 40 else {}
        left.semilogy(work, curve, **look | few, label=f"B = {B}")
    left.legend(ncols=2)
    letter(left, "per-example gradients spent", "excess loss", f"one learning rate, {data.lr:g}")
    for look, row in zip(LINES, data.ends, strict=True):
        right.loglog(data.rates, np.where(row < 1e3, row, np.nan), **look)
    right.axvline(data.lr, color="0.72", linewidth=1)
    right.set(ylim=(3e-3, 1e2))
    letter(right, "learning rate η", "", "at the end of the work, for every rate")
    return figure
