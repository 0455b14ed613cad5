"""The deployed hub with an LMS's logins: its service of deep links, accounts, a roster of them."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from factories.hub import Hub, hub, until
from factories.toy_course import TOY
from parts import HUB, LTI_HUB

pytest.importorskip("jwt", reason=LTI_HUB.reason)
pytest.importorskip("ltiauthenticator", reason=LTI_HUB.reason)

import jwt
import requests
from factories.lti_launch import (
    DEPLOYMENT,
    STUDENT,
    Browser,
    Room,
    answers,
    asked_of,
    jwk,
    pem,
)
from factories.lti_platform import CLIENT, Platform, person

from autograder.cli import main
from autograder.intake.roster import Roster
from autograder.lms.lti.config import read_config
from autograder.lms.lti.contexts import file_of, read_contexts
from autograder.lms.lti.protocol import CLAIM, DEEP

pytestmark = [HUB.needed, pytest.mark.slow, pytest.mark.longest]
USER = f"u{os.getpid()}"  # what the LMS calls Ada: a plain name is the account's as it is


def configure(running: Hub, platform: Platform) -> Path:
    """Tell the course which LMS it has, as its instructor does."""
    config = running.folder / "lti.toml"
    (running.folder / "tool.pem").write_text(pem("tool"))
    config.write_text(
        f'issuer = "{platform.url}"\nclient_id = "{CLIENT}"\nkey = "tool.pem"\n'
        f'token_url = "{platform.url}/token"\nauth_url = "{platform.url}/auth"\n'
        f'jwks_url = "{platform.url}/jwks"\ndeployments = ["{DEPLOYMENT}"]\n'
        f'tool_url = "{running.address}/services/lti"\nhub_url = "{running.address}"\n'
    )
    for path in (config, running.folder / "tool.pem"):
        shutil.chown(path, running.keeper, running.keeper)
        path.chmod(0o600)
    return config


@pytest.fixture(scope="module")
def room(course: Path) -> Iterator[tuple[Room, Hub]]:
    with Platform() as platform:
        platform.public = {"keys": [jwk("platform")]}
        platform.keys = {"keys": [jwk("tool")]}
        lms = {
            "HUB_LOGIN": "lti",
            "HUB_LTI_ISSUER": platform.url,
            "HUB_LTI_CLIENT_ID": CLIENT,
            "HUB_LTI_AUTHORIZE_URL": f"{platform.url}/auth",
            "HUB_LTI_JWKS_URL": f"{platform.url}/jwks",
            "HUB_LTI_CONTEXT": "c-1",
        }
        with hub(course, {}, **lms) as running:
            running.people["ada"] = USER  # whose account the launch makes, and the end takes away
            config = configure(running, platform)
            assert running.process is not None
            running.process.send_signal(signal.SIGTERM)
            running.process.wait(120)
            running.start()
            tool = f"{running.address}/services/lti"
            until(lambda: requests.get(f"{tool}/jwks", timeout=30).status_code == 200)
            yield Room(platform, tool, read_config(config), None, file_of(config)), running


def test_a_launch_makes_an_account_and_the_roster_names_it(
    room: tuple[Room, Hub], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    lms, running = room
    chosen = lms.launch()
    assert chosen.status_code == 200, chosen.text
    (item,) = answers(chosen.text)[0][f"{DEEP}content_items"]
    assert item["url"] == f"{running.address}/hub/user-redirect/lab/tree/{TOY}/toy.ipynb"
    assert list(read_contexts(lms.courses)) == ["c-1"]

    student = Browser()
    handed_on = lms.login(student, target_link_uri=item["url"])
    asked = asked_of(student.open("GET", handed_on.headers["Location"]))
    mine = {"sub": USER, "azp": CLIENT, f"{CLAIM}roles": STUDENT}
    claims = lms.claims(asked["nonce"], "LtiResourceLinkRequest") | mine
    claims[f"{CLAIM}target_link_uri"] = item["url"]
    token = jwt.encode(claims, pem("platform"), "RS256", {"kid": "platform"})
    ended = student.open("POST", asked["redirect_uri"], state=asked["state"], id_token=token)
    assert ended.status_code == 302, ended.text
    there = student.open("GET", f"{running.address}{ended.headers['Location']}")
    opens = unquote(parse_qs(urlsplit(there.headers["Location"]).query)["next"][0])
    assert opens.endswith(f"/user/{USER}/lab/tree/{TOY}/toy.ipynb")
    assert running.home_of("ada").is_dir()

    lms.platform.keys = requests.get(f"{lms.tool}/jwks", timeout=30).json()
    lms.platform.members = [person(USER, "Ada Lovelace"), person("grace", "Grace", "Instructor")]
    monkeypatch.chdir(tmp_path)
    config = str(running.folder / "lti.toml")
    assert main(["lti", "members", "--config", config, "--accounts", "--out", "roster.csv"]) == 0
    (ada,) = Roster.read(tmp_path / "roster.csv").people
    assert (ada.student, ada.lms_id) == (USER, USER)


def test_a_student_of_another_course_is_not_let_in(room: tuple[Room, Hub]):
    lms, running = room
    student = Browser()
    target = f"{running.address}/hub/home"
    handed_on = lms.login(student, target_link_uri=target)
    asked = asked_of(student.open("GET", handed_on.headers["Location"]))
    changed = {"azp": CLIENT, f"{CLAIM}context": {"id": "c-2"}, f"{CLAIM}target_link_uri": target}
    claims = lms.claims(asked["nonce"], "LtiResourceLinkRequest") | changed
    token = jwt.encode(claims, pem("platform"), "RS256", {"kid": "platform"})
    ended = student.open("POST", asked["redirect_uri"], state=asked["state"], id_token=token)
    assert ended.status_code == 403
