"""Sending grades over LTI 1.3, to a stand-in platform over real HTTP."""

from __future__ import annotations

import json

import pytest
from parts import LTI

pytest.importorskip("jwt", reason=LTI.reason)

from cryptography.hazmat.primitives import serialization
from factories.export_results import NAME, broken, passed, save, save_one, waiting
from factories.lti_platform import new_key

from autograder.lms.lti.config import Config, read_config


def test_scores_arrive(desk):
    assert desk.send() == 0
    out, err = desk.said()
    assert "2 sent." in out
    assert err == ""
    ada, emmy = desk.platform.scores
    assert ada.pop("timestamp") < emmy.pop("timestamp")
    assert ada == {
        "userId": "u-1",
        "scoreGiven": 8.5,
        "scoreMaximum": 10.0,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
        "comment": "8.5 of 10 points. Not full: Linear_Approx: 8.5 of 10.",
    }
    assert desk.platform.requests.count("/token") == 1


def test_the_second_time_nothing_is_sent_and_a_new_score_alone(desk):
    assert desk.send() == 0
    before = list(desk.platform.requests)
    assert desk.send() == 0
    assert "2 unchanged." in desk.said()[0]
    assert desk.platform.requests == before
    save_one(desk.folder / "r", "ada", passed(9, 10))
    assert desk.send() == 0
    assert [score["scoreGiven"] for score in desk.platform.scores] == [8.5, 10, 9]
    assert "1 sent, 1 unchanged." in desk.said()[0]


def test_a_dry_run_sends_nothing_and_says_what(desk):
    assert desk.send("--dry-run") == 0
    out, _ = desk.said()
    assert "would be sent ada, 01_taylor: 8.5 of 10, FullyGraded" in out
    assert desk.platform.requests == []
    assert not desk.config.with_suffix(".sent.jsonl").exists()


@pytest.mark.parametrize(
    ("trouble", "least"),
    [([500, 500], 0), ([429], 1), (["rate"], 0), (["drop"], 0), ([503, "drop", 502], 0)],
)
def test_what_passes_is_tried_again(trouble, least, desk, monkeypatch):
    slept = [0.0]
    monkeypatch.setattr("autograder.lms.lti.transport.sleep", slept.append)
    desk.platform.trouble = list(trouble)
    assert desk.send() == 0
    assert max(slept) >= least
    assert [score["userId"] for score in desk.platform.scores] == ["u-1", "u-2"]
    assert len(desk.platform.requests) == 1 + len(trouble) + 2


def test_a_token_past_its_time_is_renewed(desk):
    desk.platform.trouble = ["stale"]
    assert desk.send() == 0
    assert desk.platform.requests.count("/token") == 2
    assert len(desk.platform.scores) == 2


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ([404], "HTTP 404"),
        ([500] * 6, "HTTP 500"),
        (["drop"] * 6, "ConnectionError"),
        (["page"], "a web page"),
        ([302], "a page for people"),
        ([403], "allow it this service"),
    ],
)
def test_one_that_fails_is_told_and_sent_the_next_time(trouble, words, desk):
    desk.platform.trouble = list(trouble)
    assert desk.send("--out", desk.folder / "report.csv") == 1
    out, err = desk.said()
    assert "1 sent, 1 failed." in out
    assert "failed        ada, 01_taylor: " in err
    assert words in err
    assert "\x1b" not in err
    assert f"ada,{NAME},failed," in (desk.folder / "report.csv").read_text("utf-8-sig")
    assert desk.send() == 0
    assert [score["userId"] for score in desk.platform.scores] == ["u-2", "u-1"]


def test_a_written_answer_that_waits_is_pending(desk, tmp_path):
    results = save(tmp_path / "w", ada=waiting())
    assert desk.send(results=results) == 0
    (score,) = desk.platform.scores
    assert score["gradingProgress"] == "PendingManual"
    assert (score["scoreGiven"], score["scoreMaximum"]) == (2.0, 5.0)


def test_what_cannot_be_sent_is_left_out_by_name(desk):
    more = [passed(1, 2), passed(1, 2, "02_x")]
    save(desk.folder / "r", ada=more, zoe=passed(1, 2), emmy=broken())
    assert desk.send() == 3
    out, err = desk.said()
    assert "1 sent, 3 left out." in out
    assert "ada, 02_x: [lineitems] has no 02_x" in err
    assert "zoe, 01_taylor: [users] has no zoe" in err
    assert "emmy, 01_taylor: a check of ours failed" in err
    assert [score["userId"] for score in desk.platform.scores] == ["u-1"]


