"""Zip archives from outside, read safely: nothing is unpacked to disk, and all is bounded.

A member whose path leads out, a link, a password, an archive in an archive: each is named, and not
read. What is declared is checked before anything is decompressed, and no member is read beyond the
bound for files, whatever it declares.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO

from autograder.course.foreign import MAX_BYTES, UnreadableError, opened, reading
from autograder.intake.items import INSIDE, Item, Kind

Opening = Callable[[], AbstractContextManager[IO[bytes]]]
UTF8 = 0x800  # a member's flag: its name is UTF-8
LOCKED = 0x1  # a member's flag: it is encrypted
TAIL = 22 + 65_535  # bytes at the end that hold the record of the directory
RECORD = b"PK\x05\x06"
MOST_RATIO, FROM_SIZE = 200, 2**20  # how many times larger a member may become, from which size on


@dataclass(frozen=True)
class Bounds:
    """What an archive may hold."""

    members: int
    size: int  # bytes, decompressed
    directory: int  # bytes


STUDENTS = Bounds(5_000, 500 * 2**20, 2 * 2**20)
CLASS = Bounds(500_000, 200 * 2**30, 200 * 2**20)


def members_of(path: Path, archive: Item, bounds: Bounds) -> Iterator[Item]:
    """Yield an archive on disk as an item, and then its members."""
    return _members(partial(opened, path), archive, bounds)


def members_in(archive: Item, bounds: Bounds) -> Iterator[Item]:
    """Yield an archive that is itself a member, and then its members."""
    try:
        data = archive.load()
    except UnreadableError as error:
        return iter([replace(archive, trouble=_told(archive, error))])
    return _members(partial(io.BytesIO, data), archive, bounds)


def _told(archive: Item, error: UnreadableError) -> str:
    return str(error).removeprefix(archive.place).strip().rstrip(".")


def _members(opening: Opening, archive: Item, bounds: Bounds) -> Iterator[Item]:
    try:
        found = _directory(opening, archive.place, bounds)
    except UnreadableError as error:
        yield replace(archive, trouble=_told(archive, error))
        return
    locked = any(one.flag_bits & LOCKED for one in found)
    trouble = "is locked with a password: ask for it without one" if locked else _too_large(found)
    if sum(one.file_size for one in found) > bounds.size:
        trouble = f"holds more than {bounds.size // 2**20} MB: ask for the one file alone"
    items = list(_items(opening, archive, found, trouble))
    yield replace(archive, trouble=trouble, opened=len(items))
    yield from items


def _directory(opening: Opening, place: str, bounds: Bounds) -> list[zipfile.ZipInfo]:
    """The members, without those folders that hold others; `UnreadableError` if there are none."""
    try:
        with reading(Path(place)), opening() as file:
            if _directory_size(file) > bounds.directory:
                raise UnreadableError(f"{place} holds too many files: ask for the one file alone.")
            with zipfile.ZipFile(file) as archive:
                found = archive.infolist()
    except UnreadableError as error:
        if "cannot be read" not in str(error):
            raise
        raise UnreadableError(f"{place} is damaged, or no zip archive: ask for it again.") from None
    if len(found) > bounds.members:
        raise UnreadableError(f"{place} holds more than {bounds.members:,} files.")
    return found


def _directory_size(file: IO[bytes]) -> int:
    """The bytes of the directory as the archive's end declares them, before it is parsed."""
    end = file.seek(0, io.SEEK_END)
    file.seek(max(0, end - TAIL))
    tail = file.read(TAIL)
    file.seek(0)
    at = tail.rfind(RECORD)
    if at < 0 or len(tail) < at + 22:
        return 0  # the parser refuses it
    declared = int(struct.unpack_from("<L", tail, at + 12)[0])
    return declared if declared < 0xFFFF_FFFF else end


def _too_large(found: list[zipfile.ZipInfo]) -> str:
    for one in found:
        if one.file_size > max(FROM_SIZE, MOST_RATIO * one.compress_size):
            return "holds a file that becomes too large when it is unpacked: ask for the file alone"
    return ""


def _items(
    opening: Opening, archive: Item, found: list[zipfile.ZipInfo], trouble: str
) -> Iterator[Item]:
    paths = {one: _path_of(one) for one in found}
    folders = {parts[:end] for parts in paths.values() for end in range(1, len(parts))}
    before = archive.parts and (*archive.parts[:-1], archive.parts[-1] + INSIDE)
    for one, parts in paths.items():
        if one.is_dir() and parts in folders:
            continue  # its files have items of their own
        why = trouble or _why_not(one, parts)
        mode = one.external_attr >> 16
        kind = Kind.LINK if stat.S_ISLNK(mode) else Kind.EMPTY if one.is_dir() else Kind.FILE
        place = f"{archive.place}{INSIDE}/{'/'.join(parts)}"
        load = partial(_load, opening, one, place, why)
        yield Item((*before, *parts), kind, place, load, why)


def _path_of(one: zipfile.ZipInfo) -> tuple[str, ...]:
    name = one.orig_filename.split("\0")[0]
    if not one.flag_bits & UTF8:  # macOS writes UTF-8 and does not say so
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = one.orig_filename
    parts = tuple(part for part in name.replace("\\", "/").split("/") if part not in ("", "."))
    return parts or ("(a name that is empty)",)


def _why_not(one: zipfile.ZipInfo, parts: tuple[str, ...]) -> str:
    """Why a member is not read; "" if it may be."""
    name = one.orig_filename.replace("\\", "/")
    if name.startswith("/") or ".." in parts or ":" in parts[0] or "\0" in name:
        return "its path leads out of the archive, so it is not read"
    if stat.S_ISLNK(one.external_attr >> 16):
        return "is a link: hand in the file itself"
    return ""


def _load(opening: Opening, one: zipfile.ZipInfo, place: str, why: str) -> bytes:
    if why:
        raise UnreadableError(f"{place} {why}.")
    with (
        reading(Path(place)),
        opening() as file,
        zipfile.ZipFile(file) as archive,
        archive.open(one) as member,
    ):
        data = member.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"{place} has more than {MAX_BYTES // 2**20} MB.")
    return data
