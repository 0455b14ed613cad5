"""What the engine's tests share: a small course of its own, and a way to grade in it."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import selection
from factories.toy_course import SOURCE, TOY

from autograder.cli import main
from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.grading.grader import Grader
from autograder.release.markers import stub, without_markers
from autograder.release.release import release
from autograder.report.as_json import to_data
from autograder.sandbox.launcher import Policy

collect_ignore = ["data"]  # graded by the tests, not run by them


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="run everything, also what takes long")
    parser.addoption("--rest", action="store_true", help="run what takes long, on samples, alone")
    parser.addoption("--and-rest", action="store_true", help="run what --rest runs, too")
    parser.addoption("--every", action="store_true", help="--all, and every case of each campaign")


def pytest_configure(config: pytest.Config) -> None:
    selection.every = config.getoption("--every")
    selection.everything = selection.every or config.getoption("--all")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out files of which nothing would run: some take seconds to load."""
    if not collection_path.name.startswith("test_"):
        return None
    text = collection_path.read_text(encoding="utf-8")
    return None if any(selection.may_hold(text, tier) for tier in _chosen(config)) else True


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage while tests are collected, nor ever again in what is made there.

    It is little, and a million objects take seconds at the end of each process.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Let each process begin with files of its own: it compiles them for the others, too."""
    report = yield
    of = getattr(collector.config, "workerinput", None)
    if of is not None and report.passed and isinstance(collector, pytest.Directory):
        found = report.result
        first = len(found) * int(of["workerid"].removeprefix("gw")) // of["workercount"]
        report.result = [*found[first:], *found[:first]]
    return report


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A process more than there are cores, as many a test waits; with what takes long, two more."""
    return (os.cpu_count() or 1) + (1 if _chosen(config) == (0,) else 2)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None, None, None]:
    """Leave out what takes long; run what is quick first, so that most faults show soon.

    With the rest, what is slow comes first. Large files come before small ones, which take less:
    no process is then left alone with much to do at the end.
    """
    size = {path: path.stat().st_size for path in {item.path for item in items}}
    items.sort(key=lambda item: (-size[item.path], item.path))  # in every process alike
    yield
    chosen = _chosen(config)
    left_out = [one for one in items if _tier(one) not in chosen]
    for path in {one.path for one in left_out if _tier(one) == 1}:
        if not selection.may_hold(path.read_text(encoding="utf-8"), tier=1):
            raise pytest.UsageError(f"--rest does not see what is long in {path}")
    items[:] = [one for one in items if _tier(one) in chosen]
    config.hook.pytest_deselected(items=left_out)
    quick_first = chosen == (0,)
    items.sort(key=lambda item: bool(item.get_closest_marker("slow")) is quick_first)


def _chosen(config: pytest.Config) -> tuple[int, ...]:
    """The tiers that run."""
    if selection.everything:
        return 0, 1, 2
    if config.getoption("--and-rest"):
        return 0, 1
    return (1,) if config.getoption("--rest") else (0,)


def _tier(item: pytest.Item) -> int:
    """Return 0 for what runs by default, 1 for the rest, 2 for what runs with `--all` only."""
    if item.get_closest_marker("longest"):
        return 2
    return 1 if item.get_closest_marker("long") else 0


def pytest_report_header(config: pytest.Config) -> str:
    if selection.everything:
        return "selection: everything"
    said = {
        (0,): "a sample; --rest for the rest",
        (1,): "the rest, on samples",
        (0, 1): "what runs by default and the rest, on samples",
    }
    return f"selection: {said[_chosen(config)]}; --all for all"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once for each missing part of this machine what was not proven without it."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(one.longrepr[2].removeprefix("Skipped: ") for one in skipped)
    for reason, count in sorted(reasons.items()):
        terminalreporter.line(f"SKIPPED [{count}] {reason}")


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a released toy course; tests must not change it."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(SOURCE.parent, root / "solutions")
    assert release(Catalog(root), check_only=False) == 0
    return root


@pytest.fixture
def own_course(course: Path, tmp_path: Path) -> Path:
    """A copy of the toy course that a test may change."""
    return Path(shutil.copytree(course, tmp_path / "course"))


@pytest.fixture(scope="session")
def toy(course: Path) -> Assignment:
    return Assignment(course, TOY)


@pytest.fixture(scope="session")
def solved() -> str:
    """The toy's text with all solutions."""
    return without_markers((SOURCE / "toy.py").read_text())


@pytest.fixture(scope="session")
def bare() -> str:
    """The toy's stub."""
    return stub((SOURCE / "toy.py").read_text(), "toy.py")


@pytest.fixture
def cli(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the program in the toy course, or in another folder.

    In this process, which has all libraries: to load them costs more than to grade the toy.
    """
    monkeypatch.setattr("autograder.child.kernel.hide_memory", lambda: None)  # ours stays

    def run(*arguments: object, cwd: Path = course) -> subprocess.CompletedProcess[str]:
        monkeypatch.chdir(cwd)
        capsys.readouterr()
        try:
            code = main([str(one) for one in arguments])
        except SystemExit as end:  # argparse
            code = int(end.code or 0)
        return subprocess.CompletedProcess(arguments, code, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def graders(toy: Assignment) -> Iterator[Callable[..., Grader]]:
    """The graders of the toy, one for all tests that grade within the same limits."""
    opened: dict[tuple[tuple[str, float], ...], Grader] = {}
    with ExitStack() as stack:

        def within(**limits: float) -> Grader:
            key = tuple(sorted(limits.items()))
            if key not in opened or not opened[key].is_sound:
                opened[key] = stack.enter_context(Grader([toy], Policy.BEST, limits=limits))
            return opened[key]

        yield within


@pytest.fixture
def graded(graders: Callable[..., Grader], tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Grade a text (or bytes) as a submission of the toy; return the assignment's JSON data."""

    def run(
        content: str | bytes, name: str = "toy.py", student: str | None = None, **limits: float
    ) -> dict[str, Any]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        report = graders(**{"seconds": 10.0, **limits}).grade(TOY, path, student)
        found: dict[str, Any] = to_data(report)["assignments"][0]
        return found

    return run
