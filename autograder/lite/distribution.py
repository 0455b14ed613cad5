"""Pyodide itself, which is Python as WebAssembly: by its address, or copied from a folder."""

from __future__ import annotations

import importlib.metadata as installed
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import AutograderError

LOCK = "pyodide-lock.json"
ENTRIES = ("pyodide.js", "pyodide.mjs")  # what a page loads first; newer versions have the second
RUNTIME = (*ENTRIES, "pyodide.asm.js", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
# The light page needs the first two, JupyterLite's kernel the others.
WANTED = ("numpy", "matplotlib", "micropip", "ssl", "sqlite3", "ipython", "jedi", "comm")
OLDEST_NUMPY = 2
KERNEL = "jupyterlite-pyodide-kernel"
SCHEMA = "kernel.v0.schema.json"  # in it the kernel says where it finds Pyodide
PLACE = "pyodide"


@dataclass(frozen=True)
class Distribution:
    """Where a page finds Pyodide: the address of its entry, and of a copy also the version."""

    entry: str
    version: str | None = None


def distribution(wanted: str | None, out: Path) -> Distribution:
    """Return where Pyodide is: at the address `wanted`, or, if that is a folder, copied to `out`.

    Without `wanted` it is where JupyterLite's kernel looks by itself.
    """
    if wanted is None:
        return Distribution(_kernels_own())
    if "://" in wanted:
        is_entry = wanted.endswith((".js", ".mjs"))
        return Distribution(wanted if is_entry else f"{wanted.rstrip('/')}/{ENTRIES[0]}")
    return _copied(Path(wanted).expanduser(), out / PLACE)


def _kernels_own() -> str:
    try:
        files = installed.files(KERNEL) or []
        schema = next(file for file in files if file.name == SCHEMA)
        return str(json.loads(schema.read_text())["properties"]["pyodideUrl"]["default"])
    except (installed.PackageNotFoundError, StopIteration, OSError, KeyError, ValueError):
        raise AutograderError(
            "Where is Pyodide? Its usual address is known to JupyterLite's kernel, which is not "
            "installed (make lite installs it). Or name it: --pyodide FOLDER, or an address."
        ) from None


def _copied(folder: Path, out: Path) -> Distribution:
    """Copy of a folder with Pyodide what is needed, with a lock file that names no more."""
    try:
        lock = json.loads((folder / LOCK).read_text(encoding="utf-8"))
        files = _chosen(lock["packages"])
        numpy, version = lock["packages"]["numpy"]["version"], str(lock["info"]["version"])
        is_old = int(numpy.split(".")[0]) < OLDEST_NUMPY
    except (OSError, ValueError, KeyError, TypeError):
        raise AutograderError(
            f"{folder} is no Pyodide that can be used: its {LOCK} is missing, or names no NumPy. "
            "Take the full distribution, not the core."
        ) from None
    if is_old:
        raise AutograderError(
            f"The Pyodide in {folder} has NumPy {numpy}; the checks need {OLDEST_NUMPY}.0 or newer."
        )
    there = [name for name in RUNTIME if (folder / name).is_file()]
    entry = next((name for name in ENTRIES if name in there), None)
    absent = [
        one["file_name"] for one in files.values() if not (folder / one["file_name"]).exists()
    ]
    if entry is None or absent:
        missing = ", ".join(absent[:3]) or ENTRIES[0]
        raise AutograderError(f"{folder} is not the full Pyodide: {missing} is missing.")
    out.mkdir(parents=True, exist_ok=True)
    for name in [*there, *(one["file_name"] for one in files.values())]:
        shutil.copyfile(folder / name, out / name)
    (out / LOCK).write_text(json.dumps({**lock, "packages": files}), encoding="utf-8")
    return Distribution(f"{PLACE}/{entry}", version)


def _chosen(packages: Mapping[str, Any]) -> dict[str, Any]:
    """Return of a lock file's packages those that are needed."""
    found: dict[str, Any] = {}
    waiting = [name for name in WANTED if name in packages]
    while waiting:
        name = waiting.pop().replace("_", "-")  # a dependency may be written so
        if name not in found:
            found[name] = packages[name]
            waiting += packages[name]["depends"]
    return found
