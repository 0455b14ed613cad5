"""The same round where the exchange is ngshare, a service of the hub: by nbgrader's commands."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories.classroom import answered, filled
from factories.damaged_notebooks import WRITTEN
from factories.hub import Hub, Session, hub
from factories.small_class import PART
from factories.toy_course import TOY
from parts import HUB, NGSHARE

pytestmark = [HUB.needed, NGSHARE.needed, pytest.mark.slow, pytest.mark.longest]
PEOPLE = {"ada": "student", "bob": "student"}  # who tries what is not his


@pytest.fixture(scope="module")
def place(course: Path) -> Iterator[Hub]:
    with hub(course, PEOPLE, HUB_EXCHANGE="ngshare") as running:
        for name in PEOPLE:
            Session(running, name).start_server()  # which makes them students of ngshare's course
        yield running


@pytest.fixture(scope="module")
def said(place: Hub) -> str:
    """What nbgrader says of the whole round."""
    told = [teaches(place, verb) for verb in ("generate_assignment", "release_assignment")]
    told.append(learns(place, "ada", "fetch_assignment"))
    path = place.home_of("ada") / TOY / "toy.ipynb"
    notebook = answered(filled(json.loads(path.read_text()), PART), WRITTEN, "Because.")
    path.write_text(json.dumps(notebook))
    told.append(learns(place, "ada", "submit"))
    for verb in ("collect", "autograde", "generate_feedback", "release_feedback"):
        told.append(teaches(place, verb))
    told.append(learns(place, "ada", "fetch_feedback"))
    return "\n".join(told)


def teaches(place: Hub, verb: str) -> str:
    """Run one of nbgrader's commands where the instructors do, in the course's own server."""
    token = place.environment_of_server(place.keeper)
    return place.run(place.keeper, "nbgrader", verb, TOY, at=place.folder, **token)


def learns(place: Hub, name: str, verb: str) -> str:
    """Run one of nbgrader's commands in a student's own server."""
    return place.run(name, "nbgrader", verb, TOY, **place.environment_of_server(name))


def test_what_is_collected_is_graded(place: Hub, said: str):
    assert place.scores() == {"ada": 2}  # the written answer waits


def test_students_fetch_their_own_feedback(place: Hub, said: str):
    (page,) = (place.home_of("ada") / TOY / "feedback").rglob("*.html")
    assert "Every entry is doubled." in page.read_text()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/submissions/{course}/01_toy"),
        ("GET", "/submission/{course}/01_toy/{ada}"),
        ("GET", "/feedback/{course}/01_toy/{ada}?timestamp=2026-01-01 00:00:00.000000 UTC"),
        ("POST", "/assignment/{course}/mine"),
        ("POST", "/instructor/{course}/{bob}"),
        ("POST", "/course/mine"),
        ("GET", "/students/{course}"),
    ],
)
def test_a_student_is_refused_what_is_not_theirs(place: Hub, said: str, method: str, path: str):
    token = place.environment_of_server("bob")["JUPYTERHUB_API_TOKEN"]
    where = path.format(course=place.course, **place.people).replace(" ", "%20")
    request = urllib.request.Request(
        f"{place.ngshare}{where}",
        b"user=x&files=[]" if method == "POST" else None,
        {"Authorization": f"token {token}"},
        method=method,
    )
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=60)
    with caught.value as refused:
        assert refused.code in (401, 403, 404), refused.read()
