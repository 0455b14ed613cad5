"""Locks on files, so that two runs do not write one at the same time."""

from __future__ import annotations

from typing import IO, Any


def is_alone(file: IO[Any]) -> bool:
    """Lock an open file until it is closed; False if another process has locked it.

    True also where there are no locks: on Windows, and on some file systems.
    """
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
