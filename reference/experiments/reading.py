"""Reading digits: what comes for free before any network, and what a trained one mixes up."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

import numpy as np
from matplotlib.figure import Figure

from reference import network
from reference.arrays import Array, Ints
from reference.experiments import digits
from reference.experiments.digits import CLASSES, Part
from reference.experiments.drawing import FAINT, TRAINING, canvas, letter


def most_frequent(train: Part, X: Array) -> Ints:
    """The most frequent class, whatever the image is."""
    return np.full(len(X), np.bincount(train[1]).argmax())


def nearest_mean(train: Part, X: Array) -> Ints:
    """The class whose mean image is nearest."""
    means = np.array([train[0][train[1] == digit].mean(axis=0) for digit in range(CLASSES)])
    return _nearest(means, X)


def linear_fit(train: Part, X: Array) -> Ints:
    """The largest of ten linear functions, fitted to 1 for their class and 0 for others."""
    design, new = (np.column_stack([table, np.ones(len(table))]) for table in (train[0], X))
    fit = np.linalg.lstsq(design, np.eye(CLASSES)[train[1]], rcond=None)[0]
    found: Ints = np.argmax(new @ fit, axis=1)
    return found


def nearest_image(train: Part, X: Array) -> Ints:
    """The class of the nearest training image: all of them are kept, and nothing is trained."""
    found: Ints = train[1][_nearest(train[0], X)]
    return found


def _nearest(rows: Array, X: Array) -> Ints:
    """The row that is nearest to each image."""
    distances = np.sum(rows**2, axis=1) - 2 * X @ rows.T  # but for |x|^2
    found: Ints = np.argmin(distances, axis=1)
    return found


BEFORE: tuple[Callable[[Part, Array], Ints], ...] = (most_frequent, nearest_mean, linear_fit)
NAMES = ("most frequent class", "nearest mean image", "linear fit", "network", "nearest image")


def trained(
    train: Part, validation: Part, rng: np.random.Generator, lr: float = 0.3, most: int = 15
) -> network.Theta:
    """A network [64, 64, 10] after the epoch with the smallest validation loss."""
    start = network.init([64, 64, CLASSES], rng)
    path = islice(digits.epochs(start, train, lr, 32, rng), most + 1)
    return min(path, key=lambda theta: digits.loss(theta, validation))


@dataclass(frozen=True)
class Race:
    """The shares of test digits that are read right (splits, readers); `names` of the readers."""

    names: tuple[str, ...]
    shares: Array


def baselines(rng: np.random.Generator, splits: int = 20) -> Race:
    """A baseline before any model: mean images read 0.9 of the digits, the network beats that.

    Each split of the images trains on 1,000, validates on 300 and tests on 497. The network needs
    the validation part, to stop; who keeps all training images reads as well as it does.
    """
    shares = []
    for _ in range(splits):
        train, validation, (X, labels) = digits.deal(rng)
        answers = [reader(train, X) for reader in BEFORE]
        answers += [digits.read(trained(train, validation, rng), X), nearest_image(train, X)]
        shares.append([np.mean(answer == labels) for answer in answers])
    return Race(NAMES, np.array(shares))


def draw_baselines(data: Race) -> Figure:
    """A row of dots for each reader, one a split, and its median in words."""
    figure, ax = canvas("Know what comes for free, before a network is trained", height=3.0)
    dots = TRAINING | {"linestyle": "none", "fillstyle": "none"}
    for row, shares in enumerate(data.shares.T):
        ax.plot(shares, np.full(len(shares), row), **dots)
        middle = float(np.median(shares))
        ax.text(max(shares) + 0.012, row, f"{middle:.3f}", va="center")
        ax.axhline(row, **FAINT)
    ax.set_yticks(range(len(data.names)), data.names)
    ax.invert_yaxis()
    ax.set(xlim=(0, 1.09))
    letter(ax, f"share of 497 test digits read right, in {len(data.shares)} splits", "reader")
    return figure


def confusion(rng: np.random.Generator, splits: int = 20) -> Ints:
    """A confusion table tells more than one number: this network mostly takes an 8 for a 1.

    Gives (10, 10): how many test digits of the row's class were read as the column's, in all splits
    together; the networks are those of `baselines`.
    """
    table = np.zeros((CLASSES, CLASSES), dtype=np.int64)
    for _ in range(splits):
        train, validation, (X, labels) = digits.deal(rng)
        np.add.at(table, (labels, digits.read(trained(train, validation, rng), X)), 1)
    return table


def draw_confusion(table: Ints) -> Figure:
    """The table, errors per thousand of their row; the diagonal is left white."""
    figure, ax = canvas("Which digits it mixes up: wrong answers among 1,000 of each", height=4.6)
    errors = 1000 * table / table.sum(axis=1, keepdims=True)
    np.fill_diagonal(errors, 0)
    ax.imshow(errors, cmap="Greys", vmin=0, vmax=1.6 * errors.max())
    for (row, column), share in np.ndenumerate(errors):
        text = "·" if row == column else f"{share:.0f}" if share >= 0.5 else ""
        ax.text(column, row, text, ha="center", va="center")
    ax.set_xticks(range(CLASSES))
    ax.set_yticks(range(CLASSES))
    letter(ax, "what it reads", "true digit")
    return figure
