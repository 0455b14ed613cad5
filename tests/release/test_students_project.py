"""The bundle's own pyproject.toml."""

from __future__ import annotations

import tomllib

from factories.toy_course import ROOT

from autograder.release.students_project import students_project

OURS = (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_it_is_the_same_package_without_the_authors_tools():
    ours, theirs = tomllib.loads(OURS), tomllib.loads(students_project(OURS))
    del ours["project"]["optional-dependencies"]
    assert theirs["project"] == ours["project"]
    assert theirs["build-system"] == ours["build-system"]
    assert sorted(theirs["tool"]) == ["flit", "pytest"]
    assert theirs["tool"]["flit"] == ours["tool"]["flit"]


def test_its_tests_are_those_of_the_assignments_and_warnings_are_none_of_its_errors():
    settings = tomllib.loads(students_project(OURS))["tool"]["pytest"]["ini_options"]
    assert settings["testpaths"] == ["assignments"]
    assert "filterwarnings" not in settings


def test_comments_stay_with_the_table_below_them():
    text = (
        "# a\n[project]\nx = [\n  1,\n]\n\n# b\n# c\n[tool.ruff]\ny = 1\n\n# d\n[project.scripts]\n"
    )
    kept = students_project(text)
    assert kept.startswith(
        "# a\n[project]\nx = [\n  1,\n]\n\n# d\n[project.scripts]\n\n[tool.pytest"
    )
    assert "ruff" not in kept
