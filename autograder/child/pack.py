"""Packs Python's libraries into one file, from which locked children load them.

The pack holds the standard library, NumPy and Matplotlib with what they need: bytecode, data and
Matplotlib's own fonts. It is built once for an environment; `library` reads it.

Layout: three sizes of eight bytes; what the pack was made of (JSON), its index (by `marshal`, which
only children read), and the contents.
"""

from __future__ import annotations

import errno
import importlib.util
import json
import marshal
import os
import struct
import sys
import sysconfig
from collections.abc import Iterator
from importlib import import_module
from typing import Any

LIBRARIES = frozenset(
    {"numpy", "matplotlib", "mpl_toolkits", "pylab"}
    | {"PIL", "contourpy", "cycler", "dateutil", "fontTools", "kiwisolver", "packaging"}
    | {"pyparsing", "six"}
)
PROJECTS = LIBRARIES | {"fonttools", "pillow", "python_dateutil"}  # as distributions are named
# Of no use to a submission, or not to be had: a screen, a terminal, other programs.
LEFT_OUT = frozenset(
    {"dist-packages", "site-packages", "ensurepip", "idlelib", "pydoc_data", "test", "tests"}
    | {"tkinter", "turtle.py", "turtledemo", "venv", "__phello__", "__pycache__"}
)
CONFIG = "/matplotlib"  # of the child's Matplotlib; it exists in the pack alone
BUILT_IN = (".so", ".py", ".a", ".c", ".h", ".pyi", ".pyx", ".pxd", ".o", ".exe")  # not stored
ABSENT = -1  # the place of a file that is known, but whose content is not stored
SIZES = struct.Struct("<QQQ")
NO_ROOM = 3  # the exit status if the disk is full

File = tuple[int, int, int, float]  # where the content begins, its bytes, st_size, st_mtime


def main(out: int) -> None:
    """Write the pack for this interpreter to the descriptor `out`."""
    sys.dont_write_bytecode = True  # it would change the folders that the pack is made of
    made_of = json.dumps(sources()).encode()  # first: what changes meanwhile makes it out of date
    files: dict[str, File] = {}
    folders: dict[str, list[str]] = {}
    contents: list[bytes] = []
    place = 0
    for name, status, data in (*_libraries(folders), *_fonts(folders)):
        files[name] = (ABSENT if data is None else place, len(data or b""), *status)
        if data:
            contents.append(data)
            place += len(data)
    index = marshal.dumps((files, folders))
    try:
        with open(out, "wb", closefd=False) as file:
            file.write(SIZES.pack(len(made_of), len(index), place) + made_of + index)
            file.writelines(contents)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            os._exit(NO_ROOM)
        raise


def sources() -> dict[str, float]:
    """Return when each folder of libraries last changed; later changes make a pack out of date."""
    places = [place for place in sys.path if os.path.isdir(place)]
    inside = [os.path.join(p, name) for p in places for name in os.listdir(p) if _is_wanted(name)]
    return {path: os.stat(path).st_mtime for path in (*places, *inside) if os.path.exists(path)}


def _libraries(folders: dict[str, list[str]]) -> Iterator[tuple[str, Any, bytes | None]]:
    """Yield path, status and content of each file, and note what each folder holds."""
    standard = sysconfig.get_path("stdlib")
    for place in filter(os.path.isdir, sys.path):
        if place == standard or os.path.basename(place) == "lib-dynload":
            names = [name for name in os.listdir(place) if name not in LEFT_OUT]
        else:
            names = [name for name in os.listdir(place) if _is_wanted(name)]
        if names:
            yield from _walk(place, sorted(names), folders)


def _is_wanted(name: str) -> bool:
    """Whether a library, or what tells its version, has this name among other packages."""
    project, _, rest = name.partition("-")
    return name.removesuffix(".py") in LIBRARIES or (
        rest.endswith(".dist-info") and project.lower() in PROJECTS
    )


def _walk(
    folder: str, names: list[str], folders: dict[str, list[str]]
) -> Iterator[tuple[str, Any, bytes | None]]:
    folders[folder] = kept = []
    for name in names:
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            if name not in LEFT_OUT and os.access(path, os.R_OK | os.X_OK):
                kept.append(name)
                yield from _walk(path, sorted(os.listdir(path)), folders)
            continue
        if name.endswith(".so") and "fontTools" in folder:
            continue  # its Python code does the same
        data = None
        try:
            status = os.stat(path)
            if not name.endswith(BUILT_IN):
                with open(path, "rb") as file:
                    data = file.read()
        except OSError:  # a link that leads nowhere, or a file that is closed to us
            continue
        kept.append(name)
        if name.endswith(".py"):
            yield from _bytecode(path, folders)
        yield path, (status.st_size, status.st_mtime), data


def _bytecode(path: str, folders: dict[str, list[str]]) -> Iterator[tuple[str, Any, bytes]]:
    """Yield the compiled module at `path`, if it compiles; a later Python's syntax does not."""
    from importlib._bootstrap_external import _code_to_timestamp_pyc  # type: ignore[attr-defined]

    status = os.stat(path)
    where = importlib.util.cache_from_source(path)
    try:
        with open(where, "rb") as file:
            data = file.read()
        if data[:16] != _code_to_timestamp_pyc(None, int(status.st_mtime), status.st_size)[:16]:
            raise FileNotFoundError
    except OSError:
        try:
            with open(path, "rb") as file:
                code = compile(file.read(), path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, OSError):
            return
        data = bytes(_code_to_timestamp_pyc(code, int(status.st_mtime), status.st_size))
    folder, name = os.path.split(where)
    folders.setdefault(folder, []).append(name)
    yield where, (len(data), status.st_mtime), data


def _fonts(folders: dict[str, list[str]]) -> Iterator[tuple[str, Any, bytes]]:
    """Yield Matplotlib's list of fonts: its own and no others, so that all computers draw alike."""
    try:
        manager = import_module("matplotlib.font_manager")
    except ImportError:
        return
    search = manager.findSystemFonts
    manager.__dict__["findSystemFonts"] = lambda places=None, **kind: (
        search(places, **kind) if places else []
    )
    import tempfile

    name = f"fontlist-v{manager.FontManager.__version__}.json"
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, name)
        manager.json_dump(manager.FontManager(), file)
        with open(file, "rb") as opened:
            data = opened.read()
    folders[CONFIG] = [name]
    yield f"{CONFIG}/{name}", (len(data), 0.0), data
