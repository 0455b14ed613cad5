"""Section 2 of Chapter 2 in pictures: Fig. 2.2, by degree and by hidden width."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reference.arrays import Array
from reference.experiments.drawing import FAINT, TRAINING, VALIDATION, canvas, letter
from reference.experiments.made import losses_by_degree, noisy_wave

NOISE = 0.3


@dataclass(frozen=True)
class Sweep:
    """Losses by capacity: `train` and `validation` (runs, C), for `capacities` (C,)."""

    capacities: tuple[int, ...]
    points: int
    train: Array
    validation: Array

    @property
    def best(self) -> int:
        """The capacity with the lowest median validation loss."""
        return self.capacities[int(np.argmin(np.median(self.validation, axis=0)))]


def by_degree(
    rng: np.random.Generator, runs: int = 200, points: int = 12, largest: int = 10
) -> Sweep:
    """Fig. 2.2: with the degree the training loss falls, always; the validation loss turns.

    Polynomials (Eq. 2.2 and beyond) on `points` noisy points of a sine wave, in `runs` data sets.
    """
    degrees = range(largest + 1)
    losses = np.array(
        [
            losses_by_degree(train, degrees, train, noisy_wave(200, NOISE, rng))
            for train in (noisy_wave(points, NOISE, rng) for _ in range(runs))
        ]
    )
    return Sweep(tuple(degrees), points, losses[:, 0], losses[:, 1])


def by_width(
    rng: np.random.Generator,
    runs: int = 200,
    points: int = 12,
    widths: Sequence[int] = (1, 2, 3, 4, 6, 8, 11, 16, 24, 48, 96),
) -> Sweep:
    """Capacity by hidden width: the validation loss turns as in Fig. 2.2, and later once more.

    One hidden layer of random tanh neurons (Eq. 1.13), the last layer by least squares; the
    solution of least length where many fit. At width `points` - 1 there are as many coefficients as
    points, and every point is met. Beyond, the shortest of many such curves is a calmer one.
    """
    train, validation = np.empty((runs, len(widths))), np.empty((runs, len(widths)))
    for run in range(runs):
        slopes, shifts = 4 * rng.normal(size=(2, max(widths)))
        (x, y), (new_x, new_y) = noisy_wave(points, NOISE, rng), noisy_wave(200, NOISE, rng)
        A, new_A = (
            np.column_stack([np.ones(z.size), np.tanh(np.outer(z, slopes) + shifts)])
            for z in (x, new_x)
        )
        for i, h in enumerate(widths):
            c = np.linalg.lstsq(A[:, : h + 1], y, rcond=None)[0]
            train[run, i] = np.mean((A[:, : h + 1] @ c - y) ** 2)
            validation[run, i] = np.mean((new_A[:, : h + 1] @ c - new_y) ** 2)
    return Sweep(tuple(widths), points, train, validation)


def _curves(ax: Axes, data: Sweep, floor: float) -> None:
    """Medians, with a band from the lower to the upper quartile, and the noise as a grey line."""
    for look, losses, name in (
        (TRAINING, data.train, "training"),
        (VALIDATION, data.validation, "validation"),
    ):
        low, middle, high = np.maximum(np.quantile(losses, (0.25, 0.5, 0.75), axis=0), floor)
        ax.fill_between(data.capacities, low, high, color=look["color"], alpha=0.15, linewidth=0)
        ax.semilogy(data.capacities, middle, **look, label=name)
    ax.axhline(NOISE**2, **FAINT)
    ax.text(data.capacities[-1], NOISE**2, "noise alone", ha="right", va="bottom", color="0.4")


def draw_by_degree(data: Sweep) -> Figure:
    """Fig. 2.2: both losses against the degree."""
    figure, ax = canvas(
        "Fig. 2.2  The training loss falls with capacity; the validation loss turns", height=3.8
    )
    _curves(ax, data, 1e-4)
    ax.axvline(data.best, color="k", linewidth=1, linestyle=":")
    ax.annotate(f" best: degree {data.best}", (data.best, 30))
    ax.annotate("underfitting:\nboth high", (0.15, 2.2))
    ax.annotate("overfitting:\nthe gap opens", (7.6, 0.9), ha="right")
    ax.set(ylim=(1.5e-3, 80), xticks=data.capacities)
    ax.legend(loc="lower left")
    letter(ax, f"degree, of polynomials fitted to {data.points} points", "mean squared error")
    return figure


def draw_by_width(data: Sweep) -> Figure:
    """Both losses against the hidden width, on logarithmic axes."""
    figure, ax = canvas(
        "By hidden width: the validation loss turns, and once every point is met, turns again",
        height=3.8,
    )
    _curves(ax, data, 1e-4)
    ax.set_xscale("log")
    ax.axvline(data.points - 1, color="k", linewidth=1, linestyle=":")
    ax.text(data.points - 2, 40, f"as many coefficients\nas points ({data.points})", ha="right")
    ax.text(data.capacities[-1], 1.4e-4, "zero: every point is met", ha="right")
    ax.set(ylim=(5e-5, 400))
    ax.set_xticks(data.capacities, [str(h) for h in data.capacities])
    ax.minorticks_off()
    ax.legend(loc="lower left")
    letter(ax, "neurons in the hidden layer (random; last layer fitted)", "mean squared error")
    return figure
