"""What a function returns is its caller's alone exactly if the function keeps no part of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.child.ownership import MOST, is_owned

kept: list[Any] = []
TABLE = np.eye(3)


def keeps(value: Any, part: Any) -> Any:
    kept.append(part)
    return value


def rows() -> Any:
    row = np.arange(12)
    return [row[:4], row[4:8], row[8:]]


def kept_rows() -> Any:
    row = np.arange(12)
    return keeps([row[:4], row[4:]], row)


def shared() -> Any:
    one = [1, 2.0]
    return {"a": one, "b": (one, np.float64(3)), "c": np.zeros(3)}


def kept_deep_inside() -> Any:
    one = [1, 2.0]
    return keeps({"a": ([one],)}, one)


def itself() -> Any:
    one: list[Any] = []
    one.append(one)
    return one


OWNED = [
    lambda: np.zeros(3),
    lambda: np.arange(6).reshape(2, 3).T[1:],
    lambda: [1, "two", None, 3j],
    lambda: (np.zeros(2), [np.ones(2)]),
    rows,
    shared,
    itself,
]
NOT_OWNED = [
    lambda: keeps(one := np.zeros(3), one),
    lambda: keeps(one := [0.0], one),
    lambda: TABLE,
    lambda: TABLE[0],
    lambda: [TABLE[:, 1]],
    kept_rows,
    kept_deep_inside,
    lambda: [object()],  # who knows
    lambda: np.frombuffer(b"12345678"),
    lambda: [[] for _ in range(MOST + 1)],
]


def boxed(function: Any) -> list[Any]:
    box: list[Any] = []
    box.append(function())
    return box


@pytest.mark.parametrize("function", OWNED)
def test_what_nobody_keeps(function):
    assert is_owned(boxed(function))


@pytest.mark.parametrize("function", NOT_OWNED)
def test_what_somebody_keeps_or_what_is_unknown(function):
    assert not is_owned(boxed(function))


def test_one_who_looks_on_shows():
    box = boxed(rows)
    looking = box[0][1]
    assert not is_owned(box)
    del looking
    assert is_owned(box)
