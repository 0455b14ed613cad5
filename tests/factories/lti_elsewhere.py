"""Somebody else's platform, `lti1p3platform`, behind a server: it judges what our tool sends.

The server only carries requests to that package, and its answers back, as the package's own code
for Django does: a list is the body, and the next page a `Link`.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)
from factories.lti_launch import DEPLOYMENT, TEACHER, pem
from factories.lti_platform import CLIENT, person
from lti1p3platform.exceptions import LtiException
from lti1p3platform.ltiplatform import LTI1P3PlatformConfAbstract
from lti1p3platform.membership import Context
from lti1p3platform.message_launch import LTIAdvantageMessageLaunchAbstract
from lti1p3platform.oidc_login import OIDCLoginAbstract
from lti1p3platform.registration import Registration
from lti1p3platform.request import Request
from lti1p3platform.response import Response, generate_next_link
from lti1p3platform.score import UpdateScoreStatus
from lti1p3platform.service_connector import (
    AssignmentsGradesService,
    NamesRoleProvisioningService,
)

PAGE = 2


class Asked(Request):
    """A request, in the package's form."""

    def build_metadata(self, request: Any) -> Any:
        return vars(request)


class Conf(LTI1P3PlatformConfAbstract):
    def init_platform_config(self, registration: Registration) -> None:
        self._registration = registration

    def get_registration_by_params(self, **kwargs: Any) -> Registration:
        return self._registration


class Login(OIDCLoginAbstract):
    def set_lti_message_hint(self, **kwargs: Any) -> None:
        self._lti_message_hint = kwargs["hint"]

    def get_redirect(self, url: str) -> str:
        return url


class Launching(LTIAdvantageMessageLaunchAbstract):
    def render_launch_form(self, launch_data: Any, **kwargs: Any) -> Any:
        return launch_data


class Grades(AssignmentsGradesService):
    """The gradebook: columns by number, and the scores of each."""

    items: dict[str, Any]
    scores: list[Any]

    def find_lineitems(self, page: Any = 1, **kwargs: Any) -> Any:
        return part(list(self.items.values()), int(page))

    def find_lineitem(self, line_item_id: str) -> Any:
        return self.items[line_item_id]

    def create_lineitem(self, creation_data: Any) -> Any:
        number = str(len(self.items) + 1)
        self.items[number] = creation_data | {"id": f"{self.ags.lineitems_url}/{number}"}
        return self.items[number]

    def update_lineitem(self, update_data: Any) -> Any:
        raise NotImplementedError

    def delete_lineitem(self, line_item_id: str) -> None:
        raise NotImplementedError

    def update_score(self, line_item_id: str, score: Any) -> UpdateScoreStatus:
        before = [one for one in self.scores if one["userId"] == score["userId"]]
        if before and before[-1]["timestamp"] >= score["timestamp"]:
            return UpdateScoreStatus.OLD_TIMESTAMP
        self.scores.append(score | {"lineitem": self.items[line_item_id]["label"]})
        return UpdateScoreStatus.CREATED

    def get_results(self, *arguments: Any, **kwargs: Any) -> Any:
        raise NotImplementedError


class Names(NamesRoleProvisioningService):
    people: list[Any]

    def get_member_data_page(self, page: Any = 1, **kwargs: Any) -> Any:
        return part(self.people, int(page), int(kwargs.get("limit", 100)))

    def get_context_by_id(self) -> Context:
        return Context("c-1", "ML 101", "Machine learning")


def part(everything: list[Any], page: int, size: int = PAGE) -> dict[str, Any]:
    found = everything[(page - 1) * size : page * size]
    return {"content": found, "has_next": page * size < len(everything), "next": None}


