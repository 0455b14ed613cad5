"""Files and folders in memory, and the stand-ins for the functions of `os` that look at paths."""

from __future__ import annotations

import errno
import os
import posixpath
import time
from collections.abc import Iterator
from typing import Any

from autograder.child.library import Library
from autograder.child.pack import CONFIG

MOST = 16 * 1024 * 1024  # bytes kept per file
MOST_FILES = 1_000
MOST_IN_ALL = 256 * 1024 * 1024  # bytes
ABSENT = "There is no such file while grading"
READ_ONLY = "The assignment's data can only be read while grading: write your files elsewhere"
WITHHELD = "The assignment's data are closed while this exercise is checked"
TEXTS = {errno.ENOENT: ABSENT, errno.EROFS: READ_ONLY}
Name = Any  # of a file: str, bytes or path


class MemoryFolders:
    """The files of the library, and those that a submission writes; nothing else exists."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.files: dict[str, bytes] = {}
        self.folders: set[str] = {"/"}
        self.folder = "/"  # the current one
        self.given: dict[str, bytes] = {}  # the assignment's data
        self.given_folder = ""  # that they lie in
        self.is_withheld = False  # whether that folder is closed
        self.since = int(time.time())  # when all of it changed: archives refuse the year 1970

    def give(self, data: dict[str, bytes], name: str) -> None:
        """Put `data`, by path, into the current folder, for reading only.

        All lie in its subfolder `name`, which stays closed if there are none.
        """
        self.given = {self.path_of(path): content for path, content in data.items()}
        self.given_folder, self.is_withheld = self.path_of(name), not data
        for path in self.given:
            while (path := posixpath.dirname(path)) != self.folder:
                self.folders.add(path)

    def is_given(self, path: str) -> bool:
        """Whether a path lies in the folder of the assignment's data, or is that folder."""
        return bool(self.given_folder) and f"{path}/".startswith(f"{self.given_folder}/")

    def refuse_change(self, path: str, file: Name) -> None:
        """Raise the error for who would change the assignment's data."""
        if self.is_given(path):
            raise self.fault(errno.EROFS, file)

    def keep(self, path: str, content: bytes, file: Name) -> None:
        """Keep the content of a file, if there is room."""
        self.refuse_change(path, file)
        is_new = path not in self.files
        if is_new:
            if path in self.folders:
                raise self.fault(errno.EISDIR, file)
            if self.library.status(path) is not None:
                raise self.fault(errno.EACCES, file)
            if posixpath.dirname(path) not in self.folders:
                raise self.fault(errno.ENOENT, file)
        others = sum(len(one) for name, one in self.files.items() if name != path)
        is_full = len(content) > MOST or others + len(content) > MOST_IN_ALL
        if is_full or (is_new and len(self.files) >= MOST_FILES):
            raise self.fault(errno.ENOSPC, file)
        self.files[path] = content

    def path_of(self, file: Name) -> str:
        """Return a path as an absolute plain `str`: Matplotlib's subclass has another hash."""
        path = str(os.fsdecode(os.fspath(file)))
        path = posixpath.normpath(posixpath.join(self.folder, path))
        if self.is_withheld and self.is_given(path):
            raise OSError(errno.EACCES, WITHHELD, file)
        return path

    def is_folder(self, path: str) -> bool:
        return path in self.folders or path in self.library.folders

    @staticmethod
    def fault(number: int, file: Name) -> OSError:
        return OSError(number, TEXTS.get(number) or os.strerror(number), file)

    def _stat(self, path: Name, *_: Any, **__: Any) -> os.stat_result:
        if isinstance(path, int):
            return os.fstat(path)
        where = self.path_of(path)
        kept = self.files.get(where)
        if kept is not None:
            return os.stat_result((0o100600, 0, 0, 1, 0, 0, len(kept), *[self.since] * 3))
        if where in self.given:
            size = len(self.given[where])
            return os.stat_result((0o100444, 0, 0, 1, 0, 0, size, *[self.since] * 3))
        if where in self.folders:
            return os.stat_result((0o040700, 0, 0, 2, 0, 0, 0, *[self.since] * 3))
        found = self.library.status(where)
        if found is None:
            raise self.fault(errno.ENOENT, path)
        return found

    _lstat = _stat

    def _access(self, path: Name, mode: int, **_: Any) -> bool:
        try:
            where = self.path_of(path)
        except OSError:  # it is withheld
            return False
        if self.is_given(where):
            return mode & os.W_OK == 0 and (where in self.given or where in self.folders)
        if where in self.files or where in self.folders or where == CONFIG:
            return True
        return mode & os.W_OK == 0 and self.library.status(where) is not None

    def _listdir(self, path: Name = ".") -> list[str]:
        where = self.path_of(path)
        if not self.is_folder(where):
            raise self.fault(errno.ENOENT, path)
        there = (*self.files, *self.folders, *self.given)
        own = [p for p in there if posixpath.dirname(p) == where != p]
        return [*self.library.folders.get(where, ()), *map(posixpath.basename, own)]

    def _scandir(self, path: Name = ".") -> _Entries:
        folder = os.fsdecode(os.fspath(path))
        return _Entries(_Entry(folder, name) for name in self._listdir(path))

    def _mkdir(self, path: Name, *_: Any, **__: Any) -> None:
        where = self.path_of(path)
        if where in self.files or self.is_folder(where):
            raise self.fault(errno.EEXIST, path)
        self.refuse_change(where, path)
        if posixpath.dirname(where) not in self.folders:
            raise self.fault(errno.ENOENT, path)
        if len(self.folders) >= MOST_FILES:
            raise self.fault(errno.ENOSPC, path)
        self.folders.add(where)

    def _rmdir(self, path: Name, **_: Any) -> None:
        where = self.path_of(path)
        self.refuse_change(where, path)
        if where not in self.folders:
            raise self.fault(errno.ENOENT, path)
        if self._listdir(where):
            raise self.fault(errno.ENOTEMPTY, path)
        self.folders.discard(where)

    def _remove(self, path: Name, **_: Any) -> None:
        where = self.path_of(path)
        self.refuse_change(where, path)
        if self.files.pop(where, None) is None:
            raise self.fault(errno.ENOENT, path)

    _unlink = _remove

    def _rename(self, src: Name, dst: Name, **_: Any) -> None:
        self.refuse_change(self.path_of(src), src)
        content = self.files.get(self.path_of(src))
        if content is None:
            raise self.fault(errno.ENOENT, src)
        self.keep(self.path_of(dst), content, dst)
        if self.path_of(src) != self.path_of(dst):
            del self.files[self.path_of(src)]

    _replace = _rename

    def _chmod(self, path: Name, *_: Any, **__: Any) -> None:
        self._stat(path)  # who may read it does not matter here, nor when it changed

    _utime = _chmod

    def _chdir(self, path: Name) -> None:
        if self.path_of(path) not in self.folders:
            raise self.fault(errno.ENOENT, path)
        self.folder = self.path_of(path)

    def _getcwd(self) -> str:
        return self.folder

    def _readlink(self, path: Name, **_: Any) -> str:
        raise self.fault(errno.EINVAL, path)


STAND_INS = (
    *("stat", "lstat", "access", "listdir", "scandir", "mkdir", "rmdir", "remove", "unlink"),
    *("rename", "replace", "chmod", "utime", "chdir", "getcwd", "readlink"),
)


class _Entry:
    """Like `os.DirEntry`."""

    def __init__(self, folder: str, name: str) -> None:
        self.name, self.path = name, posixpath.join(folder, name)

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
