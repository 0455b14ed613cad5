"""Classes on a Dask cluster: one of our own making, which may fail anywhere, and a real one.

`distributed` need not be installed for the first; what it cannot show, the second does.
"""

from __future__ import annotations

import base64
import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from factories.processes import command, start
from factories.toy_class import hand_in, outcome
from factories.toy_course import TOY
from parts import DASK

from autograder.batch import worker
from autograder.batch.dasked import AHEAD, DaskWorkers, course_of
from autograder.batch.submissions import SubmittedFile
from autograder.batch.tasks import Setup, Task, TaskResult
from autograder.course.assignment import Assignment
from autograder.errors import AutograderError

STUDENTS = [f"student{n:02}" for n in range(20)]
ADDRESS = "tcp://scheduler:8786"
KILLS = 3
PROGRAM = [sys.executable, "-m", "dask"]


class KilledWorker(Exception):  # noqa: N818 - Dask's name
    """What Dask raises when a task ended its worker too often."""


class Future:
    """What a task will give, once somebody asks."""

    def __init__(self, key: str, run: Callable[[], Any]) -> None:
        self.key, self.run, self.released = key, run, False

    def result(self) -> Any:
        return self.run()

    def release(self) -> None:
        self.released = True


class Cluster:
    """Two workers of two threads each; notes what is under way and what came with each task."""

    def __init__(self) -> None:
        self.connect: Exception | None = None
        self.status, self.closed = "running", 0
        self.futures: list[Future] = []
        self.waited: list[int] = []
        self.loop = object()
        self.order: Callable[[list[Future]], Future] = lambda waiting: waiting.pop(0)

    def open(self, address: str, **options: Any) -> Cluster:
        assert (address, options) == (ADDRESS, {"timeout": 10.0, "set_as_default": False})
        if self.connect is not None:
            raise self.connect
        return self

    def wait_for_workers(self, count: int, timeout: float) -> None:
        assert timeout == 30.0
        self.waited.append(count)

    def ncores(self) -> dict[str, int]:
        return {"one": 2, "two": 2}

    def submit(self, function: Any, *given: Any, key: str = "", pure: bool = True) -> Future:
        """Take a task; equal ones of a pure function are one, as Dask has it."""
        assert key or not pure

        def run() -> Any:
            return function(*[one.run() if isinstance(one, Future) else one for one in given])

        self.futures.append(Future(key or f"task-{len(self.futures)}", run))
        return self.futures[-1]

    def close(self, timeout: float) -> None:
        assert timeout <= 10
        self.closed += 1
        raise OSError("the connection was lost")  # at the end nobody minds


class Completed:
    """Gives the futures as they are done, also those that come in meanwhile."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster, self.waiting = cluster, list[Future]()

    def add(self, future: Future) -> None:
        self.waiting.append(future)

    def __iter__(self) -> Iterator[Future]:
        while self.waiting:
            yield self.cluster.order(self.waiting)


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Cluster:
    """A cluster, and a module `distributed` by which it is reached."""
    found = Cluster()
    module: Any = ModuleType("distributed")
    module.Client, module.KilledWorker = found.open, KilledWorker

    def as_completed(loop: object) -> Completed:
        assert loop is found.loop
        return Completed(found)

    module.as_completed = as_completed
    monkeypatch.setitem(sys.modules, "distributed", module)
    return found


@pytest.fixture
def grades(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Have the workers answer without grading; return what they are asked: setup, student."""
    asked: list[tuple[str, str]] = []

    def grade(setup: str, task: str) -> str:
        student = Task.of(task).student
        asked.append((setup, student))
        return TaskResult(student, result=f"of {student}").text()

    monkeypatch.setattr(worker, "grade", grade)
    return asked


SETUP = Setup("", "01_toy", "strict", {}, course="zipped")


def tasks(taken: list[str] | None = None) -> Iterator[Task]:
    for student in STUDENTS:
        if taken is not None:
            taken.append(student)
        yield Task(SubmittedFile(student, "toy.py", b"x = 1"), "seed")


