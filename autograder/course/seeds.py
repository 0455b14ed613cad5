"""Individual inputs: the seed from which hidden checks draw random numbers for one submission."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

from autograder.errors import AutograderError

SECRET = "secret.txt"  # at the course's root; whoever reads it can predict hidden inputs
RULE = "2"  # how hidden inputs are drawn; the first rule did not look at the code
NO_SECRET = "-"
STEADY = ":"  # between what both decide, student and code, and what the student alone decides
HINT = 4  # hexadecimal digits by which secrets are told apart; they betray 16 bits at most


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
    every grading, and another one meets others: nothing that one learns serves the next. A second
    part, after `STEADY`, does not depend on the code.
    """
    whole = seed.encode("utf-8", "surrogatepass")
    both, steady = (hmac.new(whole, one.encode(), hashlib.sha256).hexdigest() for one in (code, ""))
    return f"{both}{STEADY}{steady}"


def inputs_of(root: Path) -> str:
    """Return by what hidden inputs are drawn now: the rule, and a hint at the secret."""
    secret = _secret(root / SECRET)
    hint = hmac.new(secret, b"which secret", hashlib.sha256).hexdigest()[:HINT]
    return f"{RULE} {hint if secret else NO_SECRET}"


def redrawn(before: str, now: str) -> str:
    """Say why results whose inputs were drawn by `before` have others now; "" if they have not."""
    if before == now:
        return ""
    if before.split()[:1] != [RULE]:
        return "their hidden inputs were drawn by an older rule"
    if now.endswith(NO_SECRET):
        return f"their hidden inputs were drawn with a {SECRET}, which is missing now"
    if before.endswith(NO_SECRET):
        return f"their hidden inputs were drawn without the {SECRET} that is there now"
    return f"their hidden inputs were drawn with another {SECRET}"


def foreseeable(inputs: str) -> str:
    """Say that hidden inputs were drawn without a secret; "" if with one, or if there are none."""
    if not inputs.endswith(NO_SECRET):
        return ""
    return f"There is no {SECRET}: whoever has the hidden checks can foretell their inputs."


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
