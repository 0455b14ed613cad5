"""What runs by default, and what runs only with `--all` (`make test ALL=1`).

A test that is marked `long` does not run by default; `--rest` runs these alone. One that is marked
`longest` has a shorter neighbour there, and runs with `--all` only. Where a test runs
over many cases, the default is a fixed sample of them, the same in every run and on every machine.
`--all` runs all tests on all cases, but of campaigns of hundreds, each in a child of its own, a
larger sample; `--every` leaves out nothing.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from typing import Any, TypeVar

import pytest

Case = TypeVar("Case")

_LONG_AS_A_WHOLE = re.compile(r"^pytestmark = (?:\[[^]]*)?pytest\.mark\.long", re.M)
_LONG_IN_PART = re.compile(r"\bmark\.long|\btiers\(")

everything = False  # set by conftest.py, before the modules of tests are imported
every = False


def some(cases: Iterable[Case], count: int, with_all: int | None = None) -> list[Case]:
    """A sample of `count` cases, in their order; with `--all` all of them, or `with_all`.

    With `--every` all of them.
    """
    found = list(cases)
    if everything:
        count = len(found) if with_all is None or every else with_all
    if count >= len(found):
        return found
    chosen = random.Random(count).sample(range(len(found)), count)
    return [found[place] for place in sorted(chosen)]


def tiers(
    cases: Iterable[Case], count: int, in_rest: int | None = None, with_all: int | None = None
) -> list[Any]:
    """Parameters of a test: the first `count` cases by default, the others under `long`.

    Of these others a sample of `in_rest`, if it is given; with `--all` all of them, or `with_all`.
    A case that is a tuple is several parameters.
    """
    found = list(cases)
    others = found[count:] if in_rest is None else some(found[count:], in_rest, with_all)
    return [*found[:count], *(_long(one) for one in others)]


def _long(case: object) -> Any:
    values = case if isinstance(case, tuple) else (case,)
    return pytest.param(*values, marks=pytest.mark.long)


def mixed(cases: Iterable[Case]) -> list[Case]:
    """The cases in an order that is the same in every run, and none of their own."""
    found = list(cases)
    return random.Random(1).sample(found, len(found))


def number(few: int, many: int) -> int:
    """`many` with `--all`, else `few`."""
    return many if everything else few


def may_hold(text: str, tier: int) -> bool:
    """Whether a file of tests can hold some of a tier: 0 runs by default, 1 with `--rest`."""
    return bool(_LONG_IN_PART.search(text)) if tier else not _LONG_AS_A_WHOLE.search(text)
