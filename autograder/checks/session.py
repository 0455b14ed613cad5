"""Runs pytest inside the grader: checks are collected once and can run any number of times."""

from __future__ import annotations

import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

import numpy as np
import pytest

from autograder.course.assignment import ORACLE
from autograder.errors import BrokenChecksError

# pytest's plug-ins that grading does not need; each takes some milliseconds to load.
UNUSED = [
    "cacheprovider",
    "warnings",
    "terminal",
    "faulthandler",
    "doctest",
    "junitxml",
    "unittest",
    "legacypath",
    "logging",
    "pastebin",
    "stepwise",
    "setuponly",
    "setupplan",
    "debugging",
    "recwarn",
    "unraisableexception",
    "threadexception",
]
Items = Mapping[Path, list[pytest.Item]]
T = TypeVar("T")
PATIENCE = 5.0  # seconds that `close` waits for the running task


class _Loop:
    """Replaces pytest's own loop over the items."""

    def __init__(self, use: Callable[[Items], Any]) -> None:
        self.use, self.errors = use, list[str]()
        self.ran = False
        self.result: Any = None
        self.raised: BaseException | None = None

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.errors.append(str(report.longrepr))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items: dict[Path, list[pytest.Item]] = {}
        for item in session.items:
            if item.get_closest_marker("exercise"):
                items.setdefault(item.path, []).append(item)
        _forget({str(path) for path in items})  # another session may collect files of these names
        self.ran = True
        try:
            if not self.errors:
                self.result = self.use(items)
        except BaseException as error:  # pytest would only print it
            self.raised = error
        return True


class _Environment:
    """Variables of this process that are changed for a while."""

    def __init__(self, **variables: str) -> None:
        self.variables = variables
        self._before: dict[str, str | None] = {}

    def change(self) -> None:
        self._before = {name: os.environ.get(name) for name in self.variables}
        os.environ.update(self.variables)

    def restore(self) -> None:
        """Undo the change, once."""
        for name, value in self._before.items():
            os.environ.pop(name, None) if value is None else os.environ.__setitem__(name, value)
        self._before = {}


@contextmanager
def quiet() -> Iterator[None]:
    """Suppress the warnings of our checks and of misconceptions."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def with_checks(root: Path, files: list[Path], use: Callable[[Items], T]) -> T:
    """Collect the checks of `files` and return `use(items)`, called inside the pytest session."""
    with quiet():
        return collect(root, files, use)


def collect(root: Path, files: list[Path], use: Callable[[Items], T]) -> T:
    """Like `with_checks`, for a caller that suppresses warnings itself."""
    if not files:  # pytest would collect the tests in the working directory
        return use({})
    root = root.absolute()
    named = {file.absolute(): file for file in files}  # pytest knows no relative paths
    # The user's environment must not change a status: no other plug-ins, options or conftests.
    environment = _Environment(
        PYTEST_DISABLE_PLUGIN_AUTOLOAD="1",
        PYTEST_ADDOPTS="",
        PYTEST_PLUGINS="",
    )
    backend = _Environment(MPLBACKEND="Agg")  # a misconception that shows a figure opens no window

    def use_them(items: Items) -> T:
        environment.restore()  # a session may stay open, and other programs start meanwhile
        return use({named.get(path, path): own for path, own in items.items()})

    loop = _Loop(use_them)
    _bring_oracle(root)
    environment.change()
    backend.change()
    options = ["-c", os.devnull, f"--rootdir={root}", "--import-mode=importlib", "--noconftest"]
    options += ["--assert=plain", "--capture=no", "--continue-on-collection-errors"]
    for name in UNUSED:
        options += ["-p", f"no:{name}"]
    try:
        with np.errstate(all="ignore"):
            pytest.main(
                [*options, "-p", "autograder.checks.plugin", *map(str, named)], plugins=[loop]
            )
    finally:
        _forget({str(file) for file in named})
        environment.restore()
        backend.restore()
    if loop.raised is not None:
        raise loop.raised
    if loop.errors or not loop.ran:
        raise BrokenChecksError("\n".join(loop.errors) or "pytest could not be started")
    return loop.result  # type: ignore[no-any-return]


class CheckSession:
    """An open pytest session with collected checks, in its own thread.

    Since pytest calls our loop, and not we pytest, `run` passes a task to that thread and waits.
    Several threads may call `run`; they take turns.
    """

    def __init__(self, root: Path, files: list[Path]) -> None:
        self.root, self.files = root, files
        self._tasks: SimpleQueue[Callable[[Items], Any] | None] = SimpleQueue()
        self._replies: SimpleQueue[tuple[Any, BaseException | None]] = SimpleQueue()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._collect, name="checks", daemon=True)

    def open(self) -> None:
        """Collect the checks; `BrokenChecksError` if they do not load."""
        with quiet():
            self._thread.start()
            self._reply()

    def run(self, task: Callable[[Items], T]) -> T:
        """Return `task(items)`, called inside the session; raise what it raises."""
        with self._lock, quiet():
            if not self._thread.is_alive():
                raise BrokenChecksError("the session that holds the checks has ended")
            self._tasks.put(task)
            return self._reply()  # type: ignore[no-any-return]

    def close(self) -> None:
        """End the session; wait a little for the running task."""
        self._tasks.put(None)
        with quiet(), suppress(RuntimeError):  # a thread that was never started
            self._thread.join(PATIENCE)

    def _collect(self) -> None:
        """Collect the checks, then carry out tasks until `close`; runs in the thread."""
        try:
            collect(self.root, self.files, self._serve)
        except BaseException as error:  # raised again in the thread that waits
            self._replies.put((None, error))

    def _serve(self, items: Items) -> None:
        self._replies.put((None, None))
        while (task := self._tasks.get()) is not None:
            try:
                self._replies.put((task(items), None))
            except BaseException as error:  # ends this task only, not the session
                self._replies.put((None, error))

    def _reply(self) -> Any:
        try:
            value, error = self._replies.get()
        except BaseException:  # interrupted: the late reply would be taken for the next one's
            self._tasks.put(None)
            raise
        if error is not None:
            raise error
        return value


def _bring_oracle(root: Path) -> None:
    """Have hidden checks import `reference` of this course, and of no other."""
    if not (root / ORACLE).is_dir():
        return
    sys.path[:] = [str(root), *(path for path in sys.path if path != str(root))]
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == ORACLE:
            file = getattr(module, "__file__", None)
            if file and not Path(file).is_relative_to(root / ORACLE):
                del sys.modules[name]


def _forget(ours: set[str]) -> None:
    """Drop the imported checks, since another session may import other files by these names."""
    for name, module in list(sys.modules.items()):
        if getattr(module, "__file__", None) in ours:
            del sys.modules[name]
