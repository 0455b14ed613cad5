"""Digests: of a file that is released, of folders, of the whole program."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from autograder import __version__

ENGINE = Path(__file__).resolve().parent.parent
SOURCES = (".py", ".toml", ".json", ".jinja", ".css", ".js")  # what a result or page depends on
LIBRARIES = ("numpy", "matplotlib")


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a file's content, equal for "\\n" and "\\r\\n" as line ends."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def _is_source(file: Path) -> bool:
    return file.suffix in SOURCES


def digest_of_folders(folders: Iterable[Path], counts: Callable[[Path], bool] = _is_source) -> str:
    """Return a digest of those files below `folders` that count."""
    found = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if counts(file) and file.is_file():
                found.update(f"{file.relative_to(folder)}\n".encode())
                found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


@cache
def digest_of_engine() -> str:
    """Return the digest of this program, which stays the same as long as it runs."""
    versions = (__version__, sys.version_info[:2], *map(_version, LIBRARIES))
    return hashlib.sha256(f"{digest_of_folders([ENGINE])}{versions!r}".encode()).hexdigest()


def _version(library: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # dear, and no student needs it

    try:
        return version(library)
    except PackageNotFoundError:  # without NumPy no child can start, which is told in its place
        return ""
