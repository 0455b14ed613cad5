"""Loading the libraries of grading at less cost, and leaving the process as it was."""

from __future__ import annotations

import gc
import os
import subprocess
import sys

import pytest

from autograder.grading.lightly import YOUNG, few_collections, no_collections, one_thread
from autograder.sandbox.process import ONE_THREAD

COUNT = """
import os
from autograder.grading.lightly import one_thread
with one_thread():
    import numpy as np
np.ones((300, 300)) @ np.ones((300, 300))
print(len(os.listdir("/proc/self/task")))
"""


def test_collections_go_on_afterwards():
    with no_collections():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(KeyboardInterrupt), no_collections():
        raise KeyboardInterrupt
    assert gc.isenabled()


def test_who_collects_no_garbage_still_does_not():
    gc.disable()
    try:
        with no_collections():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_program_collects_seldom_and_the_process_goes_on_as_before():
    usual = gc.get_threshold()
    with pytest.raises(KeyboardInterrupt), few_collections():
        raise KeyboardInterrupt
    assert gc.get_threshold() == usual
    with few_collections():
        assert gc.get_threshold()[0] == YOUNG
    assert gc.get_threshold() == usual


def test_the_environment_is_as_before(monkeypatch):
    for name in ONE_THREAD:
        monkeypatch.delenv(name, raising=False)
    with one_thread():
        assert os.environ.items() >= ONE_THREAD.items()
    assert not ONE_THREAD.keys() & os.environ.keys()
    with pytest.raises(KeyboardInterrupt), one_thread():
        raise KeyboardInterrupt
    assert not ONE_THREAD.keys() & os.environ.keys()


def test_a_number_that_somebody_set_is_kept(monkeypatch):
    name, *others = ONE_THREAD
    monkeypatch.setenv(name, "3")
    with one_thread():
        assert os.environ[name] == "3"
        assert {os.environ[other] for other in others} == {"1"}
    assert os.environ[name] == "3"


@pytest.mark.skipif(sys.platform != "linux", reason="Linux lists the threads of a process")
def test_numpy_starts_no_threads():
    bare = {name: value for name, value in os.environ.items() if not name.endswith("_THREADS")}
    ran = subprocess.run(
        [sys.executable, "-c", COUNT], env=bare, capture_output=True, text=True, check=True
    )
    assert ran.stdout == "1\n"
