"""The pytest plug-in: runs checks on a submission and turns what they raise into outcomes.

The grader calls `run_check`; `autograder.live.pytest_plugin` adds what plain pytest needs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, TypeGuard

import numpy as np
import pytest

from autograder.checks.api import Aim, Mismatch, Tally
from autograder.checks.compare import Failure, FailureKind
from autograder.checks.steadiness import unsteady
from autograder.child.wire_types import FaultKind, Interrupted
from autograder.course.datafiles import beside_data
from autograder.course.seeds import STEADY
from autograder.results import Status
from autograder.sandbox.program import USUAL, Terms
from autograder.sandbox.student import Call, Student, StudentFault, count_calls, take_calls

_FAULT_STATUS = {
    FaultKind.NOT_STARTED: Status.NOT_STARTED,
    FaultKind.WAITS: Status.BLOCKED,
    FaultKind.EXCEPTION: Status.CRASHED,
    FaultKind.DIED: Status.CRASHED,
    FaultKind.TIMED_OUT: Status.TIMED_OUT,
    FaultKind.UNCHECKABLE: Status.TIMED_OUT,
}


@dataclass(frozen=True)
class Outcome:
    """The outcome of one check: its status, the cause as data, and the calls it made.

    `later` are those after its first wrong answer; None if they were not made, or took too long.
    """

    status: Status
    cause: Failure | StudentFault | BaseException | None = None
    calls: tuple[Call, ...] = ()
    later: tuple[Call, ...] | None = ()


@dataclass
class CheckContext:
    """The student whose functions are being checked, and the seed of hidden inputs."""

    student: Student | None = None
    seed: str = ""
    outcome: Outcome | None = None
    provide: Callable[[pytest.Item], Student] | None = None  # makes it under plain pytest


CONTEXT = pytest.StashKey[CheckContext]()
SIMPLE = pytest.StashKey[bool]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[CONTEXT] = CheckContext()
    config.addinivalue_line(
        "markers",
        "exercise(name, points=1, equation=None, after=None, prediction=False, patience=1, "
        "data=True, once=False, any_way=False): the promise's exercise, its points, the equation "
        "of the lecture, an earlier check without which it means nothing, whether it is kept by "
        "any answer of the right form, right or wrong; how many times the usual seconds it may "
        "take, whether the assignment's data may be opened meanwhile, whether an equal call of an "
        "earlier check serves as well, and whether it only asks if a result is good enough",
    )


@pytest.fixture
def student(request: pytest.FixtureRequest) -> Student:
    """The submission: call its functions like a module's."""
    context = request.config.stash[CONTEXT]
    found = context.student
    if found is None:
        if context.provide is None:
            pytest.fail("no submission is being examined")
        found = context.provide(request.node)
    take_calls(found)
    return found


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """A generator of inputs: always the same for a public check, one per student for a hidden."""
    return _generator_for(request.node, request.config.stash[CONTEXT])


@pytest.fixture
def steady_rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """A generator like `rng`, but the same for all hidden checks, and whatever the code is.

    What is drawn from it cannot be improved by handing in the same work once more.
    """
    return _steady_generator_for(request.node, request.config.stash[CONTEXT])


def terms_of(item: pytest.Item) -> Terms:
    """Return what the mark of a check asks for."""
    mark = item.get_closest_marker("exercise")
    known = {"patience", "data", "once"}
    return Terms(**{name: mark.kwargs[name] for name in known & {*mark.kwargs}}) if mark else USUAL


def _generator_for(item: pytest.Item, context: CheckContext) -> np.random.Generator:
    seed = "" if item.path.stem == "test_public" else context.seed.partition(STEADY)[0]
    return _generator_of(f"{seed}/{item.path.parent.name}/{item.name}")


def _steady_generator_for(item: pytest.Item, context: CheckContext) -> np.random.Generator:
    seed = "" if item.path.stem == "test_public" else context.seed.partition(STEADY)[2]
    return _generator_of(f"{seed}/{item.path.parent.name}")


def _generator_of(name: str) -> np.random.Generator:
    digest = hashlib.sha256(name.encode()).digest()
    return np.random.default_rng(np.frombuffer(digest, np.uint8).astype(np.uint32))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> pytest.TestReport | None:
    """Keep the outcome, and skip pytest's tracebacks, which would cost more than the check."""
    context = item.config.stash[CONTEXT]
    if context.student is None:
        return None
    if call.when == "call" or (call.when == "setup" and call.excinfo is not None):
        context.outcome = outcome_of(call.excinfo.value if call.excinfo else None, context.student)
    outcome: Literal["passed", "failed"] = "failed" if call.excinfo else "passed"
    when = call.when if call.when != "collect" else "setup"
    return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, when)


