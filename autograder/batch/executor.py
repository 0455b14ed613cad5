"""The interface of executors, which carry out tasks here or on other machines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from autograder.batch.tasks import Task, TaskResult


class Executor(Protocol):
    """Carries out tasks; the results do not depend on the executor."""

    def run(self, tasks: Iterator[Task]) -> Iterator[TaskResult]:
        """Yield the outcome of each task, in any order; take a task only when there is room."""

    def close(self) -> None:
        """End the workers; tasks in progress are dropped."""


TWICE = (
    "Grading this submission ended the grader's own process twice ({}), so it was set aside: it "
    "has no score. Grade it alone to see more, and look at it by hand."
)
