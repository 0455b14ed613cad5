"""A class on a real JupyterHub, with real browsers: from fetching to reading the feedback."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories import postgres
from factories.classroom import answered, filled
from factories.damaged_notebooks import WRITTEN
from factories.hub import Hub, hub
from factories.small_class import PART, RIGHT
from factories.toy_course import TOY
from factories.visitor import Visitor, visitor
from parts import HUB, POSTGRES

pytestmark = [HUB.needed, pytest.mark.slow, pytest.mark.long]
PEOPLE = {"ada": "student", "bob": "student", "carla": "instructor"}
WORK = {"ada": RIGHT, "bob": PART}
TAB = "\ue004"  # the key that leaves a field, so that its score is saved


@pytest.fixture(scope="module")
def databases() -> Iterator[dict[str, str]]:
    """The hub's and the gradebook's, on a PostgreSQL server if there is one, else in files."""
    if not POSTGRES.is_here:
        yield {}
        return
    import psycopg

    with postgres.server() as address:
        with psycopg.connect(f"postgresql://{address}", autocommit=True) as server:
            server.execute("CREATE DATABASE hub")
        url = f"postgresql+psycopg://{address}"
        yield {"HUB_GRADEBOOK": url, "HUB_DATABASE": f"{url.rpartition('/')[0]}/hub"}


@pytest.fixture(scope="module")
def place(course: Path, databases: dict[str, str]) -> Iterator[Hub]:
    """A hub in which the toy is released."""
    with hub(course, PEOPLE, **databases) as running:
        for verb in ("generate_assignment", "release_assignment"):
            running.run(running.keeper, "nbgrader", verb, TOY, at=running.folder)
        yield running


@pytest.fixture(scope="module")
def taken(place: Hub, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The whole round, once. What the tests below look at: texts, by who saw them and where."""
    seen: dict[str, str] = {}
    profiles = tmp_path_factory.mktemp("profiles")
    with visitor(place, "bob", profiles / "bob") as bob:
        seen["menu"] = menu(bob)
        seen["bob's check"] = hands_in(place, bob)
        seen["bob's tries"] = attack(place, "bob", "ada")
        with visitor(place, "ada", profiles / "ada") as ada:
            seen["ada's check"] = hands_in(place, ada)
            forge(place, "bob", "ada")
            with visitor(place, "carla", profiles / "carla") as carla:
                seen["said"] = grades(carla)
            seen["ada's feedback"] = reads_feedback(place, ada)
        seen["bob's feedback"] = reads_feedback(place, bob)
    return seen


def menu(somebody: Visitor) -> str:
    """What nbgrader's menu offers."""
    somebody.click("Nbgrader")
    found = somebody.wait(
        "return [...document.querySelectorAll('.lm-Menu-itemLabel')].map(i => i.textContent).join()"
    )
    somebody.click("Nbgrader")
    return str(found)


def fills_in(place: Hub, name: str) -> None:
    """What a student types, saved into the notebook as its owner."""
    path = place.home_of(name) / TOY / "toy.ipynb"
    notebook = answered(filled(json.loads(path.read_text()), WORK[name]), WRITTEN, "Because.")
    owner = path.owner()
    path.write_text(json.dumps(notebook))
    shutil.chown(path, owner, owner)


def hands_in(place: Hub, student: Visitor) -> str:
    """Fetch, fill in, run the checks, submit, by clicks in JupyterLab; return the first card."""
    student.click("Nbgrader", "Assignment List", "Fetch")
    student.wait("return document.querySelector('#fetched_assignments_list .list_item')")
    student.photograph(f"assignment_list_{student.name}")
    fills_in(place, student.name)
    student.go(f"/user/{student.user}/lab/tree/{TOY}/toy.ipynb")
    student.see("| Idle")
    student.click("Run", "Run All Cells")
    card = str(student.card())
    student.photograph(f"check_card_{student.name}")
    student.click("Nbgrader", "Assignment List", "Submit")
    student.wait("return document.querySelector('#submitted_assignments_list .list_item')")
    student.photograph(f"submitted_{student.name}")
    return card


def forge(place: Hub, name: str, other: str) -> None:
    """Hand in nothing at all in another student's name, long after they did."""
    theirs = f"{place.people[other]}+{TOY}+2099-01-01 00:00:00.000000 UTC+x"
    inbound = place.home / "exchange" / place.course / "inbound" / theirs
    place.run(name, "mkdir", inbound)
    place.run(name, "touch", inbound / "toy.ipynb")


