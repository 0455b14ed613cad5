"""The hub's settings start the service of deep links where a course says which LMS it has."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest
from factories.toy_course import ROOT
from parts import LTI_HUB, ROOT_USER

pytest.importorskip("jupyterhub", reason=LTI_HUB.reason)
pytest.importorskip("ltiauthenticator", reason=LTI_HUB.reason)

from traitlets.config import Config

pytestmark = pytest.mark.long
CONFIG = ROOT / "deploy" / "jupyterhub" / "jupyterhub_config.py"
LMS = ("ISSUER", "CLIENT_ID", "AUTHORIZE_URL", "JWKS_URL", "CONTEXT")


def configured(home: Path, login: str, monkeypatch: pytest.MonkeyPatch) -> Config:
    """What the hub is told, by its configuration and the environment."""
    monkeypatch.syspath_prepend(str(CONFIG.parent))
    settings = {"HUB_HOME": str(home), "HUB_LOGIN": login, "HUB_SHARED_PASSWORD": "12345678"}
    for name, value in (settings | {f"HUB_LTI_{one}": "x" for one in LMS}).items():
        monkeypatch.setenv(name, value)
    made = Config()
    runpy.run_path(str(CONFIG), {"get_config": lambda: made})
    for name, module in [*sys.modules.items()]:
        if str(getattr(module, "__file__", "")).startswith(str(CONFIG.parent)):
            del sys.modules[name]  # they have names that others may have as well
    return made


@pytest.mark.parametrize(
    ("login", "has_file", "names"),
    [
        ("lti", True, ["learning", "lti"]),
        ("lti", False, ["learning"]),
        ("shared", True, ["learning"]),
    ],
)
def test_deep_links_are_served_for_logins_from_an_lms(
    login: str, has_file: bool, names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    if login == "lti":
        ROOT_USER.need()
    course = tmp_path / "learning"
    course.mkdir()
    if has_file:
        (course / "lti.toml").write_text("")
    services = configured(tmp_path, login, monkeypatch).JupyterHub.services
    assert [one["name"] for one in services] == names
    if "lti" in names:
        assert services[-1]["command"][1:] == [
            *["-m", "autograder", "lti", "serve"],
            *["--config", "lti.toml"],
        ]
        assert services[-1]["cwd"] == str(course)
