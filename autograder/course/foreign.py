"""Files that somebody else wrote: no link is followed, and whatever goes wrong is one error.

This is the only place that opens a submitted file, and the only one that knows which faults the
reading of foreign text may have.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from autograder.errors import AutograderError

MAX_BYTES = 20 * 1024 * 1024
# A file may become a link or a pipe after we looked; only some systems have each of these.
_SAFELY = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


class UnreadableError(AutograderError):
    """The file cannot be graded; the text says why and what usually helps."""


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn any fault while the file at `path` is read into an `UnreadableError` that names it.

    Text can be made so that a parser meets a bound of Python: of depth, of digits, of memory. That
    costs whoever handed it in, and nobody else.
    """
    try:
        yield
    except AutograderError:
        raise
    except Exception as error:
        raise UnreadableError(f"{path} cannot be read: {_why(error)}.") from None


def _why(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, MemoryError):
        return "it needs too much memory"
    if isinstance(error, UnicodeError):
        return "it holds half a character, which no text can hold"
    return str(error).rstrip(".") if isinstance(error, ValueError) else repr(error)


def refuse_link(path: Path) -> None:
    """Raise `UnreadableError` if `path` is a link: it may lead to what is not the student's."""
    if path.is_symlink():
        raise UnreadableError(f"{path} is a link: hand in the file itself.")


def data_of(path: Path) -> bytes:
    """Return the bytes of an ordinary file; `UnreadableError` for any other, or a large one."""
    with reading(path):
        with opened(path) as file:
            _refuse_size(path, os.fstat(file.fileno()).st_size)
            data = file.read(MAX_BYTES + 1)
        _refuse_size(path, len(data))
        return data


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Yield an ordinary file of any size, opened to be read; `UnreadableError` for any other."""
    refuse_link(path)
    _refuse_unusual(path, path.stat())  # to open a device may do something
    with os.fdopen(os.open(path, os.O_RDONLY | _SAFELY), "rb") as file:
        _refuse_unusual(path, os.fstat(file.fileno()))
        yield file


def _refuse_unusual(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):  # reading a pipe may never end
        raise UnreadableError(f"{path} is no ordinary file: hand in the .py or .ipynb itself.")


def _refuse_size(path: Path, size: int) -> None:
    if size > MAX_BYTES:
        raise UnreadableError(
            f"{path} has {size / 1e6:.0f} MB; at most {MAX_BYTES // 2**20} MB are read. "
            "Usually a stored output is to blame: clear all outputs and save again."
        )
