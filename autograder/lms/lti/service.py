"""The tool's side of a login and a launch, as a WSGI application: `autograder lti serve`.

The platform begins a login at `login`. One that leads into the hub is handed on to the hub, whose
own authenticator carries it out; the others end here, at `launch`: requests for deep links, and
launches of a site that needs no login.
"""

from __future__ import annotations

import hmac
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from urllib.parse import urlencode, urlsplit

from autograder.course.catalog import Catalog
from autograder.course.deadlines import deadlines_at
from autograder.errors import AutograderError
from autograder.lms.lti.config import Config
from autograder.lms.lti.contexts import Context, context_of, file_of, keep_context
from autograder.lms.lti.deep_linking import Offer, Request, offer_of
from autograder.lms.lti.keys import key_set
from autograder.lms.lti.launch import DEEP_LINKING, Launch, PlatformKeys, RefusedError, read_launch
from autograder.lms.lti.pending import Pending
from autograder.lms.lti.protocol import is_below
from autograder.lms.lti.transport import Transport
from autograder.text import MAX_PAGE, one_line

PAGE = "lms/lti/templates/page.html.jinja"
HUB_LOGIN = "hub/lti13/oauth_login"
NEEDED = ("auth_url", "jwks_url", "deployments", "tool_url")
Form = Mapping[str, str]


@dataclass(frozen=True)
class Response:
    """What a browser gets; `headers` beside those that every answer has."""

    status: int
    body: str = ""
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


def redirect(url: str, **headers: str) -> Response:
    """Return the answer that leads on to `url`."""
    return Response(302, headers={"Location": url, **headers})


