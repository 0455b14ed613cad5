"""The child: alone, bounded, and gone afterwards."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import time
from pathlib import Path

import pytest

from autograder.process import Limits
from autograder.sandbox import LEFT_OUT, Order, Sandbox
from autograder.student import Student, StudentFault


def sandbox(source: str, **limits: float) -> Sandbox:
    order = Order([(1, "s.py", 1, source)], plain=False, module="s")
    return Sandbox(order, Limits(**limits))  # type: ignore[arg-type]


@pytest.fixture
def run():
    """Load a source in a child and return the student; the child ends with the test."""
    opened: list[Sandbox] = []

    def start(source: str, **limits: float) -> Student:
        opened.append(sandbox(source, **limits))
        return Student(opened[-1])

    yield start
    for one in opened:
        one.close()


def children() -> set[str]:
    """The process ids of our children, as the kernel tells them."""
    if sys.platform != "linux":
        return set()
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


def descriptors() -> int:
    """How many files this process has open."""
    return len(list(Path("/proc/self/fd").iterdir())) if sys.platform == "linux" else 0


def test_nothing_is_left_behind(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before_children = children()
    before_files = descriptors()
    for source in ("def f(): return 1", "def f():\n    while True: pass", "import os; os._exit(3)"):
        one = sandbox(source, seconds=0.5)
        with contextlib.suppress(StudentFault):
            Student(one).f()
        one.close()
    assert children() == before_children
    assert list(tmp_path.iterdir()) == []
    assert descriptors() == before_files


def test_grandchildren_end_with_the_child(run, tmp_path):
    mark = tmp_path / "alive"
    source = f"""
import subprocess, sys
def f():
    code = "import time, pathlib\\nwhile True: pathlib.Path({str(mark)!r}).touch(); time.sleep(.05)"
    subprocess.Popen([sys.executable, "-c", code])
    import time; time.sleep(1)
    while True: pass
"""
    student = run(source, seconds=2.0)
    with pytest.raises(StudentFault) as caught:
        student.f()
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


def test_the_childs_folder_is_empty_and_its_own(run):
    where, inside = run("import os\ndef f(): return os.getcwd(), os.listdir('.')").f()
    assert inside == []
    assert Path(where) != Path.cwd()


def test_a_deadline_covers_the_whole_check(run):
    student = run("import time\ndef f(): time.sleep(0.4)", seconds=1.0)
    began = time.monotonic()
    with pytest.raises(StudentFault):
        [student.f() for _ in range(20)]
    assert time.monotonic() - began < 5.0


def test_the_child_is_started_afresh_after_a_stop(run):
    student = run("def f():\n    while True: pass\ndef g(): return 7", seconds=0.5)
    with pytest.raises(StudentFault):
        student.f()
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


def test_a_submission_whose_cells_all_stop_is_given_up_once(tmp_path):
    cells = [(number, "s.py", number, "import os; os._exit(1)") for number in range(1, 20)]
    one = Sandbox(Order(cells, plain=False, module="s"), Limits(seconds=2.0))
    for _ in range(3):
        with pytest.raises(StudentFault) as caught:
            Student(one).f()
        assert "too many of its cells" in caught.value.text
    assert len(one.order.skip) == LEFT_OUT
    one.close()


FORGERIES = {
    "an empty report": 'encode({"problems": [], "defined": []})',
    "problems of another form": 'encode({"problems": [3], "defined": [], "printed": 0})',
    "no frame at all": 'b"\\xff\\xff"',
}


@pytest.mark.parametrize("forged", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_report_costs_only_the_cell_that_sent_it(run, forged):
    source = f"""
import sys
wire = next(m for n, m in sys.modules.items() if n.endswith("child.channel"))
encode = sys.modules["autograder.child.wire"].encode
for fd in range(3, 9):
    try: wire.Channel(0, fd).send(wire.LOADED, {forged})
    except OSError: pass
import time; time.sleep(60)
"""
    order = Order(
        [(1, "s.py", 1, source), (2, "s.py", 9, "def g(): return 2")],
        plain=False,
        module="s",
    )
    one = Sandbox(order, Limits(seconds=5.0))
    assert Student(one).g() == 2
    assert [found["cell"] for found in one.problems] == [1]
    one.close()
