"""Which functions of a submission must be mended before others that use them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from autograder.checks.plugin import Outcome
from autograder.child.wire_types import FaultKind
from autograder.course.uses import Uses, reached
from autograder.results import Status
from autograder.sandbox.student import StudentFault

WRONG = (Status.FAILED, Status.CRASHED, Status.TIMED_OUT)


@dataclass(frozen=True)
class Mend:
    """A function that fails its own checks, and one that uses it; or it is not started yet.

    `others` are used, too, and fail as well. `below` are all that do, in the graded order.
    `blamed` are the checks that even the right user loses with them; None if that is not known, as
    it is in a copy without solutions. `own` is the promise of one that was lost and that the right
    user keeps with them: what is wrong there is not their fault.
    """

    function: str
    user: str
    started: bool = True
    others: tuple[str, ...] = field(default=(), compare=False)
    below: tuple[str, ...] = field(default=(), compare=False)
    blamed: frozenset[str] | None = field(default=None, compare=False)
    own: str = field(default="", compare=False)

    @property
    def sentence(self) -> str:
        *names, last = (f"`{name}`" for name in (self.function, *self.others))
        what = f"{', '.join(names)} and {last}, which are" if names else f"{last}, which is"
        that, them = ("them", "them") if names else ("that", "it")
        state, verb = ("still wrong", "mend") if self.started else ("not started yet", "write")
        uses, first = f"`{self.user}` uses {what} {state}", f"{verb} {that} first."
        if self.own:
            right = f"But even with {them}, a right `{self.user}` keeps this promise"
            return f"{uses}, too. {right}, so begin there: {self.own}"
        if self.blamed is None or not self.started:
            return f"{uses}: {first}"
        return f"{uses}: {first} With {them}, even the `{self.user}` of the model solution fails."


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
    graded function does in its own checks. Others that are wrong as well go with it.
    """
    bad: Mapping[str, Status] = {
        name: found
        for name in graded
        if name != function and name in reached(uses, function)
        for found in [state(name)]
        if found is not None
    }
    first = [name for name in bad if not _waits(name, bad, uses)]
    if not first:
        return None
    started = [name for name in first if bad[name] is not Status.NOT_STARTED]
    others = tuple(started[1:]) if started[:1] == first[:1] else ()
    return Mend(first[0], function, started[:1] == first[:1], others, tuple(bad))


def _waits(name: str, bad: Iterable[str], uses: Uses) -> bool:
    """Whether another bad function must be mended before this one, which uses it."""
    below = reached(uses, name)
    return any(other in below and name not in reached(uses, other) for other in bad)
