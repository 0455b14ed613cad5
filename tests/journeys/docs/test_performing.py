"""The comparison of shown and printed text can fail, and says so."""

from __future__ import annotations

import pytest
from factories.performing import agrees, run

PRINTED = "first\n\n  second: 0.4 s  \nthird\nfourth\n"


@pytest.mark.parametrize(
    "shown",
    [
        PRINTED,
        "first\n  second: 0.4 s\nthird\nfourth",
        "first\n...\nfourth",
        "...\nthird\nfourth\n...\n",
        "first\n  second: ... s\nthird\nfourth",
        "first\n...\n  second: 0.4 s\nthird\nfourth",
    ],
)
def test_what_is_left_out_agrees(shown):
    assert agrees(shown, PRINTED)


@pytest.mark.parametrize(
    "shown",
    [
        "",
        "first",
        "first\n...\nfifth",
        "first\n...\nthird",
        "first\nsecond: 0.4 s\nthird\nfourth",
        "first\n  second: 0.5 s\nthird\nfourth",
        "third\n...\nfirst\n...",
    ],
)
def test_what_differs_does_not(shown):
    assert not agrees(shown, PRINTED)


def test_a_command_that_fails_is_told(tmp_path):
    with pytest.raises(AssertionError, match="exit code 3"):
        run("echo so; exit 3", tmp_path)
