"""Each request of a whole term, held against the specifications point by point.

One run reads the members, makes a column, sends scores of each kind and answers a launch; `POINTS`
are what the texts ask of these requests. docs/lti.md has the same table, with the tests of what is
checked of other people's requests.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import jwt
import pytest
from parts import LTI

pytest.importorskip("jwt", reason=LTI.reason)

import itertools

from factories.export_results import assignment, check, exercise, passed, save, waiting
from factories.lti_launch import BASE, DEPLOYMENT, Browser, asked_of, jwk, pem, room_at
from factories.lti_platform import BEARER, CLIENT, Platform, Seen, person
from factories.toy_course import ROOT

from autograder.cli import main
from autograder.lms.lti.protocol import CLAIM, DEEP
from autograder.results import Status

PAGE = (ROOT / "docs" / "lti.md").read_text(encoding="utf-8")


@dataclass
class Term:
    """All requests of a run, by kind."""

    platform: Platform
    log: list[Seen]
    asked: dict[str, str]
    initiated: dict[str, str]
    answer: str

    def of(self, method: str, end: str) -> list[Seen]:
        found = [one for one in self.log if one.method == method and one.path.endswith(end)]
        assert found, f"nothing was sent: {method} {end}"
        return found

    @property
    def tokens(self) -> list[dict[str, str]]:
        return [one.form for one in self.of("POST", "/token")]

    @property
    def assertions(self) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        signed = [form["client_assertion"] for form in self.tokens]
        return [(jwt.get_unverified_header(one), unsigned(one)) for one in signed]

    @property
    def scores(self) -> list[dict[str, Any]]:
        return [one.data for one in self.of("POST", "/scores")]

    @property
    def made(self) -> dict[str, Any]:
        (found,) = self.of("POST", "/line_items")
        return found.data


def unsigned(token: str) -> dict[str, Any]:
    return jwt.decode(token, options={"verify_signature": False})


def results(folder: Path) -> Path:
    """One grade of each kind: final, late, waiting, unreadable."""
    failed = assignment(exercise("linear_approx", check(Status.FAILED, 5.0)))
    save(
        folder,
        ada=passed(4, 5),
        emmy=waiting(),
        kurt=replace(failed, submission=None, unreadable=True, problems=("No notebook.",)),
    )
    path = folder / "ada.json"
    data = json.loads(path.read_text())
    data["assignments"][0]["submitted_at"] = "2026-06-01T10:00:00+00:00"
    path.write_text(json.dumps(data))
    return folder


@pytest.fixture(scope="module")
def term(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Term]:
    folder = tmp_path_factory.mktemp("term")
    with Platform() as platform:
        (folder / "tool.pem").write_text(pem("tool"))
        config = folder / "lti.toml"
        config.write_text(
            f'issuer = "{platform.url}"\nclient_id = "{CLIENT}"\nkey = "tool.pem"\n'
            f'token_url = "{platform.url}/token"\nbackoff = 0.01\n'
            f'memberships_url = "{platform.memberships}"\nlineitems_url = "{platform.columns}"\n'
        )
        platform.keys = {"keys": [jwk("tool") | {"kid": thumbprint()}]}
        names = ["Ada Lovelace", "Emmy Noether", "Kurt Goedel"]
        platform.members = [person(f"u-{n}", name) for n, name in enumerate(names, 1)]
        for one in platform.members:
            one["ext_user_username"] = one["given_name"].lower()
        other = {"label": "Quiz", "scoreMaximum": 1}
        platform.lineitems = [other | {"id": f"{platform.lineitem}&n={n}"} for n in range(3)]
        roster = folder / "roster.csv"
        with redirect_stdout(StringIO()):
            assert run("lti", "members", "--config", config, "--out", roster) == 0
            send = ["--config", config, "--roster", roster, "--make-columns"]
            source = results(folder / "r")
            assert run("export", "lti", "--results", source, *send) == 0
            save(source, ada=passed(5, 5))
            assert run("export", "lti", "--results", source, *send) == 0
        with room_at(folder) as room:
            browser = Browser()
            initiated = {"login_hint": "hint/+ =", "lti_message_hint": "message/+ ="}
            began = room.login(browser, **initiated)
            page = room.launch(browser, login=initiated)
            answer = re.findall(r'name="JWT" value="([^"]+)"', page.text)[0]
            yield Term(
                platform, list(platform.log), asked_of(began), initiated | vars_of(room), answer
            )


def vars_of(room: Any) -> dict[str, str]:
    return {"issuer": room.config.issuer, "redirect": f"{room.tool}/launch"}


def thumbprint() -> str:
    from autograder.lms.lti.config import Config
    from autograder.lms.lti.keys import public_jwk

    return str(public_jwk(Config("", "", "", pem("tool")))["kid"])


def run(*words: object) -> int:
    return main([str(word) for word in words])


def is_time(text: str) -> bool:
    return (
        datetime.fromisoformat(text).tzinfo is not None
        and re.search(r"\.\d{3}Z$", text) is not None
    )


def rising(term: Term) -> bool:
    by_user: dict[str, list[datetime]] = {}
    for score in term.scores:
        when = datetime.fromisoformat(score["timestamp"])
        by_user.setdefault(score["userId"], []).append(when)
    second = timedelta(seconds=0)
    steps = [b - a for times in by_user.values() for a, b in itertools.pairwise(times)]
    return bool(steps) and all(step > second for step in steps)


def services(term: Term) -> list[Seen]:
    return [one for one in term.log if one.path not in ("/token", "/jwks")]


POINTS: dict[str, Callable[[Term], bool]] = {
    "S1": lambda t: all(one["grant_type"] == "client_credentials" for one in t.tokens),
    "S2": lambda t: all(one["client_assertion_type"] == BEARER for one in t.tokens),
    "S3": lambda t: all(c["iss"] == c["sub"] == CLIENT for _, c in t.assertions),
    "S4": lambda t: all(c["aud"] == f"{t.platform.url}/token" for _, c in t.assertions),
    "S5": lambda t: all(
        c["iat"] <= time.time() <= c["exp"] <= c["iat"] + 3600 for _, c in t.assertions
    ),
    "S6": lambda t: len({c["jti"] for _, c in t.assertions}) == len(t.assertions) > 1,
    "S7": lambda t: all(h["alg"] == "RS256" and h["kid"] == thumbprint() for h, _ in t.assertions),
    "S8": lambda t: all(len(one["scope"].split()) == 1 for one in t.tokens),
    "S9": lambda t: len(t.tokens) == len({(one["scope"]) for one in t.tokens}) + 2,
    "S10": lambda t: all(
        one.headers["Authorization"].startswith("Bearer token-") for one in services(t)
    ),
    "L1": lambda t: t.asked["scope"] == "openid" and t.asked["response_type"] == "id_token",
    "L2": lambda t: t.asked["response_mode"] == "form_post" and t.asked["prompt"] == "none",
    "L3": lambda t: t.asked["client_id"] == CLIENT,
    "L4": lambda t: t.asked["redirect_uri"].endswith(f"{BASE}/launch"),
    "L5": lambda t: t.asked["login_hint"] == t.initiated["login_hint"],
    "L6": lambda t: t.asked["lti_message_hint"] == t.initiated["lti_message_hint"],
    "L7": lambda t: len({t.asked["state"], t.asked["nonce"]}) == 2 and len(t.asked["nonce"]) > 40,
    "N1": lambda t: all(
        one.headers["Accept"] == "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
        for one in t.of("GET", "/members")
    ),
    "N2": lambda t: (
        [one.query for one in t.of("GET", "/members")] == ["group=all", "group=all&from=2"]
    ),
    "A1": lambda t: all(
        one.headers["Accept"] == "application/vnd.ims.lis.v2.lineitemcontainer+json"
        for one in t.of("GET", "/line_items")
    ),
    "A2": lambda t: "type=x&from=2" in [one.query for one in t.of("GET", "/line_items")],
    "A3": lambda t: (
        t.of("POST", "/line_items")[0].headers["Content-Type"]
        == "application/vnd.ims.lis.v2.lineitem+json"
    ),
    "A4": lambda t: t.made["label"] == "Taylor" and t.made["scoreMaximum"] > 0,
    "A5": lambda t: (
        t.made["resourceId"] == "01_taylor" and bool(t.made["tag"]) and "id" not in t.made
    ),
    "A6": lambda t: all(
        one.path == "/courses/1/line_items/103/scores" and one.query == "type=x"
        for one in t.of("POST", "/scores")
    ),
    "A7": lambda t: all(
        one.headers["Content-Type"] == "application/vnd.ims.lis.v1.score+json"
        for one in t.of("POST", "/scores")
    ),
    "A8": lambda t: [one["userId"] for one in t.scores] == ["u-1", "u-2", "u-3", "u-1"],
    "A9": lambda t: all(s["scoreGiven"] >= 0 and s["scoreMaximum"] > 0 for s in t.scores),
    "A10": lambda t: (
        [one["activityProgress"] for one in t.scores]
        == ["Completed", "Completed", "Submitted", "Completed"]
    ),
    "A11": lambda t: (
        [one["gradingProgress"] for one in t.scores]
        == ["FullyGraded", "PendingManual", "Failed", "FullyGraded"]
    ),
    "A12": lambda t: all(is_time(one["timestamp"]) for one in t.scores),
    "A13": rising,
    "A14": lambda t: all(
        isinstance(one["comment"], str) and "<" not in one["comment"] for one in t.scores
    ),
    "A15": lambda t: (
        [one["submission"]["submittedAt"] for one in t.scores if "submission" in one]
        == ["2026-06-01T10:00:00.000Z"]
    ),
    "D1": lambda t: bool(
        jwt.decode(
            t.answer,
            jwt.PyJWK(jwk("tool")).key,
            algorithms=["RS256"],
            audience=t.initiated["issuer"],
            issuer=CLIENT,
            options={"require": ["iss", "aud", "exp", "iat", "nonce"]},
        )
    ),
    "D2": lambda t: jwt.get_unverified_header(t.answer)["kid"] == thumbprint(),
    "D3": lambda t: unsigned(t.answer)[f"{CLAIM}message_type"] == "LtiDeepLinkingResponse",
    "D4": lambda t: unsigned(t.answer)[f"{CLAIM}version"] == "1.3.0",
    "D5": lambda t: unsigned(t.answer)[f"{CLAIM}deployment_id"] == DEPLOYMENT,
    "D6": lambda t: unsigned(t.answer)[f"{DEEP}data"] == "op=321&v=44",
    "D7": lambda t: (
        {one["type"] for one in unsigned(t.answer)[f"{DEEP}content_items"]} == {"ltiResourceLink"}
    ),
    "D8": lambda t: all(
        one["lineItem"]["scoreMaximum"] > 0 and one["lineItem"]["resourceId"]
        for one in unsigned(t.answer)[f"{DEEP}content_items"]
    ),
}


@pytest.mark.parametrize("point", POINTS)
def test_each_request_keeps_to_the_specification(point, term):
    assert POINTS[point](term)


def rows() -> dict[str, tuple[str, str]]:
    """The page's table: what a point is, and what proves it."""
    found = re.findall(r"^\| ([A-Z]\d+) \| (.+) \| `(.+)` \|$", PAGE, re.M)
    return {point: (text, test) for point, text, test in found}


def test_the_page_has_every_point_and_every_point_its_test():
    named = rows()
    here = "test_protocol.py::test_each_request_keeps_to_the_specification"
    assert {point for point, (_, test) in named.items() if test == here} == set(POINTS)
    for point, (_, test) in named.items():
        file, _, name = test.partition("::")
        text = (Path(__file__).parent / file).read_text(encoding="utf-8")
        function, _, case = name.partition("[")
        assert f"def {function}(" in text, point
        assert not case or f'"{case.rstrip("]")}"' in text, f"{point}: {test}"


def test_a_request_that_is_wrong_would_be_seen(term):
    """The points can fail: for a time without a zone, a header without a type, no nonce."""
    spoilt = replace(
        term,
        log=[
            replace(one, body=json.dumps(one.data | {"timestamp": "2026-06-01T10:00:00"}).encode())
            if one.path.endswith("/scores")
            else replace(one, headers={**one.headers, "Accept": "*/*"})
            for one in term.log
        ],
        asked={**term.asked, "nonce": term.asked["state"]},
    )
    for point in ("A12", "A13", "N1", "A1", "L7"):
        with pytest.raises(AssertionError):
            assert POINTS[point](spoilt)
