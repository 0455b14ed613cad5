"""Integers of 64 bits where NumPy's own have 32."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.live import narrow


@pytest.fixture
def on_32_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    """NumPy as it is in a browser: strict, and with integers of 32 bits."""

    def strict(function):
        def asked(*args, **kwargs):
            for one in (*args, *kwargs.values()):
                if isinstance(one, np.ndarray) and one.dtype == np.int64:
                    raise TypeError("Cannot cast array data from dtype('int64') to dtype('int32')")
            return function(*args, **kwargs)

        return asked

    for name in narrow.STRICT:
        monkeypatch.setattr(np, name, strict(getattr(np, name)))
    monkeypatch.setattr(np, "intp", np.int32)


def test_functions_that_insist_on_their_own_integers_take_wide_ones(on_32_bits: None):
    with pytest.raises(TypeError):
        np.bincount(np.array([1, 1, 3]))
    narrow.take_wide_integers()
    narrow.take_wide_integers()  # once is enough
    assert np.bincount(np.array([1, 1, 3]), minlength=5).tolist() == [0, 2, 0, 1, 0]
    assert np.repeat([7.0, 8.0], np.array([1, 2])).tolist() == [7, 8, 8]
    assert np.repeat([7.0, 8.0], repeats=np.array([0, 1])).tolist() == [8]
    assert np.take(np.eye(2), np.array([1, 0, 1]), axis=0).tolist() == [[0, 1], [1, 0], [0, 1]]
    assert np.repeat(np.float64(7.0), 2).tolist() == [7, 7]


def test_elsewhere_nothing_is_changed():
    before = np.bincount, np.repeat
    narrow.take_wide_integers()
    assert (np.bincount, np.repeat) == before
