"""Graders that cannot start a process for a submission, each really broken in its own way."""

from __future__ import annotations

import os
import sysconfig
import venv
from pathlib import Path

import pytest
from factories.toy_course import ROOT

from autograder.sandbox import process

# In the fork server: the first forks work, then the system is out of processes.
_FEW_FORKS = """
import errno, os
def fork(fork=os.fork, left=[{count}]):
    left[0] -= 1
    if left[0] < 0:
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    return fork()
os.fork = fork
"""


def allow_forks(patch: pytest.MonkeyPatch, count: int) -> None:
    """Let each fork server that is started from now on fork `count` children."""
    patch.setattr(process, "_BOOT", _FEW_FORKS.format(count=count) + process._BOOT)


def python_without_libraries(folder: Path) -> tuple[Path, dict[str, str]]:
    """Make an environment whose grader has NumPy, but whose children have not.

    The packages are there by PYTHONPATH alone and are not installed. Return the Python, and what
    its environment variables must be.
    """
    venv.create(folder / "venv", symlinks=True)
    (folder / "packages").mkdir()
    for place in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for path in Path(place).iterdir():
            if path.suffix not in (".dist-info", ".pth"):
                (folder / "packages" / path.name).symlink_to(path)
    path = os.pathsep.join([str(ROOT), str(folder / "packages")])
    return folder / "venv" / "bin" / "python", {"PYTHONPATH": path}
