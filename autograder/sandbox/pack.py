"""The pack of libraries for children: built once for an environment, then found in the cache."""

from __future__ import annotations

import hashlib
import marshal
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.child.pack import SIZES
from autograder.sandbox.process import LaunchError, command, environment

BUILDING = 300.0  # seconds that a slow machine may take
FORMAT = "1"  # of the pack; a new one makes older packs useless


def open_pack() -> int:
    """Return a descriptor of the pack for this Python, building it if need be.

    `LaunchError` if it cannot be built.
    """
    path = _path()
    descriptor = _usable(path)
    if descriptor is not None:
        return descriptor
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return _built(path)
    except OSError:  # no cache can be written: it lives as long as this process needs it
        with tempfile.TemporaryDirectory() as folder:
            return _built(Path(folder, path.name))


def _path() -> Path:
    """Return where the pack of this environment lies."""
    try:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:  # no home
        cache = Path(os.devnull)
    made_for = repr((FORMAT, sys.version, sys.prefix, sys.base_prefix)).encode()
    return Path(cache, "autograder", f"libraries-{hashlib.sha256(made_for).hexdigest()[:16]}.pack")


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
    """Whether every folder of libraries is as it was when the pack was built."""
    try:
        size, _ = SIZES.unpack(os.pread(descriptor, SIZES.size, 0))
        made_of = marshal.loads(os.pread(descriptor, size, SIZES.size))
        return all(Path(place).stat().st_mtime == changed for place, changed in made_of.items())
    except (OSError, ValueError, EOFError, TypeError):
        return False


def _built(path: Path) -> int:
    done = subprocess.run(
        command("pack", str(path)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(),
        timeout=BUILDING,
        check=False,
    )
    if done.returncode != 0:
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise LaunchError(f"the libraries cannot be read: {words[-1] if words else 'no reason'}")
    return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
