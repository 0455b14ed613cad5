"""Graders of one machine keep out of each other's way."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from autograder.batch.core import Core, cores

pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity"), reason="this system pins no process to a core"
)
WHERE = [sys.executable, "-c", "import os; print(*os.sched_getaffinity(0))"]


def where() -> set[int]:
    """The cores of a process that is started now."""
    return set(map(int, subprocess.run(WHERE, capture_output=True, check=True).stdout.split()))


def test_each_grader_has_a_core_until_none_is_left():
    before = cores()
    claimed = [Core() for _ in range(len(before) + 1)]
    try:
        seen = []
        for core in claimed:
            with core:
                seen.append(where())
            assert cores() == before
        mine = [one for one in seen if len(one) == 1]
        assert len({*map(tuple, mine)}) == len(mine)  # no core twice, whoever else grades here
        assert seen[-1] == set(before) or len(before) == 1  # one more than there are: none is left
    finally:
        for core in claimed:
            core.close()


def test_who_wants_none_takes_none():
    core = Core(wanted=False)
    with core:
        assert where() == set(cores())
    core.close()
