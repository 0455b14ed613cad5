"""Plain `pytest assignments/01_taylor`: the folder's own submission, in a child process.

So the checks also run in an editor's test panel. What fails is shown in the grader's words.
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
    open_ones = ExitStack()
    config.add_cleanup(open_ones.close)

    def provide(folder: Path) -> Student:
        from autograder.grading.job import open_folder  # only when a check of ours runs

        if folder not in jobs:
            jobs[folder] = open_ones.enter_context(open_folder(folder))
        sandbox = jobs[folder].sandbox
        if sandbox is None:
            pytest.fail(jobs[folder].trouble, pytrace=False)
        sandbox.begin_check()
        return Student(sandbox)

    config.stash[CONTEXT].provide = provide


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    # The plug-in takes the calls away from the student, so they are read before it.
    error = call.excinfo.value if call.excinfo else None
    examined = getattr(item, "funcargs", {}).get("student")
    shown = None
    if isinstance(error, (Mismatch, StudentFault)) and isinstance(examined, Student):
        from autograder.course.assignment import paragraphs
        from autograder.feedback import messages

        outcome = outcome_of(error, examined)
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
