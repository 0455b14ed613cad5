"""Hidden checks run after every public one, so that no public message can tell a hidden input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from autograder.checks.session import with_checks
from autograder.course.assignment import Assignment
from autograder.feedback.misconceptions import info_of, local
from autograder.grading import watched
from autograder.grading.exercises import Defined, ExerciseRunner
from autograder.grading.grader import Grader
from autograder.report.as_json import to_data
from autograder.results import ExerciseResult, Status
from autograder.sandbox.launcher import Policy

# It keeps every list that `double` is given, answers rightly, and tells all of it elsewhere: the
# public check of `double` gives one list, so whatever came later was given by the hidden one.
KEEPS_AND_TELLS = """
import numpy as np

KEPT = []

def double(x):
    KEPT.append([float(number) for number in x])
    return 2 * np.asarray(x)

def told():
    return "KEPT " + repr(KEPT[1:])

def both_sides(f, x):
    raise ValueError(told())

def draw_one(n, rng):
    return told()

def plot_line(ax, x):
    ax.plot(x, x, label=told())
    ax.set_title(told())
    raise KeyError(told())

def question_1():
    return told()
"""


def ran(assignment: Assignment, names: dict[str, Any], only: str = "") -> list[tuple[str, bool]]:
    """Run an examination here and return its checks as they ran: exercise, and whether hidden."""
    order: list[tuple[str, bool]] = []
    files = assignment.test_files()

    def use(items: dict[Path, list[pytest.Item]]) -> None:
        mine = [item for file in files for item in items[file]]
        exam = ExerciseRunner(assignment, mine, "", lambda _: local(names), Defined([]))

        def noted(item: pytest.Item, *rest: Any) -> Any:
            order.append((info_of(item).exercise, info_of(item).hidden))
            return run(item, *rest)

        with pytest.MonkeyPatch.context() as patched:
            run = watched.run_check
            patched.setattr(watched, "run_check", noted)
            found: tuple[ExerciseResult, ...] = (
                (exam.exercise(assignment.exercises[only]),) if only else exam.exercises()
            )
        assert all(check.status for one in found for check in one.checks)

    with_checks(assignment.root, files, use)
    return order


def test_every_public_check_of_the_assignment_runs_before_the_first_hidden_one(toy: Assignment):
    order = ran(toy, toy.model)
    hidden = [is_hidden for _, is_hidden in order]
    assert hidden == sorted(hidden)
    assert len(order) == len(set(order)) == 2 * len(toy.exercises)  # each once, none left out
    names = list(toy.exercises)
    assert [name for name, _ in order] == 2 * names  # in the order of the text, either time


def test_the_checks_of_one_exercise_alone_run_in_that_order_too(toy: Assignment):
    assert ran(toy, toy.model, only="double") == [("double", False), ("double", True)]


@pytest.mark.parametrize("public_only", [False, True])
def test_what_is_kept_of_a_hidden_input_is_never_told(
    toy: Assignment, tmp_path: Path, public_only: bool
):
    """The control is `told()` itself: it does reach the messages, with nothing to tell."""
    path = tmp_path / "toy.py"
    path.write_text(KEEPS_AND_TELLS)
    with Grader([toy], Policy.BEST, public_only) as grader:
        data = to_data(grader.grade(toy.name, path, "ada"))["assignments"][0]
    double = next(one for one in data["exercises"] if one["name"] == "double")
    assert all(check["status"] == "passed" for check in double["checks"])
    text = json.dumps(data)
    assert text.count("KEPT []") >= 2
    assert text.count("KEPT []") == text.count("KEPT [")


SOURCE = """
# %% One exercise exercise="total"
import numpy as np

def total(x):
    return np.array([2.0 * x])
"""
CHECK = '''
"""Public."""
import pytest
from autograder.checks import expect

@pytest.mark.exercise("total", points=1)
def test_total(student):
    """The total is twice x."""
    BODY
'''
READS = "expect(student.total(3.0).shape[0] * 6.0, 6.0)"


@pytest.mark.parametrize(
    ("body", "answer", "status"),
    [
        (READS, "np.array([2.0 * x])", Status.PASSED),
        (READS, "2.0 * x", Status.FAILED),  # a number has no entries: the answer is at fault
        ("student.total(3.0); expect(1 / 0, 6.0)", "2.0 * x", Status.GRADER_ERROR),
        ("expect(student.total(1 / 0), 6.0)", "2.0 * x", Status.GRADER_ERROR),
    ],
)
def test_a_check_that_breaks_is_the_answers_fault_if_it_holds_of_the_right_one(
    tmp_path: Path, body: str, answer: str, status: Status
):
    folder = tmp_path / "solutions" / "01_own"
    folder.mkdir(parents=True)
    (folder / "own.py").write_text(SOURCE)
    (folder / "test_public.py").write_text(CHECK.replace("BODY", body))
    with Grader([Assignment(tmp_path, "01_own")], Policy.BEST) as grader:
        text = SOURCE.replace("np.array([2.0 * x])", answer)
        (one,) = grader.grade("01_own", text).assignments[0].exercises
    assert [check.status for check in one.checks] == [status]
    assert one.max_score == (0.0 if status is Status.GRADER_ERROR else 1.0)
