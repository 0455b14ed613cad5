"""Files in memory, for a child that may not open any: it can read again what it wrote.

So a submission can save a picture or a table as in an empty folder; the files end with the child.
"""

from __future__ import annotations

import builtins
import io
import os
from typing import Any

MOST = 16 * 1024 * 1024  # bytes kept per file
ABSENT = "There is no such file while grading"
_usual = io.open


class MemoryFiles:
    """The contents of the files, by path."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files

    def install(self) -> None:
        """Replace `open` and `os.stat` in this process."""
        builtins.open = io.open = self.open
        os.stat = self.stat

    def stat(self, path: Any, *_: Any, **__: Any) -> os.stat_result:
        """Like `os.stat`, so that `os.path.exists` and the like find the files in memory."""
        kept = None if isinstance(path, int) else self.files.get(_name(path))
        if kept is None:
            raise FileNotFoundError(2, ABSENT, path)
        return os.stat_result((0o100600, 0, 0, 1, 0, 0, len(kept), 0, 0, 0))

    def open(self, file: Any, mode: str = "r", buffering: int = -1, *args: Any, **kw: Any) -> Any:
        """Like the built-in `open`, for the files in memory and for open descriptors."""
        if isinstance(file, int):
            return _usual(file, mode, buffering, *args, **kw)
        path = _name(file)
        kept = self.files.get(path)
        if "r" in mode and kept is None:
            raise FileNotFoundError(2, ABSENT, path)
        if "x" in mode and kept is not None:
            raise FileExistsError(17, "File exists", path)
        raw = _Kept(self, path, b"" if "w" in mode or kept is None else kept)
        if "a" in mode:
            raw.seek(0, io.SEEK_END)
        if "r" not in mode:
            self.files[path] = raw.getvalue()
        if "b" in mode:
            return raw
        encoding, errors, newline = (*args, None, None, None)[:3]
        return io.TextIOWrapper(
            raw,
            kw.get("encoding", encoding) or "utf-8",
            kw.get("errors", errors),
            kw.get("newline", newline),
        )


class _Kept(io.BytesIO):
    """A file whose content is stored when it is flushed or closed."""

    def __init__(self, drawer: MemoryFiles, name: str, content: bytes) -> None:
        super().__init__(content)
        self.drawer, self.name = drawer, name

    def flush(self) -> None:
        if not self.closed:
            self.drawer.files[self.name] = self.getvalue()[:MOST]

    def close(self) -> None:
        self.flush()
        super().close()


def _name(path: Any) -> str:
    """Return the path as a plain `str`: Matplotlib's subclass of it has another hash."""
    return str(os.fsdecode(os.fspath(path)))
