"""Files in memory: what they hold, how much of it, and that nothing leads past them."""

from __future__ import annotations

import textwrap

import pytest

from autograder.course.limits import Limits
from autograder.sandbox.launcher import CAN_FORK, Launcher, Policy
from autograder.sandbox.sandbox import Program, Sandbox
from autograder.sandbox.student import Student

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="sealed children need Linux")


@pytest.fixture(scope="module")
def sealed():
    with Launcher(Policy.STRICT) as launcher:
        launcher.settle()
        yield launcher


@pytest.fixture
def call(sealed):
    """Call `f` of a source in a sealed child."""
    opened: list[Sandbox] = []

    def run(source: str, *args: object) -> object:
        cells = [(1, "s.py", 1, textwrap.dedent(source))]
        opened.append(Sandbox(Program(cells, module="s"), Limits(), sealed))
        return Student(opened[-1]).f(*args)

    yield run
    for one in opened:
        one.close()


def test_the_real_functions_are_refused_by_the_kernel(call):
    """The stand-ins are a convenience; it is the filter that locks."""
    source = """
        import errno, sys
        FILES = sys.modules["autograder.child.memory_files"].FILES
        more = {"open": ("r",), "access": (0,), "rename": ("b",), "replace": ("b",), "chmod": (0,)}
        def f(path):
            told = {}
            for name, real in FILES._real.items():
                # getcwd is allowed, and tells the child's own folder; open_code asks our `open`.
                if name not in ("getcwd", "open_code"):
                    try:
                        told[name] = repr(real(path, *more.get(name, ())))
                    except OSError as error:
                        told[name] = errno.errorcode[error.errno]
            return told
        """
    told = call(source, __file__)
    assert {"open", "stat", "listdir", "scandir", "remove", "mkdir"} < set(told)
    answers = set(told.values()) - {"False"}  # of `access`, which raises nothing
    assert answers <= {"EPERM", "EACCES"}


def test_opened_doors_lead_nowhere(call):
    source = """
        import os, sys
        FILES = sys.modules["autograder.child.memory_files"].FILES
        def f(path):
            FILES.are_doors_closed = False
            sys.meta_path[:] = [__import__("importlib.machinery").machinery.PathFinder]
            sys.path_importer_cache.clear()
            found = []
            for look in (open, os.stat, os.listdir, __import__):
                try: found.append(look(path if look is not __import__ else "pytest"))
                except (OSError, ImportError) as error: found.append(type(error).__name__)
            return found
        """
    assert call(source, __file__) == [*["PermissionError"] * 3, "ModuleNotFoundError"]


@pytest.mark.parametrize(
    ("write", "kept"),
    [
        ("put('a', 17_000_000)", 0),
        ("[put(f'{n}', 15_000_000) for n in range(100)]", 17),
        ("[open(f'{n}', 'wb').close() for n in range(2_000)]", 1_000),
        ("[os.mkdir(f'{n}') for n in range(2_000)]", 0),
        ("[os.rename(open(f'{n}', 'w').name, f'{n}.a') for n in range(2_000)]", 1_000),
    ],
    ids=["one file", "all together", "their number", "folders", "renamed"],
)
def test_what_they_hold_is_bounded(call, write, kept):
    source = f"""
        import os
        def put(name, size):
            with open(name, "wb") as file: file.write(bytes(size))
        def f():
            try: {write}
            except OSError as error: text = error.strerror
            files = [name for name in os.listdir(".") if os.path.isfile(name)]
            sizes = [os.path.getsize(name) for name in files]
            return text, sum(size in (0, 15_000_000) for size in sizes), len(os.listdir("."))
        """
    text, files, there = call(source)
    assert text == "No space left on device"
    assert kept <= files <= kept + 1
    assert there <= 1_001


def test_a_file_is_written_and_read_as_on_a_disk(call):
    source = """
        import io, os, time
        def f():
            with open("a", "w") as file: file.write("one")
            refused = []
            for name, mode, act in (
                ("a", "r", lambda file: file.write("x")),
                ("a", "rb", lambda file: file.write(b"x")),
                ("a", "x", None), (".", "r", None), (".", "w", None), ("b/c", "w", None),
                (os.__file__, "w", None), ("absent", "r", None), ("absent", "r+", None),
            ):
                try:
                    with open(name, mode) as file: act(file)
                except OSError as error: refused.append(type(error).__name__)
            with open("a", "r+") as file: file.seek(1); file.write("N")
            assert abs(os.stat("a").st_mtime - time.time()) < 1000
            return open("a").read(), refused
        """
    text, refused = call(source)
    assert text == "oNe"
    assert refused == [
        *("UnsupportedOperation", "UnsupportedOperation", "FileExistsError", "IsADirectoryError"),
        *("IsADirectoryError", "FileNotFoundError", "PermissionError", "FileNotFoundError"),
        "FileNotFoundError",
    ]
