"""What is sent again, after how long, and what never is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from factories.export_results import passed, save
from parts import LTI

pytest.importorskip("jwt", reason=LTI.reason)

from autograder.lms.lti.transport import LONGEST_WAIT, Answer, retry_after


@pytest.fixture
def slept(monkeypatch) -> list[float]:
    found: list[float] = []
    monkeypatch.setattr("autograder.lms.lti.transport.sleep", found.append)
    return found


def in_seconds(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [("7", 7, 7), (" 1.5 ", 1.5, 1.5), (10_000, 9_000, 10_000), (-100, 0, 0)],
)
def test_a_platform_says_how_long_to_wait(text, least, most):
    found = retry_after({"Retry-After": text if isinstance(text, str) else in_seconds(text)})
    assert found is not None
    assert least <= found <= most


@pytest.mark.parametrize("text", ["", "soon", "-3", "1e9", "32 Juli"])
def test_what_says_nothing_is_passed_over(text):
    assert retry_after({"Retry-After": text}) is None


@pytest.mark.parametrize(
    ("status", "text", "is_temporary"),
    [
        (429, "", True),
        (403, "403 Forbidden (Rate Limit Exceeded)\n", True),
        (403, '{"errors": "rate limit exceeded"}', True),
        (403, "Forbidden", False),
        (500, "", True),
        (503, "", True),
        (599, "", True),
        (400, "Rate Limit Exceeded", False),
        (404, "", False),
        (401, "", False),
        (200, "", False),
    ],
)
def test_what_is_worth_another_try(status, text, is_temporary):
    assert Answer(status, text).is_temporary is is_temporary


def test_pauses_grow_and_the_platforms_word_counts(desk, slept):
    desk.configure("retries = 4")
    desk.platform.trouble = [500, 500, "wait 9", "rate"]
    assert desk.send() == 0
    assert slept == [0.01, 0.02, 9.0, 0.08]
    assert "The LMS: HTTP 403: 403 Forbidden (Rate Limit Exceeded); trying again" in desk.said()[1]


def test_a_date_to_wait_for_is_waited_for(desk, slept):
    desk.platform.trouble = [f"wait {in_seconds(290)}"]
    assert desk.send() == 0
    assert 1 < slept[0] <= 290


def test_who_asks_to_come_tomorrow_is_left_alone(desk, slept, tmp_path):
    """Nothing more is sent, what is left is named, and the next run sends it."""
    results = save(tmp_path / "c", ada=passed(1, 2), emmy=passed(2, 2))
    desk.platform.trouble = [f"wait {LONGEST_WAIT + 1:.0f}"]
    assert desk.send(results=results) == 1
    out, err = desk.said()
    assert "it asks to wait for 301 s: run the command again then" in err
    assert "emmy, 01_taylor: not tried: the LMS is busy" in err
    assert "2 failed." in out
    assert slept == []
    assert len(desk.platform.requests) == 2  # a token, and one score
    assert desk.send(results=results) == 0
    assert "2 sent." in desk.said()[0]


def test_a_platform_out_of_reach_is_not_tried_for_everybody(desk, slept, tmp_path):
    people = {f"s{n}": passed(1, 2) for n in range(5)}
    users = "\n".join(f'{name} = "{name}"' for name in people)
    desk.configure("retries = 1", users=users)
    desk.platform.trouble = ["drop"] * 9
    assert desk.send(results=save(tmp_path / "c", **people)) == 1
    assert desk.said()[1].count("not tried") == 3
    assert len(desk.platform.requests) == 1 + 2 * 2


def test_a_password_for_the_same_host_does_not_replace_the_token(desk, tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret\n")
    (tmp_path / "netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert desk.send() == 0
    sent = [one.headers.get("Authorization", "") for one in desk.platform.log]
    assert sent == ["", "Bearer token-1", "Bearer token-1"]


@pytest.mark.parametrize("status", [400, 404, 409, 422])
def test_what_is_refused_is_not_sent_again(status, desk, slept):
    desk.platform.trouble = [status]
    assert desk.send() == 1
    assert slept == []
    assert len(desk.platform.requests) == 3


def test_a_token_is_asked_for_again_with_a_new_claim(desk, slept):
    """The claim of the first try may have been seen, and counts once."""
    desk.platform.troubles["/token"] = [503, "done"]
    assert desk.send() == 0
    asked = [one.form["client_assertion"] for one in desk.platform.log if one.path == "/token"]
    assert len(set(asked)) == 3
