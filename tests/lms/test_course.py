"""A course for nbgrader: what it finds in source/, and hands out."""

from __future__ import annotations

from pathlib import Path

from factories.toy_course import TOY
from parts import NBGRADER

from autograder.course.catalog import Catalog

NBGRADER.need()


def test_the_data_lie_where_the_notebook_and_its_check_cells_look(own_course: Path, tmp_path: Path):
    from autograder.lms.course import new_course

    for part in ("solutions", "assignments"):
        folder = own_course / part / TOY / "data"
        folder.mkdir()
        (folder / "README.md").write_text("Made up. CC0.")
        (folder / "a.npz").write_bytes(bytes(range(256)))
    assert new_course(Catalog(own_course), tmp_path / "made") == 0
    source = tmp_path / "made" / "source" / TOY
    for place in (source, source / "assignments" / TOY):
        assert (place / "data" / "a.npz").read_bytes() == bytes(range(256))
        assert (place / "data" / "README.md").read_text() == "Made up. CC0."
    assert (source / "toy.ipynb").is_file()
