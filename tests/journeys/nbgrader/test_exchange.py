"""The whole round through nbgrader's exchange, with the gradebook on a PostgreSQL server."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from factories import postgres
from factories.classroom import Classroom, answered, filled
from factories.damaged_notebooks import WRITTEN
from factories.small_class import PART, RIGHT
from factories.toy_course import TOY
from parts import NBGRADER, POSTGRES, ROOT_USER

from autograder.errors import AutograderError
from autograder.lms.database import with_driver

slow = pytest.mark.slow
long = pytest.mark.long


@pytest.fixture(scope="module")
def database() -> Iterator[str | None]:
    """`user@host:port/name` on a server of our own; None where there can be none."""
    if not (POSTGRES.is_here and ROOT_USER.is_here):
        yield None
    else:
        with postgres.server() as address:
            yield address


@pytest.fixture(scope="module")
def room(course: Path, database: str | None, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """A course whose exchange and whose students' folders lie beside it."""
    base = tmp_path_factory.mktemp("exchange")
    url = f"postgresql://{database}" if database else None
    room = Classroom(course, base / "toy101", TOY, url)
    config = room.root / "nbgrader_config.py"
    own = f"c.Exchange.root = {str(base / 'exchange')!r}\n"
    own += "c.ExchangeCollect.check_owner = False\n"  # one account is all of the students here
    config.write_text(f"{config.read_text()}\n{own}")
    room.release()
    return room


class Pupil:
    """A student at home: a folder of her own, and nbgrader's settings for students."""

    def __init__(self, room: Classroom, name: str) -> None:
        self.room, self.name, self.home = room, name, room.root.parent / name
        self.home.mkdir()
        exchange = room.root.parent / "exchange"
        (self.home / "nbgrader_config.py").write_text(
            "c = get_config()\n"
            "c.CourseDirectory.course_id = 'toy101'\n"
            f"c.Exchange.root = {str(exchange)!r}\n"
            f"c.Exchange.cache = {str(self.home / 'cache')!r}\n"
        )

    def does(self, command: str) -> str:
        student = f"--CourseDirectory.student_id={self.name}"
        return self.room.call("nbgrader", command, TOY, student, at=self.home)


@pytest.fixture(scope="module")
def ada(room: Classroom) -> Pupil:
    """One who has been through all of it: from fetching to reading her feedback."""
    pupils = [Pupil(room, name) for name in ("ada", "bob")]
    room.call("nbgrader", "release_assignment", TOY)
    work = answered(filled(room.released(), RIGHT), WRITTEN, "Because.")
    for pupil, notebook in zip(pupils, (work, filled(room.released(), PART)), strict=True):
        pupil.does("fetch_assignment")
        (pupil.home / TOY / "toy.ipynb").write_text(json.dumps(notebook))
        pupil.does("submit")
    inbound = room.root.parent / "exchange" / "toy101" / "inbound"
    (mine,) = inbound.glob("bob+*")
    for name in ("eve", "fay"):  # they hand in what only the instructor can read
        theirs = inbound / mine.name.replace("bob", name, 1)
        shutil.copytree(mine, theirs)
        (theirs / "toy.ipynb").unlink()
        (theirs / "toy.ipynb").symlink_to(room.root / "source" / TOY / "toy.ipynb")
    shutil.rmtree(theirs)
    theirs.symlink_to(room.root / "source" / TOY)
    room.said.append(room.call("nbgrader", "collect", TOY))
    room.said.append(room.call("autograder", "autograde", TOY))
    room.call("nbgrader", "generate_feedback", TOY)
    room.said.append(room.call("nbgrader", "release_feedback", TOY))
    pupils[0].does("fetch_feedback")
    return pupils[0]


@NBGRADER.needed
@slow
@long
def test_what_students_fetch_runs_its_own_checks(ada: Pupil):
    names = sorted(path.name for path in (ada.home / TOY / "assignments" / TOY).iterdir())
    assert names == ["hints.json", "test_public.py", "toy.py"]


@NBGRADER.needed
@slow
@long
def test_what_is_collected_is_graded(room: Classroom, ada: Pupil):
    for student in ("ada", "bob"):
        truth = room.agrees(student)
        assert truth["score"] == (10 if student == "ada" else 2)
    assert (room.folder("ada") / "timestamp.txt").is_file()


@NBGRADER.needed
@slow
@long
def test_a_link_to_the_solution_is_not_collected(room: Classroom, ada: Pupil):
    assert room.said[0].count("as it is a link") == 2
    assert not [s for s in ("eve", "fay") if (room.folder(s) / "toy.ipynb").exists()]
    assert room.agrees("eve")["score"] == 0
    assert "  eve: 0 of 10\n" in room.said[1]  # the stub is left
    assert "Handed in nothing: fay\n" in room.said[1]


@NBGRADER.needed
@slow
@long
def test_students_fetch_their_feedback(ada: Pupil):
    (page,) = (ada.home / TOY / "feedback").rglob("*.html")
    assert "Every entry is doubled." in unescape(page.read_text())
    assert "Feedback released" in ada.room.said[2]
    assert "fay" not in ada.room.said[2]


@NBGRADER.needed
@slow
@long
def test_the_gradebook_is_on_the_server(room: Classroom, ada: Pupil, tmp_path: Path):
    POSTGRES.need()
    ROOT_USER.need()
    assert not (room.root / "gradebook.db").exists()
    address = room.database.partition("://")[2]
    for scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        out = tmp_path / f"{scheme}.csv"
        url = f"{scheme}://{address}"
        room.call("autograder", "export", "csv", "--gradebook", url, "--out", str(out))
        assert "bob,,,01_toy,both_sides," in out.read_text()
    assert len({path.read_text() for path in tmp_path.iterdir()}) == 1
    again = ["--force", "--student", "ada", "--db", room.database]
    assert "1 graded now" in room.call("autograder", "autograde", TOY, *again)


def test_a_url_names_a_driver_that_is_there(monkeypatch: pytest.MonkeyPatch):
    def only(*names: str) -> None:
        there = {name: object() for name in names}
        monkeypatch.setattr("autograder.lms.database.find_spec", there.get)

    only("psycopg", "psycopg2")
    assert with_driver("postgres://a@b/c") == "postgresql+psycopg://a@b/c"
    assert with_driver("postgresql+psycopg2://a@b/c") == "postgresql+psycopg2://a@b/c"
    assert with_driver("sqlite:///gradebook.db") == "sqlite:///gradebook.db"
    assert with_driver("postgresql+asyncpg://a@b/c") == "postgresql+asyncpg://a@b/c"
    only("psycopg2")
    assert with_driver("postgresql://a@b/c") == "postgresql+psycopg2://a@b/c"
    with pytest.raises(AutograderError, match=r"pip install 'saywhy\[postgres\]'"):
        with_driver("postgresql+psycopg://a@b/c")
    only()
    with pytest.raises(AutograderError, match=r"pip install 'saywhy\[postgres\]'"):
        with_driver("postgresql://a@b/c")
    with pytest.raises(AutograderError, match="pip install psycopg2-binary"):
        with_driver("postgresql+psycopg2://a@b/c")
