"""An environment with our wheel, installed as anybody installs it, and nothing of a checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from importlib.metadata import distribution
from pathlib import Path

from factories.toy_course import ROOT
from packaging.requirements import Requirement

PIP = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", "--no-input"]


def build(folder: Path) -> Path:
    """Build the wheel, as `make wheel` does; return its path."""
    words = ["wheel", "--no-index", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*PIP, *words, str(ROOT)], check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(wheel: Path, folder: Path) -> Path:
    """Install a wheel in a new environment, with what it needs; return the folder of programs.

    What it needs is copied from this environment, by links where that can be: it takes a second.
    """
    venv.create(folder, symlinks=True)
    site = Path(
        sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)})
    )
    for name in needed("saywhy"):
        for file in distribution(name).files or []:
            if ".." not in file.parts and "__pycache__" not in file.parts:
                target = site / file
                target.parent.mkdir(parents=True, exist_ok=True)
                _link(Path(str(file.locate())), target)
    python = str(folder / "bin" / "python")
    words = ["--python", python, "install", "--no-index", "--no-deps", "--no-compile"]
    subprocess.run([*PIP, *words, str(wheel)], check=True)
    return folder / "bin"


def needed(name: str) -> set[str]:
    """Return the names of all distributions that one needs, without any extra."""
    found: set[str] = set()
    left = [name]
    while left:
        for text in distribution(left.pop()).requires or []:
            one = Requirement(text)
            if one.name not in found and (one.marker is None or one.marker.evaluate({"extra": ""})):
                found.add(one.name)
                left.append(one.name)
    return found


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy2(source, target)
