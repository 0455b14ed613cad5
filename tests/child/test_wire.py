"""The codec: what crosses arrives equal, what cannot cross is named, and garbage only errs."""

from __future__ import annotations

import enum
import math
import re
from collections import Counter, OrderedDict, namedtuple
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from selection import number

from autograder.child.channel import MAX_FRAME
from autograder.child.layout import (
    DTYPES,
    MAX_DEPTH,
    MAX_GENERATORS,
    MAX_NAME,
    MAX_TEXT,
    MAX_VALUES,
)
from autograder.child.wire import decode, encode
from autograder.child.wire_types import Handle, Opaque, Surface, WireError

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | texts | st.complex_numbers()
arrays = hnp.arrays(
    st.sampled_from([dtype.newbyteorder(order) for dtype in DTYPES for order in "<>"]),
    hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
)
keys = st.recursive(
    texts | st.integers() | st.floats() | st.booleans() | st.none(),
    lambda inner: st.tuples(inner, inner),
    max_leaves=3,
)
values = st.recursive(
    scalars | arrays,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(st.floats(), max_size=9)
        | st.lists(st.integers(-(2**70), 2**70) | st.integers(-9, 9), max_size=9)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(keys, inner, max_size=3)
    ),
    max_leaves=12,
)


def equal(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(equal, one, other))
    if isinstance(one, dict):
        return equal(list(one), list(other)) and equal(list(one.values()), list(other.values()))
    if isinstance(one, np.ndarray):
        same = one.dtype == other.dtype.newbyteorder("<") and one.shape == other.shape
        return same and one.tobytes() == other.astype(one.dtype).tobytes()
    if isinstance(one, (float, complex)):  # bit by bit: NaN equals NaN, and -0.0 is not 0.0
        return np.asarray(one).tobytes() == np.asarray(other).tobytes() or one != one != other
    return bool(one == other)


@given(values)
@settings(max_examples=number(50, 200), deadline=None)
def test_plain_data_arrives_equal(value):
    assert equal(decode(encode(value)), value)


@pytest.mark.parametrize("dtype", ["S3", "U3", "M8[D]", "m8[s]", "O", "V4", "i4,f8"])
def test_arrays_of_other_things_cross_by_name(dtype):
    value = np.zeros(2, dtype)
    assert decode(encode(value)).kind == f"array of {value.dtype}"


@given(st.integers(-(2**8000), 2**8000))
@settings(max_examples=50, deadline=None)
def test_long_integers_cross(value):
    assert decode(encode(value)) == value


def test_half_a_character_becomes_a_question_mark():
    assert decode(encode("a\ud800b")) == "a?b"


@pytest.mark.parametrize("dtype", ["f4", "i2", "u8", "?", "c16"])
def test_numpy_scalars_keep_their_type(dtype):
    value = np.ones(1, dtype)[0]
    assert type(decode(encode(value))) is type(value)


def test_tokens_cross_from_him_who_lends():
    frame = encode([Handle(3, "f"), Surface(), Opaque("set")])
    assert decode(frame, lambda handle: handle) == [Handle(3, "f"), Surface(), Opaque("set")]
    for token in (Handle(3, "f"), Surface()):
        with pytest.raises(WireError, match="nobody lends"):
            decode(encode(token))


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


Point = namedtuple("Point", "x y")


class Colour(enum.IntEnum):
    RED = 1


class Name(enum.StrEnum):
    ADA = "ada"


def masked(values: Any, mask: Any) -> Any:
    return np.ma.masked_array(values, mask)


