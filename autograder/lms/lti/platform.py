"""A platform's services: tokens by the client's signed claims (RFC 7523), requests, pages."""

from __future__ import annotations

import json
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from autograder.errors import AutograderError
from autograder.lms.lti.config import Config
from autograder.lms.lti.keys import public_jwk, signed
from autograder.lms.lti.protocol import (
    SCORE,
    SCORE_TYPE,
    NotAllowedError,
    PlatformError,
    is_safe,
    later,
    origin,
)
from autograder.lms.lti.transport import Answer, Request, Transport, words
from autograder.text import one_line

BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_SECONDS = 300
EARLY = 60.0  # seconds before its end a token is no longer used
USUAL_SECONDS = 3_600.0
MOST_PAGES = 1_000
FIXES = {
    401: "the token was refused: is the tool still switched on there?",
    403: "the tool may not do this: allow it this service in the LMS (docs/lti.md)",
    404: "there is no such thing: was it deleted, or is the address wrong?",
    409: "the LMS has a newer score, given by hand, or this computer's clock is behind",
    415: "the LMS does not know this service",
    422: "the LMS does not accept what was sent: is the user still in the course?",
}


class Platform:
    """The services of one platform, for a tool that it knows."""

    def __init__(self, config: Config, transport: Transport | None = None) -> None:
        public_jwk(config)  # a key that is none is told before anything is asked
        self.config = config
        self.transport = transport or Transport(
            config.timeout, int(config.retries), config.backoff, _tell
        )
        self._tokens: dict[str, tuple[str, float]] = {}  # by scopes: a token, and until when

    def send(self, lineitem: str, score: dict[str, Any]) -> None:
        """Post one score to a line item; `PlatformError` if it was not accepted.

        The platform may have taken it though its answer was lost: `score` gets a later time for
        each further try, since no two may have the same.
        """
        parts = urlsplit(lineitem)
        url = urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/scores"))
        tried = False

        def body() -> dict[str, Any]:
            nonlocal tried
            if tried:
                score["timestamp"] = later(score["timestamp"])
            tried = True
            return score

        self.call("POST", url, SCORE, kind=SCORE_TYPE, body=body)

    def call(
        self,
        method: str,
        url: str,
        scope: str,
        accept: str = "",
        kind: str = "",
        body: Callable[[], Any] | None = None,
        again: bool = True,
    ) -> Answer:
        """Send a request with a token of `scope`; `PlatformError` unless it was accepted.

        A token that was refused is renewed once.
        """
        if not is_safe(url):
            raise PlatformError(f"{url} should begin with https://")
        headers = {"Accept": accept} if accept else {}
        headers |= {"Content-Type": kind} if kind else {}
        data = None if body is None else lambda: json.dumps(body()).encode()
        for renewed in (False, True):
            bearer = {"Authorization": f"Bearer {self.token(scope)}"}
            answer = self.transport.send(Request(method, url, headers | bearer, data, again=again))
            if answer.status != 401 or renewed:
                break
            self._tokens.clear()
        _check(url, answer)
        return answer

    def pages(self, url: str, scope: str, accept: str) -> Iterator[Any]:
        """Yield the JSON of each page of a list, as the `Link` headers lead on.

        The token goes to nobody but who was asked first.
        """
        seen: set[str] = set()
        home = origin(url)
        while url:
            seen.add(url)
            answer = self.call("GET", url, scope, accept)
            yield _data(url, answer)
            following = answer.links.get("next", "")
            if following and (not is_safe(following) or origin(following) != home):
                raise PlatformError(f"{url} leads on to another place, {one_line(following)}.")
            if following in seen or len(seen) >= MOST_PAGES:
                raise PlatformError(f"{url} leads on in a circle: its list has no end.")
            url = following

    def token(self, *scopes: str) -> str:
        """Return a token for these scopes: a new one unless there is one that still holds.

        `AutograderError` if the platform gives none.
        """
        key = " ".join(scopes)
        token, until = self._tokens.get(key, ("", 0.0))
        if time.monotonic() < until:
            return token
        token, seconds = self._new_token(key)
        self._tokens[key] = token, time.monotonic() + max(seconds - EARLY, seconds / 2)
        return token

    def _new_token(self, scopes: str) -> tuple[str, float]:
        url = self.config.token_url
        try:
            answer = self.transport.send(Request("POST", url, form=lambda: self._claim(scopes)))
        except PlatformError as error:  # such as one that is busy
            raise _no_token(url, str(error).removeprefix(f"{url}: ")) from None
        if "invalid_scope" in answer.text:
            raise _not_allowed(url, scopes)
        if answer.status != 200:
            raise _no_token(url, f"it says {answer.status}: {words(answer.text)}")
        try:
            data = json.loads(answer.text)
            token, kind = data["access_token"], data.get("token_type", "bearer")
            seconds = float(data.get("expires_in", USUAL_SECONDS))
            given = set(str(data.get("scope") or scopes).split())
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise _no_token(url, f"its answer is no token ({type(error).__name__})") from None
        if not isinstance(token, str) or str(kind).lower() != "bearer" or not token.isascii():
            raise _no_token(url, "its answer is no bearer token")
        if missing := set(scopes.split()) - given:
            raise _not_allowed(url, ", ".join(sorted(missing)))
        return token, seconds

    def _claim(self, scopes: str) -> dict[str, str]:
        now = int(time.time())
        claims = {
            "iss": self.config.client_id,
            "sub": self.config.client_id,
            "aud": self.config.audience or self.config.token_url,
            "iat": now,
            "exp": now + ASSERTION_SECONDS,
            "jti": uuid.uuid4().hex,
        }
        return {
            "grant_type": "client_credentials",
            "client_assertion_type": BEARER,
            "client_assertion": signed(self.config, claims),
            "scope": scopes,
        }


def _no_token(url: str, reason: str) -> AutograderError:
    return AutograderError(
        f"{url} gave no token: {reason}. Check client_id, token_url and key, and that the platform "
        "knows the key's public part (autograder lti key)."
    )


def _not_allowed(url: str, scopes: str) -> NotAllowedError:
    return NotAllowedError(
        f"{url} does not allow the tool {scopes}: switch this service on where the tool is "
        "registered in the LMS (docs/lti.md)."
    )


def _check(url: str, answer: Answer) -> None:
    """Raise `PlatformError` unless the answer says that the request was accepted."""
    if 300 <= answer.status < 400:
        where = one_line(answer.headers.get("Location", ""))
        raise PlatformError(f"{url}: HTTP {answer.status}: it leads to {where}, a page for people")
    if answer.status >= 300:
        fix = FIXES.get(answer.status, "")
        kind = NotAllowedError if answer.status in (401, 403) else PlatformError
        raise kind(f"{url}: {answer.said}{f' ({fix})' if fix else ''}")
    if answer.text.lstrip().startswith("<"):
        raise PlatformError(f"{url}: the platform answered with a web page")


def _data(url: str, answer: Answer) -> Any:
    try:
        return json.loads(answer.text)
    except (ValueError, RecursionError):
        raise PlatformError(f"{url}: the answer is no JSON: {words(answer.text)}") from None


def _tell(text: str) -> None:
    print(one_line(f"The LMS: {text}", 400), file=sys.stderr)
