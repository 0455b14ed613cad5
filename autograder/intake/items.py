"""An item: one file, link, archive member or empty folder of what was handed in."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

ARCHIVE = ".zip"
INSIDE = "!"  # ends the name of an archive whose content follows


class Kind(StrEnum):
    """What an item is; only files can be read."""

    FILE = "file"
    LINK = "link"
    ODD = "odd"  # a pipe or a device, or a folder that cannot be opened
    EMPTY = "empty folder"


@dataclass(frozen=True, eq=False)
class Item:
    """One file, link, archive member or empty folder, by the parts of its path below the tree.

    `trouble` says why it is not read, or, of an archive, why it was not opened.
    """

    parts: tuple[str, ...]
    kind: Kind
    place: str  # the whole path, to be shown
    load: Callable[[], bytes]
    trouble: str = ""
    opened: int = -1  # of an archive: the number of members that have items of their own

    @property
    def name(self) -> str:
        return self.parts[-1].removesuffix(INSIDE)

    @property
    def entry(self) -> str:
        """The path below the tree, as a table shows it."""
        return shown("/".join(self.parts))

    @property
    def stem(self) -> str:
        return self.name[: -len(self.suffix)] if self.suffix else self.name

    @property
    def suffix(self) -> str:
        """The ending of the name in lower case, with its dot; "" if there is none."""
        return os.path.splitext(self.name)[1].lower()  # noqa: PTH122 - it is no path of ours


def shown(name: str) -> str:
    """Return a file's name as text; bytes that are no UTF-8, as in old archives, as escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def normal_name(name: str) -> str:
    """Return a name in Unicode's normal form C, since macOS writes another one."""
    return unicodedata.normalize("NFC", shown(name))