def test_every_student_gets_an_own_result_in_whatever_order_they_come(
    cluster: Cluster, grades: list[tuple[str, str]]
):
    cluster.order = lambda waiting: waiting.pop()
    found = list(DaskWorkers(SETUP, ADDRESS).run(tasks()))
    assert sorted(one.student for one in found) == STUDENTS
    assert all(one.result == f"of {one.student}" for one in found)
    assert sorted(student for _, student in grades) == STUDENTS
    assert {setup for setup, _ in grades} == {SETUP.text()}
    assert cluster.waited == [1]
    keys = [one.key for one in cluster.futures]
    assert len(set(keys)) == len(keys) == 1 + len(STUDENTS)  # the setup goes there once
    assert all(one.released for one in cluster.futures[1:])


def test_two_runs_share_no_setup(cluster: Cluster, grades: list[tuple[str, str]]):
    for _ in range(2):
        list(DaskWorkers(SETUP, ADDRESS).run(tasks()))
    setups = [one.key for one in cluster.futures if one.key.startswith("setup-")]
    assert len(set(setups)) == 2


def test_it_keeps_the_threads_busy_and_reads_no_further_ahead(
    cluster: Cluster, grades: list[tuple[str, str]]
):
    taken: list[str] = []
    for done, one in enumerate(DaskWorkers(SETUP, ADDRESS).run(tasks(taken))):
        assert one.student == STUDENTS[done]
        assert len(taken) == min(len(STUDENTS), AHEAD * 4 + done)


def test_a_task_that_kills_its_workers_is_set_aside_and_the_others_go_on(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
):
    def grade(setup: str, task: str) -> str:
        student = Task.of(task).student
        if student == STUDENTS[2]:
            raise KilledWorker("task-3")
        if student == STUDENTS[4]:
            raise ValueError("odd")
        return TaskResult(student).text()

    monkeypatch.setattr(worker, "grade", grade)
    found = {one.student: one for one in DaskWorkers(SETUP, ADDRESS).run(tasks())}
    assert sorted(found) == STUDENTS
    assert "ended the grader's own process twice (task-3)" in found[STUDENTS[2]].trouble
    assert found[STUDENTS[4]].trouble == "ValueError: odd"
    failed = [name for name, one in found.items() if one.failed]
    assert failed == [STUDENTS[2], STUDENTS[4]]
    assert [name for name, one in found.items() if one.trouble] == failed


def test_a_scheduler_that_has_gone_ends_the_run(cluster: Cluster, monkeypatch: pytest.MonkeyPatch):
    def grade(setup: str, task: str) -> str:
        if Task.of(task).student == STUDENTS[1]:
            cluster.status = "closed"
            raise OSError("lost")
        return TaskResult(Task.of(task).student).text()

    monkeypatch.setattr(worker, "grade", grade)
    run = DaskWorkers(SETUP, ADDRESS).run(tasks())
    assert next(run).student == STUDENTS[0]
    with pytest.raises(AutograderError, match=r"scheduler has gone \(lost\)\. What was graded is"):
        next(run)


@pytest.mark.parametrize("error", [OSError("refused"), ValueError("refused"), TimeoutError("re")])
def test_a_scheduler_that_is_not_there_is_told(cluster: Cluster, error: Exception):
    cluster.connect = error
    with pytest.raises(AutograderError, match=f"no Dask scheduler at {ADDRESS}: re"):
        DaskWorkers(SETUP, ADDRESS)


def test_without_dask_it_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(AutograderError, match=r"pip install 'saywhy\[dask\]'"):
        DaskWorkers(SETUP, ADDRESS)


def test_leaving_never_fails(cluster: Cluster):
    DaskWorkers(SETUP, ADDRESS).close()
    assert cluster.closed == 1


