"""Spares a program that grades what costs more than it brings: threads, collections of garbage."""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

THREADS = "OPENBLAS_NUM_THREADS"
YOUNG = 20_000  # new objects before the garbage collector looks through them


@contextmanager
def one_thread() -> Iterator[None]:
    """Load NumPy, if that happens here, without threads: for a program that only grades.

    They cost more to start than they save, as what a grader computes is small.
    """
    had = os.environ.get(THREADS)
    os.environ[THREADS] = had or "1"
    try:
        yield
    finally:
        if had is None:
            del os.environ[THREADS]


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
