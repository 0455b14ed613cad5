"""The results of a submission that is as students get it, told from the texts alone.

No code of it runs, and no check: each would stop at the first function that it calls. So neither a
child is needed nor NumPy and pytest, which take most of the time to say so.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course.assignment import Assignment, Exercise
from autograder.course.code_digest import is_stub
from autograder.course.digests import digest_of
from autograder.course.hints import paragraphs_of
from autograder.course.submission import Submission
from autograder.feedback import sentences
from autograder.feedback.check_info import CheckInfo
from autograder.results import CheckResult, ExerciseResult, Status
from autograder.text import for_terminal

STUDENT, MARK = "student", "pytest.mark.exercise"


class NotToldError(Exception):
    """The texts do not tell what a check would say."""


def exercises_of(
    assignment: Assignment, submission: Submission, files: Sequence[Path]
) -> tuple[ExerciseResult, ...] | None:
    """Return the results of the checks in `files`; None if the checks have to run."""
    if submission.digest != assignment.hints.get("digest"):
        return None
    try:
        if digests_of(files).items() - dict(assignment.hints.get("checks", {})).items():
            return None  # whether they load is not known
        called = [pair for file in files for pair in _checks_in(file)]
    except (NotToldError, OSError, TypeError, ValueError, SyntaxError, RecursionError):
        return None
    if not all(is_stub(submission, function) for function in {name for _, name in called}):
        return None
    exercises = assignment.exercises.values()
    if not {info.exercise for info, _ in called} <= {one.name for one in exercises}:
        return None
    found = [_exercise(one, called, assignment, submission) for one in exercises]
    return tuple(one for one in found if one.checks)


def digests_of(files: Iterable[Path]) -> dict[str, str]:
    """Return the digests of checks, by the names of their files, as a release keeps them."""
    return {file.stem: digest_of(file.read_bytes()) for file in files}


def _exercise(
    exercise: Exercise,
    called: Iterable[tuple[CheckInfo, str]],
    assignment: Assignment,
    submission: Submission,
) -> ExerciseResult:
    checks = [_check(info, name) for info, name in called if info.exercise == exercise.name]
    is_started = not checks
    if exercise.manual:
        checks.append(manual_check(exercise, submission))
    return ExerciseResult(
        exercise.name,
        exercise.title,
        equations_of(checks),
        tuple(checks),
        tiers=() if is_started else assignment.guide(exercise.name).tiers,
        unusable=True,
        work=exercise.work,
    )


def _check(info: CheckInfo, function: str) -> CheckResult:
    return CheckResult(
        name=info.name,
        exercise=info.exercise,
        promise=info.promise,
        status=Status.NOT_STARTED,
        score=0.0,
        max_score=info.points,
        hidden=info.hidden,
        message=for_terminal(sentences.not_started(function)),
        equation=info.equation,
        prediction=info.prediction,
    )


def equations_of(checks: Iterable[CheckResult]) -> str | None:
    """Return the equations that an exercise's checks are about."""
    return ", ".join(sorted({one.equation for one in checks if one.equation})) or None


def manual_check(exercise: Exercise, submission: Submission | None) -> CheckResult:
    """Return what stands for the written answer of an exercise, which a person reads."""
    return CheckResult(
        name="written",
        exercise=exercise.name,
        promise="The written answer",
        status=Status.MANUAL,
        score=0.0,
        max_score=0.0,
        hidden=False,
        message=f"Your instructor reads it and gives up to {exercise.manual:g} points.",
        manual_points=exercise.manual,
        unwritten=submission is not None and exercise.name in submission.unwritten,
    )


def _checks_in(file: Path) -> Iterator[tuple[CheckInfo, str]]:
    """Yield each check of a file, with the student's function that it calls."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    parts = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}
    told = {name: _told(one, parts) for name, one in parts.items()}
    tests = [name for name in parts if name.startswith("test")]
    if len([name for one in tree.body for name in _tests_in(one)]) != len(tests):
        raise NotToldError  # a class, or two checks of one name
    for name in tests:
        functions = {function for part in _used_by(name, told) for function in part.functions}
        if len(functions) != 1:
            raise NotToldError
        yield _info(parts[name], file.stem == "test_hidden", tree), functions.pop()


def _tests_in(node: ast.AST) -> list[str]:
    """Return the names of the tests that are defined in a node, itself included."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    names = [one.name for one in ast.walk(node) if isinstance(one, kinds)]
    return [name for name in names if name.lower().startswith("test")]


@dataclass(frozen=True)
class _Told:
    """What a check, or a function or fixture beside it, tells of the student's functions."""

    functions: set[str]  # that it uses
    others: set[str]  # the functions beside it that it uses, or names for other things
    is_plain: bool  # whether all uses are understood, and nothing goes on after one that fails


def _told(function: ast.FunctionDef, parts: Mapping[str, ast.FunctionDef]) -> _Told:
    functions, others = set[str](), set[str]()
    uses = understood = 0
    is_plain = True
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            uses += node.id == STUDENT
            others.add(node.id)
        elif isinstance(node, ast.arg):
            others.add(node.arg)
        elif isinstance(node, ast.keyword):
            others.add(node.arg or "")
        elif isinstance(node, ast.Attribute):
            is_plain &= node.attr != "raises"
            if _is_student(node.value):
                understood += 1
                functions.add(node.attr)
        elif isinstance(node, ast.Call):
            if _takes_student(parts.get(getattr(node.func, "id", ""))):
                understood += sum(map(_is_student, node.args))
        elif isinstance(node, (ast.Try, ast.TryStar)):
            is_plain &= not any(map(_is_student, ast.walk(node)))
    return _Told(functions, others & parts.keys(), is_plain and uses == understood)


def _used_by(name: str, told: Mapping[str, _Told]) -> Iterator[_Told]:
    """Yield what a check tells, and all that it uses; `NotToldError` where that is not plain."""
    waiting, seen = [name], {name}
    while waiting:
        part = told[waiting.pop()]
        if not part.is_plain:
            raise NotToldError
        yield part
        waiting += part.others - seen
        seen |= part.others


def _is_student(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == STUDENT


def _takes_student(function: ast.FunctionDef | None) -> bool:
    return function is not None and STUDENT in [one.arg for one in function.args.args]


def _shared(node: ast.expr, tree: ast.Module) -> dict[str, Any]:
    """Return keywords that several marks share: a literal that has its name at the file's top."""
    name, found = ast.unparse(node), [one for one in tree.body if isinstance(one, ast.Assign)]
    values = [one.value for one in found if name in map(ast.unparse, one.targets)]
    if len(values) != 1:
        raise NotToldError
    return dict(ast.literal_eval(values[0]))


def _info(check: ast.FunctionDef, hidden: bool, tree: ast.Module) -> CheckInfo:
    """Return what the mark and the docstring of a check declare, where these are plain."""
    marks = [one for one in check.decorator_list if isinstance(one, ast.Call)]
    if len(check.decorator_list) != 1 or not marks or ast.unparse(marks[0].func) != MARK:
        raise NotToldError
    (exercise,) = map(ast.literal_eval, marks[0].args)
    given: dict[str, Any] = {}
    for one in marks[0].keywords:
        given |= {one.arg: ast.literal_eval(one.value)} if one.arg else _shared(one.value, tree)
    return CheckInfo(
        check.name,
        str(exercise),
        float(given.get("points", 1)),
        given.get("equation"),
        given.get("after"),
        paragraphs_of(ast.get_docstring(check)).split("\n\n")[0],
        hidden=hidden,
        prediction=bool(given.get("prediction")),
    )
