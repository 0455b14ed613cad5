"""SHA-256 digests of the bundle's files, so that `make doctor` can say which were edited."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from autograder.course.digests import digest_of

DIGESTS = "autograder/digests.json"
DATA = "data"  # and those in this folder of it
KEPT = ("test_public.py", "hints.json", "limits.toml")  # an assignment's files not to be edited


def digests(content: Mapping[str, bytes]) -> bytes:
    """Return the digests, as JSON, of a bundle's grader, checks, hints, limits and data.

    `content` maps the path of each file in the bundle to its bytes.
    """
    kept = [
        name
        for name in sorted(content)
        if name.startswith("autograder/")
        or PurePosixPath(name).name in KEPT
        or DATA in _folders(name)
    ]
    return json.dumps({name: digest_of(content[name]) for name in kept}, indent=0).encode()


def _folders(name: str) -> tuple[str, ...]:
    return PurePosixPath(name).parent.parts[2:]  # inside an assignment's folder
