"""Synthetic students: who has solved what, drawn by seed, and their work in any notebook."""

from __future__ import annotations

import ast
import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from autograder.course.assignment import Assignment
from autograder.course.notebook import to_notebook
from autograder.course.percent import parse
from autograder.release.markers import stub, without_markers

SOLVED, PARTLY, WRONG = "solved", "partly", "wrong"
MIX = {SOLVED: 0.4, PARTLY: 0.35, WRONG: 0.25}
DONE, MISTAKEN = 0.6, 0.3  # of the exercises of one who has come so far, or who errs


class Students:
    """The class of one assignment; student `number` hands in the same answers in each format."""

    def __init__(self, assignment: Assignment, seed: int) -> None:
        self.assignment, self.seed = assignment, seed
        text = (assignment.source / f"{assignment.slug}.py").read_text(encoding="utf-8")
        self.bare_cells = parse(stub(text, assignment.slug))
        bare = [cell for cell in self.bare_cells if cell.exercise]
        solved = [cell.text for cell in parse(without_markers(text)) if cell.exercise]
        self.cells = [
            (str(cell.exercise), cell.kind, cell.text, other)
            for cell, other in zip(bare, solved, strict=True)
        ]
        self.wrongs = self._wrong_versions()

    def answers(self, number: int) -> dict[str, str]:
        """Return what this student wrote in the place of each cell that differs from the stub."""
        rng = np.random.default_rng([self.seed, number])
        kind = str(rng.choice(list(MIX), p=list(MIX.values())))
        found = {}
        for exercise, face, bare, solved in self.cells:
            done, mistaken, pick = rng.random(3)
            if kind == PARTLY and done > DONE:
                continue
            answer = solved
            versions = self.wrongs.get(exercise, [])
            if kind == WRONG and mistaken < MISTAKEN and versions and face == "code":
                answer += "\n\n\n" + versions[int(pick * len(versions))]
            found[bare] = f"{answer}\n# {number}" if face == "code" else answer
        return found

    def notebook(self, number: int, released: Mapping[str, Any] | None = None) -> str:
        """Return a released notebook (usually ours) as this student hands it in."""
        if released is None:
            path = self.assignment.released / f"{self.assignment.slug}.ipynb"
            released = json.loads(path.read_text(encoding="utf-8"))
        answers = self.answers(number)
        made = copy.deepcopy(dict(released))
        for cell in made["cells"]:
            text = "".join(cell["source"])
            cell["source"] = answers.get(text, text)
        return json.dumps(made)

    def plain(self) -> dict[str, Any]:
        """Return the notebook to start from without pictures, checks or anybody's metadata."""
        cells = [cell for cell in self.bare_cells if not cell.options.get("picture")]
        made: dict[str, Any] = json.loads(to_notebook(cells, {}))
        kept = []
        for cell in made["cells"]:
            name = cell["metadata"].pop("nbgrader", {}).get("grade_id", "")
            if not name.startswith("check-"):
                kept.append(cell)
        return made | {"cells": kept}

    def module(self, number: int) -> str:
        """Return the student's code alone."""
        answers = self.answers(number)
        code = [
            c.text for c in self.bare_cells if c.kind == "code" and not c.options.get("picture")
        ]
        return "\n\n\n".join(answers.get(text, text) for text in code) + "\n"

    def hand_in(self, folder: Path, count: int) -> Path:
        """Write nbgrader's tree for so many students, with our notebook."""
        path = self.assignment.released / f"{self.assignment.slug}.ipynb"
        released = json.loads(path.read_text(encoding="utf-8"))
        for number in range(count):
            place = folder / f"student-{number}" / self.assignment.name
            place.mkdir(parents=True)
            (place / path.name).write_text(self.notebook(number, released), encoding="utf-8")
        return folder

    def _wrong_versions(self) -> dict[str, list[str]]:
        """The known wrong versions as a student would write them, by exercise."""
        path = self.assignment.source / "misconceptions.py"
        known = {wrong.name: wrong for wrong in self.assignment.wrongs}
        shared: list[ast.stmt] = []
        found: dict[str, list[str]] = {}
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name in known:
                wrong = known[node.name]
                node.name, node.decorator_list, node.body = wrong.function, [], node.body[1:]
                text = ast.unparse(ast.Module([*shared, node], []))
                found.setdefault(wrong.exercise, []).append(text)
            elif _is_help(node):
                shared.append(node)
        return found


def _is_help(node: ast.stmt) -> bool:
    """Whether wrong versions may need this: what the author imports, names and shares."""
    if isinstance(node, ast.ImportFrom):
        return not str(node.module).startswith(("autograder", "reference", "__future__"))
    if isinstance(node, ast.FunctionDef):
        return not node.decorator_list
    return isinstance(node, (ast.Import, ast.Assign, ast.ClassDef))
