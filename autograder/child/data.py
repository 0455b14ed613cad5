"""Gives a child the assignment's data: in memory behind the lock, else as files that are read-only.

A child that gets none although the assignment has some is told so when it opens their folder.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from autograder.child.memory_files import FILES
from autograder.child.wire_types import DATA

FILE, FOLDER, OPEN = 0o444, 0o555, 0o755  # rights


def give(data: dict[str, Any] | None, is_sealed: bool) -> None:
    """Put `data`, arrays of bytes by relative path, into the current folder; None: there are none.

    A child that is not sealed gets files on the disk, if it gets any.
    """
    if data is None:
        return
    content = {path: array.tobytes() for path, array in data.items()}
    if is_sealed:
        FILES.give(content, DATA)
    else:
        _write(content)


def _write(content: dict[str, bytes]) -> None:
    if Path(DATA).is_dir():  # of another child, if they share a folder
        _set_rights(OPEN)
        shutil.rmtree(DATA)
    for name, data in content.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        path.chmod(FILE)
    _set_rights(FOLDER)


def _set_rights(rights: int) -> None:
    for folder, _, _ in os.walk(DATA):
        Path(folder).chmod(rights)
