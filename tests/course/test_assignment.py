"""An assignment's files: which count, what they hold, and what is said of those that do not fit."""

from __future__ import annotations

import json
import traceback
from pathlib import Path
from typing import Any

import pytest

from autograder.cli import main
from autograder.course.assignment import Assignment, paragraphs
from autograder.course.given_cells import check_cells
from autograder.errors import AutograderError
from autograder.feedback.misconceptions import known

NAME = "01_a"
STUB = '# %% One exercise="one"\ndef one():\n    raise NotImplementedError\n'
CHECKS = (
    'import pytest\n\n@pytest.mark.exercise("one")\ndef test_one(student):\n'
    '    "It is one."\n    assert student.one() == 1\n'
)
UNFIT = "{} does not fit this program: take a fresh copy of both."
DAMAGED = "{} is damaged: take a fresh copy of it from the assignment."


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """The folder of an assignment as a student has it, without hints."""
    folder = tmp_path / "assignments" / NAME
    folder.mkdir(parents=True)
    (folder / "a.py").write_text(STUB)
    (folder / "test_public.py").write_text(CHECKS)
    return folder


@pytest.fixture
def source(released: Path) -> Path:
    """The author's folder of the same assignment."""
    folder = released.parent.parent / "solutions" / NAME
    folder.mkdir(parents=True)
    (folder / "a.py").write_text(STUB.replace("raise NotImplementedError", "return 1"))
    for name in ("test_hidden.py", "test_public.py"):
        (folder / name).write_text(CHECKS)
    return folder


def of(folder: Path) -> Assignment:
    return Assignment(folder.parent.parent, NAME)


def hints(released: Path, **found: Any) -> Path:
    """Write the hints of an assignment and return their path."""
    path = released / "hints.json"
    path.write_text(json.dumps(found))
    return path


GUIDES = [[], "text", {"one": None}, {"one": ["a", "b"]}, {"one": {"tiers": ["a"]}}]


@pytest.mark.parametrize("guides", [*GUIDES, {"one": {"notice": "b"}}, {"one": {"tiers": 7}}])
def test_guides_that_another_version_wrote_are_told(released: Path, guides: Any):
    path = hints(released, guides=guides)
    with pytest.raises(AutograderError) as caught:
        of(released).guide("one")
    assert str(caught.value) == UNFIT.format(path)


