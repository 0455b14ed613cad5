"""What the LMS gets when an instructor has chosen assignments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import jwt
import pytest
from parts import LTI

pytest.importorskip("jwt", reason=LTI.reason)

from factories.lti_launch import DEPLOYMENT, HUB, OFFERS, answers, jwk, room_at
from factories.lti_platform import CLIENT

from autograder.lms.lti.deep_linking import Offer, Request
from autograder.lms.lti.launch import Launch
from autograder.lms.lti.protocol import CLAIM, DEEP

ITEMS = f"{DEEP}content_items"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, str]:
    with room_at(tmp_path_factory.mktemp("service")) as room:
        return room.launch().text, room.config.issuer, room.service.config.private_key


def test_there_is_a_button_for_all_for_each_and_for_none(page):
    found = [[item["title"] for item in one[ITEMS]] for one in answers(page[0])]
    assert found == [["Taylor", "Gradients"], ["Taylor"], ["Gradients"], []]
    assert page[0].count(f'action="{page[1]}/deep_return"') == 4


def test_a_link_opens_its_notebook_in_the_hub_and_has_a_column(page):
    item = answers(page[0])[1][ITEMS][0]
    assert item == {
        "type": "ltiResourceLink",
        "title": "Taylor",
        "url": f"{HUB}/hub/user-redirect/lab/tree/01_taylor/taylor.ipynb",
        "custom": {"assignment": "01_taylor"},
        "lineItem": {
            "scoreMaximum": 22.5,
            "label": "Taylor",
            "resourceId": "01_taylor",
            "tag": "exercises",
        },
        "window": {"targetName": "_blank"},
    }


def test_the_answer_is_signed_for_the_platform(page):
    token = page[0].split('value="')[1].split('"')[0]
    claims = jwt.decode(
        token,
        jwt.PyJWK(jwk("tool")).key,
        algorithms=["RS256"],
        audience=page[1],
        issuer=CLIENT,
        options={"require": ["exp", "iat", "nonce"]},
    )
    assert claims[f"{CLAIM}message_type"] == "LtiDeepLinkingResponse"
    assert claims[f"{CLAIM}version"] == "1.3.0"
    assert claims[f"{CLAIM}deployment_id"] == DEPLOYMENT
    assert claims[f"{DEEP}data"] == "op=321&v=44"
    assert jwt.get_unverified_header(token)["kid"]


def asked(**settings: object) -> Request:
    return Request(Launch({}), settings)


def test_what_a_platform_does_not_take_is_left_out():
    item = asked(accept_lineitem=False, accept_presentation_document_targets=["iframe"]).item(
        OFFERS[0]
    )
    assert set(item) == {"type", "title", "url", "custom"}
    assert "lineItem" not in asked().item(Offer("00_start", "https://x", 0.0))
    assert asked().takes_many is False


def test_the_due_time_is_told_in_utc():
    due = datetime(2026, 10, 1, 23, 59, tzinfo=timezone(timedelta(hours=3)))
    item = asked().item(Offer("01_taylor", "https://x", 1.0, due))
    assert item["submission"] == {"endDateTime": "2026-10-01T20:59:00Z"}
    assert due.astimezone(UTC).hour == 20
