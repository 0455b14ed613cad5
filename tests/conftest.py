"""What the engine's tests share: a small course of its own, and a way to grade in it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from factories.processes import run as program
from factories.toy_course import SOURCE, TOY

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.grading.job import grade
from autograder.release.release import release, stub, without_markers
from autograder.report.as_json import to_data

collect_ignore = ["data"]  # graded by the tests, not run by them


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what is quick first, so that most faults show within seconds."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a released toy course; tests must not change it."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(SOURCE.parent, root / "solutions")
    assert release(Catalog(root), check_only=False) == 0
    return root


@pytest.fixture
def own_course(course: Path, tmp_path: Path) -> Path:
    """A copy of the toy course that a test may change."""
    return Path(shutil.copytree(course, tmp_path / "course"))


@pytest.fixture(scope="session")
def toy(course: Path) -> Assignment:
    return Assignment(course, TOY)


@pytest.fixture(scope="session")
def solved() -> str:
    """The toy's text with all solutions."""
    return without_markers((SOURCE / "toy.py").read_text())


@pytest.fixture(scope="session")
def bare() -> str:
    """The toy's stub."""
    return stub((SOURCE / "toy.py").read_text(), "toy.py")


@pytest.fixture
def cli(course: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the program in the toy course, or in another folder."""

    def run(*arguments: object, cwd: Path = course) -> subprocess.CompletedProcess[str]:
        return program(*arguments, cwd=cwd)

    return run


@pytest.fixture
def graded(toy: Assignment, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Grade a text (or bytes) as a submission of the toy; return the assignment's JSON data."""

    def run(content: str | bytes, name: str = "toy.py", **options: Any) -> dict[str, Any]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        limits = {"seconds": options.pop("seconds", 10.0), **options.pop("limits", {})}
        report = grade([toy], path, limits=limits, **options)
        found: dict[str, Any] = to_data(report)["assignments"][0]
        return found

    return run
