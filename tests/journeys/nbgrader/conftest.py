"""What the tests of nbgrader share: its programs on the PATH, and a class that it has graded."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories.classroom import Classroom, programs_on_the_path
from factories.small_class import small_class

__all__ = ["programs_on_the_path"]


@pytest.fixture(scope="session")
def small(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """A small class of the toy, graded; tests only read it, or change a copy."""
    return small_class(course, tmp_path_factory.mktemp("class") / "toy101")


@pytest.fixture(scope="module")
def room(small: Classroom, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """A copy of the small class, which the tests of one module may change."""
    return small.copy(tmp_path_factory.mktemp("class") / "toy101")
