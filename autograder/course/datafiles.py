"""The data of an assignment: the files of its folder `data/`, which students get, too.

In every place where a submission runs it finds them relative to its own folder, as in
`np.load("data/digits.npz")`, and can only read them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.child.wire_types import DATA
from autograder.course.foreign import data_of
from autograder.errors import AutograderError

README = "README.md"  # in it: what the data are, where they come from, and their licence
MOST_BYTES = 4 * 2**20  # in all: every child gets them, and the bundle holds them
MOST_FILES = 100


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files of `folder/data`, by their path relative to `folder`; {} without any.

    `AutograderError` if they are too large or too many, if one is a link or no ordinary file, or if
    no README.md tells source and licence.
    """
    place = folder / DATA
    if not place.is_dir() or place.is_symlink():
        return {}
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    for path in _files(place):
        if path.is_symlink() or not path.is_file():
            raise AutograderError(f"{path} is a link or no ordinary file: put the file itself.")
        left -= path.stat().st_size
        if left < 0 or len(found) >= MOST_FILES:
            raise AutograderError(
                f"{place} holds more than {MOST_FILES} files or {MOST_BYTES:,} bytes, which every "
                "submission would be given: take fewer examples, or a compressed file (.npz)."
            )
        found[path.relative_to(folder).as_posix()] = data_of(path)
    if found and not found.get(f"{DATA}/{README}", b"").strip():
        raise AutograderError(
            f"{place} has no {README}: say in it what the data are, where they come from, and "
            "under which licence they may be given on."
        )
    return found


def _files(place: Path) -> Iterator[Path]:
    """Yield what lies in `place` and below, in order; hidden files and caches are left out."""
    for parent, folders, names in os.walk(place):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in sorted(folders):
            if Path(parent, name).is_symlink():
                yield Path(parent, name)
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith("."))


@contextmanager
def beside_data(folder: Path) -> Iterator[None]:
    """Make `folder` the current one meanwhile, if it has data: for functions of ours.

    A submission's own functions run in a child, or in a kernel, where the folder is right already.
    """
    if not (folder / DATA).is_dir():
        yield
        return
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
