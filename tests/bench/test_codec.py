"""Both codecs bring every value of the bench back as it was."""

from __future__ import annotations

import pytest
from parts import DASK

from autograder.child.wire import encode
from bench import codec


@DASK.needed
@pytest.mark.parametrize("name", codec.VALUES)
def test_values_come_back(name: str):
    value = codec.VALUES[name]
    assert encode(codec.unpack(codec.pack(value))) == encode(value)
