"""Our side at somebody else's platform: `lti1p3platform` judges each request and each token."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from parts import LTI_PLATFORM

pytest.importorskip("jwt", reason=LTI_PLATFORM.reason)
pytest.importorskip("lti1p3platform", reason=LTI_PLATFORM.reason)

from factories.export_results import NAME, passed, save, save_one, waiting
from factories.lti_elsewhere import Elsewhere, elsewhere
from factories.lti_launch import DEPLOYMENT, HUB, OFFERS, Browser, answers, pem
from factories.lti_platform import CLIENT

from autograder.cli import main
from autograder.intake.roster import Roster
from autograder.lms.lti.config import Config, read_config
from autograder.lms.lti.contexts import file_of, read_contexts
from autograder.lms.lti.keys import key_set
from autograder.lms.lti.launch import PlatformKeys
from autograder.lms.lti.protocol import DEEP
from autograder.lms.lti.server import server_of
from autograder.lms.lti.service import Service
from autograder.lms.lti.transport import Transport


@pytest.fixture
def there() -> Iterator[Elsewhere]:
    keys = json.loads(key_set(Config("", "", "", pem("tool"))))
    with elsewhere("https://tool.example.edu", keys) as found:
        yield found


@pytest.fixture
def config(tmp_path: Path, there: Elsewhere) -> Path:
    (tmp_path / "tool.pem").write_text(pem("tool"))
    path = tmp_path / "lti.toml"
    path.write_text(
        f'issuer = "{there.url}"\nclient_id = "{CLIENT}"\nkey = "tool.pem"\nbackoff = 0.01\n'
        f'token_url = "{there.url}/token"\nauth_url = "{there.url}/auth"\n'
        f'jwks_url = "{there.url}/jwks"\ndeployments = ["{DEPLOYMENT}"]\n'
        f'tool_url = "https://tool.example.edu"\nhub_url = "{HUB}"\n'
    )
    return path


def with_course(config: Path, there: Elsewhere) -> None:
    more = f'memberships_url = "{there.url}/people?limit=2"\nlineitems_url = "{there.url}/items"\n'
    config.write_text(config.read_text() + more)


def run(*words: object) -> int:
    return main([str(word) for word in words])


def test_members_columns_and_scores(there, config, course, tmp_path, monkeypatch, capsys):
    """The roster comes from there, the column is made there, the scores go there."""
    monkeypatch.chdir(course)
    with_course(config, there)
    there.items["1"] = {"id": f"{there.url}/items/1", "label": "Quiz", "scoreMaximum": 5}
    there.items["2"] = {"id": f"{there.url}/items/2", "label": "Essay", "scoreMaximum": 5}
    out = tmp_path / "roster.csv"
    assert run("lti", "members", "--config", config, "--student", "email", "--out", out) == 0
    ada, emmy, kurt = Roster.read(out).students
    assert Roster.read(out).people[2].lms_id == "u-3"
    results = save(tmp_path / "r", **{ada: passed(8, 10), emmy: passed(9, 10), kurt: passed(1, 10)})
    send = ["export", "lti", "--results", results, "--config", config, "--roster", out]
    assert run(*send) == 1
    assert f"has no column for {NAME}" in capsys.readouterr().err
    assert run(*send, "--make-columns") == 0
    assert there.items["3"]["resourceId"] == NAME
    assert [(one["userId"], one["scoreGiven"], one["lineitem"]) for one in there.scores] == [
        ("u-1", 8, "Taylor"),
        ("u-2", 9, "Taylor"),
        ("u-3", 1, "Taylor"),
    ]
    save_one(results, kurt, passed(3, 10))
    assert run(*send) == 0
    assert "1 sent, 2 unchanged." in capsys.readouterr().out
    assert there.scores[-1]["scoreGiven"] == 3
    assert run("lti", "columns", "--config", config) == 0
    assert "3 columns." in capsys.readouterr().out


def test_what_waits_is_pending_there_as_well(there, config, course, tmp_path, monkeypatch):
    monkeypatch.chdir(course)
    there.items["1"] = {"id": f"{there.url}/items/1", "label": "taylor", "scoreMaximum": 5}
    with_course(config, there)
    config.write_text(f'{config.read_text()}\n[users]\nada = "u-1"\n')
    results = save(tmp_path / "w", ada=waiting())
    assert run("export", "lti", "--results", results, "--config", config) == 0
    assert there.scores[0]["gradingProgress"] == "PendingManual"


def test_another_tools_key_gets_no_token(there, config, course, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(course)
    with_course(config, there)
    (tmp_path / "tool.pem").write_text(pem("stranger"))
    assert run("lti", "columns", "--config", config) == 2
    assert "gave no token: it says 400" in capsys.readouterr().err


def test_a_deep_link_from_the_login_to_the_links(there, config):
    """The platform begins the login, judges our request, signs the launch, and reads our answer."""
    settings = read_config(config)
    keys = PlatformKeys(settings.jwks_url, Transport(5.0, 0, 0.01))
    service = Service(settings, OFFERS, file_of(config), keys)
    with server_of(service, 0) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        local = f"http://127.0.0.1:{server.server_port}"
        browser = Browser()
        login = there.login().replace("https://tool.example.edu", local, 1)
        began = browser.open("GET", login)
        assert began.status_code == 302
        found = there.launch(began.headers["Location"])
        sent = {"state": found["state"], "id_token": found["id_token"]}
        page = browser.open("POST", f"{local}/launch", **sent)
        server.shutdown()
    assert page.status_code == 200, page.text
    token = page.text.split('value="')[1].split('"')[0]
    links = there.links(token)
    assert [link["url"] for link in links] == [offer.url for offer in OFFERS]
    assert [link["lineItem"]["resourceId"] for link in links] == [offer.name for offer in OFFERS]
    assert answers(page.text)[0][f"{DEEP}data"] == {"op": 321}
    (course,) = read_contexts(file_of(config)).values()
    assert course.memberships_url == f"{there.url}/people"
    assert course.lineitems_url == f"{there.url}/items"


def test_after_a_launch_no_address_is_typed(there, config, course, tmp_path, monkeypatch, capsys):
    """What the deep link's launch told is enough for members, columns and scores."""
    test_a_deep_link_from_the_login_to_the_links(there, config)
    monkeypatch.chdir(course)
    out = tmp_path / "roster.csv"
    assert run("lti", "members", "--config", config, "--out", out) == 0
    assert "3 members" in capsys.readouterr().out
    results = save(tmp_path / "r", **{Roster.read(out).students[0]: passed(8, 10)})
    send = ["export", "lti", "--results", results, "--config", config, "--roster", out]
    assert run(*send, "--make-columns", "--context", "ML 101") == 0
    assert [one["userId"] for one in there.scores] == ["u-1"]
    assert run(*send, "--context", "Physics") == 2
    assert "There are: ML 101" in capsys.readouterr().err
