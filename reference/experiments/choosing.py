"""Section 2 of Chapter 2: choosing among models, by which data, and at which price."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from reference.arrays import Array
from reference.experiments.drawing import BARE, LINES, canvas, letter
from reference.experiments.made import losses_by_degree, noisy_wave

NOISE, POINTS, DEGREES = 0.3, 20, range(10)
FIXED_DEGREE = 3  # a model that nobody chose by looking at the data


@dataclass(frozen=True)
class Choices:
    """What was chosen, and how it did, for `sizes` (S,) of the validation set.

    `by_training`, `by_validation` (S, runs) are degrees. `promised` and `kept` (S, runs) are the
    validation and the test loss of the degree with the lowest validation loss; `fixed_promised`
    and `fixed_kept` those of degree 3, whatever the losses.
    """

    sizes: tuple[int, ...]
    by_training: Array
    by_validation: Array
    promised: Array
    kept: Array
    fixed_promised: Array
    fixed_kept: Array


def choosing_degrees(
    rng: np.random.Generator, runs: int = 300, sizes: Sequence[int] = (5, 10, 20, 40, 80)
) -> Choices:
    """A model chosen by validation loss (Fig. 2.2) is, on average, worse than that loss says.

    Polynomials of degrees 0 to 9 on 20 noisy points of a sine wave, judged by a validation set of
    every size and by 400 test points.
    """
    found = np.empty((6, len(sizes), runs))
    for i, (size, own) in enumerate(zip(sizes, rng.spawn(len(sizes)), strict=True)):
        for run in range(runs):
            train, validation, test = (noisy_wave(n, NOISE, own) for n in (POINTS, size, 400))
            table = losses_by_degree(train, DEGREES, train, validation, test)
            by_training, best = np.argmin(table[:2], axis=1)
            found[:, i, run] = by_training, best, *table[1:, best], *table[1:, FIXED_DEGREE]
    return Choices(tuple(sizes), *found)


def _mean_and_error(values: Array) -> tuple[Array, Array]:
    return values.mean(axis=1), values.std(axis=1) / np.sqrt(values.shape[1])


def draw_choosing_degrees(data: Choices) -> Figure:
    """Chosen degrees, by training and by validation loss; and the optimism of the choice."""
    figure, (left, right) = canvas(
        "What was chosen by validation loss is not as good as that loss says", 2
    )
    runs, shown = data.kept.shape[1], data.sizes.index(20)
    for offset, look, name, chosen in (
        (-0.2, LINES[0], "training loss", data.by_training[shown]),
        (0.2, LINES[3], "validation loss (20 points)", data.by_validation[shown]),
    ):
        counts = np.bincount(chosen.astype(int), minlength=len(DEGREES))
        left.bar(
            np.arange(len(DEGREES)) + offset, counts, 0.4, color=look["color"], label=f"by {name}"
        )
    left.set(xticks=DEGREES)
    left.legend(loc="upper left")
    letter(left, "degree chosen", "runs", f"{runs} choices: training loss takes the largest")
    for look, name, optimism in (
        (LINES[1], "chosen by validation loss", data.kept - data.promised),
        (LINES[0], f"degree {FIXED_DEGREE}, not chosen", data.fixed_kept - data.fixed_promised),
    ):
        mean, error = _mean_and_error(optimism)
        right.errorbar(data.sizes, mean, 2 * error, **look, capsize=3, label=name)
    right.axhline(0, **LINES[2] | BARE | {"linewidth": 1})
    right.set_xscale("log")
    right.set_xticks(data.sizes, [str(n) for n in data.sizes])
    right.minorticks_off()
    right.legend(loc="upper right")
    letter(
        right,
        "points in the validation set",
        "mean of test − validation loss",
        "± 2 standard errors",
    )
    return figure
