"""The libraries in memory: a child cannot reach what its siblings, or later children, read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from factories.children import open_launcher, sandbox

from autograder.sandbox.launcher import Launcher
from autograder.sandbox.student import Student, StudentFault

# What a child sees of the pack, of the index of its files, and of a module from it.
WITNESS = """
import hashlib, sys
import numpy as np
LIBRARY = sys.modules["autograder.child.library"].LIBRARY
def seen():
    import fractions
    files = hashlib.sha256(repr(sorted(LIBRARY.files.items())[:2000]).encode()).hexdigest()
    pack = hashlib.sha256(LIBRARY._contents).hexdigest()
    return [pack, files, str(fractions.Fraction(1, 2)), float(np.sum(np.ones(3)))]
"""
REACH = (
    WITNESS
    + """
import ctypes, os
def _address():
    return np.frombuffer(LIBRARY._contents, np.uint8).ctypes.data & -4096
def by_protection():
    protect = ctypes.CDLL(None).mprotect
    protect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    if protect(_address(), len(LIBRARY._contents), 3) == 0:
        ctypes.memset(_address(), 0, len(LIBRARY._contents))
        return "written"
    return "refused"
def by_name():
    place, size, full, changed = LIBRARY.files[next(p for p in LIBRARY.files if "fractions" in p)]
    for path in LIBRARY.files:
        LIBRARY.files[path] = place, size, full, changed
    np.sum = lambda x: -1.0
    return "written"
def by_force():
    ctypes.memset(_address(), 0, 4096)
    return "written"
def by_signal():
    for process in range(max(2, os.getppid() - 3), os.getpid() + 4):
        if process != os.getpid():
            os.kill(process, 9)
    return "written"
"""
)


@pytest.fixture(scope="module", params=[1, 2, 3], ids="L{}".format)
def launcher(request: pytest.FixtureRequest) -> Iterator[Launcher]:
    with open_launcher(request.param) as opened:
        yield opened


@pytest.mark.parametrize("way", ["by_protection", "by_name", "by_force"])
def test_a_child_changes_the_libraries_of_nobody_else(launcher: Launcher, way: str):
    _try(launcher, way)


@pytest.mark.parametrize("launcher", [2, 3], ids="L{}".format, indirect=True)
def test_a_sealed_child_ends_nobody_else(launcher: Launcher):
    _try(launcher, "by_signal")


def _try(launcher: Launcher, way: str) -> None:
    sibling = sandbox(WITNESS, launcher)
    before = Student(sibling).seen()
    attacker = sandbox(REACH, launcher)
    try:
        outcome = getattr(Student(attacker), way)()
    except StudentFault:
        outcome = "stopped"
    later = sandbox(WITNESS, launcher)
    assert (
        outcome
        in {
            "by_protection": {"written", "refused", "stopped"},
            "by_name": {"written"},
            "by_force": {"stopped"},  # the mapping is read-only: writing there ends the process
            "by_signal": {"stopped"},
        }[way]
    )
    assert Student(sibling).seen() == Student(later).seen() == before
    assert before[2:] == ["1/2", 3.0]
    if outcome == "written":  # in its own memory alone
        assert _seen(attacker) != before
    for one in (sibling, attacker, later):
        one.close()
    assert launcher.is_sound


def _seen(box) -> object:
    try:
        return Student(box).seen()
    except StudentFault:
        return None
