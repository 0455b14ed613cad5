"""A course directory of nbgrader with students in it, run by its own commands."""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from factories import forked

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.grading.grader import Grader, grade
from autograder.lms.course import new_course
from autograder.report.as_json import to_data

BIN = Path(sys.executable).parent


@pytest.fixture(autouse=True, scope="session")
def programs_on_the_path() -> Iterator[None]:
    """nbgrader calls `alembic` by its name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.pathsep.join([str(BIN), os.environ["PATH"]]))
        yield


class Classroom:
    """A course directory with one assignment of it in use."""

    def __init__(self, origin: Path, root: Path, name: str, database: str | None = None) -> None:
        assert new_course(Catalog(origin), root) == 0
        self.root, self.assignment = root, Assignment(root, name)
        self.name, self.slug = name, self.assignment.slug
        self.said: list[str] = []  # by the commands that graded
        self.database = database or sqlite(root)
        path = os.pathsep.join([str(BIN), os.environ["PATH"]])
        # nbgrader's own library warns; and a test's settings of Python are not a course's
        self.environment = {**os.environ, "PATH": path, "PYTHONWARNINGS": "ignore"}
        if database:
            self.environment["AUTOGRADER_DB"] = database

    def copy(self, root: Path) -> Classroom:
        """Return the same class in another folder, gradebook and all, for a test to change."""
        shutil.copytree(self.root, root)
        other = copy.copy(self)
        other.root, other.assignment = root, Assignment(root, self.name)
        other.said, other.database = list(self.said), sqlite(root)
        return other

    def run(self, *command: str, expect: int | None = 0) -> str:
        """Run a command in the course's folder; return what it says, both streams."""
        done = subprocess.run(
            [str(BIN / command[0]), *command[1:]],
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=600,
            check=False,
        )
        assert expect is None or done.returncode == expect, done.stdout
        return done.stdout

    def call(self, *command: str, expect: int = 0, at: Path | None = None) -> str:
        """Like `run`, sooner: in a process that has the libraries loaded, perhaps elsewhere."""
        log = self.root / "said.log"
        code = forked.call(list(command), at or self.root, self.environment, log)
        said = log.read_text()
        assert code == expect, said
        return said

    def release(self) -> dict[str, Any]:
        """Release the assignment; return the notebook that students get."""
        self.run("nbgrader", "generate_assignment", self.name)
        return self.released()

    def released(self) -> dict[str, Any]:
        path = self.root / "release" / self.name / f"{self.slug}.ipynb"
        found: dict[str, Any] = json.loads(path.read_text())
        return found

    def folder(self, student: str) -> Path:
        return self.root / "submitted" / student / self.name

    def hand_in(self, student: str, work: Any, name: str = "") -> Path:
        """Put a submission there: a notebook as data, a text, or bytes."""
        path = self.folder(student) / (name or f"{self.slug}.ipynb")
        path.parent.mkdir(parents=True, exist_ok=True)
        data = json.dumps(work) if isinstance(work, dict) else work
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def truth(self, student: str) -> dict[str, Any]:
        """What `autograder grade` says of the same folder."""
        report = grade([self.assignment], self.folder(student), student)
        found: dict[str, Any] = to_data(report)["assignments"][0]
        return found

    def truths(self) -> dict[str, dict[str, Any]]:
        """The same for the whole class, by one grader that is opened for that alone."""
        with Grader([self.assignment]) as grader:
            return {
                student: to_data(grader.grade(self.name, self.folder(student), student))[
                    "assignments"
                ][0]
                for student in self.students()
            }

    def students(self) -> list[str]:
        return sorted(path.name for path in (self.root / "submitted").iterdir())

    def grades(self, student: str) -> dict[str, tuple[float | None, float | None, bool]]:
        """What the gradebook says, by cell: automatic, by hand, whether a person must look."""
        from nbgrader.api import Gradebook

        with Gradebook(self.database) as book:
            found = book.find_submission_notebook(self.slug, self.name, student)
            return {
                one.name: (one.auto_score, one.manual_score, one.needs_manual_grade)
                for one in found.grades
            }

    def agrees(self, student: str, truth: dict[str, Any] | None = None) -> dict[str, Any]:
        """Assert that the gradebook says what `autograder grade` says, and return that."""
        truth = truth or self.truth(student)
        grades = self.grades(student)
        for one in truth["exercises"]:
            score = 0.0 if one["bonus"] else one["score"]  # nbgrader counts all points in its total
            assert grades[f"check-{one['name']}"] == (score, None, False), student
        return truth

    def graded(self, student: str) -> dict[str, Any]:
        """The notebook that nbgrader keeps of a graded submission."""
        path = self.root / "autograded" / student / self.name / f"{self.slug}.ipynb"
        found: dict[str, Any] = json.loads(path.read_text())
        return found

    def feedback(self, student: str) -> str:
        path = self.root / "feedback" / student / self.name / f"{self.slug}.html"
        return path.read_text(encoding="utf-8")


def sqlite(root: Path) -> str:
    """The URL of the gradebook that a course has by itself."""
    return f"sqlite:///{root / 'gradebook.db'}"


def filled(notebook: dict[str, Any], bodies: dict[str, str]) -> dict[str, Any]:
    """Return a notebook with bodies in the place of the functions' NotImplementedError."""
    made = copy.deepcopy(notebook)
    for function, body in bodies.items():
        for cell in made["cells"]:
            text = source(cell)
            if cell["cell_type"] == "code" and f"def {function}(" in text:
                at = text.index("raise NotImplementedError", text.index(f"def {function}("))
                rest = text[at + len("raise NotImplementedError") :]
                cell["source"] = text[:at] + body.replace("\n", "\n    ") + rest
    return made


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def cell_of(notebook: dict[str, Any], grade_id: str) -> dict[str, Any]:
    """Return the cell of that name."""
    (found,) = [
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
    ]
    return found


def answered(notebook: dict[str, Any], grade_id: str, text: str) -> dict[str, Any]:
    """Return a notebook with a written answer."""
    made = copy.deepcopy(notebook)
    cell_of(made, grade_id)["source"] = text
    return made


def with_cells(notebook: dict[str, Any], sources: Iterable[str], at: int = 2) -> dict[str, Any]:
    """Return a notebook with cells of the student's own."""
    made = copy.deepcopy(notebook)
    made["cells"][at:at] = [
        {
            "cell_type": "code",
            "id": f"own-{number}",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": text,
        }
        for number, text in enumerate(sources)
    ]
    return made
