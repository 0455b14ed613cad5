"""The hub's settings, accounts and logins, without a hub."""

from __future__ import annotations

import asyncio
import importlib
import os
import pwd
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from factories.toy_course import ROOT
from parts import HUB_PACKAGES, ROOT_USER

DEPLOY = ROOT / "deploy" / "jupyterhub"
MODULES = ("settings", "accounts", "logins", "prepare", "exchange_service")
LTI = {
    "HUB_LOGIN": "lti",
    "HUB_LTI_ISSUER": "https://lms.example.org",
    "HUB_LTI_CLIENT_ID": "one two",
    "HUB_LTI_AUTHORIZE_URL": "https://lms.example.org/auth",
    "HUB_LTI_JWKS_URL": "https://lms.example.org/certs",
    "HUB_LTI_CONTEXT": "course-7",
}
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"


@pytest.fixture(autouse=True)
def modules(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The deployment's modules can be imported, and are forgotten afterwards."""
    monkeypatch.syspath_prepend(str(DEPLOY))
    yield
    for name in MODULES:
        sys.modules.pop(name, None)


def module(name: str) -> ModuleType:
    return importlib.import_module(name)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"HUB_COURSE": "My course"}, "small letters and digits"),
        ({"HUB_LOGIN": "ldap"}, "HUB_LOGIN is one of"),
        ({"HUB_EXCHANGE": "mail"}, "HUB_EXCHANGE is one of"),
        ({"HUB_LOGIN": "shared", "HUB_SHARED_PASSWORD": "short"}, "8 letters or more"),
        ({"HUB_PORT": "http"}, "invalid literal"),
        ({key: value for key, value in LTI.items() if "CONTEXT" not in key}, "HUB_LTI_CONTEXT"),
    ],
)
def test_settings_that_make_no_hub_are_refused(
    given: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch
):
    settings = module("settings")
    monkeypatch.setattr(settings, "IS_ROOT", True)
    with pytest.raises(ValueError, match=told):
        settings.Settings.read(given)


@ROOT_USER.needed
def test_accounts_of_the_system_are_nobodys_in_the_course():
    accounts, settings = module("accounts"), module("settings").Settings.read({})
    for name in ("root", "daemon", "x;reboot", "-u", "../x"):
        with pytest.raises(accounts.AccountError):
            accounts.enrol(settings, name, instructor=True)
        with pytest.raises(accounts.AccountError):
            accounts.adopt(settings, name, instructor=False)


class Hall:
    """Stands in for the system: who is in which group."""

    def __init__(self, accounts: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.enrolled: dict[str, bool] = {}
        monkeypatch.setattr(accounts, "enrol", self.enrol)
        monkeypatch.setattr(accounts, "hub_groups", self.groups)

    def enrol(self, settings: Any, name: str, instructor: bool) -> None:
        self.enrolled[name] = instructor

    def groups(self, settings: Any, name: str) -> list[str]:
        teaches = self.enrolled.get(name)
        return [] if teaches is None else ["formgrade-x" if teaches else "nbgrader-x"]


def launch(who: str, context: str, *roles: str) -> dict[str, Any]:
    return {"sub": who, f"{CLAIM}context": {"id": context}, f"{CLAIM}roles": list(roles)}


@HUB_PACKAGES.needed
@pytest.mark.long  # it loads a hub
def test_the_lms_says_who_learns_and_who_teaches(monkeypatch: pytest.MonkeyPatch):
    settings = module("settings")
    monkeypatch.setattr(settings, "IS_ROOT", True)
    made = module("logins").login(settings.Settings.read(LTI))()
    hall = Hall(module("accounts"), monkeypatch)

    def come(*given: str) -> Any:
        return asyncio.run(made.authenticate(None, launch(*given)))

    assert come("ada", "course-7", f"{MEMBERSHIP}Learner")["groups"] == ["nbgrader-x"]
    assert come("carla", "course-7", f"{MEMBERSHIP}Instructor")["groups"] == ["formgrade-x"]
    # Who teaches somewhere else is a student here, if anything.
    institution = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor"
    assert come("dan", "course-7", institution)["groups"] == ["nbgrader-x"]
    from tornado.web import HTTPError

    with pytest.raises(HTTPError, match="another course"):
        come("eve", "course-8", f"{MEMBERSHIP}Instructor")
    assert hall.enrolled == {"ada": False, "carla": True, "dan": False}
    # Who is taken out of the course is let in no more.
    user = type("User", (), {"name": "ada"})
    assert asyncio.run(made.refresh_user(user))["groups"] == ["nbgrader-x"]
    del hall.enrolled["ada"]
    assert asyncio.run(made.refresh_user(user)) is False


@HUB_PACKAGES.needed
@pytest.mark.parametrize("more", [{}, {"HUB_EXCHANGE": "ngshare"}, LTI])
def test_passwords_reach_no_students_server(
    more: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from traitlets.config.loader import PyFileConfigLoader

    for name in [name for name in os.environ if name.startswith("HUB_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(module("settings"), "IS_ROOT", True)
    secret = "postgresql+psycopg://hub:secret@localhost/"
    given = {"HUB_HOME": str(tmp_path), "HUB_GRADEBOOK": f"{secret}g", "HUB_DATABASE": secret}
    for name, value in {**given, **more}.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "learning").mkdir()
    (tmp_path / "learning" / "lti.toml").touch()
    c = PyFileConfigLoader("jupyterhub_config.py", path=str(DEPLOY)).load_config()
    assert "secret" not in str(c.Spawner.environment)
    by_name = {one["name"]: one for one in c.JupyterHub.services}
    assert by_name["learning"]["environment"]["AUTOGRADER_DB"] == f"{secret}g"
    assert by_name["learning"]["user"] == "grader-learning"
    assert ("ngshare" in by_name) is (more.get("HUB_EXCHANGE") == "ngshare")
    if more == LTI:
        assert "--config lti.toml" in " ".join(by_name["lti"]["command"])
        assert c.LTI13Authenticator.client_id == {"one", "two"}
        assert c.LTI13Authenticator.issuer == "https://lms.example.org"


def test_the_keeper_of_a_trial_is_oneself(monkeypatch: pytest.MonkeyPatch):
    settings, accounts = module("settings"), module("accounts")
    me = pwd.getpwuid(os.geteuid()).pw_name
    for one in (settings, accounts):
        monkeypatch.setattr(one, "IS_ROOT", False)
    mine = settings.Settings.read({})
    assert mine.keeper == me
    assert accounts.hub_groups(mine, me) == ["nbgrader-learning", "formgrade-learning"]
    assert accounts.hub_groups(mine, "somebody") == []
