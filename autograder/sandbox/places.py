"""Where the libraries of children are installed, and where files for children may be kept."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

from autograder.child.pack import LIBRARIES

METADATA = (".dist-info", ".egg-info")  # endings in a folder of installed packages


def library_places() -> list[str]:
    """Return the folders of our path from which a child takes its libraries, in their order.

    Those are folders of installed packages: those of this Python, of the user, or of PYTHONPATH. A
    numpy.py beside a course counts no more than in the child, which does not look there.
    """
    return [place for place in dict.fromkeys(sys.path) if _holds_libraries(place)]


def _holds_libraries(place: str) -> bool:
    try:
        names = os.listdir(place) if Path(place).is_absolute() else []  # noqa: PTH208 - quicker
    except OSError:
        return False
    found = LIBRARIES.intersection(name.removesuffix(".py") for name in names)
    return bool(found) and any(name.endswith(METADATA) for name in names)


def cache_folders() -> list[Path]:
    """Return where files may be kept: in the user's cache, else with the temporary files."""
    own = _user_cache()
    return [*([own] if own else []), Path(tempfile.gettempdir(), f"autograder-{os.geteuid()}")]


def is_ours_alone(folder: Path) -> bool:
    """Whether a folder is there, is our own, and nobody else can write in it."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    is_ours = status.st_uid == os.geteuid() and not status.st_mode & 0o022
    return is_ours and stat.S_ISDIR(status.st_mode)


def _user_cache() -> Path | None:
    """The folder in the user's cache, unless there is none, or it lies in another user's home."""
    try:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        if not cache.is_absolute():
            return None
        home = cache if cache.exists() else cache.parent
        return cache / "autograder" if home.stat().st_uid == os.geteuid() else None
    except (RuntimeError, OSError):  # there is no home, or it is closed
        return None
