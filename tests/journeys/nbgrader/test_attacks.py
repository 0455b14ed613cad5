"""A sample of the hostile submissions of tests/attacks, handed in by way of nbgrader."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from attacks.attack import Attack
from attacks.campaign import ALL
from attacks.evidence import BOAST, HONEST_POINTS, UNSOLVED
from attacks.harness import COURSE
from factories import forked
from factories.classroom import Classroom, with_cells
from parts import NBGRADER
from selection import number

pytestmark = [NBGRADER.needed, pytest.mark.slow, pytest.mark.long]

NAME = "01_taylor"
SECRET = "S3CRET"
EVERY = number(60, 20)  # one attack in so many, beside those that are after the page
HONEST = Attack("honest", "forge", "", "It is half done and means no harm.")
AFTER_THE_PAGE = [one for one in ALL if "markup" in one.name]
SAMPLE = list(dict.fromkeys([HONEST, *AFTER_THE_PAGE, *ALL[::EVERY]]))
# What the supervisor of tests/attacks fills in; here nobody listens at these doors.
NOBODY = {"@PORT@": "1", "@KNOCK@": "1", "@DECOY@": "4194303", "@ADDRESS@": "0", "@TOKEN@": "t"}


class Page(HTMLParser):
    """What acts in a page: elements by name, texts of scripts, handlers, where links lead to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()
        self.script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.script = tag in ("script", "style")
        for name, value in attrs:
            if name in ("src", "srcdoc", "action", "style") or name.startswith("on"):
                self.found[f"{tag} {name}={(value or '')[:40]}"] += 1
        if tag in ("script", "iframe", "object", "embed", "form", "input", "base", "link", "svg"):
            self.found[tag] += 1

    def handle_data(self, data: str) -> None:
        if self.script:
            self.found[data] += 1

    def handle_endtag(self, tag: str) -> None:
        self.script = False


def text_of(attack: Attack, room: Classroom) -> str:
    text = attack.text(NAME)
    for name, value in {**NOBODY, "@RUN@": str(room.root), "@SECRET@": SECRET}.items():
        text = text.replace(name, value)
    return text


def files(room: Classroom) -> dict[Path, bytes]:
    """What grading only reads."""
    parts = ("solutions", "assignments", "reference", "source", "release", "submitted")
    found = [path for part in parts for path in (room.root / part).rglob("*") if path.is_file()]
    return {path: path.read_bytes() for path in found if "__pycache__" not in path.parts}


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """The class before it is graded: each attack is a student; every other hands in a notebook."""
    origin = tmp_path_factory.mktemp("attacked")
    leave = shutil.ignore_patterns("__pycache__")
    shutil.copytree(COURSE / "exercises", origin / "solutions" / NAME, ignore=leave)
    shutil.copytree(COURSE / "reference", origin / "reference", ignore=leave)
    for path in origin.rglob("*.py"):
        path.write_text(path.read_text().replace("@SECRET@", SECRET))
    limits = origin / "solutions" / NAME / "limits.toml"
    limits.write_text("seconds = 1\ntotal = 8\n")
    # In a process of its own: this course brings a `reference` that is not the project's.
    command, log = ["autograder", "release"], origin / "said.log"
    assert forked.call(command, origin, dict(os.environ), log) == 0, log.read_text()
    room = Classroom(origin, tmp_path_factory.mktemp("class") / "course", NAME)
    notebook = room.release()
    for place, attack in enumerate(SAMPLE):
        text = text_of(attack, room)
        if place % 2:
            room.hand_in(attack.name, text, "taylor.py")
        else:
            room.hand_in(attack.name, with_cells(notebook, [text], len(notebook["cells"])))
    return room


@pytest.fixture(scope="module")
def untouched(handed_in: Classroom) -> dict[Path, bytes]:
    return files(handed_in)


@pytest.fixture(scope="module")
def room(handed_in: Classroom, untouched: dict[Path, bytes]) -> Classroom:
    """The graded class, by nbgrader's own command and by ours."""
    room = handed_in
    room.said.append(room.run("nbgrader", "autograde", NAME, "--student", "r*"))
    room.said.append(room.run("autograder", "autograde", NAME))
    room.run("nbgrader", "generate_feedback", NAME)
    return room


def test_none_stops_the_others(room: Classroom):
    theirs, ours = room.said
    assert "There was an error" not in theirs
    assert "graded now" in ours
    for attack in SAMPLE:
        scores = [one for one in room.grades(attack.name).values() if one[0] is not None]
        assert len(scores) == len(HONEST_POINTS) + len(UNSOLVED), attack.name


@pytest.mark.parametrize("attack", SAMPLE, ids=lambda attack: attack.name)
def test_none_wins(room: Classroom, attack: Attack):
    """What is not solved earns nothing, and what is solved loses nothing."""
    points = {name.removeprefix("check-"): one for name, one in room.grades(attack.name).items()}
    assert all(manual is None for _, manual, _ in points.values())
    assert sum(points[name][0] or 0 for name in UNSOLVED) <= attack.allowed
    if not attack.spoils:
        assert {name: points[name][0] for name in HONEST_POINTS} == HONEST_POINTS


@pytest.mark.parametrize("attack", SAMPLE, ids=lambda attack: attack.name)
def test_the_page_of_feedback_stays_ours(room: Classroom, attack: Attack):
    """It acts as an honest student's page does; what a cell is shown to print is text."""
    page = room.feedback(attack.name)
    allowed = Page(room.feedback(HONEST.name)).found
    # Beside pictures only verdicts and messages that the honest page may not have.
    own = re.compile(
        r"img src=data:image/png.*|span style=border-left: .3em solid #\w{6}; padding"
        r"|pre style=white-space: pre-wrap; word-break: norma"
    )
    assert {what for what in Page(page).found if not own.fullmatch(what)} <= set(allowed)
    assert Page(page).found["script"] == allowed["script"]
    assert not any(sign in page for sign in ("\x1b", "\x07", "\u202e", "\x9b"))
    kinds = ("hidden", "solution", "reference")
    assert not [kind for kind in kinds if SECRET + kind in unescape(page)]
    assert BOAST not in page.replace('"WO" "N: "', "")


def test_no_file_of_the_course_was_changed(room: Classroom, untouched: dict[Path, bytes]):
    assert files(room) == untouched


@pytest.mark.parametrize(
    "planted",
    [
        "<script>mallory()</script>",
        "<p onclick=mallory()>",
        "<iframe srcdoc=x>",
        "<img src=//mallory.example>",
        "<base href=//mallory.example>",
    ],
)
def test_what_acts_would_be_seen(room: Classroom, planted: str):
    page = room.feedback(HONEST.name)
    assert set(Page(page + planted).found) - set(Page(page).found)
