"""Law 7: no mutant of a model solution survives the checks, unless it is declared equal."""

from __future__ import annotations

import random
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from rich.console import Console
from rich.progress import track

from autograder.checks.plugin import terms_of
from autograder.checks.session import with_checks
from autograder.course.assignment import Assignment
from autograder.course.limits import Limits, limits_with
from autograder.errors import AutograderError
from autograder.grading.job import find, give_sandbox
from autograder.grading.watched import Watched
from autograder.laws.mutations import Mutant, mutants
from autograder.laws.survey import SEED, Survey, with_solutions
from autograder.release.markers import without_markers
from autograder.report.terminal import StandardOutput
from autograder.results import Status
from autograder.sandbox.launcher import Launcher, Policy
from autograder.sandbox.sandbox import Sandbox
from autograder.sandbox.student import Drawings, Student

DECLARED = "equal_mutants.toml"  # beside the solution
SECONDS = 3.0  # for one check; who needs more is tried again, with as many as students have
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Equal:
    """A mutant that no check can tell from the solution, with the author's reason."""

    function: str
    old: str
    new: str
    reason: str

    @property
    def key(self) -> Key:
        """What tells it from other mutants."""
        return self.function, self.old, self.new


def key(mutant: Mutant) -> Key:
    """Return what tells a mutant from others, wherever its lines stand."""
    return mutant.function, mutant.old, mutant.new


def declared(assignment: Assignment) -> list[Equal]:
    """Return the mutants that the author has declared equal."""
    path = assignment.source / DECLARED
    if not path.is_file():
        return []
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        equal = [
            Equal(**{**one, "old": one["old"].strip(), "new": one["new"].strip()})
            for one in found.get("equal", [])
        ]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, KeyError) as error:
        raise AutograderError(
            f"{path}: {error}. Each mutant that is equal has a table [[equal]] with the texts "
            "function, old, new and reason."
        ) from None
    for one in equal:
        if not one.reason.strip():
            raise AutograderError(f"{path}: {one.function}, {one.new!r}: give the reason.")
    return equal


def survives(survey: Survey, mutant: Mutant) -> bool:
    """Whether a mutant passes every check; checks of the exercises that it is in come first.

    On a busy machine time may run out although the mutant is not endless: that proves nothing.
    """
    limits = limits_with(survey.assignment.limits)
    broken = _first_broken(survey, mutant, replace(limits, seconds=min(SECONDS, limits.seconds)))
    if broken is Status.TIMED_OUT:
        broken = _first_broken(survey, mutant, limits)
    return broken is None


def _first_broken(survey: Survey, mutant: Mutant, limits: Limits) -> Status | None:
    """The status of the first check that a mutant does not pass; None if it passes all."""
    assert survey.launcher is not None
    assignment = survey.assignment
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{assignment.slug}.py")
        path.write_text(without_markers(mutant.text), encoding="utf-8")
        job = give_sandbox(find(assignment, path), survey.launcher, limits)
        assert job.sandbox is not None, job.trouble
        drawings = Drawings()
        try:
            order = _order(survey, mutant)
            statuses = (_status(job.sandbox, item, drawings) for item in order)
            broken = next((one for one in statuses if one is not Status.PASSED), None)
            job.sandbox.raise_if_broken()  # a child that could not be started proves nothing
            return broken
        finally:
            job.sandbox.close()


def _order(survey: Survey, mutant: Mutant) -> list[pytest.Item]:
    """The checks that call the mutant's function come first, the rest after them."""
    calls = {name: {call.function for call in o.calls} for name, o in survey.model.items()}
    return sorted(survey.items, key=lambda item: mutant.function not in calls[item.name])


def not_planted(survey: Survey) -> dict[str, set[str]]:
    """Return the functions without mutants, under "prediction" and "any_way".

    A prediction takes any answer; and where any way is right whose result is good enough, a small
    fault that leaves it good enough is one of the ways.
    """
    kinds = ("prediction", "any_way")
    called: dict[str, set[str]] = {kind: set() for kind in ("", *kinds)}
    for item in survey.items:
        mark = item.get_closest_marker("exercise")
        asked = mark.kwargs if mark else {}
        kind = next((kind for kind in kinds if asked.get(kind)), "")
        called[kind].update(call.function for call in survey.model[item.name].calls)
    return {kind: called[kind] - called[""] for kind in kinds}


def _status(sandbox: Sandbox, item: pytest.Item, drawings: Drawings) -> Status:
    terms = terms_of(item)
    sandbox.begin_check(terms)
    return Watched(sandbox).check(item, Student(sandbox, drawings, once=terms.once), SEED).status


@dataclass
class Found:
    """What the mutants of one assignment came to."""

    tried: int
    survivors: list[Mutant]
    equal: int
    needless: list[Equal]
    any_way: list[str] = field(default_factory=list)  # functions judged by their result alone


def law_of(survey: Survey, sample: int | None, console: Console) -> Found:
    """Try the mutants of one assignment, or a sample of them."""
    assignment = survey.assignment
    text = (assignment.source / f"{assignment.slug}.py").read_text(encoding="utf-8")
    free = not_planted(survey)
    every = [
        one for one in mutants(text) if not any(one.function in kind for kind in free.values())
    ]
    names = {key(one) for one in every}
    equal = {one.key: one for one in declared(assignment)}
    chosen = every if sample is None or sample >= len(every) else _drawn(every, sample)
    needless = [one for one in equal.values() if one.key not in names]
    survivors, alike = [], 0
    for one in track(chosen, assignment.name, console=console, transient=True):
        if not survives(survey, one):
            needless += [equal[key(one)]] if key(one) in equal else []
        elif key(one) in equal:
            alike += 1
        else:
            survivors.append(one)
    return Found(len(chosen), survivors, alike, needless, sorted(free["any_way"]))


def _drawn(every: list[Mutant], count: int) -> list[Mutant]:
    places = sorted(random.Random(SEED).sample(range(len(every)), count))
    return [every[place] for place in places]


def verify_mutants(
    assignments: list[Assignment], policy: Policy = Policy.BEST, sample: int | None = None
) -> bool:
    """Try the mutants of the assignments, print each survivor; return whether there is none."""
    console = StandardOutput()
    sources = with_solutions(assignments)
    files = [file for one in sources for file in one.test_files()]
    held = True

    def use(items: Mapping[Path, list[pytest.Item]]) -> None:
        nonlocal held
        for one in sources:
            found = law_of(Survey(one, items, launcher), sample, console)
            held &= not found.survivors and not found.needless
            for line in lines(one, found):
                console.print(line, soft_wrap=True, markup=False, highlight=False)

    with Launcher(policy) as launcher:
        with_checks(sources[0].root, files, use)
    return held


def lines(assignment: Assignment, found: Found) -> Iterator[str]:
    """Yield what `verify --mutants` prints of one assignment."""
    sign = "✗" if found.survivors or found.needless else "✓"
    yield (
        f"{sign} {assignment.name}: 7. No mutant survives: {found.tried} tried, "
        f"{len(found.survivors)} survived, {found.equal} declared equal"
        + "".join(f"; {name} is judged by its result alone" for name in found.any_way)
    )
    file = f"{assignment.slug}.py"
    for one in found.survivors:
        yield f"    {file}:{one.line} {one.function}"
        yield from (f"      {line}" for line in one.diff.split("\n"))
    for declaration in found.needless:
        yield (
            f"    {DECLARED}: {declaration.function}: {declaration.new!r} is declared equal, but "
            "it loses marks or is no mutant: delete the declaration"
        )
