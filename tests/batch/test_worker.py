"""A worker makes one grader for many submissions, and leaves it out of collections of garbage."""

from __future__ import annotations

import gc
from typing import Any

from factories.toy_course import ROOT

from autograder.batch import worker
from autograder.batch.tasks import Setup


class OneGrader:
    """Stands in for a grader; counts how many were made."""

    made = 0

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def __enter__(self) -> OneGrader:
        OneGrader.made += 1
        return self

    def close(self) -> None:
        pass


def test_what_stays_for_all_submissions_is_not_looked_through_for_each(monkeypatch):
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)  # Python's own, whatever ran in this process before
    monkeypatch.setattr(worker, "Grader", OneGrader)
    bench = worker.WorkerGrader(Setup(str(ROOT), "01_taylor", "best", {}, pinned=False))
    try:
        first = bench._ready()
        assert gc.get_freeze_count() > 10_000
        assert gc.get_threshold()[0] > 700
        assert bench._ready() is first
        assert OneGrader.made == 1
    finally:
        bench.leave()
        gc.unfreeze()
        gc.set_threshold(*before)
