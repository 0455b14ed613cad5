"""Each reader takes ten times as long for ten times the text, whatever the text is."""

from __future__ import annotations

import re

import pytest
from attacks.readers import FACTOR, FLOOR, KINDS, READERS, UNITS, growth
from selection import some

# Always tried: what once took minutes, hours, or days.
ONCE = [
    ("percent.parse", "a marker of letters"),
    ("percent.parse", "open objects in options"),
    ("a Python file", "a cell of blank lines"),
    ("for_terminal", "one-byte titles"),
    ("harmless prose", "lines"),
    ("conflicts", "blank lines"),
    ("a title of Canvas", "a title of blanks"),
    ("a table", "commas"),
]
PAIRS = [(reader, kind) for reader in READERS for kind in KINDS if (reader, kind) not in ONCE]


@pytest.mark.parametrize(("reader", "kind"), [*ONCE, *some(PAIRS, 12, 800)])
def test_a_reader_is_linear(reader: str, kind: str):
    few, many = growth(READERS[reader], KINDS[kind])
    assert many < FACTOR * max(few, FLOOR), f"{few:.3f} s, then {many:.3f} s"


def test_a_reader_that_is_not_would_be_noticed():
    quadratic = re.compile("a+b")
    few, many = growth(lambda text: quadratic.search(text[::12]), KINDS["letters"])
    assert many > FACTOR * few  # a hundred times, on whatever machine


def test_each_text_is_as_long_as_it_says():
    assert not [name for name in KINDS if not 750 <= len(KINDS[name](1_000)) <= 1_200]
    assert len(set(UNITS.values())) == len(UNITS)
