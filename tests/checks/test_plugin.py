"""What a check may ask for, and which of its calls are known after a wrong answer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder.checks.api import Aim
from autograder.checks.compare import Failure, FailureKind
from autograder.checks.plugin import run_check
from autograder.checks.session import with_checks
from autograder.child.wire_types import Interrupted
from autograder.course.assignment import Assignment
from autograder.course.seeds import SECRET
from autograder.feedback.misconceptions import local
from autograder.grading.grader import Grader
from autograder.results import Status
from autograder.sandbox.launcher import Policy

SOURCE = """
# %% One exercise exercise="total"
import numpy as np

kept = np.load("data/a.npy")
calls = []

def total(name):
    return np.load(f"data/{name}").sum()

def count(number):
    calls.append(number)
    return min(len(calls), 2)  # as a check of its own would see a count that goes on

def same(number):
    return number % 2
"""
PUBLIC = '''
"""Public."""
import numpy as np
import pytest
from autograder.checks import expect

@pytest.mark.exercise("total", points=1)
def test_total(student):
    """The data are read."""
    expect(student.total("a.npy"), np.load("data/a.npy").sum())
'''
HIDDEN = '''
"""Hidden."""
import pytest
from autograder.checks import expect, expect_raises

@pytest.mark.exercise("total", points=1, data=False)
def test_withheld(student):
    """The data are closed."""
    expect_raises(PermissionError, lambda: student.total("a.npy"))

@pytest.mark.exercise("total", points=1, once=True)
def test_first(student, steady_rng):
    """The first call."""
    expect(student.count(int(steady_rng.integers(10**6))), 1)

@pytest.mark.exercise("total", points=1, once=True)
def test_second(student, steady_rng):
    """The same call."""
    expect(student.count(int(steady_rng.integers(10**6))), 1)

@pytest.mark.exercise("total", points=1)
def test_third(student, steady_rng):
    """The same call, made again."""
    expect(student.count(int(steady_rng.integers(10**6))), 2)

@pytest.mark.exercise("total", points=1)
def test_parity_steady(student, steady_rng):
    """A number that follows from the student."""
    expect(student.same(int(steady_rng.integers(10**6))), 0)

@pytest.mark.exercise("total", points=1)
def test_parity_own(student, rng):
    """A number that follows from the student and the code."""
    expect(student.same(int(rng.integers(10**6))), 0)
'''


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "solutions" / "01_own"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "README.md").write_text("Made up. CC0.")
    np.save(folder / "data" / "a.npy", [1, 2, 3])
    for name, text in {"own": SOURCE, "test_public": PUBLIC, "test_hidden": HIDDEN}.items():
        (folder / f"{name}.py").write_text(text)
    (tmp_path / SECRET).write_text("a secret of these tests")
    return tmp_path


@pytest.fixture
def grader(course):
    with Grader([Assignment(course, "01_own")], Policy.BEST) as opened:
        yield opened


def statuses(grader: Grader, text: str = SOURCE, student: str = "ada") -> dict[str, Status]:
    (result,) = grader.grade("01_own", text, student).assignments
    assert result.problems == ()
    return {check.name: check.status for one in result.exercises for check in one.checks}


def test_data_are_open_or_closed_and_equal_calls_are_made_once(grader, monkeypatch):
    monkeypatch.chdir("/")
    found = statuses(grader)
    names = ("test_total", "test_withheld", "test_first", "test_second", "test_third")
    assert [found[name] for name in names] == [Status.PASSED] * 5


def test_the_functions_of_the_source_find_the_data_from_anywhere(course, monkeypatch):
    monkeypatch.chdir("/")
    model = Assignment(course, "01_own").model
    assert model["kept"].tolist() == [1, 2, 3]


def test_steady_inputs_change_with_the_student_and_never_with_the_code(grader):
    texts = [SOURCE, *(SOURCE.replace("% 2", f"% 2 + {n}.0 * 0") for n in range(1, 5))]
    found = [statuses(grader, text) for text in texts]
    assert len({one["test_parity_steady"] for one in found}) == 1
    assert len({one["test_parity_own"] for one in found}) == 2
    students = [statuses(grader, student=name) for name in ("bob", "eve", "dan", "fay")]
    assert len({one["test_parity_steady"] for one in (*students, found[0])}) == 2


GOES_ON = '''
"""Hidden."""
import time
import pytest
from autograder.checks import expect, expect_that

@pytest.mark.exercise("total", points=1)
def test_three(student):
    """Three answers in a row."""
    expect_that(student.same(1) == 1, "first")
    expect(student.same(2), 1)
    expect(student.same(3), 2)
    student.same("a text")
    student.same(4)
'''


@pytest.mark.parametrize(
    ("aim", "calls", "later"),
    [
        (Aim.PROVE, [1, 2], None),
        (Aim.JUDGE, [1, 2], None),
        (Aim.GRADE, [1, 2], [3, "a text"]),
        (Aim.FOLLOW, [1, 2], [3, "a text"]),
        (Aim.TRACE, [1, 2, 3, "a text"], []),
    ],
)
def test_calls_after_a_wrong_answer_are_known_if_they_are_wanted(course, aim, calls, later):
    (course / "solutions" / "01_own" / "test_hidden.py").write_text(GOES_ON)

    def use(items):
        (item,) = (one for own in items.values() for one in own if one.name == "test_three")
        return run_check(item, local({"same": lambda number: number % 2}), "", aim)

    found = with_checks(course, [course / "solutions" / "01_own" / "test_hidden.py"], use)
    assert [call.args[0] for call in found.calls] == calls
    if later is None:
        assert found.later is None
    else:
        assert [call.args[0] for call in found.later] == later
    if aim is not Aim.TRACE:
        assert found.status is Status.FAILED
        assert found.cause == Failure(FailureKind.VALUE, 1, 0, ())


def test_a_verdict_stands_where_a_later_call_does_not_end(grader):
    text = SOURCE.replace("return number % 2", "while number == 3: pass\n    return number % 2")
    hidden = grader.assignments["01_own"].source / "test_hidden.py"
    hidden.write_text(GOES_ON)
    with Grader([Assignment(hidden.parents[2], "01_own")], limits={"seconds": 1}) as opened:
        (result,) = opened.grade("01_own", text, "ada").assignments
    (check,) = (one for one in result.exercises[0].checks if one.name == "test_three")
    assert check.status is Status.FAILED


ONE = '''
"""Hidden."""
import pytest
from autograder.checks import expect

@pytest.mark.exercise("total", points=1)
def test_one(student):
    """One answer."""
    expect(student.same(2), 0)
'''
SEVERAL = ONE.replace("(student)", "(student, number)").replace(
    "@pytest", '@pytest.mark.parametrize("number", [2])\n@pytest', 1
)


@pytest.mark.parametrize("source", [ONE, SEVERAL], ids=["run directly", "run by pytest"])
def test_what_breaks_a_check_off_is_raised_and_no_fault_of_ours(course, source):
    file = course / "solutions" / "01_own" / "test_hidden.py"
    file.write_text(source)

    def broken_off(number):
        raise Interrupted

    def use(items):
        (item,) = items[file]
        with pytest.raises(Interrupted):
            run_check(item, local({"same": broken_off}), "")
        return run_check(item, local({"same": lambda number: 0}), "").status

    assert with_checks(course, [file], use) is Status.PASSED
