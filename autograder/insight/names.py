"""Who is who on the class's pages: names as they are, or pseudonyms from a secret."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from autograder.errors import AutograderError

SHORTEST = 8  # characters of a secret: with fewer, trying them all gives the names away
LETTERS = 10  # of a pseudonym: 50 bits, so that among 50,000 students hardly any two share one
OPEN = "shown"
LONGEST_STEM = 200  # bytes: file systems take names of 255


@dataclass(frozen=True)
class Names:
    """How students are called; with a `secret` (given, never stored) by pseudonyms.

    A pseudonym is a keyed hash (HMAC-SHA-256): the same student has the same one as long as the
    secret stays, and without the secret nobody can go back, nor try names that may be in the class.
    Raises `AutograderError` for a secret too short to keep any.
    """

    secret: str | None = None

    def __post_init__(self) -> None:
        if self.secret is not None and len(self.secret) < SHORTEST:
            raise AutograderError(
                f"Names are hidden with a secret of {SHORTEST} characters or more: pseudonyms "
                "from a shorter one can be undone by trying."
            )

    @property
    def hidden(self) -> bool:
        return self.secret is not None

    @property
    def kind(self) -> str:
        """Which names a file holds: two files of one kind can be compared student by student."""
        return OPEN if self.secret is None else f"hidden {self._keyed('kind', '')}"

    def of(self, student: str) -> str:
        """Return what `student` is called."""
        return student if self.secret is None else f"p-{self._keyed('student', student)}"

    def _keyed(self, purpose: str, text: str) -> str:
        message = f"autograder {purpose}\0{text}".encode("utf-8", "surrogatepass")
        digest = hmac.new((self.secret or "").encode(), message, hashlib.sha256).digest()
        return base64.b32encode(digest).decode().lower()[:LETTERS]


def stem_of(student: str) -> str:
    """Return how a student's files are named, before their ending: after the student.

    A name that leaves no room for an ending is cut, and told from others by a digest.
    """
    data = student.encode("utf-8", "surrogatepass")
    if len(data) <= LONGEST_STEM:
        return student
    digest = hashlib.sha256(data).hexdigest()[:16]
    return f"{data[: LONGEST_STEM - 17].decode(errors='ignore')}~{digest}"


def links(out: Path, students: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return by student the addresses, below `out`, of the result files that there are."""
    try:
        there = {path.name for path in (out / "results").iterdir()}
    except OSError:  # nothing was written there: then nothing is linked
        return {}
    return {
        student: {
            ending: f"results/{quote(stem, safe='', errors='surrogatepass')}.{ending}"
            for ending in ("json", "html")
            if f"{stem}.{ending}" in there
        }
        for student, stem in ((one, stem_of(one)) for one in students)
    }