class Elsewhere:
    """The platform at `url`; `keys` is the key set that our tool shows."""

    def __init__(self, url: str, tool: str, keys: dict[str, Any]) -> None:
        private = load_pem_private_key(pem("platform").encode(), None)
        public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        self.url = url
        self.registration = (
            Registration()
            .set_iss(url)
            .set_client_id(CLIENT)
            .set_deployment_id(DEPLOYMENT)
            .set_platform_private_key(pem("platform"))
            .set_platform_public_key(public.decode())
            .set_oidc_login_url(f"{tool}/login")
            .set_launch_url(f"{tool}/launch")
            .set_deeplink_launch_url(f"{tool}/launch")
            .set_tool_key_set(keys)
        )
        self.conf = Conf(registration=self.registration)
        self.items: dict[str, Any] = {}
        self.scores: list[Any] = []
        self.people = [person(f"u-{n}", name) for n, name in enumerate(PEOPLE, 1)]

    def login(self) -> str:
        """Step 1: where the platform's page leads the browser."""
        login = Login(None, self.conf)
        login.set_lti_message_hint(hint="link-9")
        return str(login.initiate_login("user-7"))

    def launch(self, url: str) -> dict[str, Any]:
        """Step 3: what the platform makes of the tool's request for a login."""
        asked = SimpleNamespace(get_data=dict(parse_qsl(urlsplit(url).query)), form_data={})
        launch = Launching(asked, self.conf)
        launch.set_user_data("u-1", TEACHER, "Ada Lovelace")
        launch.set_launch_context_claim("c-1", context_label="ML 101")
        launch.set_ags(f"{self.url}/items").set_nrps(f"{self.url}/people")
        launch.set_dl(f"{self.url}/back", extra_data={"op": 321})
        return dict(launch.lti_launch())

    def links(self, token: str) -> list[dict[str, Any]]:
        """What the platform reads in the tool's answer to a request for deep links."""
        return self.conf.validate_deeplinking_resp({"JWT": token})

    def answer(self, asked: SimpleNamespace) -> Response:
        if asked.path == "/token":
            try:
                token = self.conf.get_access_token(asked.form_data)
            except LtiException as error:
                return Response({"error": str(error)}, 400, "")
            return Response(token, 200, "")
        if asked.path == "/jwks":
            return Response(self.conf.get_jwks(), 200, "")
        if asked.path == "/people":
            names = Names(Asked(asked), self.conf, f"{self.url}/people")
            names.people = self.people
            return names.handle_resp(names.handle_get_members)
        grades = Grades(Asked(asked), self.conf, f"{self.url}/items")
        grades.items, grades.scores = self.items, self.scores
        if asked.path == "/items":
            doing = grades.handle_get_lineitems
            doing = doing if asked.method == "GET" else grades.handle_create_lineitem
            return grades.handle_resp(doing)
        number = re.fullmatch(r"/items/(\d+)/scores", asked.path)
        assert number is not None, asked.path
        return grades.handle_resp(partial(grades.handle_update_score, number[1]))


PEOPLE = ["Ada Lovelace", "Emmy Noether", "Kurt Goedel"]


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        kind = self.headers.get("Content-Type", "")
        asked = SimpleNamespace(
            method=self.command,
            path=parts.path,
            headers=dict(self.headers),
            content_type=kind,
            get_data={n: int(v) if v.isdecimal() else v for n, v in parse_qsl(parts.query)},
            form_data=dict(parse_qsl(body)) if "urlencoded" in kind else {},
            json=json.loads(body) if kind.endswith("json") else None,
        )
        found = self.server.elsewhere.answer(asked)  # type: ignore[attr-defined]
        result = found.result
        content = result["content"] if isinstance(result, dict) and "content" in result else result
        self.send_response(found.code)
        self.send_header("Content-Type", found.media_type)
        if isinstance(result, dict) and result.get("next"):
            self.send_header("Link", generate_next_link(result["next"]))
        self.end_headers()
        answer = content if 200 <= found.code < 300 else {"error": found.message, "why": content}
        self.wfile.write(json.dumps(answer).encode())

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def elsewhere(tool: str, keys: dict[str, Any]) -> Iterator[Elsewhere]:
    """The platform, served while the block runs."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        found = Elsewhere(f"http://127.0.0.1:{server.server_address[1]}", tool, keys)
        server.elsewhere = found  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield found
        finally:
            server.shutdown()
