"""Logins that have begun, each of which ends once: state and nonce of OpenID Connect."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

SECONDS = 600.0  # that a login may take
MOST = 10_000  # logins at the same time; the oldest go first


@dataclass(frozen=True)
class Login:
    """A login that has begun, and for which address; `nonce` has to come back in the token."""

    state: str
    nonce: str
    target: str
    until: float

    @property
    def cookie(self) -> str:
        """The name of the cookie that binds it to a browser: two windows do not disturb."""
        return f"lti-{self.state[:12]}"


class Pending:
    """The logins that have begun in this process."""

    def __init__(self) -> None:
        self._logins: OrderedDict[str, Login] = OrderedDict()
        self._lock = Lock()

    def begin(self, target: str) -> Login:
        """Begin a login that leads to the address `target`."""
        until = time.monotonic() + SECONDS
        login = Login(secrets.token_urlsafe(32), secrets.token_urlsafe(32), target, until)
        with self._lock:
            self._logins[login.state] = login
            while len(self._logins) > MOST:
                self._logins.popitem(last=False)
        return login

    def end(self, state: str) -> Login | None:
        """Return the login of a state and forget it; None if it is unknown, used or too old."""
        with self._lock:
            login = self._logins.pop(state, None)
        return login if login is not None and time.monotonic() < login.until else None
