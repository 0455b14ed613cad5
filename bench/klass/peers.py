"""Other graders, each in a virtual environment of its own that is made when they are asked for.

They run the ten tests that stock nbgrader runs, written as they want them, on the same answers.
Both start a program for each submission.
"""

from __future__ import annotations

import json
import subprocess
import textwrap
import venv
from pathlib import Path

from bench.cost import Step
from bench.klass.contestants import Class, Contestant
from bench.stock import test_cells

OTTER, GRADESCOPE = "otter run", "gradescope-utils"
NEEDED = {
    OTTER: ["otter-grader", "ipykernel", "numpy", "matplotlib"],
    GRADESCOPE: ["gradescope-utils", "numpy", "matplotlib"],
}
OTTER_TEST = """\
from otter.test_files import test_case

OK_FORMAT = False
name = "test_{number}"
points = 2


@test_case()
def test_{number}(env):
    np = env["np"]
    {function} = env["{function}"]
{asserts}
"""
GRADESCOPE_TESTS = """\
import unittest

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner
import solution


class Tests(unittest.TestCase):
{methods}

if __name__ == "__main__":
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(Tests)
    with open("results.json", "w") as file:
        JSONTestRunner(stream=file).run(suite)
"""
METHOD = """\
    @weight(2)
    def test_{number}(self):
        {function} = solution.{function}
{asserts}
"""


def environment(folder: Path, packages: list[str]) -> Path:
    """Make a virtual environment with these packages, or take the one that is there."""
    program = folder / "bin" / "python"
    if not program.exists():
        venv.create(folder, with_pip=True)
        install = [str(program), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*install, *packages], check=True)
    return program


def peers(room: Class, count: int, environments: Path) -> list[Contestant]:
    """Return both peers, ready to run; `environments` keeps what was installed."""
    otter = environment(environments / "otter", NEEDED[OTTER])
    gradescope = environment(environments / "gradescope", NEEDED[GRADESCOPE])
    return [_otter(room, count, otter.parent), _gradescope(room, count, gradescope)]


def _otter(room: Class, count: int, programs: Path) -> Contestant:
    folder, slug = room.folder / "otter", room.students.assignment.slug
    (folder / "tests").mkdir(parents=True)
    for number, (function, asserts) in enumerate(test_cells(room.students.assignment)):
        body = textwrap.indent(asserts, "    ")
        text = OTTER_TEST.format(number=number, function=function, asserts=body)
        (folder / "tests" / f"test_{number}.py").write_text(text)
    make = [str(programs / "otter"), "generate", "-t", "tests", "-o", "autograder.zip"]
    subprocess.run(make, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    released = room.students.plain()
    for number in range(count):
        place = folder / str(number)
        place.mkdir()
        (place / f"{slug}.ipynb").write_text(room.students.notebook(number, released))
    line = (str(programs / "otter"), "run", "--no-logo", "-a", "../autograder.zip", f"{slug}.ipynb")
    found = (("PATH", f"{programs}:/usr/local/bin:/usr/bin:/bin"),)  # its kernel is its own
    return Contestant(
        OTTER, count, lambda n: [Step(folder / str(k), line, found) for k in range(n)], fewer=0
    )


def _gradescope(room: Class, count: int, python: Path) -> Contestant:
    folder = room.folder / "gradescope"
    methods = "\n".join(
        METHOD.format(number=n, function=f, asserts=textwrap.indent(text, "        "))
        for n, (f, text) in enumerate(test_cells(room.students.assignment))
    )
    for number in range(count):
        place = folder / str(number)
        place.mkdir(parents=True)
        (place / "solution.py").write_text(room.students.module(number))
        (place / "run_tests.py").write_text(GRADESCOPE_TESTS.format(methods=methods))
    line = (str(python), "run_tests.py")
    return Contestant(
        GRADESCOPE, count, lambda n: [Step(folder / str(k), line) for k in range(n)], fewer=0
    )


def points(room: Class, count: int) -> dict[str, float]:
    """Return the mean points of 20 that each peer gave: it can be seen that it did the work."""
    found = {}
    for title, name in ((OTTER, "otter"), (GRADESCOPE, "gradescope")):
        texts = [(room.folder / name / str(n) / "results.json").read_text() for n in range(count)]
        scores = [one.get("score", 0.0) for text in texts for one in json.loads(text)["tests"]]
        found[title] = sum(scores) / count
    return found
