"""Individual inputs: the seed from which hidden checks draw random numbers for one submission."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

from autograder.errors import AutograderError

SECRET = "secret.txt"  # at the course's root; whoever reads it can predict hidden inputs


def seed_of(root: Path, student: str | None) -> str:
    """Return what the inputs of a student's hidden checks are drawn from, besides the code.

    It is the HMAC-SHA256 (RFC 2104) of the student's name with the course's secret as key, or the
    name itself without a secret; the name is empty without a student. `AutograderError` if the
    secret cannot be read.
    """
    secret = _secret(root / SECRET)
    if not secret:
        return student or ""
    name = (student or "").encode("utf-8", "surrogatepass")
    return hmac.new(secret, name, hashlib.sha256).hexdigest()


def seed_for(seed: str, code: str) -> str:
    """Return the seed of the hidden inputs for one code: `seed` of the student, digest of the code.

    Each check adds its assignment and its own name. So the same code meets the same inputs at
    every grading, and another one meets others: nothing that one learns serves the next.
    """
    return hmac.new(
        seed.encode("utf-8", "surrogatepass"), code.encode(), hashlib.sha256
    ).hexdigest()


def _secret(path: Path) -> bytes:
    try:
        return path.read_bytes().strip()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise AutograderError(
            f"{path} cannot be read: {error.strerror or error}. Hidden inputs depend on it, so "
            "nothing was graded."
        ) from None
