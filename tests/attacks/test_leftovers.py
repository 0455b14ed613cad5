"""After many hostile submissions nothing is left: no process, descriptor, folder or file.

Two of each kind are graded at each level; with `--all`, five hundred submissions.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import selection
from attacks.supervise import SET_CHILD_SUBREAPER, descendants
from parts import BUBBLEWRAP

from autograder.course.limits import Limits
from autograder.sandbox import bubblewrap
from autograder.sandbox.launcher import Launcher, Policy
from autograder.sandbox.program import Program
from autograder.sandbox.sandbox import Sandbox
from autograder.sandbox.student import Student, StudentFault

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

KINDS = {
    "answers": "def f():\n    return 1",
    "loops": "def f():\n    while True:\n        1",
    "loops while loading": "while True:\n    1",
    "exits": "import os\ndef f():\n    os._exit(3)",
    "exits while loading": "import os\nos._exit(3)",
    "leaves threads": "import threading, time\ndef f():\n"
    "    [threading.Thread(target=time.sleep, args=(9,)).start() for _ in range(20)]",
    "leaves files": "def f():\n    for n in range(20):\n        open(f'left{n}', 'w').write('x')",
    "leaves descriptors": "import os\ndef f():\n    while True:\n        os.dup(0)",
    "stops itself": "import os, signal\ndef f():\n    os.kill(os.getpid(), signal.SIGSTOP)",
    "crashes": "import ctypes\ndef f():\n    ctypes.string_at(0)",
    "forks": "import os, time\ndef f():\n    for _ in range(5):\n"
    "        if os.fork() == 0:\n            time.sleep(60)\n    while True:\n        1",
    "leaves a daemon": "import os, time\ndef f():\n    if os.fork() == 0:\n        os.setsid()\n"
    "        if os.fork() == 0:\n            time.sleep(60)\n        os._exit(0)",
    "starts programs": "import subprocess\ndef f():\n    subprocess.Popen(['sleep', '60'])",
}


@contextlib.contextmanager
def adopting_orphans() -> Iterator[None]:
    """Let whatever loses its parent become a child of this process, so that it is seen."""
    libc = ctypes.CDLL(None)
    libc.prctl(SET_CHILD_SUBREAPER, 1)
    try:
        yield
    finally:
        libc.prctl(SET_CHILD_SUBREAPER, 0)


def descriptors() -> set[str]:
    return {path.name for path in Path("/proc/self/fd").iterdir()}


def call_once(child: Sandbox) -> None:
    """Call the submission once; what it does instead of answering is no concern here."""
    with contextlib.suppress(StudentFault):
        Student(child).f()
    child.close()


def ended(pids: set[int]) -> bool:
    """Whether these processes end; a killed one may take its time."""
    for _ in range(1000):
        if not pids & descendants().keys():
            return True
        time.sleep(0.02)
    return False


@pytest.mark.slow
@pytest.mark.parametrize("level", [1, 2, 3])
def test_nothing_is_left_of_many(monkeypatch, tmp_path, level):
    if level == 3:
        BUBBLEWRAP.need()
    if level == 2:
        monkeypatch.setattr(bubblewrap, "is_installed", lambda: False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    processes, files = set(descendants()), descriptors()
    limits = Limits(seconds=0.05, total=1.0)
    sources = list(KINDS.values())
    with adopting_orphans():
        with Launcher(Policy.STRICT if level > 1 else Policy.LIMITS) as launcher:
            launcher.settle()
            if launcher.level != level:
                pytest.skip(launcher.note)
            for number in range(selection.number(2 * len(sources), 500)):
                cell = (1, "s.py", 1, sources[number % len(sources)])
                call_once(Sandbox(Program([cell], module="s"), limits, launcher))
                if number == len(sources):
                    steady = descriptors()
            assert len(descriptors()) <= len(steady)
        assert ended(descendants().keys() - processes), "processes are left"
    assert list(tmp_path.rglob("*")) == []
    assert descriptors() == files
