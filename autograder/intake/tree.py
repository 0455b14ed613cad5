"""The tree of what was handed in: each file, link, archive member and empty folder is an item.

No link is followed, and nothing is read before it is asked for.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from autograder.course.foreign import UnreadableError, data_of, reading, refuse_link
from autograder.errors import AutograderError
from autograder.intake.items import ARCHIVE, Item, Kind
from autograder.intake.names import folder_of_junk, junk

MOST_LOOKED_AT = 20_000  # items below a folder of one student


def walk(root: Path) -> list[Item]:
    """Return all items below a folder or in a zip; `AutograderError` if it cannot be opened."""
    with reading(root):
        refuse_link(root)
        if not root.exists():
            raise AutograderError(f"There is no folder or archive {root}. Check the path.")
        if not root.is_dir():
            return _of_download(Item((), Kind.FILE, str(root), partial(data_of, root)), root)
        items = list(_below(root, ()))
        whole = [one for one in items if not junk(one.parts)]
        if len(whole) == 1 and _is_archive(whole[0]):
            others = [one for one in items if one is not whole[0]]
            return [*others, *_of_download(whole[0], root.joinpath(*whole[0].parts))]
        return [one for item in items for one in _with_members(item, root)]


def look(root: Path) -> list[Item]:
    """Return the items in one student's folder, without what is never a submission."""
    found: list[Item] = []
    with reading(root):
        for item in _below(root, (), folder_of_junk):
            found += _with_members(item, root)
            if len(found) > MOST_LOOKED_AT:
                raise UnreadableError(
                    f"{root} holds more than {MOST_LOOKED_AT:,} files: name the file itself."
                )
    return found


def item_of(path: Path) -> list[Item]:
    """Return the item of one file, and those in it if it is an archive."""
    item = Item((path.name,), Kind.FILE, str(path), partial(data_of, path))
    return list(_with_members(item, path.parent))


def _below(
    root: Path, parts: tuple[str, ...], skip: Callable[[str], bool] = lambda _: False
) -> Iterator[Item]:
    """Yield what is below a folder; without recursion, since folders may be nested very deeply."""
    waiting = [parts]
    while waiting:
        here = waiting.pop()
        folder = root.joinpath(*here)
        try:
            with os.scandir(folder) as there:
                found = sorted(there, key=lambda one: one.name)
        except OSError as error:
            if not here:
                raise
            why = f"cannot be opened: {error.strerror or error}"
            yield Item(here, Kind.ODD, str(folder), _refused(folder, why), why)
            continue
        if not found and here:
            yield Item(here, Kind.EMPTY, str(folder), _refused(folder, "is a folder"))
        for one in found:
            if not one.is_dir(follow_symlinks=False):
                kind, path = Kind.LINK if one.is_symlink() else _kind_of(one), folder / one.name
                yield Item((*here, one.name), kind, str(path), partial(data_of, path))
            elif not skip(one.name):
                waiting.append((*here, one.name))


def _kind_of(one: os.DirEntry[str]) -> Kind:
    try:
        regular = stat.S_ISREG(one.stat(follow_symlinks=False).st_mode)
    except OSError:
        regular = True  # reading it tells what is wrong
    return Kind.FILE if regular else Kind.ODD


def _refused(path: Path, why: str) -> Callable[[], bytes]:
    def refuse() -> bytes:
        raise UnreadableError(f"{path} {why}.")

    return refuse


def _is_archive(item: Item) -> bool:
    return item.kind is Kind.FILE and item.suffix == ARCHIVE and not item.trouble


def _with_members(item: Item, root: Path) -> Iterator[Item]:
    """Yield an item and, if it is an archive, those in it."""
    if not _is_archive(item):
        yield item
        return
    from autograder.intake.archives import STUDENTS, members_of

    yield from members_of(root.joinpath(*item.parts), item, STUDENTS)


def _of_download(archive: Item, path: Path) -> list[Item]:
    """Return what is in the archive that an LMS gave, and in the archives in it."""
    from autograder.intake.archives import CLASS, STUDENTS, members_in, members_of

    whole, *inner = members_of(path, archive, CLASS)
    if whole.trouble:
        raise AutograderError(f"{path} {whole.trouble}.")
    found = [whole] if whole.parts else []
    for item in inner:
        found += members_in(item, STUDENTS) if _is_archive(item) else [item]
    return found
