"""A worker makes one grader for many submissions, and another one where a fork server died."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from factories.toy_course import ROOT

from autograder.batch import worker
from autograder.batch.submissions import SubmittedFile
from autograder.batch.tasks import Setup, Task
from autograder.results import AssignmentResult, Report
from autograder.sandbox.process import NO_PROCESS, LaunchError


class OneGrader:
    """Stands in for a grader; counts how many were made."""

    made = 0
    dead = 0  # how many of those that are made next cannot start a process
    closed = 0

    def __init__(self, *_: Any, **__: Any) -> None:
        self.is_dead = OneGrader.dead > 0

    def __enter__(self) -> OneGrader:
        OneGrader.made += 1
        OneGrader.dead -= 1
        return self

    def grade_data(self, name: str, path: Path, held: bytes, student: str, seed: str) -> Report:
        if self.is_dead:
            raise LaunchError("the fork server is gone")
        return Report(student, "L2", 0.1, (AssignmentResult(name, str(path), None, ()),))

    def close(self) -> None:
        OneGrader.closed += 1


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[worker.WorkerGrader]:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)  # Python's own, whatever ran in this process before
    monkeypatch.setattr(worker, "Grader", OneGrader)
    OneGrader.made = OneGrader.dead = OneGrader.closed = 0
    found = worker.WorkerGrader(Setup(str(ROOT), "01_taylor", "best", {}, pinned=False))
    yield found
    found.leave()
    gc.unfreeze()
    gc.set_threshold(*before)


def test_what_stays_for_all_submissions_is_not_looked_through_for_each(bench):
    first = bench._ready()
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold()[0] > 700
    assert bench._ready() is first
    assert OneGrader.made == 1


@pytest.mark.parametrize(("dead", "made"), [(0, 1), (1, 2), (2, 2)])
def test_a_fork_server_that_died_is_replaced_once(bench, dead: int, made: int):
    """An earlier submission may have ended it; if a new one fails, too, there is no result."""
    OneGrader.dead = dead
    done = bench.do(Task(SubmittedFile("ada", "toy.py", b""), "seed"))
    assert (OneGrader.made, OneGrader.closed) == (made, dead)
    if dead < 2:
        assert (done.trouble, done.failed) == ("", False)
        assert json.loads(done.result)["student"] == "ada"
    else:
        assert done.failed
        assert done.trouble == NO_PROCESS.format("the fork server is gone")
