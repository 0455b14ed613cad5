"""The rules that are compared: ours, and those that are a few lines of NumPy.

A rule answers accept, reject or inconclusive to a claimed gradient. Those of installed packages
are in `peers`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np

from autograder.gradcheck import Report, check
from autograder.gradcheck.numeric.complex_step import Analytic
from bench.gradients.cases import EPS

ACCEPT, REJECT, INCONCLUSIVE = "accept", "reject", "inconclusive"
Function = Callable[[np.ndarray], Any]


@dataclass(frozen=True)
class Answer:
    """A verdict; an estimator also says what it measured, and how far off that may be."""

    verdict: str
    numeric: np.ndarray | None = None
    error: np.ndarray | None = None
    report: Report | None = None


class Counted:
    """f, counting how often it is asked. With a memory it answers by heart what it was asked."""

    def __init__(self, f: Function, remembers: bool = True) -> None:
        self.f = f
        self.remembers = remembers
        self.evaluations = 0
        self.known: dict[bytes, Any] = {}

    def __call__(self, x: Any) -> Any:
        self.evaluations += 1
        x = np.array(x, dtype=float)
        key = x.tobytes()
        if key not in self.known or not self.remembers:
            with np.errstate(all="ignore"):
                self.known[key] = self.f(x.reshape(-1))
        value = self.known[key]
        return value.copy() if isinstance(value, np.ndarray) else value


Judge = Callable[[Counted, np.ndarray, np.ndarray], Answer]  # f, what is claimed, x


@dataclass(frozen=True)
class Rule:
    """`note` states the rule; `needs` is the module without which it cannot be measured.

    A sampled rule is put to some of the cases only, drawn at random.
    """

    name: str
    note: str
    judge: Judge
    needs: str = "numpy"
    is_estimator: bool = False
    is_sampled: bool = False

    def is_installed(self) -> bool:
        try:
            import_module(self.needs)
        except ImportError:
            return False
        return True


@dataclass(frozen=True)
class Measured:
    """An answer and what it cost, for each of the case's coordinates."""

    answer: Answer
    evaluations: float
    seconds: float


def ask(rule: Rule, f: Counted, claimed: np.ndarray, x: np.ndarray) -> Measured:
    """Put one claim to a rule."""
    before, began = f.evaluations, time.perf_counter()
    answer = rule.judge(f, claimed, x.copy())
    seconds = time.perf_counter() - began
    return Measured(answer, (f.evaluations - before) / len(x), seconds / len(x))


def verdict(accepted: bool) -> Answer:
    return Answer(ACCEPT if accepted else REJECT)


def ours(f: Counted, claimed: np.ndarray, x: np.ndarray) -> Answer:
    """`Counted` takes real numbers only: all that is told is told by differences."""
    return checked(f, f, claimed, x)


def ours_complex(f: Counted, claimed: np.ndarray, x: np.ndarray) -> Answer:
    """As a user calls it: f also meets the numbers of the complex step, and may take them."""

    def call(point: Any) -> Any:
        if not isinstance(point, Analytic):
            return f(point)
        f.evaluations += 1
        return f.f(np.reshape(point, -1))

    return checked(f, call, claimed, x)


def checked(f: Counted, call: Function, claimed: np.ndarray, x: np.ndarray) -> Answer:
    """A derivative is asked for as a number, as the course does."""
    number = x.size == 1 and np.ndim(f.f(x)) == 0
    if number and claimed.shape == x.shape:
        report = check(call, claimed.item(), x.item())
    else:
        report = check(call, claimed, x)
    shape = np.shape(claimed) if report.numeric.size == np.size(claimed) else report.numeric.shape
    numeric, error = (np.reshape(v, shape) for v in (report.numeric, report.error))
    return Answer(report.verdict.value, numeric, error, report)


def central(f: Counted, x: np.ndarray, h: float) -> np.ndarray:
    """Central differences, of the gradient's shape; NaN where an end is outside of f's domain."""
    ends = [(np.asarray(f(x + h * e)), np.asarray(f(x - h * e))) for e in np.eye(len(x))]
    with np.errstate(all="ignore"):
        slopes = np.stack([(a - b) / (2 * h) for a, b in ends], axis=-1)
    return np.where(np.isfinite(slopes), slopes, np.nan)


def close(rtol: float, atol: float) -> Judge:
    """numpy.allclose, as most tests of gradients are written."""

    def judge(f: Counted, claimed: np.ndarray, x: np.ndarray) -> Answer:
        numeric = central(f, x, 1e-5)
        same = claimed.shape == numeric.shape
        return verdict(same and np.allclose(claimed, numeric, rtol=rtol, atol=atol))

    return judge


def relative(f: Counted, claimed: np.ndarray, x: np.ndarray) -> Answer:
    """Stanford's CS231n: |a − n| / max(|a|, |n|), with h = 1e-5."""
    numeric = central(f, x, 1e-5)
    if claimed.shape != numeric.shape or not np.all(np.isfinite(claimed)):
        return verdict(False)
    size = np.maximum(np.abs(claimed), np.abs(numeric))
    off = np.abs(claimed - numeric)
    return verdict(bool(np.all((off < 1e-5 * size) | (size == 0))))


def by_estimate(numeric: np.ndarray, error: np.ndarray, claimed: np.ndarray) -> Answer:
    """Our reading of an estimator: off by 10 errors is wrong; an error of 1 % cannot tell."""
    numeric, error = np.asarray(numeric, dtype=float), np.asarray(error, dtype=float)
    if claimed.shape != numeric.shape or not np.all(np.isfinite(claimed)):
        return Answer(REJECT, numeric, error)
    allowed = 10 * error + EPS**0.5 * np.abs(numeric)
    if np.any(np.abs(claimed - numeric) > allowed):
        return Answer(REJECT, numeric, error)
    large = allowed > 0.01 * np.max(np.abs(numeric), initial=0)
    blind = ~np.isfinite(numeric + error) | (large & (error > 0))
    return Answer(INCONCLUSIVE if np.any(blind) else ACCEPT, numeric, error)


OURS = Rule("ours", "gradcheck.check; f takes real numbers only", ours, is_estimator=True)
WITH_COMPLEX = Rule(
    "ours, complex step", "gradcheck.check of f itself", ours_complex, is_estimator=True,
    is_sampled=True,
)  # fmt: skip
NAIVE = Rule("central difference", "h = 1e-5, rtol 1e-5, atol 0", close(1e-5, 0))
WITH_ATOL = Rule("the same with atol", "h = 1e-5, rtol 1e-5, atol 1e-8", close(1e-5, 1e-8))
CS231N = Rule("CS231n", "relative error < 1e-5 at h = 1e-5", relative)
OWN_RULES = (OURS, WITH_COMPLEX, NAIVE, WITH_ATOL, CS231N)
