"""What is tried again at a release: what may be other now, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from factories.toy_course import TOY

from autograder.course.assignment import HINTS, Assignment
from autograder.course.catalog import Catalog
from autograder.release import hints
from autograder.release.kept import FOLDER, Kept
from autograder.release.release import release


def tried(course: Path) -> list[str]:
    """The misconceptions that are tried anew, and "figures", if they are drawn anew."""
    found: list[str] = []
    assignment = Assignment(course, TOY)
    kept = Kept(assignment)
    for wrong in assignment.wrongs:
        kept.prints(wrong, lambda wrong=wrong: found.append(wrong.name))  # type: ignore[misc]
    kept.figures(lambda: found.append("figures") or {})  # type: ignore[func-returns-value]
    kept.save()
    return found


def change(name: str, old: str, new: str) -> Callable[[Path], None]:
    def in_course(course: Path) -> None:
        path = course / "solutions" / TOY / name
        text = path.read_text()
        assert text.count(old) == 1
        path.write_text(text.replace(old, new))

    return in_course


def damage(course: Path) -> None:
    (course / FOLDER / f"{TOY}.json").write_text("{")


def more_data(course: Path) -> None:
    (course / "solutions" / TOY / "data").mkdir()
    (course / "solutions" / TOY / "data" / "a.csv").write_text("1")


WRONG = "misconceptions.py"
ALL = ["squares", "doubles_in_place", "one_side_twice", "squares_itself", "one_too_many"]
ALL += ["never_the_last", "draws_elsewhere", "no_names", "answers_one", "answers_in_words"]


@pytest.mark.parametrize(
    ("what", "again"),
    [
        (change(WRONG, "Large numbers grow too fast.", "They grow."), ["squares"]),
        (change(WRONG, "Look at one entry at a time", "Look"), []),  # a guide
        (change("test_hidden.py", "import pytest", "import pytest  # a remark"), []),
        (change("toy.py", "A small assignment on", "An assignment on"), []),
        (change("toy.py", "return f(x) + f(-x)", "return f(-x) + f(x)"), [*ALL, "figures"]),
        (change(WRONG, "import numpy as np", "import numpy as np\nX = 1"), [*ALL, "figures"]),
        (more_data, [*ALL, "figures"]),
        (damage, [*ALL, "figures"]),
    ],
)
def test_what_may_have_changed_is_tried_again(
    own_course: Path, what: Callable[[Path], None], again: list[str]
):
    tried(own_course)
    assert tried(own_course) == []
    what(own_course)
    assert tried(own_course) == again
    assert tried(own_course) == []


def test_a_misconception_is_tried_again_if_one_that_it_uses_has_changed(own_course: Path):
    path = own_course / "solutions" / TOY / WRONG
    used = '\n\n@misconception("double")\ndef uses_squares(x):\n    """A.\n\n    B.\n\n    C."""\n'
    path.write_text(path.read_text() + used + "    return squares(x)\n")
    tried(own_course)
    change(WRONG, "Large numbers grow too fast.", "They grow.")(own_course)
    assert tried(own_course) == ["squares", "uses_squares"]


def test_a_release_from_what_was_kept_is_a_fresh_one(
    own_course: Path, monkeypatch: pytest.MonkeyPatch
):
    made: list[str] = []
    prints = hints._prints

    def noted(assignment, wrong, *more):
        made.append(wrong.name)
        return prints(assignment, wrong, *more)

    monkeypatch.setattr(hints, "_prints", noted)
    stored = own_course / "assignments" / TOY / HINTS
    before = stored.read_bytes()
    assert release(Catalog(own_course), check_only=False) == 0
    assert made == []  # the course of the tests was released already
    assert stored.read_bytes() == before
    change(WRONG, "Large numbers grow too fast.", "They grow.")(own_course)
    assert release(Catalog(own_course), check_only=False) == 0
    assert made == ["squares"]
    (squares, *_) = json.loads(stored.read_text())["misconceptions"]["double"]
    assert squares["hint"].startswith("They grow.")
    assert release(Catalog(own_course), check_only=True) == 0
    assert made == ["squares", *ALL]  # a comparison keeps nothing
