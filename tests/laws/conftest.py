"""The toy course with the weights that law 8 wants."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories.toy_course import TOY

from autograder.course.catalog import Catalog
from autograder.release.release import release


@pytest.fixture
def lawful_course(own_course: Path) -> Path:
    """The toy, whose public checks carry four points of ten, with a heavier hidden check."""
    path = own_course / "solutions" / TOY / "test_hidden.py"
    text = path.read_text()
    assert text.count("points=2") == 1
    path.write_text(text.replace("points=2", "points=8"))
    assert release(Catalog(own_course), check_only=False) == 0
    return own_course
