"""An instructor's desk at a stand-in platform: a configuration, results, and the commands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories.export_results import NAME, passed, save
from parts import LTI

from autograder.cli import main

if LTI.is_here:
    from factories.lti_platform import CLIENT, Platform, new_key


@pytest.fixture(scope="session")
def pem() -> str:
    return new_key()


@pytest.fixture
def platform() -> Iterator[Platform]:
    with Platform() as found:
        yield found


class Desk:
    """An instructor's desk: a configuration, results, and the commands."""

    def __init__(self, folder: Path, platform: Platform, capsys: pytest.CaptureFixture) -> None:
        self.folder, self.platform, self.capsys = folder, platform, capsys
        self.config = folder / "lti.toml"
        self.configure()

    def configure(
        self,
        more: str = "",
        users: str = 'ada = "u-1"\nemmy = "u-2"',
        lineitems: str | None = None,
    ) -> None:
        columns = f'{NAME} = "{self.platform.lineitem}"' if lineitems is None else lineitems
        self.config.write_text(
            f'issuer = "{self.platform.url}"\nclient_id = "{CLIENT}"\n'
            f'token_url = "{self.platform.url}/token"\nkey = "tool.pem"\n'
            f"backoff = 0.01\ntimeout = 5\n{more}\n"
            f"[lineitems]\n{columns}\n[users]\n{users}\n"
        )

    def in_course(self, users: str = "") -> None:
        """Configure a course whose lists are known, and no address or id beside."""
        lists = (
            f'memberships_url = "{self.platform.memberships}"\n'
            f'lineitems_url = "{self.platform.columns}"'
        )
        self.configure(lists, users, "")

    def send(self, *options: str | Path, results: Path | None = None) -> int:
        source = results or self.folder / "r"
        order = ["export", "lti", "--results", source, "--config", self.config, *options]
        return main([str(one) for one in order])

    def lti(self, action: str, *options: str | Path) -> int:
        order = ["lti", action, "--config", self.config, *options]
        return main([str(one) for one in order])

    def said(self) -> tuple[str, str]:
        return self.capsys.readouterr()


@pytest.fixture
def desk(
    tmp_path: Path,
    platform: Platform,
    pem: str,
    course: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
) -> Desk:
    monkeypatch.chdir(course)
    (tmp_path / "tool.pem").write_text(pem)
    found = Desk(tmp_path, platform, capsys)
    assert found.lti("key") == 0
    platform.keys = json.loads(found.said()[0])
    save(tmp_path / "r", ada=passed(8.5, 10), emmy=passed(10, 10))
    return found
