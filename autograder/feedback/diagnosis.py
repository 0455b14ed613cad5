"""Diagnosis: which misconceptions explain an exercise, and what must be mended first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from autograder.checks.plugin import Outcome
from autograder.child.wire_types import FaultKind
from autograder.course.assignment import Assignment
from autograder.course.hints import tiers_of
from autograder.feedback.fingerprints import fingerprint_of
from autograder.feedback.matching import Evidence, match
from autograder.feedback.mending import WRONG, Mend
from autograder.feedback.misconceptions import FreshFingerprints, ItemsOf, known
from autograder.results import Status
from autograder.sandbox.calls import StudentFault


@dataclass(frozen=True)
class Diagnosis:
    """The misconceptions that explain an exercise: their names, hint, and the hint's tiers.

    `explains` says how many of how many failed checks; `mend` what is to be mended first.
    """

    name: str | None = None
    hint: str | None = None
    tiers: tuple[str, ...] = ()
    says: str | None = None
    explains: tuple[int, int] = (0, 0)
    mend: Mend | None = None


def diagnose(
    assignment: Assignment,
    exercise: str,
    items: ItemsOf,
    right: FreshFingerprints | None,
    found: Mapping[str, Outcome],
    mends: Mapping[str, Mend],
) -> Diagnosis:
    """Return what explains the outcomes `found`, for each function of the exercise.

    The failed checks went on after their first wrong answer. `right` are the fingerprints of the
    right solution. For a function of `mends` nothing is named by the checks that it fails because
    of what it uses.
    """
    mend = shown(mends.values())
    waiting = {name for name, one in mends.items() if not one.own}
    blamed = {check for one in mends.values() for check in one.blamed or ()}
    broken = [outcome for outcome in found.values() if outcome.status in WRONG]
    if all(_is_missing(outcome) for outcome in broken):
        return Diagnosis(mend=mend)
    evidence = {
        name: Evidence(o.status, fingerprint_of(o, o.status is not Status.PASSED))
        for name, o in found.items()
        if o.calls and name not in blamed
    }
    candidates = known(assignment, exercise, items, right)
    names, said, hints, explained = [], [], list[list[str]](), 0
    for function in dict.fromkeys(
        one.function for one in candidates if one.function not in waiting
    ):
        explaining = match(evidence, [one for one in candidates if one.function == function])
        if explaining:
            explained += explaining[0].explained
            versions = [one.known for one in explaining]
            names.append(" or ".join(sorted({one.name for one in versions})))
            said.append(" or ".join(sorted({one.sentence for one in versions})))
            hints.append(list(dict.fromkeys(one.hint for one in versions)))
    return Diagnosis(
        ", ".join(names) or None,
        _together(hints) or None,
        tiers_together(hints),
        "; ".join(said) or None,
        (min(explained, len(broken)), len(broken)) if names else (0, 0),
        mend,
    )


def _is_missing(outcome: Outcome) -> bool:
    """Whether a check met no function to ask, so that nothing was observed."""
    cause = outcome.cause
    return isinstance(cause, StudentFault) and cause.kind is FaultKind.MISSING


def shown(mends: Iterable[Mend]) -> Mend | None:
    """Return the one to be told: the first, unless it explains nothing."""
    return next((one for one in mends if one.blamed or not one.own), None)


def tiers_together(hints: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Join the hints of several functions tier by tier; tier 1 is what was observed."""
    tiers = [zip_longest(*map(tiers_of, either), fillvalue="") for either in hints]
    return tuple(map(_together, zip_longest(*tiers, fillvalue=())))


def _together(hints: Iterable[Iterable[str]]) -> str:
    """Join the texts on each function; alternatives for one function are joined by "Or:"."""
    found = ("\n\nOr: ".join(filter(None, either)) for either in hints)
    return "\n\n".join(filter(None, found))
