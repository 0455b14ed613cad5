"""Lets plain `pytest assignments/01_taylor` check the submission in that folder, in a child.

So the checks also run in an editor's test panel; failures are shown in the grader's words.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from autograder.checks.api import Mismatch
from autograder.checks.plugin import CONTEXT, outcome_of, terms_of
from autograder.sandbox.process import LaunchError
from autograder.sandbox.student import Student, StudentFault

if TYPE_CHECKING:
    from autograder.grading.job import Job

NO_VERDICT = 3  # the exit code, as of `autograder grade`
JOBS = pytest.StashKey[dict[Path, "Job"]]()


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    jobs: dict[Path, Job] = {}
    config.stash[JOBS] = jobs
    open_folders = ExitStack()
    config.add_cleanup(open_folders.close)

    def provide(check: pytest.Item) -> Student:
        from autograder.grading.job import open_folder  # imported only if a check of ours runs

        folder = check.path.parent
        if folder not in jobs:
            jobs[folder] = open_folders.enter_context(open_folder(folder))
        sandbox = jobs[folder].sandbox
        if sandbox is None:
            pytest.fail(jobs[folder].trouble, pytrace=False)
        try:
            sandbox.begin_check(terms_of(check))
            with suppress(StudentFault):  # the check's own calls raise it again
                sandbox.load()
        except LaunchError as error:  # nothing can be checked, and nothing has failed
            pytest.exit(f"Nothing was checked: {error}", returncode=NO_VERDICT)
        return Student(sandbox)

    config.stash[CONTEXT].provide = provide


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    for job in session.config.stash[JOBS].values():
        if job.sandbox is not None and job.sandbox.launch_error is not None:
            session.exitstatus = NO_VERDICT


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