def test_misconceptions_that_another_version_wrote_are_told(released: Path):
    path = hints(released, misconceptions={"one": [{"name": "of_old", "colour": "red"}]})
    with pytest.raises(AutograderError) as caught:
        known(of(released), "one", {}, None)
    assert str(caught.value) == UNFIT.format(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [('{"guides": ["one"]}', UNFIT), ("{", DAMAGED), ("\x00", DAMAGED)],
    ids=["unfit", "half", "no text"],
)
def test_who_grades_with_unfit_hints_gets_the_sentence_and_no_traceback(
    released: Path,
    text: str,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    (released / "hints.json").write_text(text)
    monkeypatch.chdir(released.parent.parent)
    (released / "a.py").write_text(STUB.replace("raise NotImplementedError", "return 2"))
    assert main(["grade", NAME]) == 2
    shown = " ".join(capsys.readouterr().err.split())
    assert said.format("hints.json") in shown
    assert "Traceback" not in shown


def test_hints_that_are_damaged_absent_or_of_another_form(released: Path):
    assert of(released).hints == {}
    path = released / "hints.json"
    for text in ("{", "\x00", "1 2", "[" * 99_999, "9" * 5_000):
        path.write_text(text)
        with pytest.raises(AutograderError) as caught:
            _ = of(released).hints
        assert str(caught.value) == DAMAGED.format(path)
    path.write_text("[1, 2]")
    assert of(released).hints == {}


def test_the_source_counts_where_there_is_one(released: Path):
    assert not of(released).has_source
    assert of(released).home == released
    assert of(released).test_files() == [released / "test_public.py"]


def test_public_checks_come_first_and_alone_if_wanted(source: Path):
    assert of(source).home == source
    both = [source / "test_public.py", source / "test_hidden.py"]
    assert of(source).test_files() == both
    assert of(source).test_files(public_only=True) == both[:1]
    both[0].unlink()
    assert of(source).test_files(public_only=True) == []


def test_a_students_exercises_are_those_that_were_handed_out(released: Path, source: Path):
    """Whatever became of the student's own file; the author's file is never asked its hints."""
    text = STUB + '# %% [markdown] exercise="two" manual=2\n# Why?\n'
    hints(released, text=text)
    assert list(of(source).exercises) == ["one"]
    for file in source.iterdir():
        file.unlink()
    (released / "a.py").unlink()
    assert list(of(released).exercises) == ["one", "two"]
    assert of(released).exercises["two"].manual == 2.0


def test_a_text_that_ends_a_parser_is_one_sentence(released: Path):
    (released / "a.py").write_text("# %% x=" + "[" * 5_000)
    with pytest.raises(AutograderError) as caught:
        _ = of(released).exercises
    expected = "cannot be read: a value in the marker in line 1 is too long or too deep."
    assert str(caught.value) == f"{released / 'a.py'} {expected}"


def test_without_hints_and_file_a_fresh_copy_is_asked_for(released: Path):
    (released / "a.py").unlink()
    with pytest.raises(AutograderError) as caught:
        _ = of(released).exercises
    expected = f"{released / 'a.py'} is missing: take a fresh copy of the folder {released}."
    assert str(caught.value) == expected


def test_an_exercise_of_several_cells_stands_where_its_last_one_does(source: Path):
    (source / "a.py").write_text(
        '# %% First exercise="one_thing"\nx = 1\n# %% Other exercise="other"\ny = 1\n'
        '# %% [markdown] exercise="one_thing" manual=2\n# Why?\n'
        '# %% [markdown] exercise="one_thing" manual=1\n# How?\n# %% exercise="last"\nz = 1\n'
    )
    found = of(source).exercises
    assert list(found) == ["other", "one_thing", "last"]
    assert [one.title for one in found.values()] == ["Other", "One thing", "last"]
    assert [one.manual for one in found.values()] == [0, 3, 0]


def test_what_need_not_run_are_pictures_and_the_cells_that_check(source: Path):
    (source / "a.py").write_text(
        '# %% picture=true\nplot()\n# %% One exercise="one"\ndef one(ax, x):\n    pass\n'
        "def two( ax):\n    pass\ndef three(x, ax):\n    pass\ndef four(axis):\n    pass\n"
    )
    assert of(source).template.pictures == {"plot()"}
    assert of(source).template.checks == set(check_cells("one"))
    assert of(source).figures == ["one", "two"]
    assert set(of(source).model) >= {"one", "two", "three"}  # the picture has not run


def test_a_model_solution_is_read_as_python_reads_it(source: Path):
    assert of(source).wrongs == []  # nobody has to know any
    (source / "a.py").write_text("# %% [markdown]\n# Not code.\n# %%\ndef f(x: int):\n    pass\n")
    assert of(source).model["f"].__annotations__ == {"x": int}
    assert Assignment(source, "03_chain_rule").slug == "chain_rule"


def test_a_model_solution_that_fails_is_told_with_its_cell_and_line(source: Path):
    (source / "a.py").write_text('# %%\nx = 1\n# %% One exercise="one"\n\n1 / 0\n')
    with pytest.raises(AutograderError) as caught:
        _ = of(source).model
    where = f"{source / 'a.py'}, cell from line 4"
    expected = f"{where}: the model solution fails: ZeroDivisionError: division by zero"
    assert str(caught.value) == expected
    assert caught.value.__cause__ is not None
    assert traceback.extract_tb(caught.value.__cause__.__traceback__)[-1].lineno == 5


def test_only_what_an_author_defines_here_is_a_wrong_version(source: Path):
    (source / "other.py").write_text("")
    (source / "misconceptions.py").write_text(
        "from autograder.checks import guide, misconception\n\n"
        '@misconception("one")\ndef two():\n    """It is\n    two.\n\n\n    Or not.\n    """\n\n'
        'again = two\n\n@guide("one")\ndef help():\n    """Look.\n\n    Think.\n\n    A case: 2.\n'
        '\n    Did you notice it?\n    """\n\ndef three():\n    return 3\n'
    )
    (wrong,) = of(source).wrongs
    assert (wrong.name, wrong.exercise, wrong.function) == ("two", "one", "one")
    assert wrong.hint == "It is two.\n\nOr not."
    assert of(source).guide("one").tiers == ("Look.", "Think.", "A case: 2.")
    assert of(source).guide("one").notice == "Did you notice it?"
    assert of(source).guide("other").tiers == ()


def test_paragraphs_are_one_line_each_and_none_is_empty():
    def told() -> None:
        """One
        line.

          Two.



        Three.
        """

    assert paragraphs(told) == "One line.\n\nTwo.\n\nThree."
    assert paragraphs(None) == ""
