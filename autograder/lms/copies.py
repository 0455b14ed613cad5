"""What nbgrader may copy of a submitted folder, beside the notebook: ordinary files alone.

It would copy what a link leads to, with the instructor's rights and for all to read, and wait at a
pipe for ever.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from nbgrader.converters import NbGraderException

from autograder.lms.raw_cells import first_link

STAMP = "timestamp.txt"  # when it was handed in: nbgrader reads it
MOST_LEFT_OUT = 100  # nbgrader compares each file with each of them


def not_to_copy(folder: str) -> list[str]:
    """Return the paths of what is in `folder`, or it itself, and may not or cannot be copied.

    `NbGraderException` if these are so many that leaving them out would take long.
    """
    if first_link(Path(folder)) is not None:
        return [folder]
    stamp = Path(folder, STAMP)
    if os.path.lexists(stamp) and not _is_plain(stamp):
        raise NbGraderException(f"{stamp} is a link or no ordinary file: delete it.")
    found: list[str] = []
    for place, _, files in os.walk(folder):
        paths = (os.path.join(place, name) for name in files)  # noqa: PTH118 - as nbgrader does
        found += [path for path in paths if not _is_plain(Path(path))]
        if len(found) > MOST_LEFT_OUT:
            raise NbGraderException(
                f"{folder} holds more than {MOST_LEFT_OUT} links, pipes or closed files: delete "
                "them."
            )
    return found


def _is_plain(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode) and os.access(path, os.R_OK)


def take_out(source: Path, copied: Path) -> None:
    """Remove from the folder `copied` what of `source` was not to be copied.

    nbgrader's own command copies all there is, and opens the copies to others only later.
    """
    for name in not_to_copy(str(source)):
        found = copied / os.path.relpath(name, source)
        for file in [*found.rglob("*"), found]:
            if file.is_file():
                file.unlink()
