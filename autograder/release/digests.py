"""What students get and should leave as it is, by its digest: the bundle holds the list."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import PurePosixPath

DIGESTS = "autograder/digests.json"
KEPT = ("test_public.py", "hints.json", "limits.toml")  # of an assignment; the rest is theirs


def digests(content: Mapping[str, bytes]) -> bytes:
    """Return the list for a bundle's files (path to bytes): the grader, its checks and hints."""
    kept = [
        name
        for name in sorted(content)
        if name.startswith("autograder/") or PurePosixPath(name).name in KEPT
    ]
    return json.dumps({name: digest_of(content[name]) for name in kept}, indent=0).encode()


def digest_of(data: bytes) -> str:
    """Return the digest of a file's content, the same for every system's line ends."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()
