"""The pack of libraries for children: built once for an environment, then found in the cache.

Children run what is in it, so nobody else may write it. The grader reads nothing of it but JSON.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder.child import pack as maker
from autograder.child.pack import SIZES
from autograder.sandbox.process import LaunchError, command, environment

UNUSED = 30 * 86_400.0  # seconds after which a pack that nobody opened is removed
BUILDING = 300.0  # seconds that a slow machine may take
WRITERS = stat.S_IWGRP | stat.S_IWOTH


def open_pack() -> int:
    """Return a descriptor of the pack for this Python, building it if need be.

    `LaunchError` if it cannot be built.
    """
    folder, name = _folder(), _name()
    if folder is not None:
        descriptor = _usable(folder / name)
        if descriptor is not None:
            with contextlib.suppress(OSError):
                os.utime(descriptor)  # it is in use
            return descriptor
        try:
            return _built(folder, name)
        except (OSError, LaunchError):  # such as a full disk
            pass
    return _built(None, name)


def _folder() -> Path | None:
    """Return the folder of packs; None if there can be none that only we, or root, can change."""
    try:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        folder = cache / "autograder"
        if not folder.is_absolute():  # it would be another one in each working directory
            return None
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = folder.resolve()
        own = folder.stat()
        if own.st_uid != os.geteuid() or own.st_mode & WRITERS:
            return None
        return folder if all(map(_is_safe, folder.parents)) else None
    except (OSError, RuntimeError):  # it cannot be made; there is no home
        return None


def _is_safe(folder: Path) -> bool:
    """Whether no stranger can rename what is in a folder."""
    status = folder.stat()
    is_open = status.st_mode & stat.S_IWOTH and not status.st_mode & stat.S_ISVTX
    return status.st_uid in (0, os.geteuid()) and not is_open


def _name() -> str:
    """Return the name of the pack of this environment, as this version of `maker` builds it."""
    rules = Path(maker.__file__).read_bytes()
    made_for = repr((sys.version, sys.prefix, sys.base_prefix)).encode()
    return f"libraries-{hashlib.sha256(rules + made_for).hexdigest()[:16]}.pack"


def _usable(path: Path) -> int | None:
    """Open the pack at `path` if it is sound and not out of date."""
    descriptor = _sound(path)
    if descriptor is None or _is_fresh(descriptor):
        return descriptor
    os.close(descriptor)
    return None


def _sound(path: Path) -> int | None:
    """Open the pack at `path` if it is there, whole, and nobody else can write it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    status = os.fstat(descriptor)
    is_ours = stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid()
    if is_ours and not status.st_mode & WRITERS and status.st_size == _size(descriptor):
        return descriptor
    os.close(descriptor)
    return None


def _size(descriptor: int) -> int:
    """Return how many bytes a pack should have, as its head says."""
    head = os.pread(descriptor, SIZES.size, 0)
    return SIZES.size + sum(SIZES.unpack(head)) if len(head) == SIZES.size else -1


def _is_fresh(descriptor: int) -> bool:
    """Whether every folder of libraries is as it was when the pack was built."""
    try:
        size = SIZES.unpack(os.pread(descriptor, SIZES.size, 0))[0]
        made_of = json.loads(os.pread(descriptor, size, SIZES.size))
        return all(Path(place).stat().st_mtime == changed for place, changed in made_of.items())
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return False


def _built(folder: Path | None, name: str) -> int:
    """Build the pack and open it; keep it in `folder`, or only as long as it is open."""
    with tempfile.TemporaryDirectory(prefix="building-", dir=folder) as place:
        path = Path(place, name)
        try:
            done = subprocess.run(
                command("pack", str(path)),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                cwd="/",
                env=environment(),
                timeout=BUILDING,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise LaunchError(f"the libraries cannot be read in {BUILDING:g} s") from None
        descriptor = _sound(path)
        if done.returncode != 0 or descriptor is None:
            words = done.stderr.decode("utf-8", "replace").strip().splitlines()
            reason = words[-1] if words else "no reason is known"
            raise LaunchError(f"the libraries cannot be read: {reason}")
        if folder is not None:
            path.replace(folder / name)
            _clear(folder)
        return descriptor


def _clear(folder: Path) -> None:
    """Remove the packs of environments that have changed or are gone, and those not in use."""
    for path in folder.glob("libraries-*.pack"):
        descriptor = _usable(path)
        is_new = False
        if descriptor is not None:
            is_new = time.time() - os.fstat(descriptor).st_mtime < UNUSED
            os.close(descriptor)
        if not is_new:
            with contextlib.suppress(OSError):
                path.unlink()
