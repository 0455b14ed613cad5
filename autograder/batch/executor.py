"""The interface behind which tasks are carried out, here or on other machines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from autograder.batch.tasks import Task, TaskResult


class Executor(Protocol):
    """Carries out tasks; the results do not depend on which one it is."""

    def run(self, tasks: Iterator[Task]) -> Iterator[TaskResult]:
        """Yield how each task ended, in any order; take a task only when there is room for it."""

    def close(self) -> None:
        """End what was started; tasks that are under way are dropped."""


TWICE = (
    "Grading this submission ended the grader's own process twice ({}), so it was set aside: it "
    "has no score. Grade it alone to see more, and look at it by hand."
)
