"""Putting the claims to the rules, and counting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass, field

import numpy as np

from autograder.gradcheck.faults.naming import fault_of
from bench.gradients import planted as plant
from bench.gradients.cases import EPS, Case
from bench.gradients.naming import is_named
from bench.gradients.planted import Planted
from bench.gradients.rules import ACCEPT, INCONCLUSIVE, REJECT, Answer, Counted, Rule, ask
from bench.gradients.special import Special

SCALED, SCALE_1, UNSCALED = "five scales", "scale 1", "other placements"


@dataclass
class Tally:
    """What one rule made of the claims of one group."""

    right: int = 0
    false_rejects: int = 0
    right_open: int = 0
    wrong: int = 0
    false_accepts: int = 0
    wrong_open: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def count(self, is_right: bool, verdict: str) -> bool:
        """Count a verdict, and return whether it is false."""
        if is_right:
            self.right += 1
            self.false_rejects += verdict == REJECT
            self.right_open += verdict == INCONCLUSIVE
            return verdict == REJECT
        self.wrong += 1
        self.false_accepts += verdict == ACCEPT
        self.wrong_open += verdict == INCONCLUSIVE
        return verdict == ACCEPT


@dataclass
class Score:
    """All that is known of one rule, by group of cases."""

    groups: dict[str, Tally] = field(default_factory=dict)
    evaluations: list[float] = field(default_factory=list)  # a coordinate, one a case
    seconds: list[float] = field(default_factory=list)
    entries: int = 0  # estimated
    too_small: int = 0  # error estimates, by more than 10 times
    hidden: int = 0  # faults below what f's values can tell
    hidden_accepted: int = 0
    named: dict[str, list[bool]] = field(default_factory=dict)  # by planted fault
    false: list[str] = field(default_factory=list)

    def tally(self, group: str) -> Tally:
        return self.groups.setdefault(group, Tally())


@dataclass(frozen=True)
class Claims:
    """What is put to every rule at one case."""

    case: Case
    right: tuple[np.ndarray, ...]
    wrong: tuple[Planted, ...]


class Planter:
    """Draws the claims of every case: `faults` planted ones, those rarest so far."""

    def __init__(self, faults: int, rng: np.random.Generator) -> None:
        self.faults = faults
        self.rng = rng
        self.used: Counter[str] = Counter()

    def claims(self, case: Case) -> Claims:
        """The truth, a formula's float64 value if rounding left it right, and the faults."""
        right = [case.truth]
        if not np.array_equal(case.computed, case.truth) and plant.is_right(case, case.computed):
            right.append(case.computed)
        found = plant.all_of(case, self.rng)
        rarest = sorted(self.rng.permutation(len(found)), key=lambda i: self.used[found[i].name])
        wrong = tuple(found[i] for i in rarest[: self.faults])
        self.used.update(fault.name for fault in wrong)
        return Claims(case, tuple(right), wrong)


def groups_of(case: Case) -> Iterator[str]:
    yield SCALED if case.is_scaled else UNSCALED
    if case.placement == "scale 1":
        yield SCALE_1


def judge(rule: Rule, claims: Claims, score: Score) -> None:
    """Put the claims of one case to one rule. The cost is that of the first one."""
    case, f = claims.case, Counted(claims.case.f)
    for number, claimed in enumerate(claims.right):
        measured = ask(rule, f, claimed, case.x)
        what = "as computed" if number else "the truth"
        tell(score, case, what, claimed, True, measured.answer)
        if number == 0:
            score.evaluations.append(measured.evaluations)
            score.seconds.append(measured.seconds)
            count_estimate(score, measured.answer, case.truth)
    for fault in claims.wrong:
        answer = ask(rule, f, fault.claimed, case.x).answer
        if plant.is_visible(case, fault.claimed):
            tell(score, case, fault.name, fault.claimed, False, answer)
            count_name(score, answer, fault, case)
        else:
            score.hidden += 1
            score.hidden_accepted += answer.verdict == ACCEPT


def tell(
    score: Score, case: Case, what: str, claimed: np.ndarray, is_right: bool, answer: Answer
) -> None:
    """Count a verdict in every group of its case, and keep what is needed to see it again."""
    is_false = [score.tally(group).count(is_right, answer.verdict) for group in groups_of(case)]
    if is_false[0]:
        title = f"{answer.verdict}: {what}\n  {case.name}"
        seen = {"can be told": case.resolution, **measured_by(answer)}
        score.false.append(shown(title, x=case.x, claimed=claimed, truth=case.truth, **seen))


def measured_by(answer: Answer) -> dict[str, np.ndarray | None]:
    return {"numeric": answer.numeric, "error": answer.error}


def shown(title: str, **values: np.ndarray | None) -> str:
    """A title, and numbers to their last digit."""
    lines = [f"  {k} = {v if v is None else v.tolist()}" for k, v in values.items()]
    return "\n".join([title, *lines])


def count_estimate(score: Score, answer: Answer, truth: np.ndarray) -> None:
    """Errors that are more than 10 times what the estimator says, rounding of `truth` aside."""
    if answer.numeric is None or answer.error is None:
        return
    off = np.abs(answer.numeric - truth)
    known = np.isfinite(off + answer.error)
    score.entries += int(np.sum(known))
    score.too_small += int(np.sum((off > 10 * answer.error + 4 * EPS * np.abs(truth))[known]))


def count_name(score: Score, answer: Answer, fault: Planted, case: Case) -> None:
    """Whether the diagnosis names the fault, where there is one to be named."""
    if answer.report is None or answer.verdict != REJECT or not fault.kinds:
        return
    if not plant.is_plain(case, fault.claimed):
        return
    found = fault_of(answer.report)
    is_right = is_named(found, fault, case)
    score.named.setdefault(fault.name, []).append(is_right)
    if not is_right:
        title = f"misnamed: {fault.name} as {found}\n  {case.name}"
        allowed = answer.report.tolerance
        values = {"claimed": fault.claimed, "truth": case.truth, "tolerance": allowed}
        score.false.append(shown(title, x=case.x, **values))


def judge_special(rule: Rule, special: Special, score: Score) -> None:
    """Put the claims of a case that is counted apart to one rule, each with a fresh f."""
    for is_right, claims in ((True, special.right), (False, special.wrong)):
        for claimed in claims:
            f = Counted(special.f, remembers=False)
            answer = ask(rule, f, claimed, special.x).answer
            if score.tally(special.group).count(is_right, answer.verdict):
                word = "right" if is_right else "wrong"
                title = f"{answer.verdict}: a {word} one {special.group}, {special.name}"
                seen = measured_by(answer)
                score.false.append(shown(title, x=special.x, claimed=claimed, **seen))
