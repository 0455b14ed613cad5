"""Gives each grader on a machine a CPU core of its own.

A grader and its children constantly wait for each other: on one core a call takes half as long as
across two. So each grader claims a core that no other grader has, in any run or cluster.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress


def cores() -> list[int]:
    """Return the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


class Core:
    """A core that no other grader has; if none is free, all cores.

    As a context manager it pins this thread to that core; processes started meanwhile stay there.
    The claim is an abstract socket, whose name the kernel gives out once: it ends with `close` or
    with this process.
    """

    def __init__(self, wanted: bool = True) -> None:
        self._before = set(cores())
        self._claim: socket.socket | None = None
        self._mine = self._before
        for core in self._before if wanted and hasattr(os, "sched_setaffinity") else ():
            one = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            try:
                one.bind(f"\0autograder-core-{core}")
            except OSError:
                one.close()
                continue
            self._claim, self._mine = one, {core}
            return

    def __enter__(self) -> None:
        self._keep_to(self._mine)

    def __exit__(self, *_: object) -> None:
        self._keep_to(self._before)

    def _keep_to(self, which: set[int]) -> None:
        if self._claim is not None:
            with suppress(OSError):  # this process may no longer be allowed on it
                os.sched_setaffinity(0, which)

    def close(self) -> None:
        """Release the core."""
        if self._claim is not None:
            self._claim.close()
