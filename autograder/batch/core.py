"""A core of its own for each grader of a machine.

A grader and the process that forks its children wait for each other all the time: on one core a
call takes half as long as across two. Whoever grades here claims a core that no other grader has,
whatever run or cluster it belongs to.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress


def cores() -> list[int]:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


class Core:
    """A core that no other grader has, or, where none is free, no core in particular.

    As a context manager it keeps this thread, and what it starts meanwhile for good, on that core.
    The claim is a name that the kernel gives once: it ends with `close`, or with this process.
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
            with suppress(OSError):  # it may have been taken from us meanwhile
                os.sched_setaffinity(0, which)

    def close(self) -> None:
        """Give the core back."""
        if self._claim is not None:
            self._claim.close()
