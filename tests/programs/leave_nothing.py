"""Opens and closes children at one level, and prints what is left of them, as JSON.

Run by `tests/sandbox/test_sandbox.py` in a process of its own, in which nobody else starts
children: `python tests/programs/leave_nothing.py LEVEL FOLDER`. An unreached level is told, too.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from pathlib import Path

from autograder.course.limits import Limits
from autograder.sandbox.launcher import Launcher, Policy
from autograder.sandbox.program import Program
from autograder.sandbox.sandbox import Sandbox
from autograder.sandbox.student import Student, StudentFault

SOURCES = ["def f(): return 1", "def f():\n    while True: 1", "import os; os._exit(3)"]


def children() -> set[str]:
    """The process ids of our children, as the kernel tells them."""
    if sys.platform != "linux":
        return set()
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


def descriptors() -> set[str]:
    """The files that this process has open."""
    folder = Path("/proc/self/fd")
    return {path.name for path in folder.iterdir()} if sys.platform == "linux" else set()


def main() -> None:
    level, folder = int(sys.argv[1]), sys.argv[2]
    tempfile.tempdir = folder
    files = descriptors()
    with Launcher(Policy.STRICT if level > 1 else Policy.LIMITS) as launcher:
        launcher.settle()
        reached, note = launcher.level, launcher.note
        for source in SOURCES:
            program = Program([(1, "s.py", 1, source)], module="s")
            child = Sandbox(program, Limits(seconds=0.5), launcher)
            with contextlib.suppress(StudentFault):
                Student(child).f()
            child.close()
    left = [*children(), *(descriptors() - files), *map(str, Path(folder).iterdir())]
    print(json.dumps({"level": reached, "note": note, "left": left}))


if __name__ == "__main__":
    main()
