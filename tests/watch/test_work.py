"""The grading behind the screen: each save is graded once, the newest first, and nothing stale."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.course.assignment import Assignment
from autograder.errors import AutograderError, BrokenChecksError
from autograder.grading.cancellation import Cancellation
from autograder.results import AssignmentResult, Report
from autograder.sandbox.calls import Cancelled
from autograder.sandbox.process import LaunchError
from autograder.watch.work import SLOW, Began, Collected, Graded, GradingThread

Start = Callable[..., GradingThread]
PATIENCE, NAP = 30.0, 0.002  # seconds: after which a test has failed; between two looks
NAMES = ("01_a", "02_b", "03_c")
TEXT = """# %% One exercise="one"
def one():
    return {one}
# %% Two exercise="two"
def two(
    a=1,
):
    return {two}
"""


class Desk:
    """Stands in for the grader: notes what it is asked for, and waits where it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self.begun: SimpleQueue[Cancellation] = SimpleQueue()
        self.held: set[str] = set()  # names whose grading goes on until it is called off
        self.late: set[str] = set()  # names whose result is there although it was called off
        self.fails: dict[str, Exception] = {}
        self.seconds, self.opened, self.closed = 0.0, 0, 0
        self.is_sound = True
        self.trouble: Exception | None = None
        self.launcher = SimpleNamespace(name="L2")
        self.assignments: dict[str, Assignment] = {}

    def __enter__(self) -> Desk:
        if self.trouble is not None:
            raise self.trouble
        self.opened += 1
        return self

    def close(self) -> None:
        self.closed += 1

    def grade(
        self,
        name: str,
        path: Path | None,
        only: Collection[str] = (),
        cancellation: Cancellation | None = None,
    ) -> Report:
        assert cancellation is not None
        self.asked.append((name, tuple(only)))
        self.begun.put(cancellation)
        if name in self.fails:
            raise self.fails[name]
        if name in self.held | self.late:
            called_off = threading.Event()
            cancellation.hold(SimpleNamespace(cancel=called_off.set))  # type: ignore[arg-type]
            assert called_off.wait(PATIENCE)
            if name in self.held:
                raise Cancelled
        return Report(None, "L2", self.seconds, (AssignmentResult(name, "a.py", None, ()),))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with three assignments of two exercises each, as students have them."""
    found = Desk()
    for name in NAMES:
        found.assignments[name] = Assignment(tmp_path, name)
        folder = found.assignments[name].released
        folder.mkdir(parents=True)
        (folder / f"{name[3:]}.py").write_text(TEXT.format(one=1, two=2))
    return found


@pytest.fixture
def start(desk: Desk) -> Iterator[Callable[..., GradingThread]]:
    """Return a function that starts the work on assignments, some already held up."""
    started: list[GradingThread] = []

    def run(*names: str) -> GradingThread:
        work = GradingThread(list(names), lambda: desk, None)  # type: ignore[arg-type, return-value]
        started.append(work)
        work.start()
        return work

    yield run
    for work in started:
        assert work.stop()


def told(work: GradingThread) -> list[Any]:
    """Wait until there is nothing left to do, and return the events that nobody has seen yet."""
    for _ in range(int(PATIENCE / NAP)):
        with work._told:
            if work._current is None and not work._pending and not work._collect:
                break
        time.sleep(NAP)
    else:
        pytest.fail(f"still at work: {work._pending}")
    return drained(work)


def drained(work: GradingThread) -> list[Any]:
    found = []
    while not work.events.empty():
        found.append(work.events.get())
    return found


def names_of(events: list[Any]) -> list[str]:
    return [one.name for one in events if isinstance(one, Graded)]


def test_each_is_graded_once_in_turn(desk: Desk, start: Start):
    work = start(*NAMES)
    events = told(work)
    assert isinstance(events[0], Collected)
    assert (events[0].isolation, events[0].trouble) == ("L2", "")
    assert [one.name for one in events if isinstance(one, Began)] == list(NAMES)
    assert names_of(events) == list(NAMES)
    assert not any(one.edited for one in events if isinstance(one, Graded))
    assert desk.asked == [(name, ()) for name in NAMES]
    assert work.stop()
    assert (desk.opened, desk.closed) == (1, 1)


def test_a_save_while_it_is_graded_calls_that_off_and_is_graded_once(desk: Desk, start: Start):
    desk.held = {"01_a"}
    work = start("01_a")
    cancellation = desk.begun.get(timeout=PATIENCE)
    desk.held = set()
    work.ask(["01_a"])
    assert cancellation.cancelled
    events = told(work)
    assert names_of(events) == ["01_a"]
    assert desk.asked == [("01_a", ())] * 2  # what was called off, and what counts
    assert desk.opened == 1  # the checks are still the same


def test_many_saves_before_it_gets_there_are_graded_once(desk: Desk, start: Start):
    desk.held = {"01_a"}
    work = start("01_a", "02_b")
    desk.begun.get(timeout=PATIENCE)
    with work._told:  # it cannot go on in between
        desk.held = set()
        for _ in range(3):
            work.ask(["02_b"])
        assert work._pending == ["02_b", "01_a"]
    events = told(work)
    assert names_of(events) == ["02_b", "01_a"]
    assert [name for name, _ in desk.asked] == ["01_a", "02_b", "01_a"]


def test_what_was_saved_last_comes_first_and_nothing_is_forgotten(desk: Desk, start: Start):
    desk.held = {"01_a"}
    work = start(*NAMES)
    desk.begun.get(timeout=PATIENCE)
    desk.held = set()
    work.ask(["03_c"])
    events = told(work)
    assert names_of(events) == ["03_c", "01_a", "02_b"]


def test_a_result_of_what_was_called_off_is_not_told(desk: Desk, start: Start):
    desk.late = {"01_a"}
    work = start("01_a")
    desk.begun.get(timeout=PATIENCE)
    desk.late = set()
    work.ask(["01_a"])
    events = told(work)
    assert names_of(events) == ["01_a"]


def test_a_save_that_changes_nothing_is_graded_whole_and_names_nothing(desk: Desk, start: Start):
    desk.seconds = 2 * SLOW
    work = start("01_a")
    told(work)
    work.ask(["01_a"])
    (event,) = [one for one in told(work) if isinstance(one, Graded)]
    assert (event.edited, event.whole) == ((), True)
    assert desk.asked == [("01_a", ())] * 2


@pytest.mark.parametrize("is_slow", [False, True])
def test_what_was_edited_is_looked_at_first_where_all_of_it_takes_long(
    desk: Desk, start: Start, is_slow: bool
):
    desk.seconds = SLOW * (2 if is_slow else 0.5)
    work = start("01_a")
    told(work)
    file = desk.assignments["01_a"].released / "a.py"
    file.write_text(TEXT.format(one=1, two=3))
    work.ask(["01_a"])
    events = told(work)
    shown = [(one.edited, one.whole) for one in events if isinstance(one, Graded)]
    first = [(("two",), False)] if is_slow else []
    assert shown == [*first, (("two",), True)]
    assert desk.asked[1:] == [("01_a", ("two",))] * is_slow + [("01_a", ())]


def test_what_was_called_off_at_its_edited_part_is_not_graded_whole(desk: Desk, start: Start):
    desk.seconds = 2 * SLOW
    work = start("01_a", "02_b")
    told(work)
    while not desk.begun.empty():
        desk.begun.get()
    file = desk.assignments["01_a"].released / "a.py"
    file.write_text(TEXT.format(one=1, two=3))
    desk.late = {"01_a"}
    work.ask(["01_a"])
    desk.begun.get(timeout=PATIENCE)
    desk.late = set()
    work.ask(["02_b"])
    assert names_of(told(work)) == ["02_b", "01_a", "01_a"]
    assert desk.asked[2:] == [("01_a", ("two",)), ("02_b", ()), ("01_a", ("two",)), ("01_a", ())]


def test_the_same_edit_is_not_told_twice(desk: Desk, start: Start):
    work = start("01_a")
    told(work)
    file = desk.assignments["01_a"].released / "a.py"
    file.write_text(TEXT.format(one=7, two=2))
    edited = []
    for _ in range(2):
        work.ask(["01_a"])
        edited += [one.edited for one in told(work) if isinstance(one, Graded)]
    assert edited == [("one",), ()]


def test_checks_that_changed_are_collected_again_before_anything_is_graded(
    desk: Desk, start: Start
):
    work = start("01_a")
    told(work)
    work.ask(["01_a"], collect=True)
    events = told(work)
    assert [type(one) for one in events] == [Collected, Began, Graded]
    assert work.stop()
    assert (desk.opened, desk.closed) == (2, 2)


@pytest.mark.parametrize(
    ("trouble", "broken"), [(BrokenChecksError("no"), True), (AutograderError("no"), False)]
)
def test_checks_that_do_not_load_are_told_and_tried_when_they_change(
    desk: Desk, start: Start, trouble: Exception, broken: bool
):
    desk.trouble = trouble
    work = start("01_a")
    (event,) = [work.events.get(timeout=PATIENCE)]
    assert (event.isolation, event.trouble, event.broken) == ("", "no", broken)
    work.ask(["01_a"])
    desk.trouble = None
    work.ask(["01_a"], collect=True)
    events = told(work)
    assert [type(one) for one in events] == [Collected, Began, Graded]
    assert desk.asked == [("01_a", ())]


def test_trouble_with_one_assignment_is_told_and_the_others_go_on(desk: Desk, start: Start):
    desk.fails = {"01_a": AutograderError("Take a copy."), "02_b": ValueError("odd")}
    work = start(*NAMES)
    found = [one for one in told(work) if isinstance(one, Graded)]
    assert [one.result.unreadable for one in found] == [True, True, False]
    assert found[0].result.problems == ("Take a copy.",)
    (said,) = found[1].result.problems
    assert said == "The grader itself failed; please report it. ValueError: odd"


def test_it_ends_at_once_whatever_it_is_grading(desk: Desk, start: Start):
    desk.held = {"01_a"}
    work = start("01_a", "02_b")
    cancellation = desk.begun.get(timeout=PATIENCE)
    assert work.stop()
    events = drained(work)
    assert cancellation.cancelled
    assert names_of(events) == []
    assert desk.asked == [("01_a", ())]
    assert desk.closed == 1


@pytest.mark.parametrize("is_sound", [True, False])
def test_where_no_process_starts_there_is_no_result_and_a_dead_grader_is_replaced(
    desk: Desk, start: Start, is_sound: bool
):
    work = start("01_a")
    told(work)
    desk.fails["01_a"], desk.is_sound = LaunchError("no process could be started: busy"), is_sound
    work.ask(["01_a"])
    (found,) = [one for one in told(work) if isinstance(one, Graded)]
    assert (found.result.unreadable, found.result.exercises) == (True, ())
    assert found.result.problems[0].startswith("No process could be started for your code")
    assert "busy. That is not your fault." in found.result.problems[0]
    assert desk.opened == (1 if is_sound else 2)