def outcome_of(error: BaseException | None, student: Student) -> Outcome:
    """Turn what a check raised, if anything, into an outcome."""
    calls = tuple(take_calls(student))
    if (failure := Tally.failure) is not None:
        before = Tally.calls_before
        later = None if _is_broken_off(error) else calls[before:]
        return Outcome(Status.FAILED, failure, calls[:before], later)
    if isinstance(error, Mismatch):
        return Outcome(Status.FAILED, error.failure, calls, () if Tally.aim.goes_on else None)
    if isinstance(error, StudentFault):
        return Outcome(_FAULT_STATUS.get(error.kind, Status.FAILED), error, calls)
    if error is not None:
        return Outcome(Status.GRADER_ERROR, error, calls)
    if Tally.made == 0:
        return Outcome(Status.GRADER_ERROR, AssertionError("the check compares nothing"), calls)
    return Outcome(Status.PASSED, None, calls)


def _is_broken_off(error: BaseException | None) -> bool:
    if isinstance(error, StudentFault):
        return _FAULT_STATUS.get(error.kind) is Status.TIMED_OUT
    return isinstance(error, (Interrupted, MemoryError))


def run_check(item: pytest.Item, student: Student, seed: str, aim: Aim = Aim.PROVE) -> Outcome:
    """Run one collected check against `student`; `Interrupted` if the grader breaks it off.

    It is run for the `aim`, which says if it goes on after a wrong answer.
    """
    with beside_data(item.path.parent):
        outcome = _run(item, student, seed, aim)
        is_hidden = aim is not Aim.TRACE and item.path.stem == "test_hidden"
        return _repeated(outcome, student) if is_hidden else outcome


def _run(item: pytest.Item, student: Student, seed: str, aim: Aim) -> Outcome:
    context = item.config.stash[CONTEXT]
    context.student, context.seed, context.outcome = student, seed, None
    Tally.begin(aim, lambda: count_calls(student))
    try:
        if _is_simple(item):
            context.outcome = _run_directly(item, student, context)
        else:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
    except Interrupted as error:
        if Tally.failure is None:
            raise
        context.outcome = outcome_of(error, student)
    finally:
        context.student = None
        Tally.begin(Aim.PROVE, int)
    if context.outcome is None:
        return Outcome(Status.GRADER_ERROR, RuntimeError("the check did not run"))
    if isinstance(context.outcome.cause, Interrupted):
        raise context.outcome.cause
    return context.outcome


def _repeated(outcome: Outcome, student: Student) -> Outcome:
    """Return the outcome of a hidden check, or a failure if it passed and answers do not last."""
    if outcome.status is Status.PASSED and (note := unsteady(student, outcome.calls)):
        failure = Failure(FailureKind.PROPERTY, note=note)
        return replace(outcome, status=Status.FAILED, cause=failure)
    return outcome


def _is_simple(item: pytest.Item) -> TypeGuard[pytest.Function]:
    """Whether a check needs no more of pytest than the fixtures `student` and `rng` of here."""
    if SIMPLE not in item.stash:
        item.stash[SIMPLE] = _asks_for_no_more(item)
    return item.stash[SIMPLE]


def _asks_for_no_more(item: pytest.Item) -> bool:
    if not isinstance(item, pytest.Function) or item.cls or hasattr(item, "callspec"):
        return False
    if any(mark.name != "exercise" for mark in item.iter_markers()):
        return False
    makers = item._fixtureinfo.name2fixturedefs
    return {*item.fixturenames} <= {*makers, "request"} and all(
        [maker.func.__module__ for maker in found] == [__name__] for found in makers.values()
    )


def _run_directly(item: pytest.Function, student: Student, context: CheckContext) -> Outcome:
    """Run a simple check as pytest's protocol would, at a fraction of the cost."""
    take_calls(student)
    makers: dict[str, Callable[[], object]] = {
        "student": lambda: student,
        "rng": lambda: _generator_for(item, context),
        "steady_rng": lambda: _steady_generator_for(item, context),
    }
    check: Callable[..., object] = item.obj
    error: BaseException | None = None
    try:
        check(**{name: makers[name]() for name in item._fixtureinfo.argnames})
    except (KeyboardInterrupt, pytest.exit.Exception, Interrupted):
        raise
    except BaseException as raised:  # also SystemExit, as pytest does
        error = raised
    return outcome_of(error, student)
