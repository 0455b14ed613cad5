"""The faults that are planted: each makes a wrong gradient out of the right one.

Every fault names the kinds by which a diagnosis of it counts as right; none if no name is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from bench.gradients import dual
from bench.gradients.cases import EPS, Case

LINES = ("row", "column", "entry", "entries")
DECAYS = {
    "decay": slice(None),
    "decay_but_last": slice(None, -1),
    "decay_last": slice(-1, None),
    "decay_but_first": slice(1, None),
    "decay_first": slice(None, 1),
}
SLIPS = {
    "slip: no inner derivative": dual.NoInnerDerivative,
    "slip: half of the product rule": dual.HalfProduct,
    "slip: exponent forgotten": dual.NoExponent,
}


@dataclass(frozen=True)
class Planted:
    """A wrong gradient; `kinds` are what a diagnosis may call it."""

    name: str
    claimed: np.ndarray
    kinds: tuple[str, ...] = ()


def typical(case: Case) -> float:
    """The size of an entry of the gradient, or what it would be if the function were not flat."""
    size = float(np.sqrt(np.mean(case.truth**2)))
    return size or float(np.max(np.abs(case.f(case.x)))) / float(np.max(case.f.scale)) or 1.0


def short(number: float) -> float:
    """The nearest of 1, 2 and 5 times a power of ten."""
    power = 10.0 ** np.floor(np.log10(number))
    return float(f"{min((1, 2, 5, 10), key=lambda k: abs(np.log(k * power / number))) * power:.0e}")


def factors(g: np.ndarray) -> Iterator[Planted]:
    N = g.shape[-1]
    yield Planted("sign", -g, ("sign",))
    yield Planted("factor 2", 2 * g, ("factor",))
    yield Planted("factor 1/2", g / 2, ("factor",))
    yield Planted("factor N", N * g, ("factor",))
    yield Planted("factor 1/N", g / N, ("factor",))
    yield Planted("zeros", 0 * g, ("zeros",))
    if g.ndim == 1 and N > 1 and np.any(g):
        yield Planted("normalised", g / np.linalg.norm(g), ("normalised",))


def shapes(g: np.ndarray, rng: np.random.Generator) -> Iterator[Planted]:
    nan = g.copy()
    nan[tuple(rng.integers(g.shape))] = rng.choice([np.nan, np.inf])
    yield Planted("NaN or infinite", nan, ("not_finite",))
    yield Planted("shape", np.append(g.ravel(), g.ravel()[0]), ("shape",))
    if g.ndim == 2:
        kinds = ("transposed",) if g.shape[0] == g.shape[1] else ("transposed", "shape")
        yield Planted("transposed", g.T.copy(), kinds)


def orders(g: np.ndarray, rng: np.random.Generator) -> Iterator[Planted]:
    """Right numbers at wrong places, or with wrong signs."""
    if g.ndim == 1:
        yield Planted("permuted", np.roll(g, 1), ("permuted",))
    else:
        yield Planted("order of rows", np.roll(g, 1, axis=0), ("rows",))
        yield Planted("order of columns", np.roll(g, 1, axis=1), ("columns",))
    signs = np.ones(g.size)
    signs[rng.choice(g.size, max(1, g.size // 2), replace=False)] = -1
    yield Planted("some signs", g * signs.reshape(g.shape), ("some_signs",))


def terms(case: Case, rng: np.random.Generator) -> Iterator[Planted]:
    """A term too many: lambda theta as of weight decay, with a round lambda, or a constant."""
    g, x, size = case.truth, case.x, typical(case) * rng.uniform(0.1, 1)
    if g.ndim == 1 and np.any(x):
        amount = short(size / float(np.sqrt(np.mean(x**2))))
        for kind, where in DECAYS.items():
            wrong = g.copy()
            wrong[where] += amount * x[where]
            kinds = (kind, "entry") if len(x[where]) == 1 else (kind,)
            yield Planted(kind.replace("_", " "), wrong, kinds)
    if g.size > 1:
        yield Planted("offset", g + short(size), ("offset",))


def places(case: Case, rng: np.random.Generator) -> Iterator[Planted]:
    """One entry, row or column that is wrong."""
    g, size = case.truth, typical(case)
    place = tuple(rng.integers(g.shape))
    wrong = g.copy()
    wrong[place] += rng.choice([-1, 1]) * rng.uniform(0.1, 1) * max(size, abs(g[place]))
    yield Planted("one entry", wrong, ("entry",))
    for part in (1e-3, 1e-4):
        wrong = g.copy()
        wrong[place] *= 1 + part
        yield Planted(f"one entry by {part:g}", wrong, ("entry",))
    if g.ndim == 2:
        for axis, kind in enumerate(("row", "column")):
            wrong, line = g.copy(), (*axis * [slice(None)], place[axis])
            wrong[line] += size * rng.uniform(0.1, 1, size=wrong[line].shape)
            yield Planted(f"one {kind}", wrong, LINES)


def slips(case: Case) -> Iterator[Planted]:
    """Rules of differentiation that were half applied."""
    for name, kind in SLIPS.items():
        wrong = dual.float_gradient(case.f, case.x, kind)
        if np.all(np.isfinite(wrong)):
            yield Planted(name, wrong)


def all_of(case: Case, rng: np.random.Generator) -> list[Planted]:
    """Every fault that makes a difference at this point."""
    found = [
        *factors(case.truth), *shapes(case.truth, rng), *orders(case.truth, rng),
        *terms(case, rng), *places(case, rng), *slips(case),
    ]  # fmt: skip
    return [planted for planted in found if differs(case, planted.claimed)]


def compare(case: Case, claimed: np.ndarray, test: Callable[..., np.ndarray]) -> bool:
    """Whether `test` holds of any |claimed − truth|; anything is said of a wrong shape or NaN."""
    if claimed.shape != case.truth.shape or not np.all(np.isfinite(claimed)):
        return True
    return bool(np.any(test(np.abs(claimed - case.truth))))


def differs(case: Case, claimed: np.ndarray) -> bool:
    """Wrong by more than rounding: some entry is off by 1e-5 of itself, and not next to nothing."""
    size = np.abs(case.truth)
    return compare(case, claimed, lambda off: off > np.maximum(1e-5 * size, 1e-12 * np.max(size)))


def is_visible(case: Case, claimed: np.ndarray) -> bool:
    """Whether f's float64 values could tell: some entry is off by 10 times its resolution."""
    return compare(case, claimed, lambda off: off > 10 * case.resolution)


def is_plain(case: Case, claimed: np.ndarray) -> bool:
    """Whether all that a fault changes can be seen; else nobody can name the whole of it.

    On mixed scales lambda theta may drown in the rounding of most entries.
    """
    blurred = 10 * (EPS**0.5 * np.abs(case.truth) + 10 * case.resolution)
    if claimed.shape != case.truth.shape or not np.all(np.isfinite(claimed)):
        return True
    off = np.abs(claimed - case.truth)
    return bool(np.all((off == 0) | (off > blurred)))


def is_right(case: Case, claimed: np.ndarray) -> bool:
    """Whether rounding alone sets it apart from the truth, or less than f's values can tell."""
    allowed = EPS**0.5 / 2 * np.abs(case.truth) + case.resolution
    return not compare(case, claimed, lambda off: off > allowed)
