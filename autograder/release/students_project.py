"""The bundle's pyproject.toml: the package of the author's, and pytest's settings for students."""

from __future__ import annotations

import re

PACKAGE = (
    "build-system",
    "project",
    "project.scripts",
    "project.entry-points.pytest11",
    "tool.flit.module",
)
# An editor's test panel collects the bundle's folder. The files of checks have one name in all
# assignments, and warnings, such as those of a student's own packages, are no failures.
PYTEST = """\
[tool.pytest.ini_options]
testpaths = ["assignments"]
addopts = ["--import-mode=importlib"]
"""
_BETWEEN = re.compile(r"\n{2,}(?=(?:#.*\n)*\[)")  # a table, and comments right above it
_NAME = re.compile(r"^\[([^\[\]]+)\]", re.M)


def students_project(text: str) -> str:
    """Return the author's pyproject.toml `text` without what only authors use."""
    tables = [(_NAME.search(part), part.strip()) for part in _BETWEEN.split(text)]
    kept = [part for name, part in tables if name is not None and name[1] in PACKAGE]
    return "\n\n".join([*kept, PYTEST])
