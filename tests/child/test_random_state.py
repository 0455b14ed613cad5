"""The state of a generator comes back as it was; one that cannot be is refused."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from autograder.child.random_state import SIZE, RandomState
from autograder.child.wire_types import WireError


@pytest.mark.parametrize("draws", [0, 1, 5])
def test_a_generator_draws_on_from_its_state(draws):
    generator, other = np.random.default_rng(7), np.random.default_rng(8)
    generator.integers(9, size=draws, dtype="i4")  # which keeps half a word, if odd
    packed = RandomState.of(generator.bit_generator).packed()
    assert len(packed) == SIZE
    other.bit_generator.state = RandomState.unpacked(b"before" + packed, 6).as_numpy()
    assert other.integers(9, size=20, dtype="i4").tolist() == (
        generator.integers(9, size=20, dtype="i4").tolist()
    )


@pytest.mark.parametrize(("inc", "flag"), [(0, 0), (2, 0), (1, 2)])
def test_a_state_that_cannot_be_is_refused(inc, flag):
    packed = bytes(16) + inc.to_bytes(16, "little") + struct.pack("<BI", flag, 0)
    with pytest.raises(WireError):
        RandomState.unpacked(packed, 0)
