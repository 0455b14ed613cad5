"""The tool's key: what it signs, and the public part that a platform is told."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from autograder.errors import AutograderError
from autograder.lms.lti.config import Config

ALGORITHM = "RS256"


def private_key(config: Config) -> RSAPrivateKey:
    """Return the tool's key; `AutograderError` if it is no RSA key in PEM form."""
    key = _loaded(config.private_key)
    if not isinstance(key, RSAPrivateKey):
        raise AutograderError(
            "The key is no private RSA key in PEM form. Make one with: "
            "openssl genrsa -out tool.pem 3072"
        )
    return key


@lru_cache(maxsize=8)  # to load a key is to prove it, which takes longer than to sign
def _loaded(pem: str) -> object:
    try:
        return load_pem_private_key(pem.encode(), None)
    except (ValueError, TypeError):
        return None


def public_jwk(config: Config) -> dict[str, Any]:
    """Return the public part as a JSON Web Key, by default named by its thumbprint (RFC 7638)."""
    found = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(private_key(config).public_key()))
    numbers = {"e": found["e"], "kty": "RSA", "n": found["n"]}
    text = json.dumps(numbers, separators=(",", ":"), sort_keys=True)
    digest = hashlib.sha256(text.encode()).digest()
    thumbprint = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    return {**numbers, "alg": ALGORITHM, "use": "sig", "kid": config.key_id or thumbprint}


def key_set(config: Config) -> str:
    """Return the public part as a JSON Web Key Set, to register with the platform."""
    return json.dumps({"keys": [public_jwk(config)]}, indent=1)


def signed(config: Config, claims: dict[str, Any]) -> str:
    """Return claims as a JSON Web Token signed by the tool."""
    headers = {"kid": public_jwk(config)["kid"]}
    return str(jwt.encode(claims, private_key(config), algorithm=ALGORITHM, headers=headers))
