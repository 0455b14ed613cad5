"""Who is who on the class's pages: names as they are, or pseudonyms from a secret."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from autograder.model import AutograderError

SHORTEST = 8  # characters of a secret: with fewer, trying them all gives the names away
LETTERS = 10  # of a pseudonym: 50 bits, so that among 50,000 students hardly any two share one
OPEN = "shown"


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


def links(out: Path, students: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return by shown name the addresses, below `out`, of a student's result files there are.

    `students` maps shown names to file names without their ending.
    """
    try:
        there = {path.name for path in (out / "results").iterdir()}
    except OSError:  # nothing was written there: then nothing is linked
        return {}
    return {
        shown: {
            ending: f"results/{quote(stem, safe='', errors='surrogatepass')}.{ending}"
            for ending in ("json", "html")
            if f"{stem}.{ending}" in there
        }
        for shown, stem in students.items()
    }
