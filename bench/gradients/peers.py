"""The checkers and estimators of other packages, by their own defaults.

Each gets f in float64 and a derivative that is the claimed one, by its own way to define a function
with a gradient of one's own: so what is compared is the decision on the claim, and nothing else.
What a checker raises is its way to reject.
"""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import Any

import numpy as np

from bench.gradients.rules import (
    INCONCLUSIVE,
    REJECT,
    Answer,
    Counted,
    Judge,
    Rule,
    by_estimate,
    verdict,
)


def quietly(judge: Judge) -> Judge:
    """A checker's complaint is a rejection; its warnings are not our subject."""

    def heard(f: Counted, claimed: np.ndarray, x: np.ndarray) -> Answer:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            try:
                return judge(f, claimed, x)
            except (AttributeError, ImportError):  # not its version: nothing to be scored
                raise
            except Exception:
                return verdict(False)

    return heard


def backward(v: Any, claimed: np.ndarray) -> np.ndarray:
    """The vector-Jacobian product with what is claimed; of a scalar f, `claimed` is its row."""
    v = np.asarray(v, dtype=float)
    return v * claimed if v.ndim == 0 else v @ claimed


def torch_gradcheck(f: Counted, claimed: np.ndarray, x: np.ndarray) -> Answer:
    import torch

    class Claimed(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return torch.as_tensor(f(x.detach().numpy()), dtype=torch.float64)

        @staticmethod
        def backward(ctx: Any, v: Any) -> Any:
            return torch.as_tensor(backward(v.numpy(), claimed))

    point = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    return verdict(torch.autograd.gradcheck(Claimed.apply, (point,)))


def jax_check_grads(f: Counted, claimed: np.ndarray, x: np.ndarray) -> Answer:
    import jax
    from jax.test_util import check_grads

    jax.config.update("jax_enable_x64", True)

    @jax.custom_vjp
    def call(x: Any) -> Any:
        return jax.numpy.asarray(f(np.asarray(x)))

    call.defvjp(lambda x: (call(x), None), lambda _, v: (jax.numpy.asarray(backward(v, claimed)),))
    check_grads(call, (x,), order=1, modes=("rev",))
    return verdict(True)


def autograd_check_grads(f: Counted, claimed: np.ndarray, x: np.ndarray) -> Answer:
    from autograd.extend import defvjp, primitive
    from autograd.test_util import check_grads

    @primitive
    def call(x: Any) -> Any:
        return f(x)

    defvjp(call, lambda ans, x: lambda v: backward(v, claimed))
    check_grads(call, modes=["rev"], order=1)(x)
    return verdict(True)


def scipy_check_grad(f: Counted, claimed: np.ndarray, x: np.ndarray) -> Answer:
    from scipy.optimize import check_grad

    return verdict(bool(check_grad(f, lambda x: claimed, x) < 1e-5))


def scipy_differentiate(f: Counted, claimed: np.ndarray, x: np.ndarray) -> Answer:
    """Its functions take many points at once, (N, ...), and give values (M, ...)."""
    from scipy.differentiate import jacobian

    def many(points: np.ndarray) -> np.ndarray:
        flat = points.reshape(len(x), -1).T
        values = np.array([np.atleast_1d(f(point)) for point in flat])
        return values.T.reshape(-1, *points.shape[1:])

    found = jacobian(many, x)
    shape = (*np.shape(f.f(x)), len(x))
    return by_estimate(found.df.reshape(shape), found.error.reshape(shape), claimed)


def numdifftools_estimate(f: Counted, claimed: np.ndarray, x: np.ndarray) -> Answer:
    import numdifftools

    shape = (*np.shape(f.f(x)), len(x))
    kind = numdifftools.Jacobian if len(shape) == 2 else numdifftools.Gradient
    value, error = kind(f, full_output=True)(x)[:2]
    error = getattr(error, "error_estimate", error)  # older versions wrap it
    return by_estimate(np.reshape(value, shape), np.reshape(error, shape), claimed)


def estimator(judge: Judge) -> Judge:
    """An estimator that breaks has not rejected anything."""

    def heard(f: Counted, claimed: np.ndarray, x: np.ndarray) -> Answer:
        answer = quietly(judge)(f, claimed, x)
        broke = answer.numeric is None and answer.verdict == REJECT
        return Answer(INCONCLUSIVE) if broke else answer

    return heard


READ = "accept within 10 of its errors + √eps relative; blind if that is > 1 %"
_PEERS = (
    Rule("torch gradcheck", "defaults", quietly(torch_gradcheck), "torch"),
    Rule("jax check_grads", "order 1, reverse, float64", quietly(jax_check_grads), "jax"),
    Rule("HIPS autograd", "order 1, reverse", quietly(autograd_check_grads), "autograd"),
    Rule("scipy check_grad", "< 1e-5", quietly(scipy_check_grad), "scipy"),
    Rule("scipy.differentiate", READ, estimator(scipy_differentiate), "scipy", True),
    Rule("numdifftools", READ, estimator(numdifftools_estimate), "numdifftools", True),
)  # fmt: skip
PEERS = tuple(replace(rule, is_sampled=True) for rule in _PEERS)
