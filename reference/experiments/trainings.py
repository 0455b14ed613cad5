"""Training a network on real digits: the learning rate, the width, and when to stop."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from matplotlib.figure import Figure

from reference import network
from reference.arrays import Array, Ints
from reference.experiments import digits
from reference.experiments.digits import CLASSES, loss, right
from reference.experiments.drawing import BARE, FAINT, LINES, TRAINING, VALIDATION, canvas, letter

FEW = 100  # training digits, which a network can learn by heart


@dataclass(frozen=True)
class Rates:
    """Losses (R, S+1) of S steps at each of `rates` (R,), and the L of the loss where all begin.

    `validation` (R,) are the validation losses after the last step.
    """

    rates: Array
    losses: Array
    validation: Array
    L: float


def rates_on_digits(
    rng: np.random.Generator, examples: int = 300, rates: int = 13, steps: int = 60
) -> Rates:
    """On a real loss, too, small rates creep and large ones jump up first; but 2/L is no border.

    A network [64, 32, 10] by gradient descent on all examples (Eq. 1.19). L is the largest
    curvature at the start. As the loss falls, so does the curvature: a rate of a few times 2/L
    serves best. Much larger ones come back from their jump to weights that validate worse.
    """
    train, validation, _ = digits.deal(rng, examples)
    start = network.init([64, 32, CLASSES], rng)
    grid, losses, ends = np.geomspace(0.01, 100, rates), [], []
    for lr in grid:
        path = list(islice(digits.epochs(start, train, lr, examples, rng), steps + 1))
        losses.append([loss(theta, train) for theta in path])
        ends.append(loss(path[-1], validation))
    return Rates(grid, np.array(losses), np.array(ends), digits.curvature(start, train))


def draw_rates_on_digits(data: Rates) -> Figure:
    """Some of the trainings, and the loss of all after few and after many steps, by rate."""
    figure, (left, side) = canvas(
        "The learning rate on a real loss: too small creeps, too large jumps up first",
        2,
        height=3.8,
    )
    steps = data.losses.shape[1] - 1
    for look, wanted in zip(LINES, (0.05, 0.5, 5.0, 50.0), strict=True):
        row = int(np.argmin(np.abs(np.log(data.rates / wanted))))
        left.semilogy(data.losses[row], **look, markevery=10, label=f"rate {data.rates[row]:.2g}")
    left.axhline(np.log(CLASSES), **FAINT)
    left.text(steps, np.log(CLASSES), "log 10", ha="right", va="bottom", color="0.4")
    left.legend(loc="lower left")
    letter(left, "step of gradient descent", "cross-entropy", "four trainings")
    curves = (
        (data.losses[:, 1], "training, after 1 step"),
        (data.losses[:, 5], "training, after 5 steps"),
        (data.validation, f"validation, after {steps} steps"),
    )
    for look, (values, name) in zip(LINES, curves, strict=False):
        side.loglog(data.rates, values, **look, label=name)
    side.axvline(2 / data.L, color="k", linestyle=":", linewidth=1)
    side.text(1.9 / data.L, 0.075, "2/L at\nthe start", ha="right")
    side.axhline(np.log(CLASSES), **FAINT)
    side.legend(loc="upper left")
    letter(side, "learning rate", "", "all rates")
    return figure


@dataclass(frozen=True)
class Widths:
    """Losses at the end and shares read right, each (runs, W), of networks of `widths`."""

    widths: tuple[int, ...]
    train: Array
    validation: Array
    train_right: Array
    validation_right: Array


def width_on_digits(
    rng: np.random.Generator,
    runs: int = 6,
    widths: Sequence[int] = (2, 4, 8, 16, 64, 256),
    last: int = 60,
) -> Widths:
    """Four neurons are too few for ten digits; 64 learn 100 by heart and still read new ones best.

    Networks [64, width, 10], 60 epochs of mini-batches of 10 on 100 digits.
    """
    found = np.empty((4, runs, len(widths)))
    for run in range(runs):
        train, validation, _ = digits.deal(rng, FEW)
        for i, width in enumerate(widths):
            start = network.init([64, width, CLASSES], rng)
            theta = next(islice(digits.epochs(start, train, 0.1, 10, rng), last, None))
            found[:, run, i] = [
                f(theta, part) for f in (loss, right) for part in (train, validation)
            ]
    return Widths(tuple(widths), *found)


def draw_width_on_digits(data: Widths) -> Figure:
    """Loss and share of right answers against the width: medians, and every run as a mark."""
    figure, (left, side) = canvas(
        "Width: too few neurons underfit, and more than enough do no harm", 2, height=3.6
    )
    panels = (
        (left, data.train, data.validation, "cross-entropy"),
        (side, data.train_right, data.validation_right, "share read right"),
    )
    for ax, train, validation, ylabel in panels:
        for look, rows, name in (
            (TRAINING, train, f"{FEW} training digits"),
            (VALIDATION, validation, "validation digits"),
        ):
            ax.plot(data.widths, np.median(rows, axis=0), **look | BARE, label=name)
            ax.plot(data.widths, rows.T, **look | {"linestyle": "none", "markersize": 3})
        ax.set_xscale("log")
        ax.set_xticks(data.widths, [str(width) for width in data.widths])
        ax.minorticks_off()
        letter(ax, "neurons in the hidden layer", ylabel)
    left.set_yscale("log")
    side.set(ylim=(0, 1.05))
    side.legend(loc="lower right")
    return figure


@dataclass(frozen=True)
class Stops:
    """Losses by epoch `train`, `validation` (runs, E), and shares of right answers `share`.

    `stops` (runs,) are the epochs with the smallest validation loss. `losses` and `shares` (2,
    runs) are those on test digits, when stopped there and at the end.
    """

    train: Array
    validation: Array
    share: Array
    stops: Ints
    losses: Array
    shares: Array


def stopping_on_digits(rng: np.random.Generator, runs: int = 10, last: int = 100) -> Stops:
    """Stopping early on digits: the loss turns as the network gets too sure; its answers stay.

    Networks [64, 64, 10] on 100 digits, mini-batches of 10 and the learning rate 0.3.
    """
    curves, ends = np.empty((3, runs, last + 1)), np.empty((2, 2, runs))
    for run in range(runs):
        train, validation, test = digits.deal(rng, FEW)
        start = network.init([64, 64, CLASSES], rng)
        path = list(islice(digits.epochs(start, train, 0.3, 10, rng), last + 1))
        for row, part in zip(curves[:2], (train, validation), strict=True):
            row[run] = [loss(theta, part) for theta in path]
        curves[2, run] = [right(theta, validation) for theta in path]
        kept = path[int(np.argmin(curves[1, run]))], path[-1]
        ends[:, :, run] = [[measure(theta, test) for theta in kept] for measure in (loss, right)]
    train_losses, validation_losses, shares = curves
    stops = np.argmin(validation_losses, axis=1)
    return Stops(train_losses, validation_losses, shares, stops, *ends)


def draw_stopping_on_digits(data: Stops) -> Figure:
    """The run that loses most by going on, and all runs on test data."""
    figure, (left, side) = canvas(
        "Stopping early on digits: the loss turns, the answers hardly change",
        2,
        width_ratios=(3, 2),
    )
    shown = int(np.argmax(data.losses[1] - data.losses[0]))
    for look, rows, name in (
        (TRAINING, data.train, "training loss"),
        (VALIDATION, data.validation, "validation loss"),
        (LINES[2], 1 - data.share, "share of wrong answers (validation)"),
    ):
        left.semilogy(rows[shown], **look, markevery=10, label=name)
    left.axvline(data.stops[shown], color="k", linestyle=":", linewidth=1)
    left.text(data.stops[shown] + 1, 0.02, f"smallest:\nepoch {data.stops[shown]}")
    left.legend(loc="upper right")
    letter(left, "epoch", "", "one run")
    for look, values, name in (
        (TRAINING, data.losses, "test loss"),
        (LINES[2], 1 - data.shares, "share of wrong test answers"),
    ):
        side.plot(*values, **look | {"linestyle": "none"}, label=name)
    side.axline((0, 0), slope=1, **FAINT)
    side.legend(loc="upper left")
    letter(side, "stopped at the smallest", "at the end", f"all {len(data.stops)} runs")
    return figure
