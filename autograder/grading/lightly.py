"""Loads the libraries of grading at less cost."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

THREADS = "OPENBLAS_NUM_THREADS"


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
