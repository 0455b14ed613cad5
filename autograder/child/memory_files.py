"""Files in memory, for a child that may open none: its libraries, and what it writes itself.

A submission can save a picture or a table as in an empty folder, and read it again; its files end
with the child. The stand-ins are in place from the start, because NumPy and others keep references
to `open`; until `close_doors` they pass everything on to the real functions.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import posixpath
import sys
from collections.abc import Callable
from typing import Any

from autograder.child.library import LIBRARY, Library
from autograder.child.memory_folders import STAND_INS, MemoryFolders, Name
from autograder.child.pack import CONFIG

TEMPORARY = "/tmp"
WRITING = frozenset("wax+")


class MemoryFiles(MemoryFolders):
    """The stand-ins for `open` and for the functions of `os` that look at paths."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.are_doors_closed = False
        self._real: dict[str, Callable[..., Any]] = {}

    def install(self) -> None:
        """Replace the functions in this process."""
        self._real["open"], self._real["open_code"] = io.open, io.open_code
        builtins.open = io.open = self.open
        io.open_code = self.open_code
        import _io

        _io.open, _io.open_code = io.open, io.open_code
        low = sys.modules["posix"]
        for name in STAND_INS:
            self._real[name] = getattr(os, name)
            stand_in = self._either(name)
            setattr(os, name, stand_in)
            setattr(low, name, stand_in)

    def close_doors(self, folder: str) -> None:
        """From now on, serve only what is in memory; `folder` becomes the current one."""
        import tempfile  # not before `install`: it asks what the functions of `os` can do

        self.are_doors_closed = True
        self.folder = folder
        self.folders |= {CONFIG, TEMPORARY}
        tempfile.tempdir = TEMPORARY
        while folder not in self.folders:
            self.folders.add(folder)
            folder = posixpath.dirname(folder)

    def _either(self, name: str) -> Callable[..., Any]:
        real, ours = self._real[name], getattr(self, f"_{name}")

        def stand_in(*args: Any, **kwargs: Any) -> Any:
            if self.are_doors_closed or (args and self._is_packed(args[0])):
                return ours(*args, **kwargs)
            return real(*args, **kwargs)

        stand_in.__name__ = name
        return stand_in

    # --- open ---

    def open(self, file: Name, mode: str = "r", buffering: int = -1, *args: Any, **kw: Any) -> Any:
        """Like the built-in `open`, for the files in memory and for open descriptors."""
        if isinstance(file, int) or not (self.are_doors_closed or self._is_packed(file)):
            return self._real["open"](file, mode, buffering, *args, **kw)
        raw = self._opened(self.path_of(file), file, mode)
        if "b" in mode:
            return raw
        encoding, errors, newline = (*args, None, None, None)[:3]
        encoding = kw.get("encoding", encoding)
        return io.TextIOWrapper(
            raw,
            "utf-8" if encoding in (None, "locale") else encoding,
            kw.get("errors", errors),
            kw.get("newline", newline),
        )

    def open_code(self, path: str) -> Any:
        """Like `io.open_code`, which Python's import opens modules with."""
        content = self.library.content(path) if self.are_doors_closed else None
        if content is None:
            if self.are_doors_closed:
                return self.open(path, "rb")
            return self._real["open_code"](path)
        return io.BytesIO(content)

    def _is_packed(self, file: Name) -> bool:
        """Whether the pack alone has this file: then it serves it from the start."""
        if not isinstance(file, (str, os.PathLike)):
            return False
        path = os.fspath(file)
        return isinstance(path, str) and self.library.is_own(path)

    def _opened(self, path: str, file: Name, mode: str) -> _Read:
        kept = self.files.get(path)
        if WRITING & {*mode}:
            self.refuse_change(path, file)
        elif kept is None:
            kept = self.given.get(path)
            kept = self.library.content(path) if kept is None else kept
        if "r" in mode and kept is None:
            raise self.fault(errno.EISDIR if self.is_folder(path) else errno.ENOENT, file)
        if "x" in mode and kept is not None:
            raise self.fault(errno.EEXIST, file)
        if kept is not None and not WRITING & {*mode}:
            return _Read(path, kept)
        raw = _Kept(self, path, b"" if "w" in mode or kept is None else kept)
        if "a" in mode:
            raw.seek(0, io.SEEK_END)
        if "r" not in mode:
            self.keep(path, raw.getvalue(), file)
        return raw


class _Read(io.BytesIO):
    """A file that is open for reading."""

    def __init__(self, path: str, content: bytes) -> None:
        super().__init__(content)
        self.name = path

    def writable(self) -> bool:
        return False

    def write(self, data: Any) -> int:
        raise io.UnsupportedOperation("not writable")

    def fileno(self) -> int:
        raise io.UnsupportedOperation(
            "files are in memory while grading, without a descriptor: np.load and open(...).read() "
            "can read them"
        )


class _Kept(_Read):
    """A file whose content is stored when it is flushed or closed."""

    def __init__(self, files: MemoryFiles, path: str, content: bytes) -> None:
        super().__init__(path, content)
        self._files, self._before = files, content

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return io.BytesIO.write(self, data)

    def flush(self) -> None:
        if not self.closed and (content := self.getvalue()) != self._before:
            self._before = content
            self._files.keep(self.name, content, self.name)

    def close(self) -> None:
        try:
            self.flush()
        finally:
            super().close()


FILES = MemoryFiles(LIBRARY)
