"""Text of grade files in the encodings in which LMSs and spreadsheets write them.

Decoding and encoding again gives the same bytes, whatever they are.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import AutograderError

BOM = "\ufeff"
EIGHT_BIT = "cp1252"  # of Excel's "CSV"; another such encoding is kept as well, and read wrongly
_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .xls files begin
_SAMPLE = 4_096


@dataclass(frozen=True)
class Encoding:
    """The codec of a file, and whether its text begins with a byte order mark."""

    name: str = "utf-8"
    bom: bool = True

    def encode(self, text: str) -> bytes:
        """Return the bytes of `text`; what the codec lacks becomes a question mark."""
        if self.name != EIGHT_BIT:
            return text.encode(self.name)
        try:
            return text.encode(self.name, "surrogateescape")
        except UnicodeEncodeError:  # only what we add: what was decoded can be encoded
            kept = "".join(char if _fits(char) else "?" for char in text)
            return kept.encode(self.name, "surrogateescape")


UTF_8 = Encoding()


def _fits(char: str) -> bool:
    try:
        char.encode(EIGHT_BIT, "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def decode(path: Path, data: bytes) -> tuple[str, Encoding]:
    """Return the text of `data`, which `path` holds, and its encoding.

    `AutograderError` if it is a workbook, or no text.
    """
    if data.startswith(_BOOKS):
        raise AutograderError(
            f"{path} is an Excel workbook, which no LMS takes back: fill a fresh copy of the "
            "LMS's own file, or save this one as CSV."
        )
    name = _MARKS.get(data[:2]) or _unmarked(data)
    try:
        text = data.decode(name, "surrogateescape" if name == EIGHT_BIT else "strict")
    except UnicodeDecodeError:
        raise AutograderError(
            f"{path} is damaged, as if a part of it were missing: take a fresh copy from the LMS."
        ) from None
    if "\0" in text:
        raise AutograderError(f"{path} is no text: take a fresh copy of the LMS's CSV file.")
    return text.removeprefix(BOM), Encoding(name, text.startswith(BOM))


def _unmarked(data: bytes) -> str:
    """The codec of bytes without UTF-16's mark, by where the zeros of UTF-16 would be."""
    sample = data[:_SAMPLE]
    for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros.count(0) * 4 > len(sample):  # of most letters of most headers
            return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return EIGHT_BIT
    return "utf-8"
