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
from collections.abc import Callable, Iterator
from typing import Any

from autograder.child.library import LIBRARY, Library
from autograder.child.pack import CONFIG

MOST = 16 * 1024 * 1024  # bytes kept per file
MOST_FILES = 1_000
TEMPORARY = "/tmp"
ABSENT = "There is no such file while grading"
WRITING = frozenset("wax+")
Name = Any  # of a file: str, bytes or path


class MemoryFiles:
    """The stand-ins for `open` and for the functions of `os` that look at paths."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.files: dict[str, bytes] = {}
        self.folders: set[str] = {"/"}
        self.folder = "/"  # the current one
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
        raw = self._opened(self._path(file), file, mode)
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

    def _opened(self, path: str, file: Name, mode: str) -> _Kept:
        kept = self.files.get(path)
        if kept is None and not WRITING & {*mode}:
            kept = self.library.content(path)
        if "r" in mode and kept is None:
            raise self._fault(errno.EISDIR if self._is_folder(path) else errno.ENOENT, file)
        if "x" in mode and kept is not None:
            raise self._fault(errno.EEXIST, file)
        raw = _Kept(self, path, b"" if "w" in mode or kept is None else kept)
        if "a" in mode:
            raw.seek(0, io.SEEK_END)
        if "r" not in mode:
            self.keep(path, raw.getvalue(), file)
        return raw

    def keep(self, path: str, content: bytes, file: Name) -> None:
        """Keep the content of a file, as far as there is room."""
        if path not in self.files:
            if self.library.status(path) is not None:
                raise self._fault(errno.EACCES, file)
            if posixpath.dirname(path) not in self.folders:
                raise self._fault(errno.ENOENT, file)
            if len(self.files) >= MOST_FILES:
                raise self._fault(errno.ENOSPC, file)
        self.files[path] = content[:MOST]

    # --- paths ---

    def _path(self, file: Name) -> str:
        """Return a path as an absolute plain `str`: Matplotlib's subclass has another hash."""
        path = str(os.fsdecode(os.fspath(file)))
        return posixpath.normpath(posixpath.join(self.folder, path))

    def _is_folder(self, path: str) -> bool:
        return path in self.folders or path in self.library.folders

    @staticmethod
    def _fault(number: int, file: Name) -> OSError:
        text = ABSENT if number == errno.ENOENT else os.strerror(number)
        return OSError(number, text, file)

    def _stat(self, path: Name, *_: Any, **__: Any) -> os.stat_result:
        if isinstance(path, int):
            return os.fstat(path)
        where = self._path(path)
        kept = self.files.get(where)
        if kept is not None:
            return os.stat_result((0o100600, 0, 0, 1, 0, 0, len(kept), 0, 0, 0))
        if where in self.folders:
            return os.stat_result((0o040700, 0, 0, 2, 0, 0, 0, 0, 0, 0))
        found = self.library.status(where)
        if found is None:
            raise self._fault(errno.ENOENT, path)
        return found

    _lstat = _stat

    def _access(self, path: Name, mode: int, **_: Any) -> bool:
        where = self._path(path)
        if where in self.files or where in self.folders or where == CONFIG:
            return True
        return mode & os.W_OK == 0 and self.library.status(where) is not None

    def _listdir(self, path: Name = ".") -> list[str]:
        where = self._path(path)
        if not self._is_folder(where):
            raise self._fault(errno.ENOENT, path)
        own = [p for p in (*self.files, *self.folders) if posixpath.dirname(p) == where != p]
        return [*self.library.folders.get(where, ()), *map(posixpath.basename, own)]

    def _scandir(self, path: Name = ".") -> _Entries:
        folder = os.fsdecode(os.fspath(path))
        return _Entries(_Entry(self, folder, name) for name in self._listdir(path))

    def _mkdir(self, path: Name, *_: Any, **__: Any) -> None:
        where = self._path(path)
        if where in self.files or self._is_folder(where):
            raise self._fault(errno.EEXIST, path)
        if posixpath.dirname(where) not in self.folders:
            raise self._fault(errno.ENOENT, path)
        if len(self.folders) >= MOST_FILES:
            raise self._fault(errno.ENOSPC, path)
        self.folders.add(where)

    def _rmdir(self, path: Name, **_: Any) -> None:
        where = self._path(path)
        if where not in self.folders:
            raise self._fault(errno.ENOENT, path)
        if self._listdir(where):
            raise self._fault(errno.ENOTEMPTY, path)
        self.folders.discard(where)

    def _remove(self, path: Name, **_: Any) -> None:
        if self.files.pop(self._path(path), None) is None:
            raise self._fault(errno.ENOENT, path)

    _unlink = _remove

    def _rename(self, src: Name, dst: Name, **_: Any) -> None:
        content = self.files.get(self._path(src))
        if content is None:
            raise self._fault(errno.ENOENT, src)
        self.keep(self._path(dst), content, dst)
        if self._path(src) != self._path(dst):
            del self.files[self._path(src)]

    _replace = _rename

    def _chmod(self, path: Name, *_: Any, **__: Any) -> None:
        self._stat(path)  # who may read it does not matter here, nor when it changed

    _utime = _chmod

    def _chdir(self, path: Name) -> None:
        if self._path(path) not in self.folders:
            raise self._fault(errno.ENOENT, path)
        self.folder = self._path(path)

    def _getcwd(self) -> str:
        return self.folder

    def _readlink(self, path: Name, **_: Any) -> str:
        raise self._fault(errno.EINVAL, path)


STAND_INS = (
    *("stat", "lstat", "access", "listdir", "scandir", "mkdir", "rmdir", "remove", "unlink"),
    *("rename", "replace", "chmod", "utime", "chdir", "getcwd", "readlink"),
)


class _Kept(io.BytesIO):
    """A file whose content is stored when it is flushed or closed."""

    def __init__(self, files: MemoryFiles, path: str, content: bytes) -> None:
        super().__init__(content)
        self._files, self._before, self.name = files, content, path

    def flush(self) -> None:
        if not self.closed and (content := self.getvalue()) != self._before:
            self._files.keep(self.name, content, self.name)
            self._before = content

    def close(self) -> None:
        self.flush()
        super().close()

    def fileno(self) -> int:
        raise io.UnsupportedOperation(
            "files are in memory while grading, without a descriptor: np.load and open(...).read() "
            "can read them"
        )


class _Entry:
    """Like `os.DirEntry`."""

    def __init__(self, files: MemoryFiles, folder: str, name: str) -> None:
        self._files, self.name, self.path = files, name, posixpath.join(folder, name)

    def __fspath__(self) -> str:
        return self.path

    def stat(self, **_: Any) -> os.stat_result:
        return os.stat(self.path)

    def is_dir(self, **_: Any) -> bool:
        return os.path.isdir(self.path)

    def is_file(self, **_: Any) -> bool:
        return os.path.isfile(self.path)

    def is_symlink(self) -> bool:
        return False


class _Entries(Iterator[_Entry]):
    """What `os.scandir` returns: an iterator that a `with` statement may close."""

    def __init__(self, entries: Iterator[_Entry]) -> None:
        self._entries = entries

    def __next__(self) -> _Entry:
        return next(self._entries)

    def __enter__(self) -> _Entries:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._entries = iter(())


FILES = MemoryFiles(LIBRARY)
