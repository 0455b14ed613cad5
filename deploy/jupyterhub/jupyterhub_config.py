"""A hub for one course: nbgrader for students, one shared formgrader for all instructors.

It works as it stands: `jupyterhub -f deploy/jupyterhub/jupyterhub_config.py`, after `install.sh`
has made the accounts and folders (docs/jupyterhub.md). What may be set is in `settings.py`.
"""

import os
import secrets
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from exchange_service import Enroller  # noqa: E402 - only now they are found
from logins import login  # noqa: E402
from prepare import PROXY  # noqa: E402
from settings import Settings  # noqa: E402

c = get_config()  # noqa: F821 - JupyterHub gives it
settings = Settings.read(os.environ)
COURSE, PORT = settings.course, settings.port
STUDENTS, INSTRUCTORS = f"nbgrader-{COURSE}", f"formgrade-{COURSE}"
LOCAL = "http://127.0.0.1"
IS_NGSHARE = settings.exchange == "ngshare"


def jupyter_config(whose: str) -> str:
    """The folders of Jupyter's settings for everyone's servers, or for the course's."""
    return os.pathsep.join(str(HERE / "jupyter" / name) for name in (whose, "both"))


# The hub, and the proxy that browsers talk to.
c.JupyterHub.bind_url = f"http{'s' if settings.tls_cert else ''}://{settings.address}:{PORT}"
c.JupyterHub.ssl_key, c.JupyterHub.ssl_cert = settings.tls_key, settings.tls_cert
c.JupyterHub.hub_bind_url = f"{LOCAL}:{PORT + 81}"
c.ConfigurableHTTPProxy.api_url = f"{LOCAL}:{PORT + 1}"
c.ConfigurableHTTPProxy.command = [str(PROXY)]
c.ConfigurableHTTPProxy.pid_file = str(settings.state / "proxy.pid")
c.JupyterHub.db_url = settings.database or f"sqlite:///{settings.state / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(settings.state / "cookie_secret")

# Who logs in. The groups are the system's; everybody in the course is let in, nobody else.
c.JupyterHub.authenticator_class = login(settings)
c.Authenticator.manage_groups = True
c.Authenticator.allow_all = True
c.Authenticator.admin_users = set(settings.admins.split())
c.SharedPasswordAuthenticator.user_password = settings.shared_password
if settings.login == "lti":
    c.LTI13Authenticator.issuer = settings.lti["ISSUER"]
    c.LTI13Authenticator.client_id = set(settings.lti["CLIENT_ID"].split())
    c.LTI13Authenticator.authorize_url = settings.lti["AUTHORIZE_URL"]
    c.LTI13Authenticator.jwks_endpoint = settings.lti["JWKS_URL"]
    c.LTI13Authenticator.username_key = settings.lti.get("USERNAME", "sub")

# Everybody's own server: the lists of assignments and courses; no formgrader.
common = {**settings.for_servers(), "JUPYTER_CONFIG_PATH": jupyter_config("everyone")}
c.Spawner.environment = common
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.default_url = "/lab"
c.Spawner.http_timeout = c.Spawner.start_timeout = 120

# The course's own server, in which the instructors grade: the account that owns the course runs it.
tokens = {name: secrets.token_hex(32) for name in (COURSE, "ngshare")}
grading = {
    **common,
    "JUPYTER_CONFIG_PATH": jupyter_config("course"),
    "JUPYTERHUB_DEFAULT_URL": "/lab",
}
if settings.gradebook:
    grading["AUTOGRADER_DB"] = settings.gradebook
shared = {
    "name": COURSE,
    "url": f"{LOCAL}:{PORT + 10}",
    "command": [
        sys.executable,
        "-m",
        "jupyterhub.singleuser",
        f"--ServerApp.root_dir={settings.folder}",
    ],
    "cwd": str(settings.folder),
    "user": settings.keeper,
    "environment": grading,
    "api_token": tokens[COURSE],
    "oauth_no_confirm": True,
}
ngshare = {
    "name": "ngshare",
    "url": f"{LOCAL}:{PORT + 11}",
    "command": [
        sys.executable,
        str(HERE / "ngshare_service.py"),
        f"--database=sqlite:///{settings.home / 'ngshare' / 'ngshare.db'}",
        f"--storage={settings.home / 'ngshare' / 'files'}",
        f"--admins={COURSE}",
    ],
    "cwd": str(settings.home / "ngshare"),
    "user": settings.keeper,
    "environment": {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    },
    "api_token": tokens["ngshare"],
    "oauth_no_confirm": True,
}
# An LMS gets a link and a column for each assignment (docs/lti.md), if the course says which LMS.
links = {
    "name": "lti",
    "url": f"{LOCAL}:{PORT + 12}",
    "command": [sys.executable, "-m", "autograder", "lti", "serve", "--config", "lti.toml"],
    "cwd": str(settings.folder),
    "user": settings.keeper,
}
HAS_LINKS = settings.login == "lti" and (settings.folder / "lti.toml").is_file()
c.JupyterHub.services = [shared, *[ngshare] * IS_NGSHARE, *[links] * HAS_LINKS]

# Rights: what a token may do is also bounded by what its owner may.
grade = [f"access:services!service={COURSE}", f"read:services!service={COURSE}", "list:services"]
share = ["access:services!service=ngshare"] if IS_NGSHARE else []
c.JupyterHub.load_roles = [
    {"name": "grading", "groups": [INSTRUCTORS], "scopes": grade},
    {
        "name": "server",
        "scopes": ["users:activity!user", "access:servers!server", *grade, *share],
    },
]
if IS_NGSHARE:
    c.JupyterHub.load_roles += [
        {
            "name": "sharing",
            "groups": [STUDENTS, INSTRUCTORS],
            "services": [COURSE],
            "scopes": share,
        },
    ]
    c.Spawner.pre_spawn_hook = Enroller(settings, tokens[COURSE])
