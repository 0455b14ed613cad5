"""The benchmark of a class: it measures all that a class costs, and its students are varied."""

from __future__ import annotations

import ast
import json
import sys
import time
from pathlib import Path

import pytest
from factories.toy_course import TOY

from autograder.course.catalog import Catalog
from bench.cost import Cost, Step, measure
from bench.klass import tables
from bench.klass.contestants import AGAIN, DASK, FLOOR, ONE, STOCK, TWO, Contestant
from bench.klass.floor import replays
from bench.klass.students import Students

linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are watched through /proc")
BURN = "import time\nwhile time.process_time() < 0.4: pass\n"


@pytest.fixture
def students(course: Path) -> Students:
    return Students(Catalog(course).get(TOY), 3)


@pytest.mark.long
def test_a_student_writes_the_same_in_each_format(students: Students):
    for number in range(6):
        answers = students.answers(number)
        assert answers == students.answers(number)
        text = students.module(number)
        ast.parse(text)
        for start in (None, students.plain()):
            made = json.loads(students.notebook(number, start))
            sources = ["".join(cell["source"]) for cell in made["cells"]]
            assert set(answers.values()) <= set(sources)


def test_students_differ_by_number_and_seed(students: Students):
    some = [students.module(number) for number in range(12)]
    assert len(set(some)) > 6
    other = Students(students.assignment, 4)
    assert some != [other.module(number) for number in range(12)]


def test_the_floor_makes_the_calls_of_all_checks(students: Students):
    found = replays(students.assignment)
    assert len(found) >= 2
    assert all(replay.calls for replay in found)


@linux
@pytest.mark.parametrize("waits", ["wait", "orphan"])
def test_cpu_time_of_all_processes_counts(tmp_path: Path, waits: str):
    """Also of one whose parent ended first."""
    (tmp_path / "burn.py").write_text(BURN)
    lines = ["import subprocess, sys", "one = subprocess.Popen([sys.executable, 'burn.py'])"]
    (tmp_path / "lead.py").write_text("\n".join([*lines, "one.wait()" if waits == "wait" else ""]))
    began = time.process_time()
    cost = measure([Step(tmp_path, (sys.executable, "lead.py"))])
    assert cost.cpu >= 0.4
    assert cost.lead_cpu < cost.cpu
    assert time.process_time() - began < cost.cpu  # our own is not in it


@linux
def test_a_command_that_fails_is_told(tmp_path: Path):
    with pytest.raises(RuntimeError, match="ended with 3"):
        measure([Step(tmp_path, (sys.executable, "-c", "raise SystemExit(3)"))])


def contestant(title: str, wall: float, cpu: float) -> Contestant:
    cost = Cost(wall, cpu, 10**8, lead_cpu=cpu / 10)
    return Contestant(title, 9, lambda n: [], starts=[cost], costs=[cost, cost])


def test_the_goals_are_judged_by_what_was_measured():
    rows = {ONE: 0.02, TWO: 0.01, AGAIN: 0.001, FLOOR: 0.015, STOCK: 0.5}
    found = {title: contestant(title, wall, wall) for title, wall in rows.items()}
    few = Cost(1, 1, 9, lead=100, alone=100)
    many = Cost(1, 1, 9, lead=105, alone=150)
    table = tables.goals(found, few, many, (100, 5_000))
    met = dict(zip(table.columns[0].cells, table.columns[2].cells, strict=True))
    assert [verdict for goal, verdict in met.items() if goal.startswith(STOCK)] == ["MISSED", "met"]
    assert [verdict for goal, verdict in met.items() if goal.startswith("Dask")] == [
        "not measured"
    ] * 2
    assert [verdict for goal, verdict in met.items() if goal.startswith("memory")] == [
        "met",
        "MISSED",
    ]
    assert DASK not in found


def test_more_machines_take_less_time_until_one_process_is_the_limit():
    found = {title: contestant(title, 0.01, 0.01) for title in (ONE, TWO, AGAIN)}
    hours = [float(str(one)) for one in tables.model(found, {"x": 0.02}).columns[1].cells]
    assert hours == sorted(hours, reverse=True)