def test_a_course_travels_without_what_nobody_needs(own_course: Path, toy: Assignment):
    for folder in ("solutions", "assignments"):
        (own_course / folder / toy.name / "__pycache__").mkdir(exist_ok=True)
        (own_course / folder / toy.name / "__pycache__" / "toy.pyc").write_bytes(b"0")
        (own_course / folder / "02_other").mkdir()
        (own_course / folder / "02_other" / "other.py").write_text("")
    (own_course / "reference").mkdir()
    (own_course / "reference" / "toy.py").write_text("")
    (own_course / "reference" / "notes.txt").write_text("")
    text = course_of(Assignment(own_course, toy.name))
    assert text == course_of(Assignment(own_course, toy.name))
    names = set(zipfile.ZipFile(io.BytesIO(base64.b64decode(text))).namelist())
    files = {"hints.json", "test_public.py", "toy.ipynb", "toy.py"}
    sources = {"misconceptions.py", "test_hidden.py", "test_public.py", "toy.py"}
    assert names == {
        *(f"assignments/01_toy/{name}" for name in files),
        *(f"solutions/01_toy/{name}" for name in sources),
        "reference/toy.py",
    }


def test_what_travels_is_enough_to_grade(cluster: Cluster, toy: Assignment, solved: str):
    """The worker's own code, in this process: from the texts alone, without the course's folder."""
    setup = Setup("", toy.name, "best", {}, course=course_of(toy), pinned=False)
    task = Task(SubmittedFile("ada", "toy.py", solved.encode()), "seed")
    try:
        (done,) = DaskWorkers(setup, ADDRESS).run(iter([task]))
    finally:
        for bench in worker._benches.values():
            bench.leave()
        worker._benches.clear()
    assert (done.student, done.trouble, done.failed) == ("ada", "", False)
    data = json.loads(done.result)
    assert (data["score"], data["max_score"]) == (10.0, 10.0)


@pytest.fixture
def real_cluster(tmp_path: Path) -> Iterator[str]:
    """The address of a scheduler with two workers."""
    file = tmp_path / "scheduler.json"
    where = f"--scheduler-file={file}"
    plain = ["--no-dashboard", where]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    quiet |= {"cwd": tmp_path, "start_new_session": True}
    parts = [
        subprocess.Popen([*PROGRAM, "scheduler", "--host=127.0.0.1", "--port=0", *plain], **quiet)
    ]
    try:
        until = time.monotonic() + 60
        while not file.exists() or not file.read_text():
            assert time.monotonic() < until, "the scheduler does not start"
            time.sleep(0.1)
        workers = ["worker", "--nworkers=2", "--nthreads=1", *plain]
        parts.append(subprocess.Popen([*PROGRAM, *workers], **quiet))
        yield json.loads(file.read_text())["address"]
    finally:
        for part in parts:
            os.killpg(part.pid, signal.SIGKILL)
            part.wait()


def workers_of(address: str) -> list[int]:
    """The process ids of the workers at hand; one that was just killed does not answer."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        while not (found := client.run(os.getpid, on_error="ignore")):
            time.sleep(0.05)
        return [int(pid) for pid in found.values()]


@DASK.needed
@pytest.mark.long
@pytest.mark.slow
def test_dask_gives_the_same_results_though_workers_are_killed(
    cli: Callable[..., Any], course: Path, tmp_path: Path, solved: str, bare: str, real_cluster: str
):
    submitted = hand_in(tmp_path / "submitted", solved, bare, 50)
    assert cli("grade-all", TOY, submitted, "--out", tmp_path / "here").returncode == 0
    out = tmp_path / "there"
    process = start(
        command("grade-all", TOY, submitted, "--out", out, "--dask", real_cluster),
        cwd=course,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for kill in range(KILLS):
        while len(list((out / "results").glob("*.json"))) < 8 * kill + 1:
            assert process.poll() is None, process.communicate()
            time.sleep(0.02)
        os.kill(workers_of(real_cluster)[0], signal.SIGKILL)
    _, said = process.communicate(timeout=200)
    assert process.returncode == 0, said
    assert outcome(out) == outcome(tmp_path / "here")


@pytest.mark.long
@DASK.needed
def test_no_scheduler_is_told(cli: Callable[..., Any], tmp_path: Path, solved: str, bare: str):
    submitted = hand_in(tmp_path / "submitted", solved, bare, 1)
    ran = cli("grade-all", TOY, submitted, "--out", tmp_path, "--dask", "tcp://127.0.0.1:9")
    assert ran.returncode == 2
    assert "There is no Dask scheduler at tcp://127.0.0.1:9" in ran.stderr
