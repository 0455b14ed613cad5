"""Code of beginners in the real course, and the messages that they read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from factories.crashing import cases
from factories.toy_course import ROOT
from rich.console import Console

from autograder.course.catalog import Catalog
from autograder.grading.grader import Grader
from autograder.report.terminal import show_exercise
from autograder.results import ExerciseResult
from autograder.sandbox.launcher import Policy
from autograder.text import for_terminal

WIDTH = 80


@dataclass(frozen=True)
class Beginner:
    """A function as a beginner wrote it, for an exercise."""

    assignment: str
    exercise: str
    title: str
    code: str


def beginners() -> list[Beginner]:
    """Return the cases of `tests/data/crashes/beginners.txt`."""
    return [
        Beginner(str(one.kind), one.given, one.says, one.code) for one in cases("beginners.txt")
    ]


def handed_in(one: Beginner) -> str:
    """Return the assignment's text with the beginner's function in the place of the stub."""
    slug = one.assignment.partition("_")[2]
    text = (ROOT / "assignments" / one.assignment / f"{slug}.py").read_text(encoding="utf-8")
    stub = re.compile(rf"^def {one.exercise}\(.*?(?=^\S(?<!\)))", re.M | re.S)
    assert stub.search(text), one.exercise
    return stub.sub(lambda _: f"{one.code}\n\n\n", text, count=1)


def messages(
    chosen: Sequence[Beginner], folder: Path
) -> Iterator[tuple[Beginner, str, ExerciseResult]]:
    """Yield what is printed of each, at 80 columns, and the exercise's result."""
    catalog = Catalog(ROOT)
    for name in dict.fromkeys(one.assignment for one in chosen):
        file = folder / f"{name.partition('_')[2]}.py"
        with Grader([catalog.get(name)], Policy.LIMITS, public_only=True) as grader:
            for one in chosen:
                if one.assignment != name:
                    continue
                file.write_text(handed_in(one), encoding="utf-8")
                (graded,) = grader.grade(name, file, only=(one.exercise,)).assignments
                (result,) = [each for each in graded.exercises if each.name == one.exercise]
                out = io.StringIO()
                console = Console(file=out, width=WIDTH, markup=False, highlight=False)
                for problem in graded.problems:
                    console.print(f"! {for_terminal(problem)}")
                show_exercise(result, len(result.name), console)
                yield one, out.getvalue(), result
