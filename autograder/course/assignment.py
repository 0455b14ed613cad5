"""One assignment: its files, its exercises, its checks and its known wrong versions.

An instructor's copy has `solutions/NN_slug/` (the source) and `assignments/NN_slug/` (derived);
a student's bundle has the latter alone.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.course import percent
from autograder.course.hints import Guide, guide_of
from autograder.course.limits import limits_of
from autograder.course.submission import decode, normal
from autograder.errors import AutograderError

SOLUTIONS, ASSIGNMENTS = "solutions", "assignments"
ORACLE = "reference"  # what hidden checks import from the course's root
HINTS = "hints.json"


@dataclass(frozen=True)
class Wrong:
    """A known wrong version: which exercise and function it stands for, and its hint."""

    name: str
    exercise: str
    function: str
    same_as: str | None
    hint: str
    call: Callable[..., Any]


@dataclass(frozen=True)
class Exercise:
    """An exercise as its cells name it; `manual` points are given by hand."""

    name: str
    title: str
    manual: float


@dataclass(frozen=True)
class Assignment:
    """One assignment and its files."""

    root: Path
    name: str

    @property
    def slug(self) -> str:
        """The name without its number: `taylor` of `01_taylor`."""
        return self.name.split("_", 1)[1]

    @property
    def source(self) -> Path:
        """The author's folder; a student's bundle does not have it."""
        return self.root / SOLUTIONS / self.name

    @property
    def released(self) -> Path:
        """The derived folder that students get."""
        return self.root / ASSIGNMENTS / self.name

    @cached_property
    def has_source(self) -> bool:
        return (self.source / f"{self.slug}.py").is_file()

    @property
    def home(self) -> Path:
        """The folder whose checks count: the source where there is one."""
        return self.source if self.has_source else self.released

    def test_files(self, public_only: bool = False) -> list[Path]:
        """Return the files of checks, the public ones first."""
        files = [self.home / "test_public.py", self.home / "test_hidden.py"]
        return [file for file in files[: 1 if public_only else 2] if file.is_file()]

    @cached_property
    def cells(self) -> list[percent.PercentCell]:
        """The cells of the author's text, or of the stub as it was handed out.

        A student's own file may have lost them, and may even be gone: the notebook is enough.
        """
        path = self.home / f"{self.slug}.py"
        if not self.has_source and isinstance(text := self.hints.get("text"), str):
            return percent.parse(text)
        try:
            return percent.parse(decode(path, path.read_bytes())[0])
        except OSError:
            raise AutograderError(
                f"{path} is missing: take a fresh copy of the folder {self.home}."
            ) from None

    @cached_property
    def exercises(self) -> dict[str, Exercise]:
        """The exercises, ordered by where their last cell stands."""
        found: dict[str, Exercise] = {}
        for cell in self.cells:
            if cell.exercise is not None:
                before = found.pop(cell.exercise, None)
                title = cell.title or cell.exercise
                if before is not None:  # several cells: none of their titles names them all
                    title = cell.exercise.replace("_", " ").capitalize()
                manual = (before.manual if before else 0.0) + float(cell.options.get("manual", 0))
                found[cell.exercise] = Exercise(cell.exercise, title, manual)
        return found

    @cached_property
    def given(self) -> frozenset[str]:
        """The cells that need not run when graded: pictures, and a notebook's check cells."""
        return self.pictures | {check_cell(name) for name in self.exercises}

    @cached_property
    def pictures(self) -> frozenset[str]:
        """The texts of the cells that only draw."""
        return frozenset(normal(cell.text) for cell in self.cells if cell.options.get("picture"))

    @cached_property
    def figures(self) -> list[str]:
        """The functions that draw: those whose first parameter is `ax`."""
        return re.findall(r"^def (\w+)\(\s*ax\b", "\n".join(c.text for c in self.cells), re.M)

    @cached_property
    def model(self) -> dict[str, Any]:
        """The names that the model solution defines; only where the source is."""
        names: dict[str, Any] = {"__name__": f"model_{self.slug}"}
        for cell in self.cells:
            if cell.kind == "code" and not cell.options.get("picture"):
                lines = "\n" * (cell.first_line - 1) + cell.text
                try:
                    exec(compile(lines, f"{self.slug}.py", "exec", dont_inherit=True), names)
                except Exception as error:
                    place = f"{self.source / self.slug}.py, cell from line {cell.first_line}"
                    fault = f"{type(error).__name__}: {error}"
                    raise AutograderError(f"{place}: the model solution fails: {fault}") from error
        return names

    @cached_property
    def hints(self) -> dict[str, Any]:
        """What the release wrote beside the stub: its text, points, prints of wrong versions."""
        path = self.released / HINTS
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except OSError:
            return {}
        except ValueError:
            raise AutograderError(
                f"{path} is damaged: take a fresh copy of it from the assignment."
            ) from None
        return found if isinstance(found, dict) else {}

    @cached_property
    def limits(self) -> dict[str, float]:
        """The limits that differ from the defaults, by name."""
        return limits_of(self.home)

    @cached_property
    def wrongs(self) -> list[Wrong]:
        """The known wrong versions; none in a student's bundle."""
        return [
            Wrong(name, exercise, function, same_as, paragraphs(value), value)
            for name, value, (exercise, function, same_as) in self._marked("misconception")
        ]

    @cached_property
    def guides(self) -> list[Guide]:
        """The guides as the author wrote them, or as the release stored them for a bundle."""
        if self.has_source:
            return [guide_of(mark, paragraphs(f)) for _, f, mark in self._marked("guide")]
        stored = self.hints.get("guides", {})
        try:
            return [Guide(name, tuple(one["tiers"]), one["notice"]) for name, one in stored.items()]
        except (AttributeError, KeyError, TypeError):
            raise self.unfit_hints() from None

    def guide(self, exercise: str) -> Guide:
        """Return the guide of `exercise`, which is empty where there is none."""
        return next((one for one in self.guides if one.exercise == exercise), Guide(exercise))

    def unfit_hints(self) -> AutograderError:
        """The error that the stored hints are not those of this program."""
        path = self.released / HINTS
        return AutograderError(f"{path} does not fit this program: take a fresh copy of both.")

    def _marked(self, kind: str) -> list[tuple[str, Callable[..., Any], Any]]:
        """The author's functions that a decorator of `checks` marked: name, function, mark."""
        found = [(name, f) for name, f in self._wrong_names.items() if hasattr(f, kind)]
        return [(name, f, getattr(f, kind)) for name, f in found if f.__name__ == name]

    @cached_property
    def _wrong_names(self) -> dict[str, Any]:
        path = self.source / "misconceptions.py"
        return vars(load_module(path)) if path.is_file() else {}


def paragraphs(function: Any) -> str:
    """Return a docstring as paragraphs, each on one line."""
    blocks = re.split(r"\n\s*\n", (function.__doc__ or "").strip())
    return "\n\n".join(" ".join(block.split()) for block in blocks if block.strip())


def check_cell(exercise: str) -> str:
    """The text of the notebook cell that checks an exercise."""
    return f'from autograder import check\n\ncheck("{exercise}")'


def load_module(path: Path) -> ModuleType:
    """Import an author's file by its path."""
    name = f"_autograder_{path.parent.name}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise AutograderError(f"{path} cannot be imported.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
