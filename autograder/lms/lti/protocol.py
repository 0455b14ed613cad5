"""The words of LTI 1.3 and its services: scopes, media types, claims, and what is an address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from autograder.errors import AutograderError

AGS = "https://purl.imsglobal.org/spec/lti-ags/"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/"
DEEP = "https://purl.imsglobal.org/spec/lti-dl/claim/"
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"

SCORE = f"{AGS}scope/score"
LINEITEM = f"{AGS}scope/lineitem"
LINEITEM_READ = f"{AGS}scope/lineitem.readonly"
MEMBERS = f"{NRPS}scope/contextmembership.readonly"

SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"
LINEITEM_TYPE = "application/vnd.ims.lis.v2.lineitem+json"
LINEITEMS_TYPE = "application/vnd.ims.lis.v2.lineitemcontainer+json"
MEMBERS_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"

MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership"
TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"
VERSION = "1.3.0"
TICK = timedelta(seconds=1)  # Moodle compares whole seconds

HERE = ("localhost", "127.0.0.1", "::1")


class PlatformError(AutograderError):
    """The platform did not do what it was asked; the text names the address and the usual fix."""


class NotAllowedError(PlatformError):
    """The platform does not let the tool use a service, or not by this scope."""


class BusyError(PlatformError):
    """The platform is busy or out of reach, after all repeats; `is_told`: it asks to come later."""

    def __init__(self, text: str, is_told: bool = False) -> None:
        super().__init__(text)
        self.is_told = is_told


def stamp(when: datetime) -> str:
    """Return a time as ISO 8601 in UTC, with parts of a second, as AGS wants it."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def later(text: str) -> str:
    """Return the next time that a platform takes for a later one."""
    return stamp(datetime.fromisoformat(text) + TICK)


def is_safe(url: str) -> bool:
    """Whether what is sent to `url` is encrypted, or stays on this computer, as for a test."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in HERE))


def origin(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port of a safe address: who gets what is sent there."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return parts.scheme, (parts.hostname or "").lower(), port


def is_below(url: str, base: str) -> bool:
    """Whether `url` is `base` or lies below it, however it is written.

    A browser takes `\\` for `/`, drops control characters, and goes up at `..`; a user name before
    the host hides where an address leads. None of these is below anything.
    """
    if not base or not is_safe(url) or not url.isprintable() or "\\" in url or " " in url:
        return False
    parts, wanted = urlsplit(url), urlsplit(base)
    path, home = parts.path.lower(), wanted.path.rstrip("/").lower()
    odd = "@" in parts.netloc or any(dots in path for dots in ("..", "%2e", "%2f", "%5c"))
    return not odd and origin(url) == origin(base) and f"{path}/".startswith(f"{home}/")
