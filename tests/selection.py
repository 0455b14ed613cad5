"""What runs by default, and what runs only with `--all` (`make test ALL=1`).

A test that is marked `long` runs with `--all` only. Where a test runs over many cases, the default
is a fixed sample of them: the same in every run and on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import TypeVar

Case = TypeVar("Case")

everything = False  # set by conftest.py, before the modules of tests are imported


def some(cases: Iterable[Case], count: int) -> list[Case]:
    """All cases with `--all`, else a sample of `count`, in their order."""
    found = list(cases)
    if everything or count >= len(found):
        return found
    chosen = random.Random(count).sample(range(len(found)), count)
    return [found[place] for place in sorted(chosen)]


def number(few: int, many: int) -> int:
    """`many` with `--all`, else `few`."""
    return many if everything else few
