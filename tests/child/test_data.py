"""The assignment's data in a child: readable by a relative path, and never changed."""

from __future__ import annotations

import io
import textwrap

import numpy as np
import pytest
from factories.children import open_launcher

from autograder.course.limits import Limits
from autograder.sandbox.launcher import CAN_FORK
from autograder.sandbox.program import Program, Terms
from autograder.sandbox.sandbox import Sandbox
from autograder.sandbox.student import Student, StudentFault

TABLE = io.BytesIO()
np.savez_compressed(TABLE, X=np.arange(6).reshape(2, 3))
DATA = {
    "data/README.md": b"Made up. CC0.",
    "data/a.npz": TABLE.getvalue(),
    "data/more/b.txt": b"one\ntwo",
}
WITHHELD = Terms(data=False)
sealed_only = pytest.mark.skipif(not CAN_FORK, reason="sealed children need Linux")


@pytest.fixture(scope="module", params=[1, pytest.param(2, marks=sealed_only)], ids="L{}".format)
def launcher(request):
    with open_launcher(request.param) as opened:
        yield opened


@pytest.fixture(scope="module")
def sealed():
    with open_launcher(2) as opened:
        yield opened


@pytest.fixture
def start():
    """Load a source in a child with data; return its sandbox."""
    opened: list[Sandbox] = []

    def run(source, where, data=DATA):
        cells = [(1, "s.py", 1, textwrap.dedent(source))]
        opened.append(Sandbox(Program(cells, module="s", data=data), Limits(), where))
        return opened[-1]

    yield run
    for one in opened:
        one.close()


def test_the_data_are_read_by_a_relative_path(start, launcher):
    source = """
        import os
        from pathlib import Path
        import numpy as np
        at_once = np.load("data/a.npz")["X"]
        def f():
            found = [os.path.join(at, n) for at, _, names in os.walk("data") for n in names]
            text = Path("data/more/b.txt").read_text()
            again = np.load(Path("data") / ".." / "data" / "a.npz")["X"]
            seen = os.path.isdir("data"), os.access("data/a.npz", os.R_OK)
            return at_once, again, text, sorted(found), *seen
        """
    at_once, again, text, found, there, readable = Student(start(source, launcher)).f()
    assert at_once.tolist() == again.tolist() == [[0, 1, 2], [3, 4, 5]]
    assert text == "one\ntwo"
    assert found == sorted(DATA)
    assert there
    assert readable


CHANGES = {
    "write": "open('data/a.npz', 'wb')",
    "append": "open('data/a.npz', 'ab')",
    "update": "open('data/a.npz', 'r+b')",
    "create": "open('data/c', 'x')",
    "save": "np.save('data/more/c', [1])",
    "delete": "os.remove('data/a.npz')",
    "move away": "os.rename('data/a.npz', 'mine')",
    "move in": "os.replace(open('mine', 'w').name, 'data/a.npz')",
    "make a folder": "os.mkdir('data/new')",
    "delete a folder": "os.rmdir('data/more')",
}


@sealed_only
@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_nothing_changes_the_data(start, sealed, change):
    source = f"""
        import os
        import numpy as np
        def f():
            try: {change}
            except OSError as error: told = str(error)
            return told, np.load("data/a.npz")["X"], os.listdir("data/more")
        """
    told, table, there = Student(start(source, sealed)).f()
    assert "can only be read while grading" in told
    assert table.tolist() == [[0, 1, 2], [3, 4, 5]]
    assert there == ["b.txt"]


@sealed_only
@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("data/../../../../etc/passwd", "There is no such file while grading"),
        ("data/../../..", "Is a directory"),
        ("data", "Is a directory"),
        ("data/b.npz", "There is no such file while grading"),
        ("data/a.npz/x", "There is no such file while grading"),
    ],
)
def test_no_path_leads_out_of_the_data(start, sealed, path, told):
    source = """
        def f(path):
            try: return open(path).read()
            except OSError as error: return error.strerror
        """
    assert Student(start(source, sealed)).f(path) == told


PEEKING = """
    import os
    import numpy as np
    try: kept = np.load("data/a.npz")["X"]
    except OSError: kept = None
    def f():
        told = []
        for look in (open, np.load, os.stat, os.listdir):
            for path in ("data", "data/a.npz", "data/../data/a.npz"):
                try: look(path); told.append("seen")
                except OSError as error: told.append(error.strerror)
        return kept, told, os.access("data/a.npz", os.R_OK), os.path.exists("data")
    """


@sealed_only
def test_a_check_that_withholds_them_gets_a_child_that_never_had_them(start, sealed):
    one = start(PEEKING, sealed)
    assert Student(one).f()[0].tolist() == [[0, 1, 2], [3, 4, 5]]
    one.begin_check(WITHHELD)
    kept, told, *seen = Student(one).f()
    assert kept is None
    assert set(told) == {"The assignment's data are closed while this exercise is checked"}
    assert seen == [False, False]
    one.begin_check()
    assert Student(one).f()[0].tolist() == [[0, 1, 2], [3, 4, 5]]


def test_what_fails_without_the_data_is_no_problem_of_the_submission(start, launcher):
    one = start("import numpy as np\nX = np.load('data/a.npz')['X']\ndef f(): return 1", launcher)
    one.load()
    before = one.problems, one.defined, one.failed
    one.begin_check(WITHHELD)
    assert Student(one).f() == 1
    assert (one.problems, one.defined, one.failed) == before
    assert (one.problems, one.failed) == ([], 0)


def test_without_data_the_folder_is_the_submissions_own(start, launcher):
    source = """
        import os
        def f():
            os.mkdir("data")
            open("data/mine", "w").write("x")
            return open("data/mine").read()
        """
    one = start(source, launcher, {})
    one.begin_check(WITHHELD)
    assert Student(one).f() == "x"


def test_patience_gives_a_check_more_time(start, launcher):
    source = "import time\ndef f(seconds):\n  time.sleep(seconds)\n  return 1"
    one = start(source, launcher)
    one.load()
    one.budget.seconds = 0.2
    one.begin_check(Terms(patience=50.0))
    assert Student(one).f(0.4) == 1
    one.begin_check()
    with pytest.raises(StudentFault, match=r"0\.2 s"):
        Student(one).f(0.4)
