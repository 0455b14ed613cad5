"""A released file that differs from its source is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories.toy_course import TOY

from autograder.course.catalog import Catalog
from autograder.release.release import release

pytestmark = pytest.mark.slow


def test_a_drift_is_found_and_named(own_course: Path, capsys: pytest.CaptureFixture[str]):
    assert release(Catalog(own_course), check_only=True) == 0
    folder = own_course / "assignments" / TOY
    (folder / "toy.py").write_text((folder / "toy.py").read_text() + "# mine\n")
    (folder / "notes.txt").write_text("mine")
    (folder / "hints.json").unlink()
    assert release(Catalog(own_course), check_only=True) == 1
    out = capsys.readouterr().out
    assert "toy.py differs" in out
    assert "notes.txt is not derived" in out
    assert "hints.json is missing" in out
