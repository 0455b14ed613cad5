"""One grader for many submissions: the same verdicts as one at a time, and nothing left behind."""

from __future__ import annotations

import json
import shutil
import threading
import warnings
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from factories.toy_course import TOY, as_notebook, with_body

from autograder.course.assignment import Assignment
from autograder.errors import AutograderError, BrokenChecksError
from autograder.grading.cancellation import Cancellation
from autograder.grading.grader import Grader, grade
from autograder.results import Status
from autograder.sandbox.calls import Cancelled
from autograder.sandbox.launcher import Policy

# Reports are compared without the one part of them that differs from run to run.
without_seconds = partial(replace, seconds=0.0)
HANGS = "while True: pass"


@pytest.fixture(scope="module")
def grader(toy: Assignment) -> Iterator[Grader]:
    with Grader([toy], Policy.BEST, limits={"seconds": 2.0}) as opened:
        yield opened


@pytest.fixture
def works(bare: str, solved: str, tmp_path: Path) -> dict[str, Path]:
    """Submissions of every kind, by name."""
    texts = {
        "solved.py": solved,
        "bare.py": bare,
        "part.py": with_body(bare, "double", "return [2 * number for number in x]"),
        "wrong.py": with_body(bare, "both_sides", "return 2 * f(x)"),
        "hangs.py": with_body(bare, "double", HANGS),
        "exits.py": f"{solved}\nimport os\nos._exit(3)\n",
        "plain.py": "def double(x):\n    return [2 * number for number in x]\n",
        "notebook.ipynb": json.dumps(as_notebook(solved)),
        "broken.ipynb": json.dumps(as_notebook(solved))[:300],
        "empty.py": "",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    return {name: tmp_path / name for name in (*texts, "absent.py")}


@pytest.mark.long
def test_its_reports_are_those_of_grading_alone(
    grader: Grader, toy: Assignment, works: dict[str, Path]
):
    for name, path in works.items():
        alone = grade([toy], path, "ada", limits={"seconds": 2.0})
        assert without_seconds(grader.grade(TOY, path, "ada")) == without_seconds(alone), name


def test_showing_the_cells_changes_no_verdict(grader: Grader, works: dict[str, Path]):
    for name in ("solved.py", "part.py", "exits.py", "notebook.ipynb", "broken.ipynb"):
        report, _ = grader.grade_and_show(TOY, works[name], "ada")
        alone = grader.grade(TOY, works[name], "ada")
        assert without_seconds(report) == without_seconds(alone), name


def test_a_text_is_graded_as_its_file(grader: Grader, works: dict[str, Path]):
    for name in ("solved.py", "notebook.ipynb", "empty.py"):
        of_text = grader.grade(TOY, works[name].read_text(), "ada").assignments[0]
        of_file = grader.grade(TOY, works[name], "ada").assignments[0]
        assert of_text.exercises == of_file.exercises
        assert of_text.unreadable == of_file.unreadable


def test_cells_show_text_values_and_figures(grader: Grader, bare: str, tmp_path: Path):
    work = tmp_path / "toy.py"
    work.write_text(
        f"{bare}\n# %%\nprint('<b>' + 'x' * 20_000)\nnp.arange(3)\n"
        "# %%\nimport matplotlib.pyplot as plt\nplt.plot([1, 2], [3, 4], label='mine')\n"
        "# %%\n[1, 'a', object()];\n# %%\nNone\n# %%\nclass Loud:\n"
        "    def __repr__(self):\n        raise SystemExit\nLoud()\n"
    )
    _, cell_outputs = grader.grade_and_show(TOY, work, "ada")
    last = cell_outputs[-6:]  # the given picture comes after the cells
    assert last[0].text.startswith("<b>xxx")
    assert len(last[0].text) <= 10_000
    assert last[0].value == "array([0, 1, 2])"
    (figure,) = last[1].figures
    assert figure.canvas.lines[0].y.tolist() == [3, 4]
    assert last[1].value == "[<Line2D>]"
    assert [one.value for one in last[2:5]] == ["", "", "<Loud>"]


def test_what_is_shown_knows_no_input_of_a_check(grader: Grader, bare: str, tmp_path: Path):
    """A picture calls functions that may have kept what the checks gave them."""
    text = with_body(bare, "double", "SEEN.append(repr(x)); return 2 * np.asarray(x)")
    work = tmp_path / "toy.py"
    work.write_text(f"SEEN = []\n{text}\n# %%\nprint('SEEN', SEEN)\n")
    report, cell_outputs = grader.grade_and_show(TOY, work, "ada")
    assert report.assignments[0].exercises[0].status is Status.PASSED
    assert "SEEN []" in [one.text.strip() for one in cell_outputs]


def test_a_failing_order_spoils_no_later_one(grader: Grader, works: dict[str, Path]):
    with pytest.raises(AutograderError, match="no assignment '99_none', only 01_toy"):
        grader.grade("99_none", works["solved.py"])
    link = works["solved.py"].with_name("loop.py")
    link.symlink_to(link)
    assert grader.grade(TOY, link).assignments[0].unreadable
    assert grader.grade(TOY, works["solved.py"]).score == 10


def test_an_error_of_ours_reaches_whoever_asked(
    grader: Grader, works: dict[str, Path], monkeypatch: pytest.MonkeyPatch
):
    def fails(*_: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr("autograder.grading.grader.give_sandbox", fails)
    with pytest.raises(OSError, match="no more processes"):
        grader.grade(TOY, works["solved.py"])
    monkeypatch.undo()
    assert grader.grade(TOY, works["solved.py"]).score == 10


def test_checks_that_do_not_load_are_told_at_once(own_course: Path):
    (own_course / "solutions" / TOY / "test_hidden.py").write_text("import nothing_of_the_kind\n")
    with pytest.raises(BrokenChecksError, match="nothing_of_the_kind"):
        Grader([Assignment(own_course, TOY)], Policy.BEST).__enter__()


def test_a_check_that_breaks_is_a_grader_error(own_course: Path, works: dict[str, Path]):
    file = own_course / "solutions" / TOY / "test_hidden.py"
    file.write_text(file.read_text().replace("x = rng.normal(size=4)", "x = rng.abnormal()"))
    with Grader([Assignment(own_course, TOY)], Policy.BEST) as grader:
        assert grader.grade(TOY, works["solved.py"], "ada").grader_failed
        assert grader.grade(TOY, works["bare.py"], "ada").grader_failed


def test_two_graders_side_by_side(toy: Assignment, own_course: Path, works: dict[str, Path]):
    """Each has its own checks, though their files have the same names."""
    file = own_course / "solutions" / TOY / "test_public.py"
    file.write_text(file.read_text().replace("[2.0, -5.0]", "[3.0, -5.0]"))
    other = Assignment(own_course, TOY)
    with Grader([toy], Policy.BEST) as one, Grader([other], Policy.BEST) as two:
        for _ in range(2):
            assert one.grade(TOY, works["solved.py"]).score == 10
            assert two.grade(TOY, works["solved.py"]).score == 9


def test_warnings_are_left_as_they_were(toy: Assignment, works: dict[str, Path]):
    before = list(warnings.filters)
    with Grader([toy], Policy.BEST) as grader:
        assert warnings.filters == before
        grader.grade(TOY, works["solved.py"])
        assert warnings.filters == before
    assert warnings.filters == before


def test_a_cancelled_grading_ends_and_the_next_one_is_whole(
    toy: Assignment, works: dict[str, Path]
):
    with Grader([toy], Policy.BEST, limits={"seconds": 60.0}) as grader:
        early, late = Cancellation(), Cancellation()
        early.cancel()
        with pytest.raises(Cancelled):
            grader.grade(TOY, works["solved.py"], cancellation=early)
        threading.Timer(0.5, late.cancel).start()
        with pytest.raises(Cancelled):
            grader.grade(TOY, works["hangs.py"], cancellation=late)
        assert grader.grade(TOY, works["solved.py"], cancellation=Cancellation()).score == 10


def test_some_exercises_alone(grader: Grader, works: dict[str, Path]):
    (whole,) = grader.grade(TOY, works["part.py"], "ada").assignments
    (some,) = grader.grade(TOY, works["part.py"], "ada", only=["double"]).assignments
    assert some.exercises[0] == whole.exercises[0]
    assert [one.name for one in some.exercises] == ["double"]
    assert some.max_score == 3


def test_a_closed_grader_says_so(toy: Assignment, works: dict[str, Path]):
    with Grader([toy], Policy.BEST) as grader:
        pass
    with pytest.raises(BrokenChecksError, match="has ended"):
        grader.grade(TOY, works["solved.py"])
    grader.close()  # twice does no harm
    shutil.rmtree(works["solved.py"].parent)
