"""Requests over HTTP: with a time limit, without redirects, repeated when a platform is busy.

Repeated are 429, 5xx, what Canvas says when it is busy (403, "Rate Limit Exceeded" in the body),
and lost connections. What a platform refuses otherwise would be refused again.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests

from autograder.lms.lti.protocol import BusyError, PlatformError
from autograder.text import one_line

LONGEST_WAIT = 300.0  # seconds; who asks for more is asked again by the next run
MOST_BYTES = 50_000_000  # of an answer
MAX_REASON = 300  # characters of an answer that an error quotes
TEMPORARY = (
    requests.ConnectionError,
    requests.Timeout,
    requests.exceptions.ChunkedEncodingError,
    requests.exceptions.ContentDecodingError,
)
_RATE = re.compile(r"rate[ _-]?limit exceeded", re.I)
sleep = time.sleep  # which tests replace


@dataclass(frozen=True)
class Answer:
    """What a platform answered; `links` are the addresses of its `Link` headers by relation."""

    status: int
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_rate_limit(self) -> bool:
        """Whether the request was not looked at, since there were too many."""
        return self.status == 429 or (self.status == 403 and bool(_RATE.search(self.text)))

    @property
    def is_temporary(self) -> bool:
        return self.is_rate_limit or self.status >= 500

    @property
    def said(self) -> str:
        """The status, and what the answer says, on one line."""
        return f"HTTP {self.status}: {words(self.text)}"


@dataclass(frozen=True)
class Request:
    """One request. `form` and `data` are made anew for each try: what is signed is good for once,
    and so is a score's time.

    `again` is False if a second one does harm: then it is repeated only if it was not looked at.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    data: Callable[[], bytes] | None = None
    form: Callable[[], dict[str, str]] | None = None
    again: bool = True


class Transport:
    """Sends requests; `retries` after the first, `backoff` seconds before the first of them."""

    def __init__(
        self,
        timeout: float,
        retries: int,
        backoff: float,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.timeout, self.retries, self.backoff, self.tell = timeout, retries, backoff, tell
        self.session = requests.Session()
        self.session.auth = _as_it_is

    def send(self, request: Request) -> Answer:
        """Return the answer, which may be an error's; `BusyError` if there is none worth having."""
        for attempt in range(self.retries + 1):
            answer, trouble = self._once(request)
            if answer is not None and not answer.is_temporary:
                return answer
            refused = answer is not None and answer.is_rate_limit
            if not (request.again or refused):
                if answer is not None:
                    return answer
                raise PlatformError(f"{request.url}: {trouble}")
            asked = retry_after(answer.headers) if answer is not None else None
            wait = self.backoff * 2**attempt if asked is None else asked
            if wait > LONGEST_WAIT:
                raise BusyError(
                    f"{request.url}: {trouble}; it asks to wait for {wait:.0f} s: "
                    "run the command again then",
                    is_told=True,
                )
            if attempt < self.retries:
                self.tell(f"{trouble}; trying again in {wait:.3g} s")
                sleep(wait)
        if answer is not None and not refused:
            return answer
        raise BusyError(f"{request.url}: {trouble}; tried {self.retries + 1} times")

    def _once(self, request: Request) -> tuple[Answer | None, str]:
        try:
            with self.session.request(
                request.method,
                request.url,
                headers=dict(request.headers),
                data=request.form() if request.form else request.data and request.data(),
                timeout=self.timeout,
                allow_redirects=False,  # a service does not redirect; login pages do
                stream=True,
            ) as response:
                text = _body(response)
        except TEMPORARY as error:
            return None, words(f"{type(error).__name__}: {error}")
        except requests.RequestException as error:
            raise PlatformError(words(f"{request.url}: {type(error).__name__}: {error}")) from None
        links = {str(name): str(link["url"]) for name, link in response.links.items()}
        answer = Answer(response.status_code, text, response.headers, links)
        return answer, answer.said


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keep `requests` from putting a password of ~/.netrc in the place of our token."""
    return request


def _body(response: requests.Response) -> str:
    data = b""
    for part in response.iter_content(65_536):
        data += part
        if len(data) > MOST_BYTES:
            raise requests.RequestException(f"more than {MOST_BYTES // 10**6} MB")
    return data.decode("utf-8", "replace")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return how many seconds a platform asks to wait: it tells a number, or a date (RFC 9110)."""
    text = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d+)?", text):
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def words(text: str) -> str:
    """Return an answer's words as an error shows them."""
    return one_line(text, MAX_REASON) or "nothing more"
