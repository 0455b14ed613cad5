"""The site of the documentation, built once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from factories.toy_course import ROOT
from parts import SITE


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    SITE.need()
    out = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-E", "-W", "--keep-going", "-q"]
    done = subprocess.run(
        [*command, "-d", str(out / "trees"), "docs", str(out / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return out / "site"
