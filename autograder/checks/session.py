"""Running pytest inside the grader: the checks are collected once and run as often as we please."""

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

# Plug-ins of pytest that a verdict does not need; each costs some milliseconds to load.
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
PATIENCE = 5.0  # seconds that closing waits for the task that runs


class _Loop:
    """Takes the place of pytest's own loop over the items."""

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


@contextmanager
def quiet() -> Iterator[None]:
    """Let no warning through meanwhile: neither our checks' nor that of a known wrong version."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def with_checks(root: Path, files: list[Path], use: Callable[[Items], T]) -> T:
    """Collect the checks of `files` and return `use(items)`, called inside the pytest session."""
    with quiet():
        return collect(root, files, use)


def collect(root: Path, files: list[Path], use: Callable[[Items], T]) -> T:
    """Do as `with_checks`, for a caller that sees to `quiet` by itself."""
    if not files:  # pytest would look for tests wherever we are
        return use({})
    loop = _Loop(use)
    # Nothing of the surroundings may change a verdict: no other plug-ins, options or conftests.
    surroundings = {
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTEST_ADDOPTS": "",
        "PYTEST_PLUGINS": "",
        "MPLBACKEND": "Agg",  # a wrong version that opens a figure opens no window
    }
    _bring_oracle(root)
    before = {name: os.environ.get(name) for name in surroundings}
    os.environ.update(surroundings)
    options = ["-c", os.devnull, f"--rootdir={root}", "--import-mode=importlib", "--noconftest"]
    options += ["--assert=plain", "--capture=no", "--continue-on-collection-errors"]
    for name in UNUSED:
        options += ["-p", f"no:{name}"]
    try:
        with np.errstate(all="ignore"):
            pytest.main(
                [*options, "-p", "autograder.checks.plugin", *map(str, files)], plugins=[loop]
            )
    finally:
        _forget({str(file) for file in files})
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)
    if loop.raised is not None:
        raise loop.raised
    if loop.errors or not loop.ran:
        raise BrokenChecksError("\n".join(loop.errors) or "pytest could not be started")
    return loop.result  # type: ignore[no-any-return]


class CheckSession:
    """A pytest session with collected checks that stays open, in a thread of its own.

    pytest calls us and not we it, so whoever has a task for the session waits while the thread
    runs it; several threads may ask, and are served in turn.
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
        """Return `task(items)`, run inside the session; what it raises is raised here."""
        with self._lock, quiet():
            if not self._thread.is_alive():
                raise BrokenChecksError("the session that holds the checks has ended")
            self._tasks.put(task)
            return self._reply()  # type: ignore[no-any-return]

    def close(self) -> None:
        """End the session, after the task that runs if that ends soon."""
        self._tasks.put(None)
        with quiet(), suppress(RuntimeError):  # a thread that was never started
            self._thread.join(PATIENCE)

    def _collect(self) -> None:
        """The thread: collect, then serve until there is nothing more to do."""
        try:
            collect(self.root, self.files, self._serve)
        except BaseException as error:  # whoever waits gets it
            self._replies.put((None, error))

    def _serve(self, items: Items) -> None:
        self._replies.put((None, None))
        while (task := self._tasks.get()) is not None:
            try:
                self._replies.put((task(items), None))
            except BaseException as error:  # of this task alone; the next one is served
                self._replies.put((None, error))

    def _reply(self) -> Any:
        try:
            value, error = self._replies.get()
        except BaseException:  # interrupted: a reply that comes later belongs to nobody
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
    """Drop the imported checks: the same name may stand for another file in another session."""
    for name, module in list(sys.modules.items()):
        if getattr(module, "__file__", None) in ours:
            del sys.modules[name]
