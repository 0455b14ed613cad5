"""What a notebook still lacks when its first cell has found the course: packages, data."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from autograder.child.wire_types import DATA
from autograder.course.assignment import ASSIGNMENTS

ROOT = Path(__file__).resolve().parents[2]


def complete(assignment: str, root: Path = ROOT) -> None:
    """Install what the course in `root` needs and is not there; put the data beside the notebook.

    The course itself is not installed: it stays where it was unpacked.
    """
    if missing := lacking(root):
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", *missing], check=False)
    data = root / ASSIGNMENTS / assignment / DATA
    if data.is_dir() and not Path(DATA).exists():
        shutil.copytree(data, DATA)
    if not Path.cwd().is_relative_to(root):
        print(
            "The course was fetched. Download your notebook before you leave: a cloud may forget."
        )


def lacking(root: Path) -> list[str]:
    """Return what the course in `root` requires and nobody has installed, in any version."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [one for one in project["dependencies"] if not _is_installed(one)]


def _is_installed(requirement: str) -> bool:
    try:
        return bool(version(re.split(r"[^\w.-]", requirement)[0]))
    except PackageNotFoundError:
        return False
