"""The child: alone, bounded, and gone afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from factories.children import open_launcher, program_of, sandbox
from factories.toy_course import ROOT
from parts import BUBBLEWRAP
from selection import tiers

from autograder.course.limits import Limits
from autograder.sandbox.canvas import Canvas
from autograder.sandbox.launcher import Launcher, Policy
from autograder.sandbox.sandbox import LEFT_OUT, Sandbox
from autograder.sandbox.student import Student, StudentFault

PROGRAM = ROOT / "tests" / "programs" / "leave_nothing.py"


@pytest.fixture(scope="module", params=[1, 2, 3], ids="L{}".format)
def launcher(request):
    """A launcher at each level."""
    with open_launcher(request.param) as opened:
        yield opened


@pytest.fixture(scope="module")
def open_children():
    """A launcher whose children are not sealed: they may still do harm that shows."""
    with open_launcher(1) as opened:
        yield opened


@pytest.fixture
def run(launcher):
    """Load a source in a child and return the student; the child ends with the test."""
    opened: list[Sandbox] = []

    def start(source: str, **limits: float) -> Student:
        opened.append(sandbox(source, launcher, **limits))
        return Student(opened[-1])

    yield start
    for one in opened:
        one.close()


@pytest.mark.parametrize("level", [1, 2, 3])
def test_nothing_is_left_behind(tmp_path, level):
    """Neither children nor descriptors nor files: see the program."""
    without_bubblewrap = {"PATH": "/nowhere"} if level == 2 else {}
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(level), str(tmp_path)],
        capture_output=True,
        text=True,
        env={**os.environ, **without_bubblewrap},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    if level == 3:
        BUBBLEWRAP.need()
    if seen["level"] != level:
        pytest.skip(seen["note"])
    assert seen["left"] == []


def test_grandchildren_end_with_the_child(open_children, tmp_path):
    mark = tmp_path / "alive"
    source = f"""
import subprocess, sys
def f():
    code = "import time, pathlib\\nwhile True: pathlib.Path({str(mark)!r}).touch(); time.sleep(.05)"
    subprocess.Popen([sys.executable, "-c", code])
    import time; time.sleep(1)
    while True: pass
"""
    one = sandbox(source, open_children, seconds=2.0)
    with pytest.raises(StudentFault) as caught:
        Student(one).f()
    one.close()
    assert caught.value.kind == "timed_out"
    assert mark.exists()
    mark.unlink()
    time.sleep(0.4)
    assert not mark.exists()


@pytest.mark.parametrize("module", ["reference", "autograder.checks", "solutions", "conftest"])
def test_the_childs_path_leads_to_nothing_of_ours(run, module):
    with pytest.raises(StudentFault) as caught:
        run(f"def f():\n    import {module}").f()
    assert caught.value.type == "ModuleNotFoundError"


def test_the_environment_is_scrubbed(run, monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_COURSE", "42")
    names = run("import os\ndef f(): return sorted(os.environ)").f()
    assert "SECRET_OF_THE_COURSE" not in names
    assert "MPLBACKEND" in names


def test_the_childs_folder_is_empty_and_its_own(open_children):
    one = sandbox("import os\ndef f(): return os.getcwd(), os.listdir('.')", open_children)
    where, inside = Student(one).f()
    one.close()
    assert inside == []
    assert Path(where) != Path.cwd()


def test_a_deadline_covers_the_whole_check(run):
    student = run("import time\ndef f(): time.sleep(0.4)", seconds=1.0)
    slept = []
    with pytest.raises(StudentFault):
        [slept.append(student.f()) for _ in range(20)]
    assert len(slept) <= 2  # each sleep takes at least 0.4 s of the check's one second


def test_the_child_is_started_afresh_after_a_stop(run):
    source = "import time\ndef f(): time.sleep(600)\ndef g(): return 7"
    student = run(source, seconds=1.0)
    with pytest.raises(StudentFault):
        student.f()
    with pytest.raises(StudentFault):  # the time of this check is over
        student.g()
    student._transport.begin_check()
    assert student.g() == 7


def test_garbage_on_the_wire_ends_only_the_call(run):
    source = """
import os
def f():
    for fd in range(3, 30):
        try: os.write(fd, b"\\xff" * 64)
        except OSError: pass
    return 1
