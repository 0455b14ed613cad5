"""Loads the libraries of grading at less cost."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

# NumPy's threads cost more to start than they save: what a grader computes is small.
THREADS = "OPENBLAS_NUM_THREADS"


@contextmanager
def lightly() -> Iterator[None]:
    """Import without threads of NumPy and without collections: imports leave little garbage."""
    had, collects = os.environ.get(THREADS), gc.isenabled()
    os.environ[THREADS] = had or "1"
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
        if had is None:
            del os.environ[THREADS]
