"""The limits that an assignment sets itself, and what is said of nonsense in them."""

from __future__ import annotations

import re

import pytest

from autograder.course.limits import limits_of, limits_with
from autograder.errors import AutograderError


def test_limits_of_an_assignment(tmp_path):
    assert limits_of(tmp_path) == {}
    file = tmp_path / "limits.toml"
    file.write_text("seconds = 20\nmemory = 1_000_000_000\n")
    found = limits_with(limits_of(tmp_path), {"seconds": 200.0})
    assert (found.seconds, found.total, found.memory) == (200.0, 200.0, 1_000_000_000)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("second = 3", "there is no limit 'second'"),
        ("seconds = 'long'", "is not a number"),
        ("memory = 1.5", "is not a whole number"),
        ("seconds = -1", "is out of range"),
        ("seconds =", "cannot be read"),
    ],
)
def test_nonsense_in_limits_is_refused(tmp_path, text, words):
    (tmp_path / "limits.toml").write_text(text)
    with pytest.raises(AutograderError, match=re.escape(words)):
        limits_of(tmp_path)
