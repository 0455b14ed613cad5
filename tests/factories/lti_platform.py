"""A stand-in for an LTI platform: real HTTP, real RS256, and trouble on demand."""

from __future__ import annotations

import json
import threading
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import jwt

SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
CLIENT = "10000000000042"


class Platform:
    """Gives tokens to the tool whose public keys it has, and takes scores for one column.

    `trouble` is what happens to the next requests for a score instead: a status, or "drop",
    "page", "stale" (the token is no longer good).
    """

    def __init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.server.daemon_threads = True
        self.server.platform = self  # type: ignore[attr-defined]
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.keys: dict[str, Any] = {"keys": []}
        self.trouble: list[int | str] = []
        self.scores: list[dict[str, Any]] = []
        self.requests: list[str] = []
        self.tokens: set[str] = set()
        self.seen: set[str] = set()

    def __enter__(self) -> Platform:
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def lineitem(self) -> str:
        return f"{self.url}/courses/1/line_items/77?type=x"

    def token(self, form: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        """Answer a request for a token as RFC 7523 and the LTI security framework have it."""
        try:
            assert form["grant_type"] == ["client_credentials"]
            assert form["client_assertion_type"] == [BEARER]
            assert form["scope"] == [SCOPE]
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
            assert claims["jti"] not in self.seen
        except (AssertionError, KeyError, StopIteration, jwt.PyJWTError) as error:
            return 400, {"error": "invalid_client", "error_description": repr(error)}
        self.seen.add(claims["jti"])
        token = f"token-{len(self.seen)}"
        self.tokens.add(token)
        return 200, {"access_token": token, "token_type": "bearer", "expires_in": 3600}

    def score(self, headers: Any, body: bytes) -> tuple[int, dict[str, Any]]:
        """Take a score that is well-formed, and newer than what is there."""
        if headers["Authorization"].removeprefix("Bearer ") not in self.tokens:
            return 401, {"error": "invalid_token"}
        if headers["Content-Type"] != "application/vnd.ims.lis.v1.score+json":
            return 415, {}
        score = json.loads(body)
        when = datetime.fromisoformat(score["timestamp"])
        assert when.tzinfo is not None
        assert "." in score["timestamp"]
        before = [one for one in self.scores if one["userId"] == score["userId"]]
        if before and datetime.fromisoformat(before[-1]["timestamp"]) >= when:
            return 409, {"error": "a newer score is there"}
        self.scores.append(score)
        return 200, {"resultUrl": f"{self.url}/results/1"}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        platform: Platform = self.server.platform  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        platform.requests.append(self.path)
        if self.path == "/token":
            return self.answer(*platform.token(parse_qs(body.decode())))
        assert self.path == "/courses/1/line_items/77/scores?type=x"
        trouble = platform.trouble.pop(0) if platform.trouble else None
        if trouble == "drop":
            self.close_connection = True
            self.connection.close()
            return None
        if trouble == "page":
            return self.answer(200, "<html>Under maintenance</html>")
        if trouble == "stale":
            platform.tokens.clear()
        elif trouble == 429:
            return self.answer(429, {"error": "slow down"}, {"Retry-After": "1"})
        elif trouble == 302:
            return self.answer(302, "", {"Location": f"{platform.url}/login"})
        elif trouble is not None:
            return self.answer(int(trouble), {"error": "trouble \x1b[31m<b>"})
        return self.answer(*platform.score(self.headers, body))

    def answer(self, status: int, content: Any, headers: dict[str, str] | None = None) -> None:
        body = (content if isinstance(content, str) else json.dumps(content)).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""
