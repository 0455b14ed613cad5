"""A toy class that has handed in, and the program to grade it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from factories.toy_class import KINDS, command, hand_in

Cli = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def submitted(tmp_path: Path, solved: str, bare: str) -> Path:
    return hand_in(tmp_path / "submitted", solved, bare, 2 * KINDS)


@pytest.fixture
def cli(course: Path) -> Cli:
    """Run the program in the toy course, or in another folder."""

    def run(*arguments: object, cwd: Path = course) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(*arguments), cwd=cwd, capture_output=True, text=True, timeout=120
        )

    return run
