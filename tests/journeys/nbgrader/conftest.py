"""What the tests of nbgrader share: its programs on the PATH, and a class that it has graded."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories.classroom import BIN, Classroom
from factories.small_class import small_class


@pytest.fixture(autouse=True, scope="session")
def programs_on_the_path() -> Iterator[None]:
    """nbgrader calls `alembic` by its name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.pathsep.join([str(BIN), os.environ["PATH"]]))
        yield


@pytest.fixture(scope="session")
def small(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """A small class of the toy, graded; tests only read it, or change a copy."""
    return small_class(course, tmp_path_factory.mktemp("class") / "toy101")


@pytest.fixture(scope="module")
def room(small: Classroom, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """A copy of the small class, which the tests of one module may change."""
    return small.copy(tmp_path_factory.mktemp("class") / "toy101")
