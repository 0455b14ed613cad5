"""Section 2 of Chapter 2: what helps against overfitting, measured on the same overfit model."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from reference import generalization, network
from reference.arrays import Array, Ints
from reference.experiments.drawing import FAINT, TRAINING, VALIDATION, canvas, letter
from reference.experiments.made import (
    loss_of,
    losses_by_degree,
    noisy_wave,
    one_hidden_layer,
    train_all,
)

NOISE, WILD = 0.3, 0.4  # standard deviations; the second to stop early
DEGREE, FEW = 9, 12  # the patient: degree 9 on 12 points


@dataclass(frozen=True)
class Remedies:
    """Median training and validation losses, rows of (2, ...), under three treatments.

    `by_size` for training `sizes`, `by_lam` for the penalties `lams`, `by_degree` for `degrees`;
    `untreated` (2,) are those of the patient.
    """

    sizes: tuple[int, ...]
    by_size: Array
    lams: Array
    by_lam: Array
    degrees: tuple[int, ...]
    by_degree: Array
    untreated: Array


def three_remedies(
    rng: np.random.Generator,
    runs: int = 100,
    sizes: Sequence[int] = (12, 16, 24, 48, 96, 192, 384),
    lams: Sequence[float] = tuple(10.0 ** np.arange(-9, 1)),
) -> Remedies:
    """More data, regularisation and less capacity all close the gap of an overfit model (Fig. 2.2).

    The patient is a polynomial of degree 9 on 12 noisy points of a sine wave; medians over `runs`.
    """
    degrees = range(DEGREE + 1)
    by_size, by_lam, by_degree = [], [], []
    for _ in range(runs):
        few, judge = noisy_wave(FEW, NOISE, rng), noisy_wave(200, NOISE, rng)
        more = [few if n == FEW else noisy_wave(n, NOISE, rng) for n in sizes]
        columns = [losses_by_degree(some, degrees[-1:], some, judge) for some in more]
        by_size.append(np.hstack(columns))
        fits = [generalization.fit_ridge(*few, DEGREE, lam) for lam in lams]
        by_lam.append([[loss_of(fit, points) for fit in fits] for points in (few, judge)])
        by_degree.append(losses_by_degree(few, degrees, few, judge))
    size_losses, lam_losses, degree_losses = (
        np.median(losses, axis=0) for losses in (by_size, by_lam, by_degree)
    )
    return Remedies(
        tuple(sizes),
        size_losses,
        np.array(lams),
        lam_losses,
        tuple(degrees),
        degree_losses,
        degree_losses[:, -1],
    )


def draw_three_remedies(data: Remedies) -> Figure:
    """One panel a remedy, on a common axis; the patient's validation loss is a dotted line."""
    figure, axes = canvas(
        "Three remedies for one overfit model: each brings the validation loss down", 3, sharey=True
    )
    panels = (
        (data.sizes, data.by_size, "training points", "more data"),
        (data.lams, data.by_lam, "penalty λ", "regularisation"),
        (data.degrees[::-1], data.by_degree[:, ::-1], "degree", "less capacity"),
    )
    for ax, (at, losses, xlabel, title) in zip(axes, panels, strict=True):
        for look, row, name in zip(
            (TRAINING, VALIDATION), losses, ("training", "validation"), strict=True
        ):
            ax.plot(at, row, **look, label=name)
        ax.axhline(data.untreated[1], color="k", linestyle=":", linewidth=1)
        ax.axhline(NOISE**2, **FAINT)
        letter(ax, xlabel, "", title)
    axes[0].set(yscale="log", xscale="log", ylim=(5e-3, 5), ylabel="mean squared error")
    axes[0].set_xticks(data.sizes[::2], [str(n) for n in data.sizes[::2]])
    axes[0].minorticks_off()
    axes[1].set_xscale("log")
    axes[2].invert_xaxis()
    axes[2].set_xticks(data.degrees[1::2])
    axes[0].legend(loc="upper right")
    axes[2].text(0, data.untreated[1], "untreated", ha="right", va="bottom")
    axes[1].text(data.lams[0], NOISE**2, "noise alone", va="top", color="0.4")
    return figure


@dataclass(frozen=True)
class Training:
    """Losses while a network trains: `train`, `validation` (runs, E), after `every` steps each.

    `stops` (runs,) are the entries of E that early stopping goes back to; `stopped`, `at_end`
    (runs,) are the losses there and at the end on test data, which had no say in it.
    """

    every: int
    train: Array
    validation: Array
    stops: Ints
    stopped: Array
    at_end: Array


def stopping_early(
    rng: np.random.Generator, runs: int = 12, epochs: int = 200, every: int = 10, patience: int = 20
) -> Training:
    """Stopping early: the training loss goes on falling when the validation loss has long turned.

    A network [1, 32, 1] (Eq. 1.13) on 12 noisy points, by gradient descent on all parameters; the
    family never changes (Fig. 2.2, against time).
    """
    curves = np.empty((3, runs, epochs + 1))
    for run in range(runs):
        data = [noisy_wave(n, WILD, rng) for n in (FEW, 100, 400)]  # train, validation, test
        columns = [(x[:, None], y[:, None]) for x, y in data]
        path = train_all(one_hidden_layer(32, 8.0, rng), *columns[0], 0.05, epochs * every)
        for epoch, packed in enumerate(path[::every]):
            theta = network.unpack(packed, [1, 32, 1])
            curves[:, run, epoch] = [2 * network.loss(theta, x, y) for x, y in columns]
    train, validation, test = curves
    stops = np.array([generalization.early_stopping(row, patience) for row in validation])
    return Training(every, train, validation, stops, test[np.arange(runs), stops], test[:, -1])


def draw_stopping_early(data: Training) -> Figure:
    """One run with its turn, and the outcome of every run: stopped, and trained to the end."""
    figure, (left, right) = canvas(
        "Stopping early: go back to where the validation loss turned", 2, width_ratios=(3, 2)
    )
    order = np.argsort(data.at_end)
    shown, steps = order[-2], data.every * np.arange(data.train.shape[1])
    for look, rows, name in (
        (TRAINING, data.train, "training"),
        (VALIDATION, data.validation, "validation"),
    ):
        left.plot(steps, rows[shown], **look, markevery=20, label=name)
    stop = data.stops[shown] * data.every
    left.axvline(stop, color="k", linestyle=":", linewidth=1)
    left.text(stop + 25, 0.62, f"back to step {stop}")
    left.set(ylim=(0, 0.7))
    left.legend(loc="upper right")
    letter(left, "step of gradient descent", "mean squared error", "one run")
    points = {"linestyle": "none"}
    right.plot(data.at_end[order], **VALIDATION | points, label="trained to the end")
    right.plot(data.stopped[order], **TRAINING | points, label="stopped early")
    right.set(ylim=(0, 0.7), xticks=[])
    right.legend(loc="upper left")
    letter(right, "runs, sorted", "test loss", f"all {len(order)} runs, on fresh data")
    return figure
