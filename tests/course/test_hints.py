"""Guides and tiers: how a text becomes them, and what is said of one that lacks a part."""

from __future__ import annotations

import pytest

from autograder.course.assignment import ASSIGNMENTS, HINTS, Assignment
from autograder.course.hints import Guide, faults_of_guides, faults_of_hint, guide_of, tiers_of
from autograder.errors import AutograderError

NOTICE = "Did you notice that?"
WHOLE = Guide("f", ("a", "b", "c"), NOTICE)


@pytest.mark.parametrize(
    ("text", "guide"),
    [
        (f"a\n\nb\n\nc\n\n{NOTICE}", WHOLE),
        ("a\n\nb\n\nc", Guide("f", ("a", "b", "c"))),
        ("a\n\nb", Guide("f", ("a", "b"))),
        ("", Guide("f")),
    ],
)
def test_the_last_paragraph_may_be_a_notice(text, guide):
    assert guide_of("f", text) == guide


@pytest.mark.parametrize(
    ("hint", "tiers"),
    [
        ("", ()),
        ("a", ("a",)),
        ("a\n\nb\n\nc", ("a", "b", "c")),
        ("a\n\nb\n\nc\n\nd", ("a", "b", "c\n\nd")),
    ],
)
def test_no_word_of_a_hint_is_lost_in_its_tiers(hint, tiers):
    assert tiers_of(hint) == tiers


def test_a_whole_guide_and_hint_have_no_faults():
    assert list(faults_of_guides([WHOLE], ["f"])) == []
    assert list(faults_of_hint("doubled", "a\n\nb\n\nc")) == []


def test_every_missing_part_is_named():
    guides = [Guide("f", ("a",)), WHOLE, Guide("h", ("a", "b", "c"), NOTICE)]
    found = list(faults_of_guides(guides, ["f", "g"]))
    assert len(found) == 5
    assert found[0].startswith("g has no guide")
    assert found[1].startswith("the guide of f has 1 tiers")
    assert found[2].startswith("the guide of f lacks a fourth paragraph")
    assert found[3:] == ["f has a second guide", "a guide is for h, which is no exercise"]


@pytest.mark.parametrize("stored", ["[1]", '{"f": {"tiers": 3}}', '{"f": 1}'])
def test_stored_guides_of_another_form_are_an_error_of_ours(tmp_path, stored):
    folder = tmp_path / ASSIGNMENTS / "01_toy"
    folder.mkdir(parents=True)
    (folder / HINTS).write_text(f'{{"guides": {stored}}}')
    with pytest.raises(AutograderError, match="take a fresh copy"):
        Assignment(tmp_path, "01_toy").guide("f")


def test_a_copy_without_guides_has_empty_ones(tmp_path):
    assert Assignment(tmp_path, "01_toy").guide("f") == Guide("f")
