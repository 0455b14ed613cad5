"""Individual inputs: the seed from which hidden checks draw random numbers for one student."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

from autograder.errors import AutograderError

SECRET = "secret.txt"  # at the course's root; whoever reads it can predict hidden inputs


def seed_of(root: Path, student: str | None) -> str:
    """Return the seed of a student's hidden inputs, the same at every grading.

    The seed is the HMAC-SHA256 (RFC 2104) of the student's name with the course's secret as key,
    or the name itself without a secret; "" without a student. Each check adds its assignment and
    its own name. `AutograderError` if the secret cannot be read.
    """
    if not student:
        return ""
    secret = _secret(root / SECRET)
    if not secret:
        return student
    name = student.encode("utf-8", "surrogatepass")
    return hmac.new(secret, name, hashlib.sha256).hexdigest()


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
