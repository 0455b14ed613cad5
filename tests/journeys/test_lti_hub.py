"""From a deep link to a notebook in a real JupyterHub, whose logins are the LMS's.

The hub starts our service. An instructor adds an assignment by it; a student's launch of that link
is handed on to the hub's own authenticator, and ends at the notebook. The test is the LMS and the
browser; the hub runs without its proxy, so that both have a port.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from factories.toy_course import TOY
from parts import LTI_HUB

pytest.importorskip("jwt", reason=LTI_HUB.reason)
pytest.importorskip("ltiauthenticator", reason=LTI_HUB.reason)

import jwt
import requests
from factories.lti_launch import DEPLOYMENT, STUDENT, Browser, Room, answers, asked_of, jwk, pem
from factories.lti_platform import CLIENT, Platform

from autograder.lms.lti.config import read_config
from autograder.lms.lti.contexts import file_of, read_contexts
from autograder.lms.lti.protocol import CLAIM, DEEP

pytestmark = [pytest.mark.slow, pytest.mark.long]
LINK = "LtiResourceLinkRequest"
HUB_CONFIG = """
from jupyterhub.proxy import Proxy

class NoProxy(Proxy):
    should_start = False
    routes = {{}}
    async def add_route(self, routespec, target, data):
        self.routes[routespec] = {{"routespec": routespec, "target": target, "data": data}}
    async def delete_route(self, routespec):
        self.routes.pop(routespec, None)
    async def get_all_routes(self):
        return self.routes

c.JupyterHub.proxy_class = NoProxy
c.JupyterHub.bind_url = c.JupyterHub.hub_bind_url = "{hub}"
c.JupyterHub.db_url = "sqlite:///:memory:"
c.JupyterHub.cookie_secret = bytes(32)
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.authenticator_class = "ltiauthenticator.lti13.auth.LTI13Authenticator"
c.Authenticator.allow_all = True
c.LTI13Authenticator.issuer = "{lms}"
c.LTI13Authenticator.client_id = {{"{client}"}}
c.LTI13Authenticator.authorize_url = "{lms}/auth"
c.LTI13Authenticator.jwks_endpoint = "{lms}/jwks"
c.LTI13Authenticator.username_key = "preferred_username"
c.JupyterHub.services = [
    {{
        "name": "lti",
        "url": "{service}",
        "command": ["{python}", "-m", "autograder", "lti", "serve", "--config", "{config}"],
        "cwd": "{course}",
    }}
]
"""


@dataclass
class Hub(Room):
    """The service that the hub started, and the hub itself at `url`."""

    url: str = ""

    def signed(self, nonce: str, **changed: object) -> str:
        claims = self.claims(nonce, LINK) | {"azp": CLIENT} | changed
        claims.pop(f"{DEEP}deep_linking_settings")
        return jwt.encode(claims, pem("platform"), "RS256", {"kid": "platform"})


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def children_of(pid: int) -> list[int]:
    """What the hub started: it may not have the time to end that itself."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in listed.read_text().split()] if listed.exists() else []


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until and process.poll() is None:
        try:
            if requests.get(url, timeout=5).status_code < 500:
                return
        except requests.RequestException:
            time.sleep(0.1)
    raise AssertionError(f"{url} does not answer:\n{log.read_text()}")


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory, course: Path) -> Iterator[Hub]:
    folder = tmp_path_factory.mktemp("hub")
    with Platform() as platform:
        platform.public = {"keys": [jwk("platform")]}
        url, service = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
        tool, config = f"{service}/services/lti", folder / "lti.toml"
        (folder / "tool.pem").write_text(pem("tool"))
        config.write_text(
            f'issuer = "{platform.url}"\nclient_id = "{CLIENT}"\nkey = "tool.pem"\n'
            f'token_url = "{platform.url}/token"\nauth_url = "{platform.url}/auth"\n'
            f'jwks_url = "{platform.url}/jwks"\ndeployments = ["{DEPLOYMENT}"]\n'
            f'tool_url = "{tool}"\nhub_url = "{url}"\n'
        )
        settings = {"hub": url, "lms": platform.url, "client": CLIENT, "service": service}
        settings |= {"python": sys.executable, "config": str(config), "course": str(course)}
        (folder / "hub.py").write_text(HUB_CONFIG.format(**settings))
        with (folder / "log").open("wb") as log:
            command = [sys.executable, "-m", "jupyterhub", "-f", "hub.py"]
            process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
            try:
                for place in (f"{url}/hub/api", f"{tool}/jwks"):
                    wait_for(place, process, folder / "log")
                yield Hub(platform, tool, read_config(config), None, file_of(config), url)
            finally:
                children = children_of(process.pid)
                process.send_signal(signal.SIGINT)
                process.wait(60)
                for child in children:
                    with suppress(ProcessLookupError):
                        os.kill(child, signal.SIGTERM)


def test_a_link_that_an_instructor_adds_opens_its_notebook_for_a_student(hub: Hub):
    chosen = hub.launch()
    assert chosen.status_code == 200
    (item,) = answers(chosen.text)[0][f"{DEEP}content_items"]
    path = f"/hub/user-redirect/lab/tree/{TOY}/toy.ipynb"
    assert item["url"] == f"{hub.url}{path}"
    assert list(read_contexts(hub.courses)) == ["c-1"]

    student = Browser()
    handed_on = hub.login(student, target_link_uri=item["url"])
    assert handed_on.headers["Location"].startswith(f"{hub.url}/hub/lti13/oauth_login?")
    asked = asked_of(student.open("GET", handed_on.headers["Location"]))
    assert asked["redirect_uri"] == f"{hub.url}/hub/lti13/oauth_callback"
    token = hub.signed(
        asked["nonce"],
        preferred_username="ada",
        **{f"{CLAIM}roles": STUDENT, f"{CLAIM}target_link_uri": item["url"]},
    )
    sent = {"state": asked["state"], "id_token": token}
    ended = student.open("POST", asked["redirect_uri"], **sent)
    assert ended.status_code == 302, ended.text
    assert ended.headers["Location"] == path
    there = student.open("GET", f"{hub.url}{path}")
    assert there.status_code == 302
    starts = urlsplit(there.headers["Location"])  # Ada's server, which then opens the notebook
    assert starts.path == "/hub/spawn/ada"
    assert unquote(parse_qs(starts.query)["next"][0]).endswith(
        f"/user/ada/lab/tree/{TOY}/toy.ipynb"
    )


def test_a_students_token_adds_nothing(hub: Hub):
    done = hub.launch(**{f"{CLAIM}roles": STUDENT})
    assert done.status_code == 403
    assert "JWT" not in done.text


def test_the_key_that_the_hub_serves_is_the_one_to_register(hub: Hub):
    shown = requests.get(f"{hub.tool}/jwks", timeout=30).json()
    assert shown["keys"][0]["n"] == jwk("tool")["n"]
    assert json.dumps(shown).count("kid") == 1
