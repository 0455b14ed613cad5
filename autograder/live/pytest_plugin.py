"""Lets plain `pytest assignments/01_taylor` check the submission in that folder, in a child.

So the checks also run in an editor's test panel; failures are shown in the grader's words.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from autograder.checks.api import Mismatch
from autograder.checks.plugin import CONTEXT, outcome_of
from autograder.sandbox.student import Student, StudentFault

if TYPE_CHECKING:
    from autograder.grading.job import Job

JOBS = pytest.StashKey[dict[Path, "Job"]]()


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    jobs: dict[Path, Job] = {}
    config.stash[JOBS] = jobs
    open_folders = ExitStack()
    config.add_cleanup(open_folders.close)

    def provide(folder: Path) -> Student:
        from autograder.grading.job import open_folder  # imported only if a check of ours runs

        if folder not in jobs:
            jobs[folder] = open_folders.enter_context(open_folder(folder))
        sandbox = jobs[folder].sandbox
        if sandbox is None:
            pytest.fail(jobs[folder].trouble, pytrace=False)
        sandbox.begin_check()
        return Student(sandbox)

    config.stash[CONTEXT].provide = provide


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    # The grader's message replaces pytest's traceback of a failure or fault.
    error = call.excinfo.value if call.excinfo else None
    student = getattr(item, "funcargs", {}).get("student")
    shown = None
    if isinstance(error, (Mismatch, StudentFault)) and isinstance(student, Student):
        from autograder.course.assignment import paragraphs
        from autograder.feedback import messages

        outcome = outcome_of(error, student)
        promise = paragraphs(getattr(item, "obj", None)).split("\n\n")[0]
        job = item.config.stash[JOBS].get(item.path.parent)
        message = messages.explain(
            outcome, item.path.stem == "test_hidden", job.submission if job else None
        )
        shown = f"{promise}\n{message or outcome.status}"
    report = yield
    if shown is not None:
        report.longrepr = shown
    return report
