"""How well `expect_fair` tells unfair lots from fair ones: `python -m bench.fairness`.

Prints the share of seeds at which each way to draw raises an alarm, with the sizes that the course
uses, and the factor by which the chance of a false alarm may exceed Chernoff's bound for
chi-square.

The factor: with z the whitened cells of one fair draw and S the sum over N draws, the term is
T = |S|^2 / N, and E exp(a T) = E_g phi(sqrt(2a/N) g)^N for a standard normal vector g, where phi is
the moment generating function of z, known exactly by listing all divisions. For normal z this is
(1 - 2a)^(-d/2), so the ratio is the mean, over g of variance 1 / (1 - 2a), of
phi(sqrt(2a/N) g)^N exp(-a |g|^2). For every a, P(T > limit) is at most exp(-a limit) E exp(a T).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Any

import numpy as np

from autograder.checks import Mismatch, expect_fair
from autograder.checks.fairness import ALARM, LOOKS, limit
from bench.samplers import FAIR, UNFAIR, Sampler

# By exercise: the sizes of the parts, and how many of them come back. `sgd` and `train` are judged
# by halves as `sample_batch` is.
SLOPE = 0.9  # of the best one for the normal law, for the bound
EFFORT = 10_000_000  # samples for an estimate, times the divisions that each looks at
USES = {
    "minibatches": ((5, 5, 2), 3),
    "sample_batch": ((6, 6), 1),
    "split": ((6, 3, 3), 3),
}


def orders(sampler: Sampler, n: int, seed: int) -> Iterator[Any]:
    """Yield orders, each drawn by the same generator after the one before."""
    rng, last = np.random.default_rng(seed), None
    while True:
        last = sampler(n, rng, last)
        yield last


def alarms(sampler: Sampler, use: str, seed: int) -> bool:
    """Whether the draws of `sampler` raise an alarm."""
    sizes, shown = USES[use]
    ends, drawn = np.cumsum([0, *sizes]), orders(sampler, sum(sizes), seed)

    def draw(seeds: Sequence[int]) -> Iterator[list[Any]]:
        for _, order in zip(seeds, drawn, strict=False):
            yield [order[start:end] for start, end in list(pairwise(ends))[:shown]]

    try:
        expect_fair(draw, sizes, np.random.default_rng(seed))
    except Mismatch:
        return True
    return False


def divisions(indices: Sequence[int], sizes: Sequence[int]) -> Iterator[dict[int, int]]:
    """Yield every division of `indices` into parts of these sizes, as the part of each index."""
    if not sizes:
        yield {}
        return
    for chosen in combinations(indices, sizes[-1]):
        rest = [index for index in indices if index not in chosen]
        for others in divisions(rest, sizes[:-1]):
            yield others | dict.fromkeys(chosen, len(sizes) - 1)


def whitened(sizes: Sequence[int]) -> list[Any]:
    """Return, for all divisions, the whitened cells `places`, and `pairs` less what these say."""
    n = sum(sizes)
    every = np.array([[one[i] for i in range(n)] for one in divisions(range(n), sizes)])
    places = np.eye(len(sizes))[every].reshape(len(every), -1)
    first, second = np.triu_indices(n, 1)
    pairs = (every[:, first] == every[:, second]).astype(float)
    places, pairs = places - places.mean(axis=0), pairs - pairs.mean(axis=0)
    pairs = pairs - places @ np.linalg.lstsq(places, pairs, rcond=None)[0]
    return [_orthogonal(places), _orthogonal(pairs)]


def _orthogonal(cells: Any) -> Any:
    """Whiten column by column (Gram-Schmidt), which gives the same on every computer.

    Eigenvectors would not: many eigenvalues are equal.
    """
    found = np.empty((len(cells), 0))
    for column in cells.T:
        rest = column - found @ (found.T @ column) / len(cells)
        rest -= found @ (found.T @ rest) / len(cells)  # once more, for the rounding
        length = np.sqrt(np.mean(rest**2))
        if length > 1e-6:
            found = np.column_stack([found, rest / length])
    return found


def excess(cells: Any, draws: int) -> tuple[float, float]:
    """Return the factor at a look after `draws` draws, and its standard error.

    Chernoff's bound holds for every slope. Somewhat less than the slope that is best for the normal
    law costs little, and keeps few samples from deciding the estimate.
    """
    degrees, bound = cells.shape[1], limit(cells.shape[1])
    best = (1 - degrees / bound) / 2
    a = SLOPE * best
    to_normal = np.exp((best - a) * bound) * ((1 - 2 * best) / (1 - 2 * a)) ** (degrees / 2)
    samples, rng = EFFORT // len(cells), np.random.default_rng(0)
    normal = rng.normal(size=(samples, degrees)) / np.sqrt(1 - 2 * a)
    exponents = cells @ (np.sqrt(2 * a / draws) * normal).T
    log_phi = np.log(np.mean(np.exp(exponents), axis=0))
    ratios = np.exp(draws * log_phi - a * np.sum(normal**2, axis=1))
    return float(to_normal * ratios.mean()), float(to_normal * ratios.std() / np.sqrt(samples))


def main() -> None:
    """Print both tables, as in docs/fairness.md."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--fair-seeds", type=int, default=200)
    options = parser.parse_args()
    print(f"The factor to the chance of a false alarm, {ALARM:g} for each look and term:\n")
    print("| sizes | term | d | limit | " + " | ".join(f"{look} draws" for look in LOOKS) + " |")
    print("|---|---|--:|--:|" + "--:|" * len(LOOKS))
    for sizes in sorted({sizes for sizes, _ in USES.values()}):
        for term, cells in zip(("places", "pairs"), whitened(sizes), strict=True):
            factors = [f"{excess(cells, look)[0]:.2f}" for look in LOOKS]
            degrees = cells.shape[1]
            row = [str(sizes), term, str(degrees), f"{limit(degrees):.0f}", *factors]
            print("| " + " | ".join(row) + " |")
    print("\nThe share of seeds with an alarm, in percent:\n")
    print("| way to draw | " + " | ".join(USES) + " |")
    print("|---|" + "--:|" * len(USES), flush=True)
    ways = [(FAIR, options.fair_seeds), (UNFAIR, options.seeds)]
    for name, sampler, seeds in ((n, s, seeds) for known, seeds in ways for n, s in known.items()):
        rates = [np.mean([alarms(sampler, use, s) for s in range(seeds)]) for use in USES]
        shown = " | ".join(f"{100 * rate:.0f}" for rate in rates)
        print(f"| {name.replace('_', ' ')} | {shown} |", flush=True)


if __name__ == "__main__":
    main()
