"""A stand-in for an LTI platform: real HTTP, real RS256, and trouble on demand."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from autograder.lms.lti import protocol

BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
CLIENT = "10000000000042"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership"
COURSE = "/courses/1"
ALL = {protocol.SCORE, protocol.LINEITEM, protocol.LINEITEM_READ, protocol.MEMBERS}


@dataclass(frozen=True)
class Seen:
    """One request that came."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes

    @property
    def place(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode()))

    @property
    def data(self) -> Any:
        return json.loads(self.body)


@dataclass
class Reply:
    status: int = 200
    content: Any = ""
    headers: dict[str, str] = field(default_factory=dict)


def new_key() -> str:
    """A fresh private key, as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    return key.private_bytes(*form, serialization.NoEncryption()).decode()


class Platform:
    """Gives tokens to the tool whose public keys it has; has members, columns and scores.

    `trouble` is what happens to the next requests for a score instead, `troubles` to those at other
    paths: a status, or "drop" (the connection is closed), "page", "stale" (the token is no longer
    good), "rate" (as Canvas says it), "done" (it is done, and then the connection is closed),
    "none", or a number of seconds or a date to wait, behind "wait ".
    """

    def __init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.server.daemon_threads = True
        self.server.platform = self  # type: ignore[attr-defined]
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.keys: dict[str, Any] = {"keys": []}
        self.public: dict[str, Any] = {"keys": []}  # its own keys
        self.trouble: list[int | str] = []
        self.troubles: dict[str, list[int | str]] = {}
        self.scores: list[dict[str, Any]] = []
        self.log: list[Seen] = []
        self.tokens: dict[str, set[str]] = {}
        self.used: set[str] = set()
        self.granted = set(ALL)
        self.members: list[dict[str, Any]] = []
        self.lineitems: list[dict[str, Any]] = []
        self.page_size = 2
        self.next_link = ""  # instead of the true one

    def __enter__(self) -> Platform:
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def requests(self) -> list[str]:
        return [one.place for one in self.log]

    @property
    def lineitem(self) -> str:
        return f"{self.url}{COURSE}/line_items/77?type=x"

    @property
    def memberships(self) -> str:
        return f"{self.url}{COURSE}/members?group=all"

    @property
    def columns(self) -> str:
        return f"{self.url}{COURSE}/line_items?type=x"

    def answer(self, seen: Seen) -> Reply | None:
        """Answer a request; None closes the connection."""
        self.log.append(seen)
        scores = seen.path.endswith("/scores")
        waiting = self.trouble if scores else self.troubles.get(seen.path, [])
        trouble = waiting.pop(0) if waiting else None
        if trouble == "stale":
            self.tokens.clear()
        elif trouble == "done":
            self.route(seen)
            return None
        elif trouble not in (None, "none"):
            return self.spoilt(trouble)
        return self.route(seen)

    def spoilt(self, trouble: int | str) -> Reply | None:
        if trouble == "drop":
            return None
        if trouble == "page":
            return Reply(200, "<html>Under maintenance</html>")
        if trouble == "rate":
            return Reply(403, "403 Forbidden (Rate Limit Exceeded)")
        if trouble == 429:
            return Reply(429, {"error": "slow down"}, {"Retry-After": "1"})
        if trouble == 302:
            return Reply(302, "", {"Location": f"{self.url}/login"})
        if isinstance(trouble, str):
            return Reply(503, "busy", {"Retry-After": trouble.removeprefix("wait ")})
        return Reply(trouble, {"error": "trouble \x1b[31m<b>"})

    def route(self, seen: Seen) -> Reply:
        if (seen.method, seen.path) == ("GET", "/jwks"):
            return Reply(200, self.public)
        if (seen.method, seen.path) == ("POST", "/token"):
            return self.token(parse_qs(seen.body.decode()))
        scope = {
            ("POST", "scores"): {protocol.SCORE},
            ("GET", "line_items"): {protocol.LINEITEM, protocol.LINEITEM_READ},
            ("POST", "line_items"): {protocol.LINEITEM},
            ("GET", "members"): {protocol.MEMBERS},
        }.get((seen.method, seen.path.rsplit("/", 1)[-1]))
        if scope is None:
            return Reply(404, {"error": "not found"})
        token = seen.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.tokens:
            return Reply(401, {"error": "invalid_token"})
        if not self.tokens[token] & scope:
            return Reply(403, {"error": "insufficient_scope"})
        if seen.path.endswith("/scores"):
            return self.score(seen)
        if seen.path.endswith("/members"):
            return self.roll(seen)
        return self.page(seen, self.lineitems) if seen.method == "GET" else self.make(seen)

    def token(self, form: dict[str, list[str]]) -> Reply:
        """Answer a request for a token as RFC 7523 and the LTI security framework have it."""
        try:
            assert form["grant_type"] == ["client_credentials"]
            assert form["client_assertion_type"] == [BEARER]
            asked = set(form["scope"][0].split(" "))
            assert asked <= ALL
            signed = form["client_assertion"][0]
            name = jwt.get_unverified_header(signed)["kid"]
            key = next(key for key in self.keys["keys"] if key["kid"] == name)
            claims = jwt.decode(
                signed,
                jwt.PyJWK(key).key,
                algorithms=["RS256"],
                audience=f"{self.url}/token",
                issuer=CLIENT,
                options={"require": ["iss", "sub", "aud", "iat", "exp", "jti"]},
            )
            assert claims["sub"] == CLIENT
            assert claims["jti"] not in self.used
        except (AssertionError, KeyError, StopIteration, jwt.PyJWTError) as error:
            return Reply(400, {"error": "invalid_client", "error_description": repr(error)})
        self.used.add(claims["jti"])
        if not asked & self.granted:
            return Reply(400, {"error": "invalid_scope"})
        token = f"token-{len(self.used)}"
        self.tokens[token] = asked & self.granted
        given = {"access_token": token, "token_type": "bearer", "expires_in": 3600}
        return Reply(200, given | {"scope": " ".join(sorted(self.tokens[token]))})

    def score(self, seen: Seen) -> Reply:
        """Take a score that is well-formed, and newer than what is there."""
        if seen.headers["Content-Type"] != protocol.SCORE_TYPE:
            return Reply(415)
        score = seen.data
        when = datetime.fromisoformat(score["timestamp"])
        assert when.tzinfo is not None
        assert "." in score["timestamp"]
        before = [one["timestamp"] for one in self.scores if one["userId"] == score["userId"]]
        last = max(map(datetime.fromisoformat, before), default=None)
        if last and last.replace(microsecond=0) >= when.replace(microsecond=0):  # as Moodle does
            return Reply(409, {"error": "a newer score is there"})
        self.scores.append(score)
        return Reply(200, {"resultUrl": f"{self.url}/results/1"})

    def roll(self, seen: Seen) -> Reply:
        found = self.page(seen, self.members)
        course = {"id": "c-1", "label": "ML 101", "title": "Machine learning"}
        found.content = {"id": self.memberships, "context": course, "members": found.content}
        return found

    def page(self, seen: Seen, everything: list[Any]) -> Reply:
        """A page of a list, and a `Link` to the next one (RFC 8288)."""
        query = dict(parse_qsl(seen.query))
        start = int(query.pop("from", 0))
        end = start + self.page_size
        more = "&".join(f"{name}={value}".replace("#", "%23") for name, value in query.items())
        following = self.next_link or f"{self.url}{seen.path}?{more}&from={end}"
        first = f'<{self.url}{seen.path}>; rel="first"'
        links = {"Link": f'{first}, <{following}>; rel="next"'} if end < len(everything) else {}
        return Reply(200, everything[start:end], links)

    def make(self, seen: Seen) -> Reply:
        if seen.headers["Content-Type"] != protocol.LINEITEM_TYPE:
            return Reply(415)
        url = f"{self.url}{COURSE}/line_items/{100 + len(self.lineitems)}?type=x"
        self.lineitems.append(seen.data | {"id": url})
        return Reply(201, self.lineitems[-1])


def person(user: str, name: str = "", role: str = "Learner", **more: Any) -> dict[str, Any]:
    """A member, as a platform describes them."""
    found = {"user_id": user, "roles": [f"{MEMBERSHIP}#{role}"], "status": "Active"}
    if name:
        first, _, last = name.partition(" ")
        found |= {"name": name, "given_name": first, "family_name": last}
        found["email"] = f"{first}@Example.org"
    return found | more


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        platform: Platform = self.server.platform  # type: ignore[attr-defined]
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        seen = Seen(self.command, parts.path, parts.query, dict(self.headers), body)
        reply = platform.answer(seen)
        if reply is None:
            self.close_connection = True
            self.connection.close()
            return
        content = reply.content
        text = content if isinstance(content, str) else json.dumps(content)
        self.send_response(reply.status)
        for name, value in {"Content-Length": str(len(text.encode())), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""
