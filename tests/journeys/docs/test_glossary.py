"""The glossary: forty terms and more, each met where it says, Arabic from right to left."""

from __future__ import annotations

import re
import unicodedata

import pytest
from factories.toy_course import ROOT

from autograder.course.catalog import Catalog
from autograder.release.release import bundle, read_bundle

PAGE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("| \n").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| English")
]
ARABIC = re.compile(r'<span lang="ar" dir="rtl">([^<]+)</span>')
LEAST = 40
ELSEWHERE = {"regularization": "regulari[sz]ation", "Jacobian matrix": "Jacobian"}


def test_there_are_enough_terms_in_the_order_of_the_alphabet():
    terms = [row[0] for row in ROWS]
    assert len(terms) >= LEAST
    assert terms == sorted(set(terms), key=str.lower)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_term_is_arabic_too_and_runs_from_right_to_left(row):
    _, arabic, meaning, _ = row
    word = ARABIC.fullmatch(arabic)[1]
    letters = [letter for letter in word if letter.isalpha()]
    assert letters
    assert all(unicodedata.bidirectional(letter) == "AL" for letter in letters)
    assert meaning


def test_no_arabic_letter_stands_outside_of_what_runs_from_right_to_left():
    outside = re.sub(r'<(span|p) lang="ar" dir="rtl">.*?</\1>', "", PAGE, flags=re.S)
    outside = outside.replace("العربية", "", 1)  # the head of its column
    assert not [letter for letter in outside if unicodedata.bidirectional(letter) == "AL"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_term_is_met_in_the_assignment_that_it_names(row):
    term, _, _, number = row
    (one,) = (one for one in Catalog(ROOT).assignments if one.name.startswith(f"{number}_"))
    text = " ".join(" ".join(cell.text for cell in one.cells).split())
    words = ELSEWHERE.get(term, re.sub(r"[ -]", "[ -]", term))
    assert re.search(words, text, re.I), term


def test_students_get_it():
    assert read_bundle(bundle(ROOT, {}))["glossary.md"] == PAGE
    assert "](glossary.md)" in (ROOT / "docs" / "student.md").read_text(encoding="utf-8")
