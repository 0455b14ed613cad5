"""A launch: the token that a platform signs, and what of it has to be right."""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jwt

from autograder.lms.lti.config import Config
from autograder.lms.lti.keys import ALGORITHM
from autograder.lms.lti.protocol import CLAIM, MEMBERSHIP, VERSION, PlatformError
from autograder.lms.lti.transport import Request, Transport
from autograder.text import one_line

RESOURCE, DEEP_LINKING = "LtiResourceLinkRequest", "LtiDeepLinkingRequest"
LEEWAY = 60  # seconds by which clocks may differ
MOST_AGE = 600.0  # seconds since a token was made
AGAIN = 30.0  # seconds before an unknown key makes us ask for the keys once more
TEACHES = ("Instructor", "ContentDeveloper", "Administrator", "TeachingAssistant")
REASONS: dict[type[Exception], str] = {
    jwt.ExpiredSignatureError: "it has expired: open it in the LMS again",
    jwt.ImmatureSignatureError: "it was made in the future: compare the clocks of both computers",
    jwt.InvalidAudienceError: "it is for another tool: compare client_id in lti.toml",
    jwt.InvalidIssuerError: "it is from another platform: compare issuer in lti.toml",
    jwt.InvalidSignatureError: "its signature is not the platform's: compare jwks_url in lti.toml",
}


class RefusedError(Exception):
    """A request from outside is refused; the text says why, `status` is HTTP's."""

    def __init__(self, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.status = status


class PlatformKeys:
    """The public keys of the platform, by id; asked for when a token names one that is unknown."""

    def __init__(self, url: str, transport: Transport) -> None:
        self.url, self.transport = url, transport
        self._keys: dict[str, Any] = {}
        self._asked = -AGAIN

    def get(self, kid: str, clock: Callable[[], float] = time.monotonic) -> Any:
        """Return a public key; `RefusedError` if the platform has none of that name."""
        if kid not in self._keys and clock() - self._asked >= AGAIN:
            self._asked = clock()
            self._keys = self._read()
        if kid not in self._keys:
            raise RefusedError(f"the platform has no key {one_line(kid, 60)!r} at {self.url}", 401)
        return self._keys[kid]

    def _read(self) -> dict[str, Any]:
        try:
            answer = self.transport.send(Request("GET", self.url))
            if answer.status != 200:
                raise RefusedError(f"{self.url} gave no keys: {answer.said}", 502)
            keys = json.loads(answer.text)["keys"]
            usable = [key for key in keys if key.get("kty") == "RSA" and key.get("kid")]
            return {str(key["kid"]): jwt.PyJWK(key, ALGORITHM).key for key in usable}
        except PlatformError as error:
            raise RefusedError(f"the platform's keys are out of reach: {error}", 502) from None
        except (ValueError, LookupError, TypeError, AttributeError, jwt.PyJWTError) as error:
            raise RefusedError(
                f"{self.url} gave no key set ({type(error).__name__})", 502
            ) from None


@dataclass(frozen=True)
class Launch:
    """A launch that is as it should be."""

    claims: dict[str, Any]

    def claim(self, name: str) -> Any:
        """Return one of LTI's own claims, None if it is not there."""
        return self.claims.get(f"{CLAIM}{name}")

    @property
    def kind(self) -> str:
        return str(self.claim("message_type"))

    @property
    def teaches(self) -> bool:
        """Whether the user has a role of those who teach, in the course or in the institution."""
        roles = self.claim("roles")
        last = {str(one).rpartition("#")[2] for one in roles if MEMBERSHIP in str(one)}
        return bool((last | {one for one in roles if "#" not in str(one)}) & set(TEACHES))


def read_launch(token: str, keys: PlatformKeys, config: Config, nonce: str) -> Launch:
    """Return the launch that a token tells of; `RefusedError` says what of it is not right."""
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") != ALGORITHM:
            raise RefusedError(
                f"it is signed by {one_line(str(header.get('alg')), 20)}, not by {ALGORITHM}", 401
            )
        claims = jwt.decode(
            token,
            keys.get(str(header.get("kid") or "")),
            algorithms=[ALGORITHM],
            audience=config.client_id,
            issuer=config.issuer,
            leeway=LEEWAY,
            options={"require": ["iss", "aud", "exp", "iat", "nonce"]},
        )
    except jwt.PyJWTError as error:
        reason = REASONS.get(type(error), one_line(str(error)))
        raise RefusedError(reason, 401) from None
    _check_identity(claims, config, nonce)
    _check_message(claims, config)
    return Launch(claims)


def _check_identity(claims: dict[str, Any], config: Config, nonce: str) -> None:
    """Who may use the token, once, and when: what no library checks."""
    audience = claims["aud"]
    others = set(audience) - {config.client_id} if isinstance(audience, list) else set()
    if others or claims.get("azp", config.client_id) != config.client_id:
        raise RefusedError("it is for other tools as well, or was asked for by another one", 401)
    if not hmac.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise RefusedError("its nonce is not the one of this login: open it in the LMS again", 401)
    if time.time() - float(claims["iat"]) > MOST_AGE + LEEWAY:
        raise RefusedError("it is too old: open it in the LMS again", 401)


def _check_message(claims: dict[str, Any], config: Config) -> None:
    """What LTI asks of a message, beside OpenID Connect."""
    launch = Launch(claims)
    if launch.claim("version") != VERSION:
        raise RefusedError(f"it is not of LTI {VERSION}")
    deployment = launch.claim("deployment_id")
    if deployment not in config.deployments:
        shown = one_line(str(deployment), 80)
        raise RefusedError(
            f"the deployment {shown!r} is not known here: if it is yours, write "
            f"deployments = [{json.dumps(shown)}] in lti.toml",
            403,
        )
    if launch.kind not in (RESOURCE, DEEP_LINKING):
        raise RefusedError(f"nothing here answers a message {one_line(launch.kind, 60)!r}")
    if not isinstance(launch.claim("roles"), list):
        raise RefusedError("it tells no roles")
    if launch.kind == RESOURCE:
        link = launch.claim("resource_link")
        if not (isinstance(link, dict) and link.get("id")):
            raise RefusedError("it names no resource link")
        if not isinstance(launch.claim("target_link_uri"), str):
            raise RefusedError("it names no target_link_uri")
