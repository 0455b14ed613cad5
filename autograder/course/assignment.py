"""One assignment: its files, exercises, checks and misconceptions.

An instructor's copy has `solutions/NN_slug/`, the source, and `assignments/NN_slug/`, derived; a
student's bundle has only the latter.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.course import percent
from autograder.course.datafiles import beside_data, files_of
from autograder.course.foreign import reading
from autograder.course.given_cells import check_cells
from autograder.course.hints import Guide, guides_in, paragraphs_of
from autograder.course.limits import limits_of
from autograder.course.submission import decode
from autograder.course.template import Template, defined_in, template_of
from autograder.course.workload import headings, together, workload_of
from autograder.course.wrong import Wrong, versions
from autograder.errors import AutograderError
from autograder.results import NO_WORK, Workload

SOLUTIONS, ASSIGNMENTS = "solutions", "assignments"
ORACLE = "reference"  # the package at the course's root that hidden checks import
HINTS = "hints.json"


@dataclass(frozen=True)
class Exercise:
    """An exercise as its cells name it; a person awards the `manual` points."""

    name: str
    title: str
    manual: float
    work: Workload = NO_WORK


@dataclass(frozen=True)
class Assignment:
    """One assignment and its files."""

    root: Path
    name: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "root", whole(self.root))

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
        """The folder whose checks count: the source, or without one the derived folder."""
        return self.source if self.has_source else self.released

    def test_files(self, public_only: bool = False) -> list[Path]:
        """Return the existing files of checks, the public one first."""
        files = [self.home / "test_public.py", self.home / "test_hidden.py"]
        return [file for file in files[: 1 if public_only else 2] if file.is_file()]

    @cached_property
    def data(self) -> dict[str, bytes]:
        """The files of `data/`, by their path from the assignment's folder on."""
        return files_of(self.home)

    @cached_property
    def cells(self) -> list[percent.PercentCell]:
        """The cells of the author's text; without source, of the released stub in hints.json.

        A student's own `.py` may have lost cells, or be deleted: the notebook is enough.
        """
        path = self.home / f"{self.slug}.py"
        if not self.has_source and isinstance(text := self.hints.get("text"), str):
            return percent.parse(text)
        try:
            data = path.read_bytes()
        except OSError:
            raise AutograderError(
                f"{path} is missing: take a fresh copy of the folder {self.home}."
            ) from None
        with reading(path):
            return percent.parse(decode(path, data)[0])

    @cached_property
    def exercises(self) -> dict[str, Exercise]:
        """The exercises by name, in the order of their last cells."""
        found: dict[str, Exercise] = {}
        for cell in self.cells:
            if cell.exercise is not None:
                before = found.pop(cell.exercise, None)
                title = cell.title or cell.exercise
                if before is not None:  # of several cells, no title fits all
                    title = cell.exercise.replace("_", " ").capitalize()
                manual = (before.manual if before else 0.0) + float(cell.options.get("manual", 0))
                work = together(workload_of(cell), before.work if before else NO_WORK)
                found[cell.exercise] = Exercise(cell.exercise, title, manual, work)
        return found

    @cached_property
    def homes(self) -> dict[str, str]:
        """The exercise of each function that students write, in the order of the text."""
        return {
            name: cell.exercise
            for cell in self.cells
            if cell.exercise and cell.kind == "code"
            for name in defined_in(cell.text)
        }

    @cached_property
    def template(self) -> Template:
        """What students get: given cells, and stubs where they are known."""
        text = self.hints.get("text")
        cells = percent.parse(text) if isinstance(text, str) else self.cells
        checks = chain.from_iterable(map(check_cells, self.exercises))
        return template_of(cells, checks, headings(cells).values())

    @cached_property
    def figures(self) -> list[str]:
        """The functions that draw: those whose first parameter is `ax`."""
        return re.findall(r"^def (\w+)\(\s*ax\b", "\n".join(c.text for c in self.cells), re.M)

    @cached_property
    def model(self) -> dict[str, Any]:
        """The names that the model solution defines; needs the source."""
        names: dict[str, Any] = {"__name__": f"model_{self.slug}"}
        with beside_data(self.home):
            for cell in self.cells:
                if cell.kind == "code" and not cell.options.get("picture"):
                    self._execute(cell, names)
        return names

    def _execute(self, cell: percent.PercentCell, names: dict[str, Any]) -> None:
        try:
            lines = "\n" * (cell.first_line - 1) + cell.text
            exec(compile(lines, f"{self.slug}.py", "exec", dont_inherit=True), names)
        except Exception as error:
            place = f"{self.source / self.slug}.py, cell from line {cell.first_line}"
            fault = f"the model solution fails: {type(error).__name__}: {error}"
            raise AutograderError(f"{place}: {fault}") from error

    @cached_property
    def hints(self) -> dict[str, Any]:
        """The content of hints.json: the stub's text, points, fingerprints; {} without the file."""
        path = self.released / HINTS
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except OSError:
            return {}
        except (ValueError, RecursionError):
            raise AutograderError(
                f"{path} is damaged: take a fresh copy of it from the assignment."
            ) from None
        return found if isinstance(found, dict) else {}

    @cached_property
    def limits(self) -> dict[str, float]:
        """The limits that this assignment sets, by name."""
        return limits_of(self.home)

    @cached_property
    def wrongs(self) -> list[Wrong]:
        """The misconceptions; a student's bundle has none."""
        return [
            one
            for name, value in self._wrong_names.items()
            if hasattr(value, "misconception") and value.__name__ == name
            for one in versions(name, value, paragraphs(value), *value.misconception)
        ]

    @cached_property
    def guides(self) -> list[Guide]:
        """The guides from the author's file; in a student's bundle, from hints.json.

        The file is not executed for them: it may load Matplotlib, which takes a second.
        """
        if self.has_source:
            path = self._wrong_path
            return list(guides_in(path.read_text(encoding="utf-8"))) if path.is_file() else []
        stored = self.hints.get("guides", {})
        try:
            return [Guide(name, tuple(one["tiers"]), one["notice"]) for name, one in stored.items()]
        except (AttributeError, KeyError, TypeError):
            raise self.unfit_hints() from None

    def guide(self, exercise: str) -> Guide:
        """Return the guide of `exercise`; an empty one if there is none."""
        return next((one for one in self.guides if one.exercise == exercise), Guide(exercise))

    def unfit_hints(self) -> AutograderError:
        """Return the error for a hints.json of another version of this program."""
        place = self.released / HINTS
        return AutograderError(f"{place} does not fit this program: take a fresh copy of both.")

    @cached_property
    def _wrong_names(self) -> dict[str, Any]:
        path = self._wrong_path
        return vars(load_module(path)) if path.is_file() else {}

    @property
    def _wrong_path(self) -> Path:
        return self.source / "misconceptions.py"


def whole(path: Path) -> Path:
    """Return `path` from the root of the file system on: checks are known by such paths."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow links


def paragraphs(function: Any) -> str:
    """Return the docstring of `function` as paragraphs, each on one line."""
    return paragraphs_of(function.__doc__)


def load_module(path: Path) -> ModuleType:
    """Import an author's file by its path."""
    name = f"_autograder_{path.parent.name}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise AutograderError(f"{path} cannot be imported.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