def attack(place: Hub, name: str, other: str) -> str:
    """What became of all that a student tries."""
    of_others = [place.pid, *place.processes(place.keeper)]
    script = shutil.copy(Path(__file__).with_name("attacks.py"), place.home)
    words = [place.home, place.course, place.people[other], place.address, *of_others]
    server = place.environment_of_server(name)
    return place.run(name, sys.executable, script, *words, **server)


def grades(carla: Visitor) -> str:
    """Collect, autograde, give points, give feedback, by clicks in the shared formgrader."""
    carla.click("Nbgrader", "Course List", carla.hub.course)
    carla.browser.switch_to.window(carla.browser.window_handles[-1])
    carla.wait("return document.querySelector('iframe[src$=formgrader]')")
    base = f"/services/{carla.hub.course}/formgrader"
    carla.go(base)
    said = carla.presses("td.collect a")
    for number in (0, 1):
        carla.go(f"{base}/manage_submissions/{TOY}")
        carla.presses("td.autograde a", number)
    carla.go(f"{base}/gradebook/{TOY}/toy")
    carla.click("Submission #1")
    for _ in (0, 1):
        carla.see("Because.")
        carla.wait("return Boolean(window.formgrader && formgrader.grades.loaded)")
        field = carla.browser.find_element("css selector", f"#{WRITTEN}")
        carla.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", field)
        field.send_keys("1.5", TAB)
        carla.wait("return document.querySelector('.glyphicon-ok:not([style*=none])')")
        carla.photograph("formgrader")
        carla.click("Next →")
    carla.go(f"{base}/manage_assignments")
    carla.presses("td.generate-feedback a")
    carla.presses("td.release-feedback a")
    return said


def reads_feedback(place: Hub, student: Visitor) -> str:
    """Fetch the feedback and open it, by clicks; return its text."""
    student.go(f"/user/{student.user}/lab")
    student.click("Nbgrader", "Assignment List", "Fetch Feedback")
    student.see("(view feedback)")
    student.photograph(f"fetched_{student.name}")
    (page,) = (place.home_of(student.name) / TOY / "feedback").rglob("*.html")
    student.go(f"/user/{student.user}/files/{page.relative_to(place.home_of(student.name))}")
    student.see("Toy")
    student.photograph(f"feedback_{student.name}")
    return str(student.browser.execute_script("return document.body.innerText"))


def test_students_are_offered_no_formgrader(taken: dict[str, str]):
    assert "Assignment List" in taken["menu"]
    assert "Formgrader" not in taken["menu"]


def test_the_checks_run_in_the_students_notebook(taken: dict[str, str]):
    assert "✓ passed" in taken["ada's check"]
    assert "✗" in taken["bob's check"]
    assert "Every entry is doubled." in taken["bob's check"]


def test_what_is_collected_is_graded_by_our_grader(place: Hub, taken: dict[str, str]):
    assert place.scores() == {"ada": 11.5, "bob": 3.5}  # of which 1.5 were given by hand


def test_what_is_handed_in_in_anothers_name_is_left_out(place: Hub, taken: dict[str, str]):
    bob, ada = place.people["bob"], place.people["ada"]
    assert f"Left out, as it is {bob} who handed it in, in the name of {ada}" in taken["said"]


def test_students_read_their_feedback(taken: dict[str, str]):
    assert "Every entry is doubled." in taken["bob's feedback"]
    assert "Score: 11.5" in taken["ada's feedback"]


def test_a_student_is_refused_what_is_not_theirs(taken: dict[str, str]):
    tries = json.loads(taken["bob's tries"].splitlines()[-1])
    assert len(tries) > 35
    assert {what: won for what, won in tries.items() if won is not None} == {}


def test_students_have_the_engine_and_no_answer(place: Hub):
    told = place.run(
        "bob", sys.executable, "-c", "import autograder; print(autograder.__file__)"
    ).strip()
    assert Path(told).is_relative_to(place.home / "site")
    names = {path.name for path in (place.home / "site").rglob("*")}
    assert names.isdisjoint({"solutions", "reference", "test_hidden.py", "misconceptions.toml"})
    text = "".join(path.read_text() for path in (place.home / "site").rglob("*.py"))
    assert "def question_1" not in text
