"""What an assignment gives to its students, as far as reading a submission needs it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from autograder.course.percent import PercentCell

_DEFINED = re.compile(r"^def (\w+)\(", re.M)


@dataclass(frozen=True)
class Template:
    """The given cells and the stubs of one assignment; texts are `normal`."""

    checks: frozenset[str] = frozenset()  # a notebook's cells that call `check`
    pictures: frozenset[str] = frozenset()  # cells that only draw
    given: tuple[str, ...] = ()  # all cells of code that belong to no exercise, in order
    stubs: Mapping[str, str] = field(default_factory=dict)  # the function that each one defines
    exercises: frozenset[str] = frozenset()  # whose cells are code
    headings: frozenset[str] = frozenset()  # prose that a notebook has in place of markers
    written: Mapping[str, str] = field(
        default_factory=dict
    )  # a written answer's place, by exercise

    @cached_property
    def functions(self) -> frozenset[str]:
        """The functions that students write."""
        return frozenset(self.stubs.values())

    @cached_property
    def imports(self) -> tuple[str, ...]:
        """The import statements of the given cells."""
        found: dict[str, None] = {}
        for source in self.given:
            for one in ast.parse(source).body:
                if isinstance(one, (ast.Import, ast.ImportFrom)):
                    found[ast.unparse(one)] = None
        return tuple(found)


def template_of(
    cells: Iterable[PercentCell], checks: Iterable[str], headings: Iterable[str] = ()
) -> Template:
    """Return the template of an assignment with these cells of a stub."""
    cells = list(cells)
    code = [cell for cell in cells if cell.kind == "code"]
    stubs = {
        normal(cell.text): name
        for cell in code
        if cell.exercise is not None
        for name in _DEFINED.findall(cell.text)[:1]
    }
    return Template(
        frozenset(checks),
        frozenset(normal(cell.text) for cell in code if cell.options.get("picture")),
        tuple(normal(cell.text) for cell in code if cell.exercise is None),
        stubs,
        frozenset(str(cell.exercise) for cell in code if cell.exercise is not None),
        frozenset(map(normal, headings)),
        {
            str(cell.exercise): normal(cell.text)
            for cell in cells
            if cell.kind == "markdown" and cell.options.get("manual")
        },
    )


def answers_in(prose: Iterable[str], written: Mapping[str, str]) -> dict[str, str]:
    """Return the written answers among cells of prose, by exercise, without the line above them.

    `written` has their places as given. A place that is not changed, or gone, gives none.
    """
    texts = [normal(one) for one in prose]
    found = {}
    for name, given in written.items():
        head = given.split("\n", 1)[0]
        mine = [one for one in texts if one.split("\n", 1)[0] == head and one != given]
        if mine:
            found[name] = mine[-1].removeprefix(head).strip()
    return found


def defined_in(source: str) -> list[str]:
    """Return the functions that a text defines at the margin, whether it parses or not."""
    return _DEFINED.findall(source)


def normal(source: str) -> str:
    """Return `source` without what editors change: spaces at line ends, blank lines around it."""
    return "\n".join(map(str.rstrip, source.split("\n"))).strip()
