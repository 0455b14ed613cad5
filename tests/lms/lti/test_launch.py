"""Launches that are not as they should be are refused, each with the reason and the usual fix."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from parts import LTI

pytest.importorskip("jwt", reason=LTI.reason)

from factories.lti_launch import DEPLOYMENT, STUDENT, Browser, Room, asked_of, jwk, room_at, text_of
from factories.lti_platform import CLIENT

from autograder.lms.lti.contexts import read_contexts
from autograder.lms.lti.launch import Launch
from autograder.lms.lti.protocol import CLAIM, DEEP


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with room_at(tmp_path_factory.mktemp("service")) as found:
        yield found


def test_one_that_is_right_shows_the_assignments(room):
    done = room.launch()
    assert done.status_code == 200
    assert "01_taylor, 22.5 points" in text_of(done.text)
    assert "Max-Age=0" in done.headers["Set-Cookie"]
    assert "default-src 'none'" in done.headers["Content-Security-Policy"]


NOW = int(time.time())
ATTACKS = {
    "a nonce of another login": ({"nonce": "other"}, 401, "its nonce is not the one"),
    "no nonce": ({"nonce": None}, 401, "nonce"),
    "expired": ({"iat": NOW - 900, "exp": NOW - 600}, 401, "it has expired"),
    "no end": ({"exp": None}, 401, "exp"),
    "no beginning": ({"iat": None}, 401, "iat"),
    "made in the future": ({"iat": NOW + 900, "exp": NOW + 999}, 401, "in the future"),
    "too old": ({"iat": NOW - 4000, "exp": NOW + 900}, 401, "too old"),
    "for another tool": ({"aud": "other"}, 401, "compare client_id"),
    "for others as well": ({"aud": [CLIENT, "other"]}, 401, "for other tools as well"),
    "asked for by another": ({"azp": "other"}, 401, "asked for by another"),
    "of another platform": ({"iss": "https://evil.example"}, 401, "compare issuer"),
    "not signed": ({"algorithm": "none"}, 401, "signed by none, not by RS256"),
    "signed by a shared secret": ({"algorithm": "HS256"}, 401, "signed by HS256"),
    "an unknown key": ({"key": "stranger"}, 401, "has no key 'stranger'"),
    "another's key by its name": (
        {"key": "stranger", "header": {"kid": "platform"}},
        401,
        "its signature is not the platform's",
    ),
    "no key named": ({"header": {"kid": ""}}, 401, "has no key ''"),
    "no token": ({"form": {"id_token": ""}}, 401, ""),
    "no token at all": ({"form": {"id_token": "a.b.c"}}, 401, ""),
    "another deployment": ({f"{CLAIM}deployment_id": "9:x"}, 403, 'deployments = ["9:x"]'),
    "no deployment": ({f"{CLAIM}deployment_id": None}, 403, "deployment"),
    "another version": ({f"{CLAIM}version": "1.1"}, 400, "not of LTI 1.3.0"),
    "another message": ({f"{CLAIM}message_type": "LtiX"}, 400, "nothing here answers"),
    "no roles": ({f"{CLAIM}roles": None}, 400, "tells no roles"),
    "a student adds assignments": ({f"{CLAIM}roles": STUDENT}, 403, "only those who teach"),
    "an unknown state": ({"form": {"state": "x"}}, 400, "unknown, used or too old"),
    "no state": ({"form": {"state": ""}}, 400, "unknown, used or too old"),
    "the platform's own error": (
        {"form": {"error": "login_required", "error_description": "<b>Log in"}},
        403,
        "login_required: <b>Log in",
    ),
    "nowhere to go back to": ({f"{DEEP}deep_linking_settings": {}}, 400, "deep_link_return_url"),
    "back to a script": (
        {f"{DEEP}deep_linking_settings": {"deep_link_return_url": "javascript:alert(1)"}},
        400,
        "does not begin with https://",
    ),
    "a place for other things": (
        {
            f"{DEEP}deep_linking_settings": {
                "deep_link_return_url": "https://lms.example.edu/back",
                "accept_types": ["file"],
            }
        },
        400,
        "takes no LTI links in this place",
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_one_that_is_wrong_is_refused(name, room):
    changed, status, words = ATTACKS[name]
    done = room.launch(**changed)
    assert done.status_code == status
    assert "This launch is refused" in text_of(done.text)
    assert words in text_of(done.text)
    assert "JWT" not in done.text
    assert "Location" not in done.headers
    assert "<b>" not in done.text


def test_a_launch_is_used_once(room):
    browser = Browser()
    state = {}

    class Recorder(Browser):
        def open(self, method, url, **fields):
            state.update(fields)
            return browser.open(method, url, **fields)

    assert room.launch(Recorder()).status_code == 200
    again = browser.open(
        "POST", f"{room.tool}/launch", state=state["state"], id_token=state["id_token"]
    )
    assert again.status_code == 400
    assert "unknown, used or too old" in again.text


def test_a_token_that_was_used_is_good_for_no_other_login(room):
    first = Browser()
    nonce = asked_of(room.login(first))["nonce"]
    done = room.launch(nonce=nonce)
    assert done.status_code == 401
    assert "nonce" in done.text


def test_another_browser_cannot_end_a_login(room):
    """An attacker's launch, pushed to somebody else's browser, which lacks the cookie."""

    class Forgetful(Browser):
        def open(self, method, url, **fields):
            self.cookies.clear()
            return super().open(method, url, **fields)

    done = room.launch(Forgetful())
    assert done.status_code == 400
    assert "did not bring back the cookie" in done.text


def test_two_windows_do_not_disturb(room):
    browser = Browser()
    room.login(browser)
    assert room.launch(browser).status_code == 200
    assert len(browser.cookies) == 2


def test_the_platform_may_change_its_key(tmp_path):
    with room_at(tmp_path) as room:
        assert room.launch().status_code == 200
        room.platform.public = {"keys": [jwk("second")]}
        assert room.launch(key="second").status_code == 401  # asked for a moment ago
        room.service.keys._asked -= 100
        assert room.launch(key="second").status_code == 200
        assert room.platform.requests.count("/jwks") == 2


@pytest.mark.parametrize("trouble", [500, 404, "page", "drop"])
def test_keys_out_of_reach_are_told(trouble, tmp_path):
    with room_at(tmp_path) as room:
        room.platform.troubles["/jwks"] = [trouble] * 3
        done = room.launch()
        assert done.status_code == 502
        assert f"{room.platform.url}/jwks" in text_of(done.text)


def test_an_instructors_launch_tells_of_the_course(room):
    room.launch()
    (course,) = read_contexts(room.courses).values()
    assert (course.id, course.label, course.title) == ("c-1", "ML 101", "Machine learning")
    assert course.memberships_url == f"{room.platform.url}/courses/1/members"
    assert course.lineitems_url == f"{room.platform.url}/courses/1/line_items"


def test_a_file_that_cannot_be_written_ends_no_launch(tmp_path, capfd):
    with room_at(tmp_path) as room:
        room.courses.write_text("[{")
        assert room.launch().status_code == 200
        assert f"{room.courses} cannot be read" in capfd.readouterr().err
        assert room.courses.read_text() == "[{"


@pytest.mark.parametrize(
    ("roles", "teaches"),
    [
        (["Instructor"], True),
        (["http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant"], True),
        (["http://purl.imsglobal.org/vocab/lis/v2/membership#ContentDeveloper"], True),
        (["http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor"], False),
        (STUDENT, False),
        ([], False),
    ],
)
def test_who_teaches_the_course(roles, teaches):
    assert Launch({f"{CLAIM}roles": roles}).teaches is teaches


def test_the_deployment_that_is_known_is_the_one(room):
    assert room.launch(**{f"{CLAIM}deployment_id": DEPLOYMENT}).status_code == 200
