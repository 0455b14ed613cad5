"""The floor: what isolation, loading and the calls cost by themselves, one worker on one core.

The fork server forks a child for each submission; its cells are loaded, and the calls that all
checks make of the model solution are replayed; nothing is compared, explained, reported or written.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from autograder.checks import Canvas
from autograder.checks.plugin import Outcome
from autograder.checks.session import with_checks
from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.course.limits import limits_with
from autograder.grading.job import find, give_sandbox
from autograder.laws.survey import Survey
from autograder.sandbox.launcher import Launcher, Policy
from autograder.sandbox.student import Call, Drawings, Student, StudentFault


@dataclass(frozen=True)
class Replay:
    """The calls of one check."""

    calls: tuple[Call, ...]

    def __call__(self, fresh: Callable[[], Student]) -> None:
        student = fresh()
        for call in self.calls:
            with suppress(StudentFault):  # not solved, or wrong: the next check begins
                args = [Canvas() if isinstance(one, Canvas) else one for one in call.args]
                getattr(student, call.function)(*args, **call.kwargs)
                continue
            return


def replays(assignment: Assignment) -> list[Replay]:
    """Record what each check calls when it examines the model solution."""

    def use(items: Any) -> list[Outcome]:
        return list(Survey(assignment, items).model.values())

    outcomes = with_checks(assignment.root, assignment.test_files(), use)
    return [Replay(outcome.calls) for outcome in outcomes]


def main() -> None:
    """Run every submission of a folder in a child of its own."""
    parser = argparse.ArgumentParser(prog="python -m bench.klass.floor", description=__doc__)
    parser.add_argument("assignment")
    parser.add_argument("submitted", type=Path)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # as our workers are
    assignment = Catalog.find(Path(__file__).parent).get(options.assignment)
    with Launcher(Policy.STRICT) as launcher:
        launcher.settle()
        found = replays(assignment)
        limits = limits_with(assignment.limits)
        began = time.perf_counter()
        places = sorted(options.submitted.iterdir())
        for place in places:
            job = give_sandbox(find(assignment, place), launcher, limits)
            assert job.sandbox is not None, job.trouble
            with suppress(StudentFault):
                job.sandbox.load()
            fresh = partial(Student, job.sandbox, Drawings())
            for replay in found:
                job.sandbox.begin_check()
                replay(fresh)
            job.sandbox.close()
        took = time.perf_counter() - began
    print(f"{1e3 * took / len(places):.2f} ms a submission on {launcher.name}")


if __name__ == "__main__":
    main()
