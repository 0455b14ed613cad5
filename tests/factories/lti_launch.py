"""A platform that launches, a browser in between, and the tool's service, over real HTTP."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from factories.lti_platform import CLIENT, MEMBERSHIP, Platform, new_key

from autograder.lms.lti.config import Config
from autograder.lms.lti.deep_linking import Offer
from autograder.lms.lti.launch import PlatformKeys
from autograder.lms.lti.protocol import AGS, CLAIM, DEEP, NRPS
from autograder.lms.lti.server import server_of
from autograder.lms.lti.service import Service
from autograder.lms.lti.transport import Transport

DEPLOYMENT = "1:4dde"
HUB = "https://hub.example.edu/jhub"
SITE = "https://site.example.edu/ml"
BASE = "/services/lti"
TEACHER = [f"{MEMBERSHIP}#Instructor"]
STUDENT = [f"{MEMBERSHIP}#Learner"]
OFFERS = [
    Offer("01_taylor", f"{HUB}/hub/user-redirect/lab/tree/01_taylor/taylor.ipynb", 22.5),
    Offer("02_gradients", f"{HUB}/hub/user-redirect/lab/tree/02_gradients/gradients.ipynb", 23.5),
]


@cache
def pem(name: str) -> str:
    """The private key of a name; a key takes long to make."""
    return new_key()


def jwk(name: str) -> dict[str, Any]:
    """The public part of a key, as a platform publishes it."""
    public = load_pem_private_key(pem(name).encode(), None).public_key()
    found = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(public))
    return {"kty": "RSA", "n": found["n"], "e": found["e"], "alg": "RS256", "kid": name}


@dataclass
class Browser:
    """A browser that follows no redirect by itself, and keeps cookies also of http://127.0.0.1."""

    cookies: dict[str, str] = field(default_factory=dict)

    def open(self, method: str, url: str, **fields: str) -> requests.Response:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        found = requests.request(
            method,
            url,
            params=fields if method == "GET" else None,
            data=fields if method == "POST" else None,
            headers={"Cookie": kept} if kept else {},
            allow_redirects=False,
            timeout=30,
        )
        for cookie in found.raw.headers.getlist("Set-Cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return found


@dataclass
class Room:
    """The service at `tool`, the platform that it knows, and the file of courses."""

    platform: Platform
    tool: str
    config: Config
    service: Service
    courses: Path

    def login(self, browser: Browser, **changed: str) -> requests.Response:
        """Step 1: the platform's page leads the browser to the tool."""
        asked = {
            "iss": self.config.issuer,
            "login_hint": "user-7",
            "target_link_uri": f"{self.tool}/launch",
            "client_id": CLIENT,
            "lti_message_hint": "link-9",
            "lti_deployment_id": DEPLOYMENT,
        }
        return browser.open("POST", f"{self.tool}/login", **asked | changed)

    def claims(self, nonce: str, kind: str = "LtiDeepLinkingRequest") -> dict[str, Any]:
        """What the platform signs, if nothing is wrong."""
        now = int(time.time())
        url = self.config.issuer
        endpoint = {"scope": [f"{AGS}scope/score"], "lineitems": f"{url}/courses/1/line_items"}
        members = {
            "context_memberships_url": f"{url}/courses/1/members",
            "service_versions": ["2.0"],
        }
        settings = {
            "deep_link_return_url": f"{url}/deep_return",
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["iframe", "window"],
            "accept_multiple": True,
            "data": "op=321&v=44",
        }
        return {
            "iss": url,
            "aud": CLIENT,
            "sub": "u-1",
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            f"{CLAIM}version": "1.3.0",
            f"{CLAIM}message_type": kind,
            f"{CLAIM}deployment_id": DEPLOYMENT,
            f"{CLAIM}target_link_uri": f"{self.tool}/launch",
            f"{CLAIM}resource_link": {"id": "link-9"},
            f"{CLAIM}roles": TEACHER,
            f"{CLAIM}context": {"id": "c-1", "label": "ML 101", "title": "Machine learning"},
            f"{AGS}claim/endpoint": endpoint,
            f"{NRPS}claim/namesroleservice": members,
            f"{DEEP}deep_linking_settings": settings,
        }

    def launch(
        self,
        browser: Browser | None = None,
        login: dict[str, str] | None = None,
        key: str = "platform",
        header: dict[str, Any] | None = None,
        algorithm: str = "RS256",
        form: dict[str, str] | None = None,
        **changed: Any,
    ) -> requests.Response:
        """All steps of a launch, with some claims (without `None`) or parts changed."""
        browser = browser or Browser()
        asked = asked_of(self.login(browser, **login or {}))
        claims = self.claims(asked["nonce"]) | changed
        claims = {name: value for name, value in claims.items() if value is not None}
        secret = {"none": None, "HS256": pem(key)}.get(algorithm, pem(key))
        if algorithm == "HS256":  # signed by what everybody knows
            secret = json.dumps(jwk(key)) * 2
        token = jwt.encode(claims, secret, algorithm, {"kid": key} | (header or {}))
        sent = {"state": asked["state"], "id_token": token} | (form or {})
        return browser.open("POST", f"{self.tool}/launch", **sent)


def asked_of(response: requests.Response) -> dict[str, str]:
    """Step 2: what the tool asks of the platform, by the address it leads the browser to."""
    assert response.status_code == 302, response.text
    return dict(parse_qsl(urlsplit(response.headers["Location"]).query))


def answers(page: str) -> list[dict[str, Any]]:
    """The content of the signed answers on a page, in the order of its buttons."""
    tokens = re.findall(r'name="JWT" value="([^"]+)"', page)
    return [jwt.decode(one, options={"verify_signature": False}) for one in tokens]


def text_of(page: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", page.partition("<body>")[2])).strip()


@contextmanager
def room_at(folder: Path, **changed: Any) -> Iterator[Room]:
    """A service that runs, beside a platform that runs."""
    with Platform() as platform:
        platform.public = {"keys": [jwk("platform")]}
        config = Config(
            issuer=platform.url,
            client_id=CLIENT,
            token_url=f"{platform.url}/token",
            private_key=pem("tool"),
            auth_url=f"{platform.url}/auth?school=1",
            jwks_url=f"{platform.url}/jwks",
            tool_url=f"https://placeholder{BASE}",
            hub_url=HUB,
            site_url=SITE,
            deployments=[DEPLOYMENT],
            retries=1,
            backoff=0.01,
        )
        courses = folder / "lti.courses.json"
        transport = Transport(5.0, 1, 0.01)
        first = Service(config, OFFERS, courses, PlatformKeys(config.jwks_url, transport))
        with server_of(first, 0) as server:
            url = f"http://127.0.0.1:{server.server_port}{BASE}"
            config = replace(config, tool_url=url, **changed)
            first.__init__(config, OFFERS, courses, PlatformKeys(config.jwks_url, transport))
            threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
            try:
                yield Room(platform, url, config, first, courses)
            finally:
                server.shutdown()


def query_of(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)
