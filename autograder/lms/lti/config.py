"""The settings for sending grades to a platform: a TOML file beside a private key.

issuer = "https://canvas.example.edu"
client_id = "10000000000042"
token_url = "https://canvas.example.edu/login/oauth2/token"
key = "tool.pem"                  # RSA, beside this file; never in a repository

[lineitems]                       # the platform's address of each assignment's column
01_taylor = "https://canvas.example.edu/api/lti/courses/1/line_items/77"

[users]                           # student to LTI user id; or lms_id in a roster
ada = "535fa085f22b4655f48cd5a36a9215f64c062838"
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from autograder.errors import AutograderError

HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Config:
    """A tool's registration with a platform, and where its grades go.

    `audience` and `key_id` are for platforms that require unusual ones; `timeout` and `backoff`
    are in seconds; `retries` is the number of attempts after the first.
    """

    issuer: str
    client_id: str
    token_url: str
    private_key: str = field(repr=False)
    audience: str = ""
    key_id: str = ""
    lineitems: dict[str, str] = field(default_factory=dict)
    users: dict[str, str] = field(default_factory=dict)
    timeout: float = 30.0
    retries: int = 5
    backoff: float = 1.0


TEXTS = ("issuer", "client_id", "token_url", "audience", "key_id")
NUMBERS = ("timeout", "retries", "backoff")
TABLES = ("lineitems", "users")


def read_config(path: Path) -> Config:
    """Read and check a configuration file; `AutograderError` says what is wrong with it."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AutograderError(f"{path} cannot be read: {error.strerror or error}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AutograderError(f"{path} is no proper TOML: {error}.") from None
    _check(path, data)
    key = path.parent / Path(data.pop("key")).expanduser()
    try:
        data["private_key"] = key.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AutograderError(f"The key {key} cannot be read: {error}.") from None
    for url in (data["token_url"], *data.get("lineitems", {}).values()):
        _check_url(path, url)
    return Config(**data)


def _check(path: Path, data: dict[str, Any]) -> None:
    known = {**dict.fromkeys((*TEXTS, "key"), str), **dict.fromkeys(NUMBERS, (int, float))}
    known |= dict.fromkeys(TABLES, dict)
    for name in ("issuer", "client_id", "token_url", "key"):
        if not data.get(name):
            raise AutograderError(f"{path} has no {name!r}.")
    for name, value in data.items():
        if name not in known:
            raise AutograderError(f"{path}: {name!r} means nothing here.")
        if not isinstance(value, known[name]):  # type: ignore[arg-type]
            raise AutograderError(f"{path}: {name!r} has a value of the wrong kind.")
    for table in TABLES:
        if not all(isinstance(value, str) for value in data.get(table, {}).values()):
            raise AutograderError(f"{path}: all values in [{table}] should be text in quotes.")


def _check_url(path: Path, url: str) -> None:
    """Raise `AutograderError` unless `url` is encrypted, or on this computer for a test."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in HERE):
        raise AutograderError(f"{path}: {url} should begin with https://")
