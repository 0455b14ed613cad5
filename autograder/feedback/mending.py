"""Which functions of a submission must be mended before others that use them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from autograder.checks.plugin import Outcome
from autograder.child.wire_types import FaultKind
from autograder.course.uses import Uses, reached
from autograder.results import Status
from autograder.sandbox.student import StudentFault

WRONG = (Status.FAILED, Status.CRASHED, Status.TIMED_OUT)


@dataclass(frozen=True)
class Mend:
    """A function that fails its own checks, and one that uses it; or it is not started yet."""

    function: str
    user: str
    started: bool = True

    @property
    def sentence(self) -> str:
        state = "which is still wrong" if self.started else "which is not started yet"
        return f"`{self.user}` uses `{self.function}`, {state}: mend that first."


def state_of(function: str, outcomes: Iterable[Outcome]) -> Status | None:
    """Return what the checks that call a function say of it: wrong, not started, or nothing bad."""
    for one in outcomes:
        fault = one.cause
        if isinstance(fault, StudentFault) and fault.kind == FaultKind.NOT_STARTED:
            if fault.function == function:
                return Status.NOT_STARTED
        elif one.status in WRONG and any(call.function == function for call in one.calls):
            return Status.FAILED
    return None


def mend_first(
    function: str, uses: Uses, graded: Collection[str], state: Callable[[str], Status | None]
) -> Mend | None:
    """Return the first graded function, in that order, that `function` needs and that is not right.

    If that one needs another such function in its turn, it is that other one. `state` says how a
    graded function does in its own checks.
    """
    bad: Mapping[str, Status] = {
        name: found
        for name in graded
        if name != function and name in reached(uses, function)
        for found in [state(name)]
        if found is not None
    }
    for name, found in bad.items():
        below = reached(uses, name)
        if not any(other in below and name not in reached(uses, other) for other in bad):
            return Mend(name, function, found is not Status.NOT_STARTED)
    return None
