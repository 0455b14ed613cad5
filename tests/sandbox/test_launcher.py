"""Which level holds, what is missing where it does not, and that honest work notices nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from factories.processes import LONGEST, command
from parts import BUBBLEWRAP, ROOT_USER

from autograder.course.limits import Limits
from autograder.errors import AutograderError
from autograder.sandbox import launcher as isolation
from autograder.sandbox.launcher import CAN_FORK, Launcher, Policy
from autograder.sandbox.process import LaunchError
from autograder.sandbox.program import Program
from autograder.sandbox.sandbox import Sandbox
from autograder.sandbox.student import Student, StudentFault

linux = pytest.mark.skipif(not CAN_FORK, reason="sealed children need Linux")

# Installs a filter under which prctl's option or the system call `call` fails, then runs a command.
# It stands for a kernel, or a container, that does not offer what we ask for.
WITHOUT = """
import ctypes, os, struct, sys
call, option, error, *command = sys.argv[1:]
step = lambda code, value, yes=0, no=0: struct.pack("<HBBI", code, yes, no, value)
refuse = step(0x06, 0x00050000 | int(error))
rest = [step(0x20, 16), step(0x15, int(option), 0, 1), refuse] if option != "-" else [refuse]
steps = [step(0x20, 0), step(0x15, int(call), 0, len(rest)), *rest, step(0x06, 0x7FFF0000)]
code = b"".join(steps)
class Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))
libc = ctypes.CDLL(None)
assert libc.prctl(38, 1, 0, 0, 0) == 0
assert libc.prctl(22, 2, ctypes.byref(Program(len(steps), code)), 0, 0) == 0
os.execv(command[0], command)
"""
PRCTL = {"x86_64": 157, "aarch64": 167}
LANDLOCK_CREATE_RULESET = 444


def run_grade(
    course: Path, work: Path, *arguments: str, before: tuple[str, ...] = (), **environment: str
) -> tuple[subprocess.CompletedProcess[str], dict[str, object]]:
    """Grade `work` by the real command; return the run and the JSON it wrote, if it did."""
    out = work.parent / "out.json"
    line = command("grade", "--submission", work, "--json", out, *arguments)
    done = subprocess.run(
        [*before, *line],
        cwd=course,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    return done, json.loads(out.read_text()) if out.exists() else {}


def refusing(call: int, error: int, option: str = "-") -> tuple[str, ...]:
    return (sys.executable, "-c", WITHOUT, str(call), option, str(error))


@pytest.fixture
def work(tmp_path: Path, solved: str) -> Path:
    path = tmp_path / "toy.py"
    path.write_text(solved)
    return path


@linux
class TestLevels:
    def test_strict_refuses_without_seccomp(self, course, work):
        prctl = refusing(PRCTL[os.uname().machine], 22, option="22")
        done, data = run_grade(course, work, "--isolation", "strict", before=prctl)
        assert done.returncode == 2
        assert data == {}
        assert "refuses filters on system calls (seccomp)" in done.stderr
        assert "Nothing was graded" in done.stderr

    def test_best_says_what_is_missing(self, course, work):
        prctl = refusing(PRCTL[os.uname().machine], 22, option="22")
        done, data = run_grade(course, work, before=prctl)
        assert done.returncode == 0
        assert data["isolation"] == "L1 process+limits+deadline"
        assert "no L2: this system refuses filters" in str(data["isolation_note"])
        assert data["score"] == data["max_score"]

    @pytest.mark.long
    def test_landlock_is_not_needed(self, course, work):
        ruleset = refusing(LANDLOCK_CREATE_RULESET, 38)
        _, data = run_grade(course, work, "--isolation", "strict", before=ruleset)
        assert re.match(r"L[23] ", str(data["isolation"]))
        assert "landlock" not in str(data["isolation"])
        assert "seccomp" in str(data["isolation"])
        assert data["score"] == data["max_score"]

    def test_without_bubblewrap_it_is_level_2(self, course, work, tmp_path):
        done, data = run_grade(course, work, "--isolation", "strict", PATH=str(tmp_path))
        assert str(data["isolation"]).startswith("L2 ")
        assert data["isolation_note"] == "no L3: bubblewrap is not installed"
        assert "no L3: bubblewrap is not installed" in done.stdout

    @pytest.mark.long
    def test_a_bubblewrap_that_is_not_allowed_is_level_2(self, course, work, tmp_path):
        fake = tmp_path / "bwrap"
        fake.write_text(
            "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1"
        )
        fake.chmod(0o755)
        path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
        _, data = run_grade(course, work, "--isolation", "strict", PATH=path)
        assert str(data["isolation"]).startswith("L2 ")
        assert data["isolation_note"] == "no L3: bwrap: No permissions to create new namespace"

    @BUBBLEWRAP.needed
    def test_with_bubblewrap_it_is_level_3(self, course, work):
        _, data = run_grade(course, work)
        if str(data["isolation_note"]).startswith("no L3: bwrap"):
            pytest.skip(str(data["isolation_note"]))
        assert str(data["isolation"]).startswith("L3 bubblewrap+limits")
        assert data["isolation_note"] == ""

    @pytest.mark.long
    def test_limits_is_level_1(self, course, work):
        _, data = run_grade(course, work, "--isolation", "limits")
        assert data["isolation"] == "L1 process+limits+deadline"

    def test_a_lock_that_does_not_hold_is_not_trusted(self, monkeypatch):
        report = {"layers": ["limits", "seccomp"], "worked": ["open a file"]}
        monkeypatch.setattr(Launcher, "_report_of_canary", lambda self, draws: report)
        with Launcher(Policy.STRICT) as launcher, pytest.raises(AutograderError) as caught:
            launcher.settle()
        assert "a locked child could open a file" in str(caught.value)
        with Launcher(Policy.BEST) as launcher:
            launcher.settle()
            assert launcher.level == 1


SHOWS_MATPLOTLIB = "import sys\ndef f(): return 'matplotlib.pyplot' in sys.modules"


@pytest.mark.skipif(not CAN_FORK, reason="children are forked on Linux only")
class TestTwoForkServers:
    """One without Matplotlib, and one that has it, which starts when a child is to draw."""

    def has_matplotlib(self, launcher: Launcher, draws: bool) -> object:
        program = Program([(1, "s.py", 1, SHOWS_MATPLOTLIB)], module="s")
        one = Sandbox(program, Limits(), launcher, draws)
        found = Student(one).f()
        one.close()
        return found

    def test_a_child_that_draws_has_matplotlib_at_once(self):
        with Launcher(Policy.STRICT) as launcher:
            assert not self.has_matplotlib(launcher, draws=False)
            assert len(launcher._forkservers) == 1
            assert self.has_matplotlib(launcher, draws=True)
            assert not self.has_matplotlib(launcher, draws=False)
            assert self.has_matplotlib(launcher, draws=True)
            assert len(launcher._forkservers) == 2
            servers = [*launcher._forkservers.values()]
        assert all(one.process.poll() is not None for one in servers)

    def test_if_the_first_draws_all_children_share_its_server(self):
        with Launcher(Policy.STRICT, draws=True) as launcher:
            assert self.has_matplotlib(launcher, draws=True)
            assert self.has_matplotlib(launcher, draws=False)
            assert len(launcher._forkservers) == 1

    @pytest.mark.parametrize(
        "report",
        [{"layers": ["limits"], "worked": []}, {"layers": None, "worked": ["open a file"]}],
    )
    def test_a_second_lock_that_is_weaker_starts_no_child(self, monkeypatch, report):
        with Launcher(Policy.STRICT) as launcher:
            launcher.settle()
            found = {**report, "layers": report["layers"] or launcher.layers}
            monkeypatch.setattr(Launcher, "_report_of_canary", lambda self, draws: found)
            for _ in range(2):  # it is not trusted later either
                with pytest.raises(LaunchError, match="a second lock does not hold"):
                    launcher.child(Limits(), draws=True)


def test_where_forking_is_not_safe_each_child_is_a_fresh_process(monkeypatch):
    monkeypatch.setattr(isolation, "CAN_FORK", False)
    source = "import statistics\ndef f(x): return statistics.mean(x)\ndef g():\n    while True: 1"
    order = Program([(1, "s.py", 1, source)], module="s")
    with Launcher(Policy.BEST) as launcher:
        launcher.settle()
        assert (launcher.name, launcher.note) == ("L1 process+deadline", "no L2: it needs Linux")
        one = Sandbox(order, Limits(seconds=1.0), launcher)
        assert Student(one).f([1.0, 2.0]) == 1.5
        with pytest.raises(StudentFault) as caught:
            Student(one).g()
        assert caught.value.kind == "timed_out"
        one.begin_check()
        assert Student(one).f([3.0, 4.0]) == 3.5
        one.close()
    with (
        Launcher(Policy.STRICT) as launcher,
        pytest.raises(AutograderError, match="it needs Linux"),
    ):
        launcher.settle()


@pytest.fixture(scope="module")
def sealed():
    """A launcher at the highest level that this machine has, with Matplotlib."""
    if not CAN_FORK:
        pytest.skip("sealed children need Linux")
    with Launcher(Policy.STRICT, draws=True) as launcher:
        yield launcher


@pytest.fixture
def call(sealed):
    """Call `f` of a source in a sealed child."""
    opened: list[Sandbox] = []

    def run(source: str, *args: object, **limits: float) -> object:
        source = textwrap.dedent(source)
        order = Program([(1, "s.py", 1, source)], module="s")
        one = Sandbox(order, Limits(**limits), sealed)  # type: ignore[arg-type]
        opened.append(one)
        return Student(one).f(*args)

    yield run
    for one in opened:
        one.close()


HONEST = {
    "imports of the library": """
        import statistics, fractions, decimal, json, dataclasses, random, csv
        from concurrent.futures import ThreadPoolExecutor
        def f():
            from collections import Counter
            return statistics.mean([1, 3]) == json.loads("2") and Counter("aa")["a"] == 2""",
    "parts of NumPy": """
        import numpy as np
        def f():
            np.testing.assert_allclose([1.0], [1.0])
            a = np.ma.masked_array([1, 2], [0, 1]); b = np.polynomial.Polynomial([1, 2])
            c = np.linalg.lstsq(np.eye(2), np.ones(2), rcond=None)[0] + np.fft.fft([1, 1]).real
            return a.sum() == 1 and b(1) == 3 and str(np.random.default_rng(3).random(2)) != ""
        """,
    "warnings": """
        import warnings
        import numpy as np
        def f():
            warnings.warn("look"); return np.isnan(np.float64(0) / np.float64(0)).item()""",
    "a picture saved": """
        import matplotlib.pyplot as plt
        def f():
            fig, ax = plt.subplots()
            ax.plot([1, 2], label="$x^2$"); ax.set_yscale("log"); ax.legend(); fig.tight_layout()
            plt.savefig("figure.png"); plt.show(); plt.close("all")
            return open("figure.png", "rb").read(4) == b"\\x89PNG" """,
    "files": """
        from pathlib import Path
        def f():
            with open("a.txt", "w") as file: print("one", file=file)
            with open("a.txt", "a") as file: file.write("two")
            Path("b.txt").write_text("three")
            import os.path
            assert os.path.exists("a.txt") and not Path("absent").exists()
            try: open("absent")
            except FileNotFoundError: return open("a.txt").read() == "one\\ntwo"
            """,
    "printing and time": """
        import sys, time
        def f():
            print("x" * 1000, file=sys.stderr); time.sleep(0.001); time.process_time()
            return time.perf_counter() > 0""",
    "help of Python": """
        import inspect, traceback, os, platform
        def f():
            try: 1 / 0
            except ZeroDivisionError: text = traceback.format_exc()
            return "ZeroDivisionError" in text and os.cpu_count() != 0 and os.getpid() > 0""",
}


@pytest.mark.parametrize("source", HONEST.values(), ids=HONEST.keys())
def test_honest_work_notices_nothing(call, source):
    assert call(source) is True


@linux
@pytest.mark.parametrize(
    ("source", "limits", "words"),
    [
        ("def f():\n    while True: pass", {"seconds": 0.4}, "after 0.4 s"),
        ("def f():\n    while True: pass", {"cpu": 1}, "more than 1 s of CPU time"),
        (
            "def f():\n    while True: print('x' * 1000)",
            {"output": 10_000},
            "more than 10,000 char",
        ),
        ("def f(): return 'x' * 9000", {"message": 5000}, "at most 5,000 can cross"),
        ("def f():\n    import os\n    os._exit(3)", {}, "exit status 3: is exit() called?"),
    ],
    ids=["wall", "cpu", "output", "message", "exit"],
)
def test_a_reached_limit_is_named(call, source, limits, words):
    with pytest.raises(StudentFault) as caught:
        call(source, **limits)
    assert words in caught.value.text


@linux
def test_memory_is_bounded(call):
    assert call("def f():\n    try: bytearray(2**33)\n    except MemoryError: return True") is True


@linux
def test_a_whole_submission_has_a_time_of_its_own(sealed):
    source = "import time\ndef f(): time.sleep(0.3)"
    limits = Limits(seconds=0.4, total=0.7)
    one = Sandbox(Program([(1, "s.py", 1, source)], module="s"), limits, sealed)

    def use_it_up() -> None:
        for _ in range(10):
            one.begin_check()
            Student(one).f()

    with pytest.raises(StudentFault) as caught:
        use_it_up()
    one.close()
    assert caught.value.kind == "timed_out"


@linux
@ROOT_USER.needed
def test_each_child_of_root_has_a_user_id_of_its_own(call):
    source = "import os\ndef f(): return os.getuid()"
    uids = {call(source) for _ in range(3)}
    assert len(uids) == 3
    assert 0 not in uids
