"""Ends what takes the grader itself too long, or too much memory.

The grader compares, answers and diagnoses in its own process, on data that somebody else chose. A
`Guard` raises `Interrupted` in the thread that does so once a deadline has passed; `bounded_memory`
lowers this process's limit of memory meanwhile, so that asking for more raises `MemoryError`.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from autograder.child.wire_types import Interrupted

T = TypeVar("T")
EVERY = 0.25  # seconds between two looks at the clock, at most
AGAIN = 0.25  # seconds after which it is raised anew, if something has swallowed it
LOOKS = 100  # at most, before an exception has come that was raised in the thread itself
GRACE = 1.0  # seconds for what follows a child's own deadline
MEMORY = 2**30  # bytes that the grader may take for one submission beyond what it has


class Guard(threading.Thread):
    """Raises `Interrupted` in the thread that called `watch` when its deadline has passed.

    The exception comes between two instructions of Python, wherever these are; so `watch` is given
    what may be broken off, and what may not is done between `pause` and `resume`.
    """

    def __init__(self) -> None:
        super().__init__(name="guard", daemon=True)
        self.deadline = float("inf")
        self._armed = self._has_raised = False
        self._thread = 0
        self._lock, self._over = threading.Lock(), threading.Event()

    def __enter__(self) -> Guard:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.pause()
        self._over.set()

    def run(self) -> None:
        """Watch the clock; runs in the guard's own thread."""
        pause = EVERY
        while not self._over.wait(pause):
            pause = min(EVERY, max(self.deadline - time.monotonic(), 1e-3))
            with self._lock:
                if self._armed and time.monotonic() >= self.deadline:
                    self._has_raised = True
                    _raise_in(self._thread)
                    pause = AGAIN

    def watch(self, seconds: float, work: Callable[[], T]) -> T:
        """Return `work()`; `Interrupted` if it takes more than `seconds`."""
        self._thread = threading.get_ident()
        try:
            self.resume(time.monotonic() + seconds)
            try:
                return work()
            finally:
                self.pause()
        except Interrupted:
            self.pause()  # it may have come before the line above was done
            raise

    def pause(self) -> bool:
        """Interrupt nothing from here on; return whether something was to be interrupted."""
        was_armed = self._armed
        while self._armed or self._has_raised:
            try:
                with self._lock:
                    self._armed = False
                if self._has_raised:
                    self._let_it_come()
            except Interrupted:
                continue
        return was_armed

    def _let_it_come(self) -> None:
        """Wait for an exception that may not have come yet: raised anew, it comes for certain.

        To take it back instead would leave the interpreter looking for it before every call.
        """
        try:
            _raise_in(self._thread)
            for _ in range(LOOKS):
                time.sleep(0)
        finally:
            self._has_raised = False

    def resume(self, deadline: float) -> None:
        """Interrupt what this thread does after `deadline`, by `time.monotonic`."""
        with self._lock:
            self.deadline, self._armed = deadline, True


def _raise_in(thread: int) -> None:
    """Have `Interrupted` raised in a thread soon, once, however often this was called before."""
    kind = ctypes.py_object(Interrupted)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), kind)


_bounded = threading.Lock()


@contextmanager
def bounded_memory(more: int = MEMORY) -> Iterator[None]:
    """Let this process take at most `more` bytes beyond what it has, where the system can.

    The limit is that of the whole process, so only one block at a time sets it.
    """
    if not _bounded.acquire(blocking=False):
        yield
        return
    try:
        before = _lower_limit(more)
        try:
            yield
        finally:
            if before is not None:
                _set_limit(before)
    finally:
        _bounded.release()


def _lower_limit(more: int) -> tuple[int, int] | None:
    """Lower the soft limit on address space; return the limits before, None if that cannot be."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
        before = resource.getrlimit(resource.RLIMIT_AS)
        wanted = pages * resource.getpagesize() + more
        if before[0] != resource.RLIM_INFINITY and before[0] <= wanted:
            return None
        resource.setrlimit(resource.RLIMIT_AS, (wanted, before[1]))
    except (ImportError, OSError, ValueError, IndexError):
        return None
    return before


def _set_limit(limits: tuple[int, int]) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, limits)
