"""Samples are the same in every run; what the default leaves out is in the rest or in `--all`."""

from __future__ import annotations

import pytest
import selection
from selection import may_hold, mixed, number, some, tiers

CASES = list(range(100))


@pytest.fixture(params=[False, True], ids=["sample", "all"])
def everything(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    monkeypatch.setattr(selection, "every", False)
    monkeypatch.setattr(selection, "everything", request.param)
    return bool(request.param)


def parted(found: list[object]) -> tuple[list[object], list[object]]:
    """The cases that run by default, and those that are left to the rest."""
    late = [one for one in found if hasattr(one, "marks")]
    for one in late:
        assert [mark.name for mark in one.marks] == ["long"]
    return [one for one in found if one not in late], [one.values for one in late]


def test_a_sample_is_in_order_and_always_the_same(everything: bool):
    found = some(CASES, 7)
    assert found == some(CASES, 7) == sorted(set(found))
    assert len(found) == (100 if everything else 7)
    assert len(some(CASES, 7, with_all=20)) == (20 if everything else 7)
    assert number(1, 30) == (30 if everything else 1)


def test_the_first_cases_run_by_default_and_some_of_the_others_in_the_rest(everything: bool):
    default, rest = parted(tiers(CASES, 3, in_rest=5))
    assert default == [0, 1, 2]
    assert len(rest) == len(set(rest)) == (97 if everything else 5)
    assert {one for (one,) in rest} <= {*CASES[3:]}
    assert len(parted(tiers(CASES, 3))[1]) == 97
    assert len(parted(tiers(CASES, 3, 5, with_all=9))[1]) == (9 if everything else 5)


def test_a_tuple_is_several_parameters():
    default, rest = parted(tiers([("a", 1), ("b", 2)], 1))
    assert (default, rest) == ([("a", 1)], [("b", 2)])


def test_mixed_cases_are_all_there_in_another_order():
    assert mixed(CASES) == mixed(CASES) != CASES
    assert sorted(mixed(CASES)) == CASES


@pytest.mark.parametrize(
    ("text", "by_default", "in_rest"),
    [
        ("def test(): pass\npytestmark = pytest.mark.slow\n", True, False),
        ("@pytest.mark.long\ndef test(): pass\n", True, True),
        ("slow = pytest.mark.longest\n", True, True),
        ('@pytest.mark.parametrize("one", tiers(CASES, 1))\n', True, True),
        ("import x\npytestmark = pytest.mark.long\n", False, True),
        ("pytestmark = [PART.needed, pytest.mark.slow, pytest.mark.longest]\n", False, True),
        ("pytestmark = [\n    PART.needed,\n    pytest.mark.long,\n]\n", False, True),
        ("pytestmark = [pytest.mark.slow]\n@pytest.mark.long\ndef test(): pass\n", True, True),
    ],
)
def test_a_files_text_says_whether_any_of_it_can_run(text: str, by_default: bool, in_rest: bool):
    assert (may_hold(text, tier=0), may_hold(text, tier=1)) == (by_default, in_rest)
