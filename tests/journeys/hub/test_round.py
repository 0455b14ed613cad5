"""A class on a real JupyterHub, with real browsers: from fetching to reading the feedback."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from factories.classroom import answered, filled
from factories.damaged_notebooks import WRITTEN
from factories.hub import Hub, hub
from factories.small_class import PART, RIGHT
from factories.toy_course import TOY
from factories.visitor import Visitor, visitor
from parts import HUB

pytestmark = [HUB.needed, pytest.mark.slow, pytest.mark.long]
PEOPLE = {"ada": "student", "bob": "student", "carla": "instructor"}
WORK = {"ada": RIGHT, "bob": PART}
TAB = "\ue004"  # the key that leaves a field, so that its score is saved


@pytest.fixture(scope="module")
def place(course: Path) -> Iterator[Hub]:
    """A hub in which the toy is released."""
    with hub(course, PEOPLE) as running:
        for verb in ("generate_assignment", "release_assignment"):
            running.run(running.keeper, "nbgrader", verb, TOY, at=running.folder)
        yield running


@contextmanager
def browsing(place: Hub, name: str, tmp_path: Path) -> Iterator[Visitor]:
    with visitor(place, name, tmp_path / name) as somebody:
        yield somebody


def fills_in(place: Hub, name: str) -> None:
    """What a student types, saved into the notebook as its owner."""
    path = place.home_of(name) / TOY / "toy.ipynb"
    notebook = answered(filled(json.loads(path.read_text()), WORK[name]), WRITTEN, "Because.")
    owner = path.owner()
    path.write_text(json.dumps(notebook))
    shutil.chown(path, owner, owner)


def hands_in(place: Hub, student: Visitor) -> None:
    """Fetch, fill in, look at what a check says, submit: by clicks in JupyterLab."""
    student.click("Nbgrader", "Assignment List", "Fetch")
    student.wait("return document.querySelector('#fetched_assignments_list .list_item')")
    student.photograph("assignment_list")
    fills_in(place, student.name)
    student.go(f"/user/{student.user}/lab/tree/{TOY}/toy.ipynb")
    student.click("Run", "Run All Cells")
    student.photograph("cells")


def test_tmp(place: Hub, tmp_path: Path):
    with browsing(place, "ada", tmp_path) as ada:
        hands_in(place, ada)
        import time

        time.sleep(20)
        ada.photograph("ran")
        print(
            ada.browser.execute_script(
                "return [...document.querySelectorAll('.jp-OutputArea-output')].map(o=>o.outerHTML)"
            )
        )
        ada.click("Nbgrader", "Assignment List")
        print(ada.browser.execute_script("return document.querySelector('#assignments').outerHTML"))
