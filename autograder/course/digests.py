"""The digest of a file that is released: the same wherever the file was written."""

from __future__ import annotations

import hashlib


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a file's content, equal for "\\n" and "\\r\\n" as line ends."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()
