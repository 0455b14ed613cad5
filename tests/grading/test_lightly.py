"""Loading the libraries of grading at less cost, and leaving the process as it was."""

from __future__ import annotations

import gc
import os
import subprocess
import sys

import pytest

from autograder.grading.lightly import THREADS, lightly

COUNT = """
import os
from autograder.grading.lightly import lightly
with lightly():
    import numpy as np
np.ones((300, 300)) @ np.ones((300, 300))
print(len(os.listdir("/proc/self/task")))
"""


@pytest.fixture(autouse=True)
def collecting() -> None:
    assert gc.isenabled()


def test_the_process_is_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(THREADS, raising=False)
    with lightly():
        assert not gc.isenabled()
        assert os.environ[THREADS] == "1"
    assert gc.isenabled()
    assert THREADS not in os.environ


def test_it_is_so_after_an_error_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(THREADS, raising=False)
    with pytest.raises(KeyboardInterrupt), lightly():
        raise KeyboardInterrupt
    assert gc.isenabled()
    assert THREADS not in os.environ


def test_a_number_that_somebody_set_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(THREADS, "3")
    with lightly():
        assert os.environ[THREADS] == "3"
    assert os.environ[THREADS] == "3"


def test_who_collects_no_garbage_still_does_not() -> None:
    gc.disable()
    try:
        with lightly():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.skipif(sys.platform != "linux", reason="Linux lists the threads of a process")
def test_numpy_starts_no_threads() -> None:
    bare = {name: value for name, value in os.environ.items() if not name.endswith("_THREADS")}
    ran = subprocess.run(
        [sys.executable, "-c", COUNT], env=bare, capture_output=True, text=True, check=True
    )
    assert ran.stdout == "1\n"
