"""The codec: what crosses arrives equal, what cannot cross is named, and garbage only errs."""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.child.tokens import Handle, Opaque, Surface, WireError
from autograder.child.wire import MAX_DEPTH, MAX_FRAME, MAX_VALUES, decode, encode

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.complex_numbers()
arrays = hnp.arrays(
    st.sampled_from(
        [np.bool_, np.int8, np.uint16, np.int64, np.float32, np.float64, np.complex128]
    ),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)
values = st.recursive(
    scalars | arrays,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=3)
    ),
    max_leaves=12,
)


def equal(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(equal, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(equal(one[k], other[k]) for k in one)
    if isinstance(one, np.ndarray):
        same = one.dtype == other.dtype and one.shape == other.shape
        return same and one.tobytes() == other.tobytes()
    if isinstance(one, (float, complex)):
        return repr(one) == repr(other)
    return bool(one == other)


@given(values)
@settings(max_examples=300, deadline=None)
def test_plain_data_arrives_equal(value):
    text_survives = "\ud800" not in repr(value)
    if text_survives:
        try:
            frame = encode(value)
        except UnicodeEncodeError:
            return
        arrived = decode(frame)
        assert equal(arrived, value) or "\\ud" in ascii(value)


@pytest.mark.parametrize("dtype", ["f4", "i2", "u8", "?", "c16"])
def test_numpy_scalars_keep_their_type(dtype):
    value = np.ones(1, dtype)[0]
    assert type(decode(encode(value))) is type(value)


def test_tokens_cross():
    assert decode(encode([Handle(3, "f"), Surface(), Opaque("set")])) == [
        Handle(3, "f"),
        Surface(),
        Opaque("set"),
    ]


def test_a_generator_crosses_with_its_state():
    rng = np.random.default_rng(5)
    rng.integers(10, size=3, dtype=np.int32)
    assert decode(encode(rng)).random() == rng.random()


def test_what_cannot_cross_is_named():
    class Clever:
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]

    assert decode(encode(Clever())) == Opaque("Clever")
    assert decode(encode(np.array(["a"]))) == Opaque("array of <U1")
    assert decode(encode(10**4000)) == Opaque("integer of thousands of digits")


def test_subclasses_cross_as_the_plain_type_below():
    class Loud(float):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = float.__hash__

    assert type(decode(encode(Loud(2.5)))) is float
    assert type(decode(encode(np.ma.masked_array([1.0, 2.0])))) is np.ndarray


def test_limits():
    with pytest.raises(WireError, match="parts"):
        encode([0] * (MAX_VALUES + 1))
    nested: Any = 0
    for _ in range(MAX_DEPTH + 2):
        nested = [nested]
    with pytest.raises(WireError, match="nested"):
        encode(nested)
    with pytest.raises(WireError, match="bytes"):
        encode(np.zeros(MAX_FRAME))
    cyclic: list[Any] = []
    cyclic.append(cyclic)
    with pytest.raises(WireError):
        encode(cyclic)


def test_mutated_frames_raise_nothing_but_the_wires_own_error():
    draw = random.Random(7)
    seeds = [
        encode(value)
        for value in (
            [1, 2.5, "text", None, True, (1j, [])],
            {"a": np.arange(6.0).reshape(2, 3), "b": np.float32(2)},
            [np.random.default_rng(1), Handle(1, "f"), Surface(), Opaque("x")],
            10**30,
        )
    ]
    decoded = 0
    for _ in range(20_000):
        frame = bytearray(draw.choice(seeds))
        for _ in range(draw.randint(1, 4)):
            at = draw.randrange(len(frame))
            match draw.randrange(3):
                case 0:
                    frame[at] = draw.randrange(256)
                case 1:
                    del frame[at : at + draw.randint(1, 4)]
                case _:
                    frame[at:at] = bytes(draw.randrange(256) for _ in range(draw.randint(1, 9)))
            if not frame:
                frame = bytearray(b"N")
        try:
            decode(bytes(frame))
            decoded += 1
        except WireError:
            pass
    assert 0 < decoded < 20_000


def test_nan_and_infinities_cross():
    assert math.isnan(decode(encode(math.nan)))
    assert decode(encode([math.inf, -math.inf])) == [math.inf, -math.inf]
