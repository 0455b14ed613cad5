"""Whether a submission and a misconception agree under one check, and how much that tells.

To give the same wrong answer means little if the answer is None, 0, True, empty or an error, which
many mistakes lead to. So each slip of a misconception, a call that it answers otherwise than the
right solution does, has a weight: what its agreement tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checks.plugin import Outcome
from autograder.child.wire_types import FaultKind
from autograder.feedback.draws import compare_groups
from autograder.feedback.fingerprints import Fingerprint, same
from autograder.results import Status
from autograder.sandbox.student import Call

ENOUGH = 6  # the sum that a name needs
TELLING = 3  # the weight of a number that has little chance to be met by accident: two are enough
LAZY = (
    2  # of 0, 1, None or NaN instead of a number, if the submission answers other calls otherwise
)
LONG = 4  # letters: so long a text is not met by accident
SELF_EVIDENT = (FaultKind.CHANGED, FaultKind.STALE, FaultKind.GLOBAL_RANDOM)
Slip = list[Any]  # the number of the call or group, its weight, and the aspect that must agree


@dataclass(frozen=True)
class Agreement:
    """What a check says for a misconception: the weights of its slips that the submission shares.

    `details` counts what agrees besides, in which right answers differ. A misconception that breaks
    no promise here, or a submission that stopped before, says nothing: then all of it is 0.
    """

    weight: int = 0
    lazy: int = 0  # the same of None, 0 or NaN, which tell only beside answers that do
    bits: int = 0  # the same of True and False, 1 and 0, which tell only if there are both
    details: int = 0
    explained: bool = False


SILENT = Agreement()


def slips(one: Fingerprint, right: Fingerprint, outcome: Outcome) -> list[Slip] | None:
    """Return where the answers of a misconception are wrong; None if it passes the check.

    `one` is the fingerprint of its outcome.
    """
    if outcome.status is Status.PASSED:
        return None
    found: list[Slip] = []
    for number, call in enumerate(one["calls"]):
        theirs = _at(right["calls"], number)
        if not same(call, theirs):
            found.append(_wrong_value(one, right, number, outcome.calls[number]))
        else:
            if _differ(one, right, number, "naming"):
                found.append([number, ENOUGH, "naming"])
            found += _asking(one, right, number)
    for number, group in enumerate(one["draws"]):
        theirs = _at(right["draws"], number)
        how = "different" if theirs is None else compare_groups(group, theirs)
        if how != "equal":
            found.append([number, TELLING if how == "different" else 0, "draws"])
    # How one asks, or labels, differs between codes of one mistake: decisive without answers only.
    told = sum(weight for _, weight, part in found if part == "value")
    return [one for one in found if one[2] not in ("asked", "naming")] if told >= ENOUGH else found


def _wrong_value(one: Fingerprint, right: Fingerprint, number: int, call: Call) -> Slip:
    weight, kind = _weight(one["calls"][number], _at(right["calls"], number))
    if weight and not (call.args or call.kwargs):  # it has this one answer
        return [number, ENOUGH, "value"]
    if call.drawn is not None and not one["calls"][number]["value"]["drawn"]:
        return [number, weight, "asked"]  # nothing is drawn, but it may have been computed
    if (kind != "value" or not weight) and (asked := _asking(one, right, number)):
        return asked[0]
    return [number, weight, kind]


def _asking(one: Fingerprint, right: Fingerprint, number: int) -> list[Slip]:
    """The slip that shows in the points asked of a lent function, if there is one."""
    if not _differ(one, right, number, "asked"):
        return []
    points = sum(map(len, one["asked"][number]["points"].values()))
    value = one["calls"][number].get("value") or {}
    if not points and any(map(_tells, _numbers(value))):  # it has the number from elsewhere
        return [[number, ENOUGH, "asked"]]
    return [[number, TELLING * min(2, points), "asked"]]


def _differ(one: Fingerprint, right: Fingerprint, number: int, part: str) -> bool:
    mine, theirs = _at(one[part], number), _at(right[part], number)
    return mine is not None and not same(_plain(mine), _plain(theirs))


def _plain(part: Any) -> Any:
    """What decides of a part: not the words of labels."""
    return {k: v for k, v in part.items() if k != "labels"} if isinstance(part, dict) else part


def _at(row: list[Any], number: int) -> Any:
    return row[number] if number < len(row) else None


def _weight(call: Fingerprint, right: Fingerprint | None) -> tuple[int, str]:
    """What the agreement of a wrong answer tells, and of which kind it is."""
    if "fault" in call:
        return ENOUGH if call["fault"][0] in SELF_EVIDENT else 0, "value"
    value, other = call["value"], (right or {}).get("value") or {}
    if "drawn" in value or len(value.get("text") or "") >= LONG:
        return ENOUGH, "value"
    numbers, theirs = _numbers(value), _numbers(other)
    wrong = set(numbers)
    if _form(value) == _form(other):
        wrong = {x for x, y in zip(numbers, theirs, strict=True) if x != y}
    if any(map(_tells, wrong)):  # beside such a number, 1 is one as well
        telling = {x for x in wrong if x != 0.0 and np.isfinite(x)}
        return min(ENOUGH, TELLING * len(telling)), "value"
    if len({x for x in numbers if np.isfinite(x)}) > 1:
        return TELLING, "value"
    if len(numbers) == 1 and {*numbers, *theirs} == {0.0, 1.0}:
        return TELLING, "bit"
    return (LAZY, "lazy") if "text" in value or numbers else (0, "value")


def _tells(number: float) -> bool:
    return bool(np.isfinite(number)) and number not in (0.0, 1.0)


def variety(calls: list[Fingerprint]) -> tuple[bool, bool]:
    """Whether a submission has an answer that tells, and whether it has both 0 and 1."""
    numbers = {x for call in calls for x in _numbers(call.get("value") or {})}
    return any(map(_tells, numbers)), {0.0, 1.0} <= numbers


def _form(value: Any) -> Any:
    """The shape of an answer, and those of its parts."""
    if "parts" in value:
        return [_form(part) for part in value["parts"]]
    return value.get("shape")


def _numbers(value: Fingerprint) -> list[float]:
    """The numbers, in few digits, that the fingerprint of an answer holds."""
    if "parts" in value:
        return [number for part in value["parts"] for number in _numbers(part)]
    return [float(f"{float(x):.4g}") for x in value.get("sample", [])]


def agree(shown: Fingerprint, status: Status, known: Fingerprint) -> Agreement | None:
    """Compare a submission with a misconception under one check; None if they contradict."""
    if "wrong" not in known:
        return _agree_as_before(shown, status, known)
    wrong = known["wrong"]
    if wrong is None:
        return SILENT
    if status is Status.PASSED:
        return None
    if known["draws"]:
        answered = status is Status.FAILED or shown["verdict"] == known["verdict"]
        return _agree_by_draws(shown, known, wrong) if answered else SILENT
    ours, theirs = shown["calls"], known["calls"]
    common = 0
    while common < min(len(ours), len(theirs)) and same(ours[common], theirs[common]):
        common += 1
    if common < max(len(ours), len(theirs)) and not _stopped(ours, common):
        return None
    met = [one for one in wrong if one[0] < common]
    if any(part in shown and not _same_part(shown, known, at, part) for at, _, part in met):
        return None
    return Agreement(
        weight=sum(weight for _, weight, part in met if part not in ("lazy", "bit")),
        lazy=sum(weight for _, weight, part in met if part == "lazy"),
        bits=sum(weight for _, weight, part in met if part == "bit"),
        details=_details(shown, known),
        explained=bool(met) or common == len(theirs),
    )


def _agree_as_before(shown: Fingerprint, status: Status, known: Fingerprint) -> Agreement | None:
    """Compare with the print of an earlier version, whose checks stopped at a wrong answer."""
    common = shown["calls"][: len(known["calls"])]
    if not same(common, known["calls"]) or shown["verdict"] != known["verdict"]:
        return None if status in (Status.PASSED, Status.FAILED) else SILENT
    weight = sum(_weight(call, None)[0] for call in common)
    return SILENT if status is Status.PASSED else Agreement(weight=weight, explained=True)


def departs(shown: Fingerprint, begun: Fingerprint) -> bool:
    """Whether a submission differs from what a misconception did up to its first wrong answer."""
    if begun["draws"]:
        observed = shown["verdict"] or [""]
        return observed[0] == Status.FAILED and not set(begun["verdict"]) <= set(observed)
    ours = shown["calls"]
    for number, call in enumerate(begun["calls"]):
        if number >= len(ours) or not same(ours[number], call):
            return not _stopped(ours, min(number, len(ours)))
    return False


def _stopped(calls: list[Fingerprint], number: int) -> bool:
    """Whether a submission has no answer to this call, the last one: more it does not say."""
    return number == len(calls) - 1 and "fault" in calls[number]


def _same_part(one: Fingerprint, other: Fingerprint, number: int, part: str) -> bool:
    mine, theirs = _at(one[part], number), _at(other[part], number)
    return same(_plain(mine), _plain(theirs))


def _agree_by_draws(shown: Fingerprint, known: Fingerprint, wrong: list[Slip]) -> Agreement | None:
    if shown["verdict"] != known["verdict"] or len(shown["draws"]) != len(known["draws"]):
        return None
    pairs = zip(shown["draws"], known["draws"], strict=True)
    how = [compare_groups(*pair) for pair in pairs]
    if "different" in how:
        return None
    weight = sum(ENOUGH if how[at] == "equal" else weight for at, weight, _ in wrong)
    return Agreement(weight=weight, details=how.count("equal"), explained=True)


def _details(one: Fingerprint, other: Fingerprint) -> int:
    """How many details agree in which right answers differ: calls of lent functions, labels."""
    pairs = [*zip(one["asked"], other["asked"], strict=False)]
    pairs += zip(one["naming"], other["naming"], strict=False)
    return sum(same(a[part], b[part]) for a, b in pairs if a and b for part in a)
