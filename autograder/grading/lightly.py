"""Spares a program that grades what costs more than it brings: threads, collections of garbage."""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.sandbox.process import ONE_THREAD

YOUNG = 20_000  # new objects before the garbage collector looks through them


@contextmanager
def one_thread() -> Iterator[None]:
    """Load NumPy, if that happens here, without threads: for a program that only grades.

    They cost more to start than they save, as what a grader computes is small.
    """
    missing = ONE_THREAD.keys() - os.environ.keys()
    os.environ.update({name: ONE_THREAD[name] for name in missing})
    try:
        yield
    finally:
        for name in missing:
            os.environ.pop(name, None)


@contextmanager
def no_collections() -> Iterator[None]:
    """Import without looking for garbage, of which imports leave little."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for garbage seldom: most of what a command makes, it keeps. And not as Python ends."""
    usual = gc.get_threshold()
    atexit.register(gc.freeze)
    gc.set_threshold(YOUNG)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
