"""The guard interrupts what takes too long, wherever that is, and nothing else."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import numpy as np
import pytest

from autograder.child.wire_types import Interrupted
from autograder.sandbox.guard import Guard, bounded_memory


@pytest.fixture
def guard() -> Iterator[Guard]:
    with Guard() as one:
        yield one


def for_ever() -> None:
    while True:
        pass


def test_what_ends_in_time_returns_its_value(guard: Guard):
    assert guard.watch(60.0, lambda: 7) == 7
    assert not guard.pause()


@pytest.mark.parametrize("seconds", [0.0, 0.1])
def test_a_loop_without_end_is_interrupted(guard: Guard, seconds: float):
    for _ in range(2):  # and the guard can be used again
        with pytest.raises(Interrupted):
            guard.watch(seconds, for_ever)


def test_who_swallows_it_is_interrupted_again(guard: Guard):
    swallowed = []

    def stubborn() -> None:
        while True:
            try:
                for_ever()
            except BaseException as error:
                swallowed.append(error)
                if len(swallowed) == 3:
                    raise

    with pytest.raises(Interrupted):
        guard.watch(0.1, stubborn)
    assert len(swallowed) == 3


def test_nothing_is_interrupted_between_pause_and_resume(guard: Guard):
    reached = []

    def work() -> None:
        assert guard.pause()
        end = time.monotonic() + 0.4  # much later than the deadline
        while time.monotonic() < end:
            pass
        reached.append("the end of the pause")
        guard.resume(time.monotonic())
        for_ever()

    with pytest.raises(Interrupted):
        guard.watch(0.05, work)
    assert reached


def test_another_error_passes_and_ends_the_watch(guard: Guard):
    with pytest.raises(ZeroDivisionError):
        guard.watch(0.2, lambda: 1 // 0)
    end = time.monotonic() + 0.5
    while time.monotonic() < end:  # nothing comes after the deadline
        pass


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="sets Linux's limit on address space")
def test_memory_is_bounded_meanwhile_and_free_again_afterwards():
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    with bounded_memory(2**28):
        np.ones(2**20)
        with pytest.raises(MemoryError):
            np.ones(2**26)
        with bounded_memory(2**20):  # one at a time sets it
            np.ones(2**22)
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    np.ones(2**26)
