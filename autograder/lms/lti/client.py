"""The client of a platform: PyLTI1p3 signs and sends requests, urllib3 retries them.

Posting a score twice does no harm: the platform keeps one score per student, the one with the
latest timestamp. So all temporary errors are retried: 429, 5xx, timeouts, lost connections.
"""

from __future__ import annotations

import json
from typing import Any

import requests
from pylti1p3.assignments_grades import AssignmentsGradesService
from pylti1p3.exception import LtiException, LtiServiceException
from pylti1p3.grade import Grade as Score
from pylti1p3.registration import Registration
from pylti1p3.service_connector import ServiceConnector
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from autograder.errors import AutograderError
from autograder.lms.lti.config import Config
from autograder.lms.lti.passback import PlatformError
from autograder.text import one_line

SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
AGAIN = (429, 500, 502, 503, 504)
LONGEST_WAIT = 120.0  # seconds, whatever a platform's Retry-After says
MAX_REASON = 300  # characters of a platform's answer that an error quotes


class _Patience(Retry):
    """urllib3's retries, but with no wait longer than LONGEST_WAIT by Retry-After."""

    def parse_retry_after(self, retry_after: str) -> float:
        return min(float(super().parse_retry_after(retry_after)), LONGEST_WAIT)


class _Adapter(HTTPAdapter):
    """Gives each request a timeout and retries; `requests` has neither by default."""

    def __init__(self, config: Config) -> None:
        self.seconds = config.timeout
        super().__init__(
            max_retries=_Patience(
                total=config.retries,
                backoff_factor=config.backoff,
                backoff_jitter=config.backoff / 2,
                status_forcelist=AGAIN,
                allowed_methods=None,  # POST as well
                raise_on_status=False,
            )
        )

    def send(self, *args: Any, **options: Any) -> requests.Response:
        options["timeout"] = self.seconds
        return super().send(*args, **options)


class _Registration(Registration):
    """A registration whose key id may differ from the key's thumbprint."""

    key_id = ""

    def get_kid(self) -> str | None:
        found: str | None = self.key_id or super().get_kid()
        return found


class Client:
    """Sends scores to one platform; gets a token when needed."""

    def __init__(self, config: Config) -> None:
        self.registration = _registration(config)
        self.session = requests.Session()
        self.session.max_redirects = 0  # a service does not redirect; login pages do
        for scheme in ("https://", "http://"):
            self.session.mount(scheme, _Adapter(config))
        self.connector = ServiceConnector(self.registration, self.session)

    def log_in(self) -> None:
        """Get a token unless there is one; `AutograderError` if the platform gives none."""
        try:
            self.connector.get_access_token([SCOPE])
        except LtiServiceException as error:
            reason = f"it says {error.response.status_code}: {_words(error.response.text)}"
        except requests.RequestException as error:
            reason = _words(str(error))
        except (KeyError, TypeError, ValueError) as error:
            reason = f"its answer is no token ({type(error).__name__})"
        else:
            return
        raise AutograderError(
            f"{self.registration.get_auth_token_url()} gave no token: {reason}. Check client_id, "
            "token_url and key, and that the platform knows the key's public part (--show-key)."
        )

    def send(self, lineitem: str, score: dict[str, Any]) -> None:
        """Post one score; `PlatformError` if it was not accepted."""
        for attempt in (1, 2):
            self.log_in()  # asks only if there is no token yet
            try:
                self._post(lineitem, score)
                return
            except LtiServiceException as error:
                answer = error.response
                if answer.status_code == 401 and attempt == 1:  # the token has expired
                    self.connector = ServiceConnector(self.registration, self.session)
                    continue
                text = f"HTTP {answer.status_code}: {_words(answer.text)}"
                raise PlatformError(text) from None
            except (requests.RequestException, LtiException) as error:
                raise PlatformError(_words(f"{type(error).__name__}: {error}")) from None

    def _post(self, lineitem: str, score: dict[str, Any]) -> None:
        service = AssignmentsGradesService(self.connector, {"scope": [SCOPE], "lineitem": lineitem})
        body = Score().set_extra_claims(score)
        try:
            service.put_grade(body)
        except requests.exceptions.JSONDecodeError as error:
            # The score was accepted with an answer that is no JSON, unless that is a web page.
            if error.doc.lstrip().startswith("<"):
                raise LtiException("the platform answered with a web page") from None


def _registration(config: Config) -> _Registration:
    registration = _Registration()
    registration.set_issuer(config.issuer).set_client_id(config.client_id)
    registration.set_auth_token_url(config.token_url)
    registration.set_tool_private_key(config.private_key)
    registration.set_tool_public_key(public_key(config))
    if config.audience:
        registration._auth_audience = config.audience  # the library has no setter
    registration.key_id = config.key_id
    return registration


def public_key(config: Config) -> str:
    """Return the public part of the private key as PEM; `AutograderError` if it is no RSA key."""
    from jwcrypto.common import JWException
    from jwcrypto.jwk import JWK

    try:
        key = JWK.from_pem(config.private_key.encode())
        if key["kty"] != "RSA" or not key.has_private:
            raise ValueError
        return str(key.export_to_pem().decode())
    except (JWException, ValueError, TypeError):
        raise AutograderError(
            "The key is no private RSA key in PEM form. Make one with: "
            "openssl genrsa -out tool.pem 3072"
        ) from None


def key_set(config: Config) -> str:
    """Return the public key as a JSON Web Key Set, to register with the platform."""
    registration = _registration(config)
    keys = [{**key, "kid": registration.get_kid()} for key in registration.get_jwks()]
    return json.dumps({"keys": keys}, indent=1)


def _words(text: str) -> str:
    return one_line(text, MAX_REASON) or "nothing more"