def g(): return 2
"""
    student = run(source)
    with pytest.raises(StudentFault) as caught:
        student.f()
    assert caught.value.kind in ("died", "timed_out")
    assert student.g() == 2


def test_deep_recursion_is_an_ordinary_crash(run):
    with pytest.raises(StudentFault) as caught:
        run("def f(n=0): return f(n + 1)").f()
    assert caught.value.type == "RecursionError"
    assert len(caught.value.frames) == 6


def test_lent_errors_cross_with_their_type(run):
    def picky(x):
        raise ValueError(f"not {x}")

    source = "def f(g):\n    try: g(3)\n    except ValueError as e: return str(e)"
    assert run(source).f(picky) == "not 3"


def test_a_submission_whose_cells_all_stop_is_given_up_once(launcher):
    one = Sandbox(program_of(*["import os; os._exit(1)"] * 19), Limits(seconds=2.0), launcher)
    for _ in range(3):
        with pytest.raises(StudentFault) as caught:
            Student(one).f()
        assert "too many of its statements" in caught.value.text
    assert len(one.program.skip) == LEFT_OUT
    one.close()


FORGERIES = {
    "an empty report": 'encode({"problems": [], "defined": []})',
    "problems of another form": """encode(
        {"problems": [3], "defined": [], "printed": 0, "failed": 1}
    )""",
    "no frame at all": 'b"\\xff\\xff"',
}


@pytest.mark.parametrize("forged", tiers(FORGERIES, 1))
def test_a_forged_report_costs_only_the_cell_that_sent_it(launcher, forged):
    source = f"""
import sys
wire = next(m for n, m in sys.modules.items() if n.endswith("child.channel"))
encode = sys.modules["autograder.child.wire"].encode
for fd in range(3, 9):
    try: wire.Channel(0, fd).send(wire.LOADED, {FORGERIES[forged]})
    except OSError: pass
import time; time.sleep(60)
"""
    one = Sandbox(program_of(source, "def g(): return 2"), Limits(seconds=1.0), launcher)
    assert Student(one).g() == 2
    assert {found["cell"] for found in one.problems} == {1}
    one.close()


def test_a_child_that_does_not_listen_is_ended_in_time(launcher):
    source = """
import os, sys, time
channel = sys.modules["autograder.child.channel"]
request = sys.modules["autograder.child.request"]
def f(g):
    channel.Channel(3, 3).send(channel.ASK, request.request_for("0", (), {}))
    time.sleep(60)
"""
    one = sandbox(source, launcher, seconds=1.0)
    with pytest.raises(StudentFault) as caught:  # else f returns, after its minute
        Student(one).f(lambda: np.zeros(1_000_000))
    one.close()
    assert caught.value.kind == "timed_out"


LATE = """
import time
import builtins
usual = builtins.__import__
def slow(name, *given, **named):
    if name == "matplotlib.axes":
        time.sleep({})
    return usual(name, *given, **named)
builtins.__import__ = slow
def draw(ax):
    ax.plot([1, 2], [3, 4])
    ax.text(0, 0, "unknown")
def drone(ax):
    from autograder.child import stand_in
    stand_in.tell()
    while True: 1
"""


@pytest.mark.long
def test_loading_matplotlib_costs_a_submission_none_of_its_seconds():
    with Launcher(Policy.BEST) as launcher:
        one = Sandbox(program_of(LATE.format(1.5)), Limits(seconds=1.0), launcher)
        canvas = Canvas()
        Student(one).draw(canvas)
        one.close()
    assert canvas.texts == ["unknown"]
    assert one.budget.timeouts == 0


@pytest.mark.long
def test_a_library_that_is_loaded_for_ever_is_waited_for_once(monkeypatch):
    monkeypatch.setattr("autograder.sandbox.late_library.STARTING", 1.5)
    with Launcher(Policy.BEST) as launcher:
        one = Sandbox(program_of(LATE.format(0)), Limits(seconds=0.5), launcher)
        for timeouts in (1, 2):
            one.begin_check()
            with pytest.raises(StudentFault) as caught:
                Student(one).drone(Canvas())
            assert caught.value.kind == "timed_out"
            assert one.budget.timeouts == timeouts
        one.close()