@pytest.mark.parametrize(
    ("sent", "arrives"),
    [
        (Colour.RED, 1),
        (Name.ADA, "ada"),
        (np.str_("yes"), "yes"),
        (Point(1, 2.0), (1, 2.0)),
        (OrderedDict(a=1), {"a": 1}),
        (Counter("aab"), {"a": 2, "b": 1}),
        ({Colour.RED: 2}, {1: 2}),
        (np.ones((1, 2)).view(np.matrix), np.ones((1, 2))),
        (masked([1, 2], [False, True]), np.array([1.0, np.nan])),
        (masked([1, 2], [False, False]), np.array([1, 2])),
        (np.ma.masked, np.array(np.nan)),
        (np.arange(6).reshape(2, 3).T, np.array([[0, 3], [1, 4], [2, 5]])),
        (np.broadcast_to(1.0, (2, 2)), np.ones((2, 2))),
        (np.longdouble(0.5), np.float64(0.5)),
        (np.arange(3, dtype=">i4"), np.arange(3, dtype="<i4")),
        (np.datetime64("2020-01-01"), Opaque("datetime64")),
        (np.array(["a"]), Opaque("array of <U1")),
        ({enum.Enum("Mood", "GOOD").GOOD: 1}, Opaque("dict with keys of type Mood")),
        (range(3), Opaque("range")),
        ({1}, Opaque("set")),
        (np.random.Generator(np.random.MT19937(1)), Opaque("Generator(MT19937)")),
    ],
    ids=lambda value: re.sub(r" at 0x\w+", "", repr(value)),
)
def test_honest_exotic_things_cross_as_what_they_mean(sent, arrives):
    found = decode(encode(sent))
    assert type(found) is type(arrives)
    assert equal(found, arrives)


class Liar:
    """Denies everything about itself."""

    def _lie(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("the codec asked")

    __len__ = __iter__ = __index__ = __int__ = __float__ = __complex__ = __str__ = _lie
    __getitem__ = __eq__ = __bool__ = __array__ = __reduce__ = __bytes__ = _lie
    items = keys = values = encode = tobytes = bit_length = to_bytes = __array_wrap__ = _lie
    __array_ufunc__ = __array_function__ = _lie
    real = imag = dtype = shape = nbytes = ndim = bit_generator = property(_lie)

    def __hash__(self) -> int:
        return 7


@pytest.mark.parametrize(
    ("base", "args"),
    [
        (int, (5,)),
        (float, (2.5,)),
        (complex, (2j,)),
        (str, ("a",)),
        (list, ([1, 2],)),
        (tuple, ([1, 2],)),
        (dict, ({"a": 1},)),
        (np.float64, (2.5,)),
    ],
)
def test_a_subclass_crosses_as_its_base_whatever_it_says_of_itself(base, args):
    lies = {name: value for name, value in vars(Liar).items() if name not in ("__dict__",)}
    lies.pop("__weakref__", None)
    liar = type("Liar", (base,), lies)(*args)
    assert equal(decode(encode(liar)), base(*args))


def test_an_array_that_lies_crosses_as_its_numbers():
    asked: list[Any] = []

    class Array(np.ndarray):
        dtype = shape = nbytes = ndim = property(Liar._lie)
        tobytes = __array_function__ = __array_ufunc__ = __array_wrap__ = Liar._lie

        def __array_finalize__(self, source: Any) -> None:
            asked.append(source)

    array = np.ndarray.__new__(Array, (2,), buffer=np.array([1.0, 2.0]))
    asked.clear()
    assert equal(decode(encode(array)), np.array([1.0, 2.0]))
    assert asked == []


def test_a_false_class_is_seen_through():
    class Liar:
        __class__ = property(lambda self: np.ndarray)  # type: ignore[assignment]

    assert decode(encode(Liar())) == Opaque("Liar")


def test_names_of_types_are_short_and_visible():
    hostile = type("A\nB\x1b[31m" + "x" * 500, (), {})
    kind = decode(encode(hostile())).kind
    assert kind.startswith("A?B?[31mxxx")
    assert len(kind) == MAX_NAME


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
    with pytest.raises(WireError, match="bytes"):
        encode(np.empty((0, 10**12)))
    with pytest.raises(WireError, match="characters"):
        encode("x" * (MAX_TEXT + 1))
    with pytest.raises(WireError, match="generators"):
        encode([np.random.default_rng(1)] * (MAX_GENERATORS + 1))
    cyclic: list[Any] = []
    cyclic.append(cyclic)
    with pytest.raises(WireError):
        encode(cyclic)


def test_nan_and_infinities_cross():
    assert math.isnan(decode(encode(math.nan)))
    assert decode(encode([math.inf, -math.inf])) == [math.inf, -math.inf]
