"""The libraries of a locked child: read from a pack in memory, as if they lay on the disk.

The fork server maps the pack; a child, which can open no file, then finds modules, data and fonts
there with Python's own finders. Compiled modules cannot be mapped behind the lock, so the fork
server maps them all beforehand: the child's import finds them in the process.
"""

from __future__ import annotations

import ctypes
import marshal
import mmap
import os
import sys
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec, PathFinder
from typing import Any

from autograder.child.pack import ABSENT, CONFIG, LIBRARIES, SIZES, File

QHULL = "matplotlib._qhull"
KNOWN = frozenset(sys.stdlib_module_names) | LIBRARIES | {"autograder"}  # the child's own modules
# These need a terminal or a screen; the last kind is Python's own tests.
NOT_MAPPED = ("_tkinter", "readline", "_curses", "_test", "_ctypes_test", "xxlimited", "_xxtest")


class Library:
    """The files of the pack, by path; empty where there is no pack."""

    def __init__(self) -> None:
        self.files: dict[str, File] = {}
        self.folders: dict[str, list[str]] = {}
        self._contents: Any = b""
        self._begin = 0

    def map(self, descriptor: int) -> None:
        """Map the pack that is open at `descriptor`; it may be closed afterwards.

        The mapping is private and read-only: no child can change what another one reads.
        """
        self._contents = mmap.mmap(descriptor, 0, mmap.MAP_PRIVATE, mmap.PROT_READ)
        made_of, index, _ = SIZES.unpack(self._contents[: SIZES.size])
        begin = SIZES.size + made_of
        self._begin = begin + index
        self.files, self.folders = marshal.loads(self._contents[begin : self._begin])

    def content(self, path: str) -> bytes | None:
        """Return what is in a file; None if it is not stored."""
        place, size, _, _ = self.files.get(path, (ABSENT, 0, 0, 0.0))
        if place == ABSENT:
            return None
        begin = self._begin + place
        return bytes(self._contents[begin : begin + size])

    def status(self, path: str) -> os.stat_result | None:
        """Return what `os.stat` would; None if there is no such file or folder."""
        if path in self.files:
            _, _, size, changed = self.files[path]
            return os.stat_result((0o100444, 0, 0, 1, 0, 0, size, changed, changed, changed))
        if path in self.folders:
            return os.stat_result((0o040555, 0, 0, 2, 0, 0, 0, 0, 0, 0))
        return None

    @staticmethod
    def is_own(path: str) -> bool:
        """Whether a path exists in the pack alone, and not on the disk."""
        return path == CONFIG or path.startswith(f"{CONFIG}/")

    def map_compiled_modules(self) -> None:
        """Load the shared objects of compiled modules into this process, without importing them.

        A process that did so must end by `os._exit`: some of them run code as they are unloaded.
        """
        for path in self.files:
            name = os.path.basename(path)
            if name.endswith(tuple(EXTENSION_SUFFIXES)) and not name.startswith(NOT_MAPPED):
                try:
                    ctypes.CDLL(path)
                except OSError:  # it lacks a library of the system: its import will say so
                    continue


class OnlyKnown(PathFinder):
    """Python's finder of modules on the path, for the libraries alone, at every level.

    Any other package is one that is not installed: neither imported nor found.
    """

    @classmethod
    def find_spec(cls, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """Return where a module is; None for a package that grading does not have."""
        top = name.partition(".")[0]
        if top not in KNOWN and not top.startswith("_sysconfigdata"):  # its name is the system's
            return None
        spec = super().find_spec(name, path, target)
        return _without_dev_null(spec) if name == QHULL else spec


def _without_dev_null(spec: ModuleSpec | None) -> ModuleSpec | None:
    """Have qhull write its errors to standard error: else it opens /dev/null, from C."""
    loader: Any = spec and spec.loader
    if loader is not None:
        load = loader.exec_module

        def exec_module(module: Any) -> None:
            load(module)
            delaunay = module.delaunay
            module.delaunay = lambda x, y, verbose: delaunay(x, y, True)

        loader.exec_module = exec_module
    return spec


LIBRARY = Library()
