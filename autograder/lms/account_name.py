"""The names of system accounts for people whom an LMS knows by other names.

The hub of `deploy/jupyterhub` makes the accounts, and a roster from the LMS names students by them.
"""

from __future__ import annotations

import hashlib
import re

NAME = re.compile(r"[a-z][a-z0-9_-]{0,30}")
HASHED = re.compile(r".*-[0-9a-f]{12}")


def account_name(text: str) -> str:
    """Return the account's name for what an LMS calls a person, such as an address.

    Different texts never give one name: what is not a plain name ends in a digest of the text.
    """
    if NAME.fullmatch(text) and not HASHED.fullmatch(text):
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    start = re.sub(r"[^a-z0-9_]", "", text.partition("@")[0].lower())[:16].lstrip("0123456789_")
    return f"{start or 'user'}-{digest}"