class Service:
    """Answers the platform's browsers, for one tool at one platform."""

    def __init__(
        self, config: Config, offers: list[Offer], courses: Path, keys: PlatformKeys
    ) -> None:
        self.config, self.offers, self.courses, self.keys = config, offers, courses, keys
        self.pending, self._lock = Pending(), Lock()
        self.base = urlsplit(config.tool_url).path.rstrip("/")

    @classmethod
    def of(cls, config: Config, path: Path, course: Path) -> Service:
        """Return the service for a configuration and the course around a folder."""
        missing = [name for name in NEEDED if not getattr(config, name)]
        missing += [] if config.hub_url or config.site_url else ["hub_url"]
        if missing:
            raise AutograderError(f"{path} has no {', '.join(missing)} (docs/lti.md).")
        due = deadlines_at(course)
        offers = [
            offer_of(one, config, due[one.name].due if one.name in due else None)
            for one in Catalog.find(course).assignments
        ]
        transport = Transport(config.timeout, int(config.retries), config.backoff)
        keys = PlatformKeys(config.jwks_url, transport)
        return cls(config, offers, file_of(path), keys)

    def respond(self, method: str, path: str, form: Form, cookies: Form) -> Response:
        """Answer one request; `form` has the fields of its query, or of its body."""
        try:
            if not path.startswith(f"{self.base}/"):
                raise RefusedError("there is nothing at this address", 404)
            action = path.removeprefix(f"{self.base}/")
            if action == "jwks" and method == "GET":
                return Response(200, key_set(self.config), "application/json")
            if action == "login" and method in ("GET", "POST"):
                return self._login(form)
            if action == "launch" and method == "POST":
                return self._launch(form, cookies)
            known = action in ("", "jwks", "login", "launch")
            raise RefusedError("the LMS opens this address, not people", 405 if known else 404)
        except RefusedError as error:
            return self._page(error.status, "This launch is refused", str(error))

    def _login(self, form: Form) -> Response:
        """Step 1 of the third-party login: lead on to the platform, or hand it on to the hub."""
        config, target = self.config, form.get("target_link_uri", "")
        if form.get("iss") != config.issuer:
            raise RefusedError("the login is of another platform: compare issuer in lti.toml")
        if form.get("client_id", config.client_id) != config.client_id:
            raise RefusedError("the login is for another tool: compare client_id in lti.toml")
        if not form.get("login_hint"):
            raise RefusedError("the login has no login_hint")
        if not (is_below(target, config.tool_url) or is_below(target, config.site_url)):
            if not is_below(target, config.hub_url):
                raise RefusedError(
                    f"{one_line(target, 100)!r} is neither ours nor the hub's: target_link_uri "
                    "has to lie below tool_url, hub_url or site_url of lti.toml"
                )
            return redirect(f"{config.hub_url.rstrip('/')}/{HUB_LOGIN}?{urlencode(dict(form))}")
        login = self.pending.begin(target)
        asked = {
            "scope": "openid",
            "response_type": "id_token",
            "response_mode": "form_post",
            "prompt": "none",
            "client_id": config.client_id,
            "redirect_uri": f"{config.tool_url.rstrip('/')}/launch",
            "login_hint": form["login_hint"],
            "state": login.state,
            "nonce": login.nonce,
        }
        if "lti_message_hint" in form:
            asked["lti_message_hint"] = form["lti_message_hint"]
        sign = "&" if urlsplit(config.auth_url).query else "?"
        cookie = self._cookie(login.cookie, login.state, 600)
        return redirect(f"{config.auth_url}{sign}{urlencode(asked)}", **{"Set-Cookie": cookie})

    def _launch(self, form: Form, cookies: Form) -> Response:
        """Steps 3 and 4: check what the platform signed, and do what it asks."""
        if "error" in form:
            told = f"{form['error']}: {form.get('error_description', '')}"
            raise RefusedError(f"the LMS says {one_line(told, 200)}", 403)
        login = self.pending.end(form.get("state", ""))
        if login is None:
            raise RefusedError("its login is unknown, used or too old: open it in the LMS again")
        if not hmac.compare_digest(cookies.get(login.cookie, "").encode(), login.state.encode()):
            raise RefusedError(
                "the browser did not bring back the cookie of this login: it may block cookies in "
                "frames. Let the LMS open the tool in a new window, and try again"
            )
        launch = read_launch(form.get("id_token", ""), self.keys, self.config, login.nonce)
        found = self._answer(launch, login.target)
        found.headers["Set-Cookie"] = self._cookie(login.cookie, "", 0)
        return found

    def _answer(self, launch: Launch, target: str) -> Response:
        if launch.teaches and (context := context_of(launch.claims)):
            self._keep(context)
        if launch.kind == DEEP_LINKING:
            return self._choice(Request.of(launch))
        if launch.claim("target_link_uri") != target:
            raise RefusedError("its target_link_uri is not the one with which its login began")
        if not is_below(target, self.config.site_url):
            raise RefusedError(
                "the link leads nowhere: in the LMS, add assignments by deep linking, or let it "
                "lead to an address below hub_url or site_url of lti.toml"
            )
        return redirect(target)

    def _keep(self, context: Context) -> None:
        """Note the course; a file that cannot be written is told, and ends no launch."""
        try:
            with self._lock:
                keep_context(self.courses, context)
        except AutograderError as error:
            print(error, file=sys.stderr, flush=True)

    def _choice(self, request: Request) -> Response:
        """The page on which an instructor chooses: each button brings an answer of its own."""
        groups = [(one.title, [one]) for one in self.offers]
        if request.takes_many and len(self.offers) > 1:
            groups.insert(0, ("All assignments", self.offers))
        buttons = [
            (title, offers, request.response(self.config, offers))
            for title, offers in [*groups, ("Nothing: go back", [])]
        ]
        fit = [button for button in buttons if len(button[2]) <= MAX_PAGE]
        return self._page(200, "Which assignment?", "", fit, request.return_url)

    def _page(
        self,
        status: int,
        title: str,
        text: str,
        buttons: list[tuple[str, list[Offer], str]] | None = None,
        back: str = "",
    ) -> Response:
        from autograder.report.rendering import render

        body = render(PAGE, title=title, text=text, buttons=buttons or [], back=back)
        return Response(status, body)

    def _cookie(self, name: str, value: str, seconds: int) -> str:
        """A cookie that also comes back when an LMS frames us, and only to us."""
        path = f"{self.base}/"
        return (
            f"{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; Secure; "
            "SameSite=None; Partitioned"
        )