def test_a_roster_names_users_as_well(desk):
    desk.configure(users="")
    roster = desk.folder / "roster.csv"
    roster.write_text("student,lms_id\nada,u-7\nemmy,u-8\n")
    assert desk.send("--roster", roster) == 0
    assert [score["userId"] for score in desk.platform.scores] == ["u-7", "u-8"]


def test_killed_while_writing_the_journal_goes_on(desk):
    assert desk.send() == 0
    journal = desk.config.with_suffix(".sent.jsonl")
    assert journal.stat().st_mode & 0o077 == 0
    text = journal.read_text()
    journal.write_text(text[: len(text) - 30])
    later = [score["timestamp"] for score in desk.platform.scores]
    assert desk.send() == 0
    assert "1 sent, 1 unchanged." in desk.said()[0]
    assert desk.platform.scores[-1]["timestamp"] > later[-1]
    assert desk.send() == 0
    assert "2 unchanged." in desk.said()[0]


def test_a_clock_that_was_set_back_does_not_make_a_score_old(desk):
    assert desk.send() == 0
    journal = desk.config.with_suffix(".sent.jsonl")
    entries = [json.loads(line) for line in journal.read_text().splitlines()]
    entries[0]["score"]["timestamp"] = "2199-01-01T00:00:00.000000Z"
    journal.write_text("".join(json.dumps(entry) + "\n" for entry in entries))
    save_one(desk.folder / "r", "ada", passed(9, 10))
    assert desk.send() == 0
    assert desk.platform.scores[-1]["timestamp"] == "2199-01-01T00:00:01.000Z"


def test_another_tools_key_gets_no_token(desk):
    (desk.folder / "tool.pem").write_text(new_key())
    assert desk.send() == 2
    assert "gave no token: it says 400" in desk.said()[1]
    assert desk.platform.scores == []


def test_a_platform_that_is_down_is_named(desk):
    desk.platform.server.server_close()
    desk.configure("retries = 1")
    assert desk.send() == 2
    error = desk.said()[1]
    assert "gave no token" in error
    assert "PRIVATE KEY" not in error


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('client_id = "', 'clientid = "', "has no 'client_id'"),
        ("timeout = 5", "time = 5", "'time' means nothing here"),
        ("timeout = 5", 'timeout = "5"', "of the wrong kind"),
        ("http://127.0.0.1", "http://lms.example.org", "should begin with https://"),
        ("tool.pem", "other.pem", "cannot be read"),
        ('"u-1"', "1", "should be text in quotes"),
        ("[users]", "[users", "no proper TOML"),
    ],
)
def test_a_wrong_configuration_is_told_in_words(old, new, words, desk):
    desk.config.write_text(desk.config.read_text().replace(old, new))
    assert desk.send() == 2
    assert words in desk.said()[1]


@pytest.mark.parametrize("text", ["", "no key", "public"])
def test_a_key_of_the_wrong_kind_is_told(text, desk, pem):
    if text == "public":
        key = serialization.load_pem_private_key(pem.encode(), None).public_key()
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        text = key.public_bytes(serialization.Encoding.PEM, form).decode()
    (desk.folder / "tool.pem").write_text(text)
    assert desk.send() == 2
    assert "no private RSA key" in desk.said()[1]


def test_the_key_is_not_shown(desk):
    config: Config = read_config(desk.config)
    assert "PRIVATE" not in repr(config)
    assert desk.send("--show-key") == 0
    shown = json.loads(desk.said()[0])
    assert set(shown["keys"][0]) == {"alg", "e", "kid", "kty", "n", "use"}


def test_a_name_for_the_key_and_another_audience(desk):
    desk.configure('key_id = "mine"\naudience = "https://elsewhere"')
    desk.send("--show-key")
    desk.platform.keys = json.loads(desk.said()[0])
    assert desk.platform.keys["keys"][0]["kid"] == "mine"
    assert desk.send() == 2
    assert "audience" in desk.said()[1].lower()
    desk.configure('key_id = "mine"')
    assert desk.send() == 0
