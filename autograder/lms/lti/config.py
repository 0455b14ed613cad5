"""The settings of a tool at a platform: a TOML file beside a private key.

issuer = "https://canvas.example.edu"
client_id = "10000000000042"
token_url = "https://canvas.example.edu/login/oauth2/token"
key = "tool.pem"                  # RSA, beside this file; never in a repository

# Of one course; `autograder lti serve` learns both from an instructor's launch.
memberships_url = "https://canvas.example.edu/api/lti/courses/1/names_and_roles"
lineitems_url = "https://canvas.example.edu/api/lti/courses/1/line_items"

# For `autograder lti serve`.
auth_url = "https://canvas.example.edu/api/lti/authorize_redirect"
jwks_url = "https://canvas.example.edu/api/lti/security/jwks"
deployments = ["1:4dde05e8ca1973bcca9bffc13e1548820eee93a3"]
tool_url = "https://hub.example.edu/services/lti"
hub_url = "https://hub.example.edu"

[lineitems]                       # for columns that cannot be found by their names
01_taylor = "https://canvas.example.edu/api/lti/courses/1/line_items/77"

[users]                           # student to LTI user id; or lms_id in a roster
ada = "535fa085f22b4655f48cd5a36a9215f64c062838"
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from autograder.errors import AutograderError
from autograder.lms.lti.protocol import is_safe

NOTEBOOK = "hub/user-redirect/lab/tree/{name}/{slug}.ipynb"


@dataclass(frozen=True)
class Config:
    """A tool's registration with a platform, and where its grades go.

    `audience` and `key_id` are for platforms that require unusual ones; `timeout` and `backoff`
    are in seconds; `retries` is the number of attempts after the first. `tool_url` is the address
    of our own service. Assignments open at the path `notebook` of the hub at `hub_url`, or of the
    site at `site_url`, which needs no login.
    """

    issuer: str
    client_id: str
    token_url: str
    private_key: str = field(repr=False)
    audience: str = ""
    key_id: str = ""
    auth_url: str = ""
    jwks_url: str = ""
    tool_url: str = ""
    hub_url: str = ""
    site_url: str = ""
    notebook: str = NOTEBOOK
    memberships_url: str = ""
    lineitems_url: str = ""
    deployments: list[str] = field(default_factory=list)
    lineitems: dict[str, str] = field(default_factory=dict)
    users: dict[str, str] = field(default_factory=dict)
    timeout: float = 30.0
    retries: int = 5
    backoff: float = 1.0


SERVICES = ("token_url", "auth_url", "jwks_url", "tool_url", "hub_url", "site_url")
COURSE = ("memberships_url", "lineitems_url")
TEXTS = ("issuer", "client_id", "audience", "key_id", "notebook", *SERVICES, *COURSE)
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
    named = (data[name] for name in (*SERVICES, *COURSE) if data.get(name))
    for url in (*named, *data.get("lineitems", {}).values()):
        if not is_safe(url):
            raise AutograderError(f"{path}: {url} should begin with https://")
    return Config(**data)


def _check(path: Path, data: dict[str, Any]) -> None:
    known = {**dict.fromkeys((*TEXTS, "key"), str), **dict.fromkeys(NUMBERS, (int, float))}
    known |= {**dict.fromkeys(TABLES, dict), "deployments": list}
    for name in ("issuer", "client_id", "token_url", "key"):
        if not data.get(name):
            raise AutograderError(f"{path} has no {name!r}.")
    for name, value in data.items():
        if name not in known:
            raise AutograderError(f"{path}: {name!r} means nothing here.")
        if isinstance(value, bool) or not isinstance(value, known[name]):  # type: ignore[arg-type]
            raise AutograderError(f"{path}: {name!r} has a value of the wrong kind.")
    for table in TABLES:
        if not all(isinstance(value, str) for value in data.get(table, {}).values()):
            raise AutograderError(f"{path}: all values in [{table}] should be text in quotes.")
    try:
        data.get("notebook", NOTEBOOK).format(name="01_taylor", slug="taylor")
    except (LookupError, ValueError):
        raise AutograderError(f"{path}: 'notebook' may hold {{name}} and {{slug}} alone.") from None
    if not all(isinstance(one, str) for one in data.get("deployments", [])):
        raise AutograderError(f"{path}: all deployments should be text in quotes.")


def need_library() -> None:
    """Raise `AutograderError` unless the packages of the extra `lti` are installed."""
    if not all(find_spec(name) for name in ("cryptography", "jwt", "requests")):
        raise AutograderError("LTI needs more packages: pip install 'saywhy[lti]'.")
