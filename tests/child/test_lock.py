"""The lock is tried before it is trusted."""

from __future__ import annotations

import subprocess
import sys

import pytest

from autograder.sandbox.launcher import CAN_FORK

linux = pytest.mark.skipif(not CAN_FORK, reason="sealed children need Linux")


@linux
def test_the_canary_finds_an_open_door():
    worked = subprocess.run(
        [
            sys.executable,
            "-c",
            "from autograder.child import lock; print(*lock.try_the_lock(lock.__file__), sep=',')",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    doors = ("open a file", "look at a file", "list a folder", "make a socket", "start a process")
    doors += ("make a pipe", "make its own memory executable", "make memory that others see")
    for door in doors:
        assert door in worked
