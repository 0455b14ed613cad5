"""A notebook that lands alone sets itself up, or says what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from factories.bundles import packed, unpack
from factories.lonely import run_alone, serving
from factories.toy_course import ROOT
from selection import tiers

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.course.notebook import arriving, to_notebook
from autograder.course.percent import parse
from autograder.course.published import Published
from autograder.live.arrival import lacking

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
START, *OTHERS = Catalog(ROOT).assignments


def released(assignment: Assignment, published: Published = Published()) -> str:  # noqa: B008
    text = (assignment.released / f"{assignment.slug}.py").read_text(encoding="utf-8")
    return to_notebook(parse(text), {}, arriving(published, assignment.name))


def printed(cell: Any) -> str:
    return " ".join("".join(str(out.get("text", "")) for out in cell.outputs).split())


def checks(cells: Sequence[Any]) -> list[Any]:
    return [cell for cell in cells if re.match("check-", cell.get("id", ""))]


def errors(cells: Sequence[Any]) -> set[str]:
    found = [out for cell in cells for out in cell.get("outputs", [])]
    return {out.ename for out in found if out.output_type == "error"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "assignment", tiers([START, *OTHERS], 1, in_rest=2), ids=lambda one: one.name
)
def test_without_an_address_it_says_what_to_do(
    assignment: Assignment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "empty").mkdir()
    cells = run_alone(released(assignment), tmp_path / "empty", monkeypatch)
    assert "Get the course's folder from your instructor, unpack it" in printed(cells[0])
    assert "Do not install a package called autograder" in printed(cells[0])
    assert len(checks(cells)) == len(assignment.exercises)
    for cell in checks(cells):
        assert "The course is not here, so nothing can be checked" in printed(cell)
    assert errors([cells[0], *checks(cells)]) == set()
    assert "ModuleNotFoundError" not in errors(cells)


@pytest.mark.slow
@pytest.mark.parametrize(
    "assignment", tiers([START, *OTHERS[::-1]], 0, 1), ids=lambda one: one.name
)
def test_with_an_address_it_fetches_the_course(
    assignment: Assignment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "empty").mkdir()
    with serving(packed()) as address:
        text = released(assignment, Published(release_url=address))
        cells = run_alone(text, tmp_path / "empty", monkeypatch)
    set_up = next(cell for cell in cells if cell.cell_type == "code")
    assert printed(set_up).startswith("The course was fetched.")
    for cell in checks(cells):
        (shown,) = [out for out in cell.outputs if out.output_type == "display_data"]
        assert {"text/plain", "text/html"} <= set(shown.data)
    assert errors(cells) <= {"NotThereYet", "NotImplementedError"}


@pytest.mark.slow
@pytest.mark.long
def test_in_the_unpacked_bundle_any_kernel_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = unpack(tmp_path / "course") / "assignments" / START.name
    text = (folder / f"{START.slug}.ipynb").read_text(encoding="utf-8")
    cells = run_alone(text, folder, monkeypatch)
    assert printed(cells[0]) == ""
    assert errors(cells) == {"NotThereYet"}


@pytest.mark.slow
@pytest.mark.long
def test_an_address_that_answers_with_something_else_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "empty").mkdir()
    with serving(b"<html>Please log in</html>") as address:
        text = released(START, Published(release_url=address))
        cells = run_alone(text, tmp_path / "empty", monkeypatch)
    assert f"{address}student.zip could not be fetched: File is not a zip file" in printed(cells[1])
    assert errors(cells) == set()


def test_only_what_nobody_has_installed_is_lacking(tmp_path: Path):
    assert lacking(ROOT) == []
    needs = '[project]\ndependencies = ["numpy>=2.0", "no-such-package-of-anybody>=1"]\n'
    (tmp_path / "pyproject.toml").write_text(needs)
    assert lacking(tmp_path) == ["no-such-package-of-anybody>=1"]
