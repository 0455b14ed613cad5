"""Proves that a function cannot pass before others that it uses are mended.

The right solution of the user is run here, and calls the student's own version of the others, which
stays in its child. A check that is lost even so cannot be passed before those are mended. All
verdicts are settled before: what the child may learn from these calls changes none.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import FunctionType
from typing import Any

import pytest

from autograder.checks.api import Aim
from autograder.checks.plugin import Outcome
from autograder.child.wire_types import FaultKind
from autograder.course.uses import Uses, reached
from autograder.feedback.mending import Mend
from autograder.feedback.misconceptions import Ours, info_of
from autograder.results import Status
from autograder.sandbox.student import Student, StudentFault

MOST_ALONE = 3  # functions of which each is tried alone


class Borrowed:
    """A function of the submission, for our own functions to call."""

    def __init__(self, name: str) -> None:
        self.__name__ = name
        self.student: Student  # that of the check which runs
        self.is_called = self.is_unfit = False

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.is_called = True
        try:
            return getattr(self.student, self.__name__)(*args, **kwargs)
        except StudentFault as fault:
            raise _as_raised(fault) from None
        except Exception:  # what is given or comes back cannot cross
            self.is_unfit = True
            raise


def _as_raised(fault: StudentFault) -> Exception:
    """The exception that a fault was in the child."""
    if fault.kind in (FaultKind.NOT_STARTED, FaultKind.WAITS):
        return NotImplementedError()
    kind = getattr(builtins, fault.type or "", None)
    if isinstance(kind, type) and issubclass(kind, Exception):
        try:
            return kind(fault.text)
        except TypeError:  # it wants more than a text
            pass
    return RuntimeError(fault.text)


def over(model: Mapping[str, Any], stand_ins: Mapping[str, Any]) -> dict[str, Any]:
    """Return the names of `model`, the functions of which call the `stand_ins` instead."""
    names = dict(model)
    for name, value in model.items():
        if isinstance(value, FunctionType):
            function = FunctionType(
                value.__code__, names, value.__name__, value.__defaults__, value.__closure__
            )
            function.__kwdefaults__ = value.__kwdefaults__
            names[name] = function
    names.update(stand_ins)  # in place, as the functions look names up in it
    return names


@dataclass(frozen=True)
class Prover:
    """Proves what is to be mended, for the checks `items` of one exercise."""

    model: Mapping[str, Any]
    uses: Uses  # of the submission
    items: Iterable[pytest.Item]
    seed: str
    fresh: Callable[[pytest.Item], Student]

    def prove(self, mend: Mend, lost: frozenset[str]) -> Mend:
        """Return `mend` with what is known of it; it may name others than before.

        That the fault is the user's own is known only if the right one calls all that are wrong,
        itself or through others.
        """
        for first, *others in _choices(mend):
            blamed, called = self._blamed(mend.user, (first, *others), lost)
            found = replace(mend, function=first, others=tuple(others), blamed=blamed)
            own = self._own(lost, blamed)
            if called and not own:
                return found
            if called.union(*(reached(self.uses, one) for one in called)) >= {*mend.below}:
                return replace(found, own=own)
        return mend

    def _own(self, lost: frozenset[str], blamed: frozenset[str]) -> str:
        """The first promise that the right user keeps, of those that the student sees broken."""
        infos = [info_of(item) for item in self.items if item.name in lost]
        seen = [one for one in infos if not one.hidden] or infos
        return next((one.promise for one in seen if one.name not in blamed), "")

    def _blamed(
        self, user: str, functions: tuple[str, ...], lost: frozenset[str]
    ) -> tuple[frozenset[str], set[str]]:
        """Return which of the checks the right `user` loses, and which of `functions` it calls.

        It counts as calling none if what they are given, or return, cannot cross.
        """
        stand_ins = {name: Borrowed(name) for name in functions}
        ours, blamed = Ours(over(self.model, stand_ins), self.seed), set[str]()
        for item in self.items:
            if item.name not in lost:
                continue
            student = self.fresh(item)
            for one in stand_ins.values():
                one.student = student
            outcome = ours.under(item, Aim.JUDGE)
            if any(one.is_unfit for one in stand_ins.values()) or _is_odd(outcome):
                return frozenset(), set()
            if outcome.status not in (Status.PASSED, Status.GRADER_ERROR):
                blamed.add(item.name)
        return frozenset(blamed), {name for name, one in stand_ins.items() if one.is_called}


def _is_odd(outcome: Outcome) -> bool:
    """Whether the global random state was used: not by the right user, but in this process."""
    cause = outcome.cause
    return isinstance(cause, StudentFault) and cause.kind == FaultKind.GLOBAL_RANDOM


def _choices(mend: Mend) -> Iterator[tuple[str, ...]]:
    """Yield what may be the cause: each function alone, then together, then all that is below."""
    first = (mend.function, *mend.others)
    if len(first) <= MOST_ALONE:
        yield from ((name,) for name in first)
    if len(first) > 1:
        yield first
    if len(mend.below) > len(first):
        yield mend.below
