"""What may be set of the hub, by environment variables or lines of `/etc/saywhy/hub.env`.

Whoever runs the hub as root has system users for the students and instructors of one course, and an
account that owns the course's folder. Whoever runs it as oneself tries it out alone.
"""

from __future__ import annotations

import os
import pwd
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

IS_ROOT = os.geteuid() == 0
LTI = ("ISSUER", "CLIENT_ID", "AUTHORIZE_URL", "JWKS_URL", "CONTEXT")
LOGINS = ("pam", "lti", "shared")
EXCHANGES = ("folders", "ngshare")


@dataclass(frozen=True)
class Settings:
    """The settings of one hub. Each is the variable of its name, in capitals, after `HUB_`."""

    course: str = "learning"  # the course's id for nbgrader, and its folder's name
    home: Path = Path("/srv/saywhy")  # holds the course, the exchange, and what the hub keeps
    address: str = ""  # where browsers are served; empty: everywhere
    port: int = 8000  # others, up to 81 above, are taken on this computer alone
    login: str = "pam"
    exchange: str = "folders"
    database: str = ""  # of the hub; empty: a file of SQLite
    gradebook: str = ""  # of the course; empty: a file of SQLite
    admins: str = ""  # login names, separated by blanks
    shared_password: str = ""  # for HUB_LOGIN=shared: one password for all, to try the hub out
    tls_key: str = ""
    tls_cert: str = ""
    lti: dict[str, str] = field(default_factory=dict)  # HUB_LTI_...

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Settings:
        """Return the settings that the environment `given` makes; raise ValueError if it cannot."""
        named = {name: given.get(f"HUB_{name.upper()}", "") for name in cls.__dataclass_fields__}
        values: dict[str, Any] = {name: value for name, value in named.items() if value}
        values["home"] = Path(values.get("home", cls.home)).resolve()
        values["port"] = int(values.get("port", cls.port))
        found = {name: given.get(f"HUB_LTI_{name}", "") for name in (*LTI, "USERNAME")}
        values["lti"] = {name: value for name, value in found.items() if value}
        made = cls(**values)
        made.check()
        return made

    def check(self) -> None:
        """Raise ValueError if what is set makes no hub."""
        if not (self.course.isascii() and self.course.isalnum() and self.course.islower()):
            raise ValueError("HUB_COURSE is made of small letters and digits.")
        if self.login not in LOGINS:
            raise ValueError(f"HUB_LOGIN is one of {', '.join(LOGINS)}, not {self.login!r}.")
        if self.exchange not in EXCHANGES:
            raise ValueError(f"HUB_EXCHANGE is one of {', '.join(EXCHANGES)}.")
        if self.login == "shared" and len(self.shared_password) < 8:
            raise ValueError("HUB_LOGIN=shared needs a HUB_SHARED_PASSWORD of 8 letters or more.")
        if self.login == "lti" and not IS_ROOT:
            raise ValueError("HUB_LOGIN=lti makes accounts, so the hub must be run as root.")
        missing = [f"HUB_LTI_{name}" for name in LTI if name not in self.lti]
        if self.login == "lti" and missing:
            raise ValueError(f"HUB_LOGIN=lti needs also {', '.join(missing)}.")

    @property
    def keeper(self) -> str:
        """The account that owns the course's folder, and grades."""
        return f"grader-{self.course}" if IS_ROOT else pwd.getpwuid(os.geteuid()).pw_name

    @property
    def students(self) -> str:
        """The system's group of students."""
        return f"{self.course}-students"

    @property
    def instructors(self) -> str:
        """The system's group of instructors."""
        return f"{self.course}-instructors"

    @property
    def folder(self) -> Path:
        """The course's folder, with the solutions and the gradebook."""
        return self.home / self.course

    @property
    def state(self) -> Path:
        """What the hub keeps for itself."""
        return self.home / "hub"

    @property
    def shared(self) -> Path:
        """The folders of nbgrader's exchange."""
        return self.home / "exchange"

    @property
    def ngshare(self) -> str:
        """The address of the exchange that is a service."""
        return f"http://127.0.0.1:{self.port + 11}/services/ngshare"

    def for_servers(self) -> dict[str, str]:
        """Return what every server is told; `jupyter/nbgrader_config.py` reads it."""
        told = {"SAYWHY_COURSE": self.course, "SAYWHY_EXCHANGE": str(self.shared)}
        return told if self.exchange == "folders" else {**told, "SAYWHY_NGSHARE": self.ngshare}
