"""The pack of libraries for children: built once for an environment, then found in the cache."""

from __future__ import annotations

import hashlib
import json
import os
import struct
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from autograder.child.pack import NO_ROOM, SIZES
from autograder.sandbox.places import cache_folders, is_ours_alone, library_places
from autograder.sandbox.process import LaunchError, command, environment

BUILDING = 300.0  # seconds that a slow machine may take
MOST = 1024 * 1024  # bytes of what tells the folders that a pack was made of
DAY = 24 * 3600.0  # seconds
SUFFIX = ".pack"
FORMAT = "3"  # of the pack; a new one makes older packs useless


def open_pack() -> int:
    """Return a descriptor of the pack for this Python, building it if need be.

    `LaunchError` if it cannot be built.
    """
    name, folders = _name(), cache_folders()
    for folder in filter(is_ours_alone, folders):
        descriptor = _usable(folder / name)
        if descriptor is not None:
            with suppress(OSError):
                os.utime(folder / name)  # it is in use: see `_clear`
            return descriptor
    for folder in folders:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if is_ours_alone(folder):
                return _built(folder, name)
    # Nothing can be kept: the pack lives as long as a process needs it.
    try:
        with tempfile.TemporaryDirectory() as private:
            return _built(Path(private), name)
    except OSError as error:
        raise LaunchError(f"the libraries find no room: {error.strerror or error}") from None


def _name() -> str:
    """The name of this environment's pack."""
    python = (sys.version, os.uname().machine, sys.prefix, sys.base_prefix)
    made_for = repr((FORMAT, python, library_places())).encode()
    return f"libraries-{hashlib.sha256(made_for).hexdigest()[:16]}{SUFFIX}"


def _usable(path: Path) -> int | None:
    """Open the pack at `path` if it is there, ours alone to write, and not out of date."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    status = os.fstat(descriptor)
    if status.st_uid == os.geteuid() and not status.st_mode & 0o022 and _is_fresh(descriptor):
        return descriptor
    os.close(descriptor)
    return None


def _is_fresh(descriptor: int) -> bool:
    """Whether the pack is whole, and each folder of libraries as it was when that was built."""
    try:
        sizes = SIZES.unpack(os.pread(descriptor, SIZES.size, 0))
        if os.fstat(descriptor).st_size != SIZES.size + sum(sizes):
            return False
        made_of = json.loads(os.pread(descriptor, min(sizes[0], MOST), SIZES.size))
        return all(Path(place).stat().st_mtime == changed for place, changed in made_of.items())
    except (OSError, ValueError, TypeError, AttributeError, struct.error, RecursionError):
        return False


def _built(folder: Path, name: str) -> int:
    """Build the pack in `folder` and open it; `OSError` if it finds no room there.

    Others may build the same one meanwhile: each writes a file of its own, the last one stays.
    """
    handle, path = tempfile.mkstemp(prefix="unfinished-", dir=folder)
    beside = Path(path)
    try:
        _clear(folder)
        done = subprocess.run(
            command("pack", handle),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment(),
            timeout=BUILDING,
            check=False,
            pass_fds=(handle,),
        )
        if done.returncode == NO_ROOM:
            raise OSError(f"no room in {folder}")
        if done.returncode != 0:
            words = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise LaunchError(f"the libraries cannot be read: {words[-1] if words else 'no word'}")
        descriptor = os.open(beside, os.O_RDONLY | os.O_CLOEXEC)
        beside.replace(folder / name)
        return descriptor
    except subprocess.TimeoutExpired:
        raise LaunchError(f"the libraries were not read within {BUILDING:g} s") from None
    finally:
        os.close(handle)
        beside.unlink(missing_ok=True)


def _clear(folder: Path) -> None:
    """Remove packs that are out of date or long unused, and what killed builders left behind."""
    for path in folder.iterdir():
        with suppress(OSError):
            days = (time.time() - path.stat().st_mtime) / DAY
            descriptor = _usable(path) if path.suffix == SUFFIX and days < 30 else None
            if descriptor is not None:
                os.close(descriptor)
            elif path.suffix == SUFFIX or days > 1:
                path.unlink()
