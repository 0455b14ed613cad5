"""All assignments of a course, and how to find the one that a name or a path means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.course.assignment import ASSIGNMENTS, SOLUTIONS, Assignment, whole
from autograder.errors import AutograderError

NAME = re.compile(r"\d{2}_[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Catalog:
    """All assignments of the course in the folder `root`."""

    root: Path

    def __post_init__(self) -> None:
        object.__setattr__(self, "root", whole(self.root))

    @classmethod
    def find(cls, start: Path) -> Catalog:
        """Return the catalog of the nearest folder at or above `start` that has assignments.

        If there is none, that of the folder that holds this program; else `AutograderError`.
        """
        start = whole(start)
        home = Path(__file__).resolve().parents[2]
        for folder in (start, *start.parents, home):
            if any(_is_full(folder / part) for part in (SOLUTIONS, ASSIGNMENTS)):
                return cls(folder)
        raise AutograderError(
            f"No assignments found in {start} or above it. "
            f"Go to the course's folder (it holds {ASSIGNMENTS}/) and try again."
        )

    @cached_property
    def names(self) -> list[str]:
        """The names of all assignments, in order."""
        found: set[str] = set()
        for part in (SOLUTIONS, ASSIGNMENTS):
            if (self.root / part).is_dir():
                found.update(_assignment_names(self.root / part))
        return sorted(found)

    @property
    def assignments(self) -> list[Assignment]:
        return [Assignment(self.root, name) for name in self.names]

    def get(self, wanted: str) -> Assignment:
        """Return the assignment with the name, slug, number or path `wanted`.

        `AutograderError`, with a suggestion, if there is none.
        """
        word = Path(wanted).name if wanted else wanted
        for name in self.names:
            number, slug = name.split("_", 1)
            if word in (name, slug, number, str(int(number))):
                return Assignment(self.root, name)
        near = difflib.get_close_matches(word, [*self.names, *self.slugs], n=1, cutoff=0.4)
        guess = f" Did you mean {self.slugs.get(near[0], near[0])}?" if near else ""
        raise AutograderError(
            f"There is no assignment {wanted!r}.{guess} There are: {', '.join(self.names)}."
        )

    @cached_property
    def slugs(self) -> dict[str, str]:
        """The name of each assignment, by its slug."""
        return {name.split("_", 1)[1]: name for name in self.names}

    def guess(self, path: Path) -> list[Assignment]:
        """Return the assignments that a submission's path names; `AutograderError` if unclear."""
        if path.is_dir():
            inside = [name for name in self.names if (path / name).is_dir()]
            if inside:
                return [Assignment(self.root, name) for name in inside]
        parts = [path.stem, path.resolve().name, path.resolve().parent.name]
        for word in parts:
            if word in self.names or word in self.slugs:
                return [self.get(word)]
        slugs = [s for s in self.slugs if path.is_dir() and list(path.glob(f"{s}.*"))]
        if len(slugs) == 1:
            return [self.get(slugs[0])]
        if len(self.names) == 1:
            return self.assignments
        raise AutograderError(
            f"Which assignment is {path}? Name it first: autograder grade {self.names[0]} "
            f"--submission {path} (with make: A={self.names[0]} SUBMISSION={path})."
        )


def _assignment_names(folder: Path) -> Iterator[str]:
    return (child.name for child in folder.iterdir() if NAME.fullmatch(child.name))


def _is_full(folder: Path) -> bool:
    return folder.is_dir() and any(_assignment_names(folder))
