"""The login's first step: where it leads, and where it never does."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
from parts import LTI

pytest.importorskip("jwt", reason=LTI.reason)

from factories.lti_launch import (
    BASE,
    HUB,
    SITE,
    STUDENT,
    Browser,
    Room,
    asked_of,
    query_of,
    room_at,
    text_of,
)
from factories.lti_platform import CLIENT

from autograder.errors import AutograderError
from autograder.lms.lti import pending
from autograder.lms.lti.config import read_config
from autograder.lms.lti.pending import Pending
from autograder.lms.lti.protocol import CLAIM, is_below
from autograder.lms.lti.service import Service


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with room_at(tmp_path_factory.mktemp("service")) as found:
        yield found


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_login_asks_the_platform(method, room):
    fields = {
        "iss": room.config.issuer,
        "login_hint": "h",
        "target_link_uri": f"{room.tool}/launch",
    }
    done = Browser().open(method, f"{room.tool}/login", **fields)
    asked = asked_of(done)
    assert done.headers["Location"].startswith(f"{room.platform.url}/auth?school=1&")
    assert asked["redirect_uri"] == f"{room.tool}/launch"
    assert "lti_message_hint" not in asked


def test_a_login_into_the_hub_is_handed_on_whole(room):
    target = f"{HUB}/hub/user-redirect/lab/tree/01_taylor/taylor.ipynb"
    done = room.login(Browser(), target_link_uri=target)
    where = done.headers["Location"]
    assert where.startswith(f"{HUB}/hub/lti13/oauth_login?")
    assert query_of(where) == {
        "iss": [room.config.issuer],
        "login_hint": ["user-7"],
        "target_link_uri": [target],
        "client_id": [CLIENT],
        "lti_message_hint": ["link-9"],
        "lti_deployment_id": ["1:4dde"],
    }
    assert "Set-Cookie" not in done.headers


ELSEWHERE = [
    "https://evil.example/",
    "https://hub.example.edu.evil.example/jhub",
    "https://hub.example.edu@evil.example/jhub",
    "https://evil.example\\@hub.example.edu/jhub/x",
    "https://hub.example.edu/jhub/../../evil",
    "https://hub.example.edu/jhub/%2e%2e/evil",
    "https://hub.example.edu/jhubby/x",
    "https://hub.example.edu:444/jhub/x",
    "http://hub.example.edu/jhub/x",
    "//evil.example/jhub",
    "javascript:alert(1)",
    "https://[evil/jhub",
    "https://hub.example.edu/jhub/\nx",
    "",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_it_leads_nowhere_else(target, room):
    done = room.login(Browser(), target_link_uri=target)
    assert done.status_code == 400
    assert "Location" not in done.headers
    assert "neither ours nor the hub's" in text_of(done.text)


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nothing_of_it_lies_below_the_hub(target):
    assert not is_below(target, HUB)
    assert is_below(f"{HUB}/hub/x?next=y#z", f"{HUB}/")
    assert is_below(HUB, HUB)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"iss": "https://evil.example"}, "compare issuer"),
        ({"client_id": "other"}, "compare client_id"),
        ({"login_hint": ""}, "no login_hint"),
    ],
)
def test_a_login_of_somebody_else_is_refused(changed, words, room):
    done = room.login(Browser(), **changed)
    assert done.status_code == 400
    assert words in text_of(done.text)


def test_a_site_without_logins_is_opened(room):
    target = f"{SITE}/lab/index.html?path=01_taylor/taylor.ipynb"
    kind = "LtiResourceLinkRequest"
    changed = {
        f"{CLAIM}message_type": kind,
        f"{CLAIM}target_link_uri": target,
        f"{CLAIM}roles": STUDENT,
    }
    done = room.launch(login={"target_link_uri": target}, **changed)
    assert (done.status_code, done.headers["Location"]) == (302, target)
    for wrong in ({f"{CLAIM}resource_link": {}}, {f"{CLAIM}target_link_uri": f"{SITE}/other"}):
        done = room.launch(login={"target_link_uri": target}, **changed | wrong)
        assert done.status_code == 400
        assert "Location" not in done.headers


def test_a_link_to_the_tool_itself_leads_nowhere(room):
    done = room.launch(**{f"{CLAIM}message_type": "LtiResourceLinkRequest"})
    assert done.status_code == 400
    assert "add assignments by deep linking" in text_of(done.text)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/jwks", 200),
        ("GET", "/launch", 405),
        ("POST", "/jwks", 405),
        ("GET", "/", 405),
        ("GET", "/other", 404),
        ("GET", "/../launch", 404),
    ],
)
def test_what_people_open_is_told(method, path, status, room):
    done = requests.request(method, f"{room.tool}{path}", timeout=30)
    assert done.status_code == status
    if status == 200:
        assert done.json()["keys"][0]["use"] == "sig"


def test_long_and_odd_bodies_are_refused(room):
    done = requests.post(f"{room.tool}/launch", data=b"x" * 500_001, timeout=30)
    assert done.status_code == 413
    done = requests.post(f"{room.tool}/launch", data="&".join(["a=1"] * 101), timeout=30)
    assert done.status_code == 400


def test_the_cookie_goes_to_us_alone(room):
    cookie = room.login(Browser()).headers["Set-Cookie"]
    for part in (f"Path={BASE}/", "HttpOnly", "Secure", "SameSite=None", "Partitioned"):
        assert part in cookie


def test_a_login_ends_in_time_and_the_oldest_goes_first(monkeypatch):
    logins = Pending()
    monkeypatch.setattr(pending, "MOST", 2)
    first, second, third = (logins.begin("x") for _ in range(3))
    assert logins.end(first.state) is None
    assert logins.end(second.state) == second
    assert logins.end(second.state) is None
    monkeypatch.setattr(pending.time, "monotonic", lambda: third.until)
    assert logins.end(third.state) is None


def test_the_service_offers_the_course_around_it(desk, course):
    with pytest.raises(AutograderError, match="has no auth_url, jwks_url, deployments, tool_url"):
        Service.of(read_config(desk.config), desk.config, course)
    names = ("auth_url", "jwks_url", "tool_url", "hub_url")
    more = "\n".join(f'{name} = "{HUB}/x"' for name in names)
    desk.configure(f'{more}\ndeployments = ["1"]\nnotebook = "lab/{{slug}}.ipynb"')
    service = Service.of(read_config(desk.config), desk.config, course)
    (offer,) = service.offers
    assert urlsplit(offer.url).path == "/jhub/x/lab/toy.ipynb"
    assert offer.points > 0


def test_a_path_with_other_fields_is_told(desk):
    desk.configure('notebook = "{user}/x"')
    with pytest.raises(AutograderError, match=r"may hold \{name\} and \{slug\} alone"):
        read_config(desk.config)
