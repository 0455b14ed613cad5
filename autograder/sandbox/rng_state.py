"""Lets a generator that was passed to a submission continue from where the submission left it.

The state comes from the child, so it is accepted only if it lies ahead in the same stream: by a
state of its own choice a submission could choose the random inputs that follow.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.child.random_state import RandomState
from autograder.child.wire_types import WireError

MAX_DRAWS = 2**36  # more than any machine draws during a check
_MODULUS = 2**128
# PCG64 steps from state s to s * FACTOR + increment, modulo 2**128 (O'Neill, 2014).
_FACTOR = 47_026_247_687_942_121_848_144_207_491_837_523_525


def go_on(generators: list[np.random.Generator], reply: dict[str, Any]) -> None:
    """Set each generator to its state in a reply; `WireError` if one does not lie ahead."""
    after = reply.get("generators", [])
    if not generators and not after:
        return
    if not isinstance(after, list) or len(after) != len(generators):
        raise WireError("other generators came back than were lent")
    for lent, now in zip(generators, after, strict=True):
        if not isinstance(now, RandomState):
            raise WireError("a generator came back as something else")
        if not isinstance(lent.bit_generator, np.random.PCG64):
            raise WireError("only generators of the kind PCG64 can be lent")
        before = RandomState.of(lent.bit_generator)
        if before.inc != now.inc or steps(before, now.state) > MAX_DRAWS:
            raise WireError("a generator was set to another stream")
    for lent, now in zip(generators, after, strict=True):
        lent.bit_generator.state = now.as_numpy()


def steps(before: RandomState, after: int) -> int:
    """Return how many steps lead from the state `before` to the state `after`.

    Jumps by powers of two match the bits of the state one by one, the lowest first (Brown, 1994).
    """
    state, plus, factor, bit, count = before.state, before.inc, _FACTOR, 1, 0
    while state != after:
        if (state ^ after) & bit:
            state = (state * factor + plus) % _MODULUS
            count |= bit
        plus = (factor + 1) * plus % _MODULUS
        factor = factor * factor % _MODULUS
        bit <<= 1
    return count
