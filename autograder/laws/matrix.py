"""`autograder matrix`: which checks catch which misconceptions, and what distinguishes these."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

from autograder.checks.session import with_checks
from autograder.course.assignment import Assignment
from autograder.errors import AutograderError
from autograder.feedback.fingerprints import same
from autograder.laws.survey import Survey, Trial
from autograder.report.terminal import StandardOutput

PRIMARY = ("calls", "draws", "verdict")  # the parts of a fingerprint that decide
# The parts of a fingerprint that may distinguish misconceptions with equal values.
SECONDARY = {
    "asked": "the points at which it calls what it is lent",
    "naming": "how the figure is labelled",
}


def show(assignment: Assignment) -> int:
    """Print the matrix of each exercise; return 1 if there is a hole, else 0."""
    if not assignment.has_source:
        raise AutograderError("The wrong versions lie in solutions/, which this copy lacks.")
    console = StandardOutput()

    def use(items: Mapping[Path, list[pytest.Item]]) -> list[str]:
        survey = Survey(assignment, items)
        holes = []
        for exercise in survey.grouped:
            holes += _exercise(survey, exercise, console)
        total, public = len(survey.trials), sum(_unique(survey, t, True) for t in survey.trials)
        unique = sum(_unique(survey, t, False) for t in survey.trials)
        console.print(
            f"{total} wrong versions, {len(survey.infos)} checks: {unique} named uniquely by all "
            f"checks, {public} by the public ones alone; {len(holes)} holes"
        )
        return holes

    holes = with_checks(assignment.root, assignment.test_files(), use)
    for hole in holes:
        console.print(f"hole: {hole}")
    return 1 if holes else 0


def _unique(survey: Survey, trial: Trial, public_only: bool) -> bool:
    found = survey.named(trial, public_only)
    return found == [trial.wrong.same_as or trial.wrong.name]


def _exercise(survey: Survey, exercise: str, console: Console) -> list[str]:
    checks = [item.name for item in survey.grouped[exercise]]
    trials = survey.of(exercise)
    table = Table(title=f"\n{exercise}", title_justify="left", box=None, pad_edge=False)
    table.add_column("wrong version")
    for number, _ in enumerate(checks, 1):
        table.add_column(str(number), justify="center")
    table.add_column("told from the most similar one by", overflow="fold")
    holes = []
    for trial in trials:
        caught = trial.caught_by
        signs = ["✗" if name in caught else "·" for name in checks]
        table.add_row(trial.wrong.name, *signs, _apart(trial, trials, checks))
        if not caught:
            holes.append(f"{exercise}: no check catches {trial.wrong.name}")
        elif not _unique(survey, trial, False):
            holes.append(f"{exercise}: {trial.wrong.name} is not told apart")
    console.print(table)
    for number, name in enumerate(checks, 1):
        info = survey.infos[name]
        kind = "hidden" if info.hidden else "public"
        count = sum(name in trial.caught_by for trial in trials)
        console.print(f"  {number}  {name} ({kind}, {info.points:g}) catches {count}")
        if not count:
            holes.append(f"{exercise}: {name} catches nothing")
    return holes


def _apart(trial: Trial, trials: list[Trial], checks: list[str]) -> str:
    """Name the most similar misconception, and the checks where their fingerprints differ."""
    best: tuple[int, Trial, list[int]] | None = None
    for other in trials:
        if other is trial or other.wrong.function != trial.wrong.function:
            continue
        differ = [
            number
            for number, name in enumerate(checks, 1)
            if any(not same(trial.prints[name][part], other.prints[name][part]) for part in PRIMARY)
        ]
        if best is None or len(differ) < best[0]:
            best = (len(differ), other, differ)
    if best is None:
        return "(the only one)"
    _, nearest, numbers = best
    if numbers:
        return f"{nearest.wrong.name}: check {', '.join(map(str, numbers))}"
    secondary = [
        words
        for part, words in SECONDARY.items()
        if any(not same(trial.prints[c][part], nearest.prints[c][part]) for c in checks)
    ]
    return f"{nearest.wrong.name}: {' and '.join(secondary) or 'nothing'}"
