"""Loads a submission: its cells, and of the given cells what its code needs.

Given cells are those that the assignment came with: imports, and pictures. A notebook runs them
all, so that their names are there wherever the student moved, edited or deleted the cells; here a
given import runs if its name is used, and another given cell only if a name is used that nothing
else binds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

from autograder.child import cells
from autograder.child.capture import Capture, close_figures
from autograder.child.cells import Problem, Statement
from autograder.child.names import may_bind, used_by
from autograder.child.wire_types import Cell

GIVEN = "given"  # stands for a file in tracebacks: it is not the submission's
MOST_LOST = 50  # names that a problem tells
DYNAMIC = {"eval", "exec", "globals", "locals", "vars"}  # may use names that nobody sees
Begin = Callable[[int, Cell], None]


class Loading:
    """The loading of one submission into the namespace `names`."""

    def __init__(self, program: dict[str, Any], names: dict[str, Any]) -> None:
        self.names, self.skip = names, frozenset(program["skip"])
        pieces = [Cell(*piece) for piece in program["cells"]]
        given = set(program["given"])
        self.pieces = [(piece, number in given) for number, piece in enumerate(pieces)]
        self.own = [piece for piece, is_given in self.pieces if not is_given]
        self.files = {piece.file for piece in self.own}
        self.imports = [_given(source) for source in program["imports"]]
        self.absent = [_given(source) for source in program["absent"]]
        self.lost: set[str] = set()  # names that failed statements would have bound

    def run(self, begin: Begin, capture: Capture) -> list[Problem]:
        """Run everything in order; return the problems of the submission's own cells.

        `begin(number, cell)` is called before each statement that could take long.
        """
        parsed = {id(piece): cells.parse(piece) for piece in self.own}
        bound = {name for mine in parsed.values() for one in mine for name in one.binds}
        used = used_by(self.own)
        if used & DYNAMIC:  # what a text asks for is not known
            given = [one for piece in self._given_cells() for one in cells.parse(piece)]
            used |= _bound(given)
        steps = [*self._first(used, bound)]
        for piece, is_given in self.pieces:
            if not is_given:
                steps.append((piece, parsed[id(piece)], True))
            elif statements := _binding(piece, used - bound):
                steps.append((piece, statements, False))
        problems: list[Problem] = []
        number = 0
        for piece, statements, is_own in steps:
            with capture.looks_at(piece) if is_own else nullcontext() as show:
                last = statements[-1:] if not piece.source.rstrip().endswith(";") else []
                for one in statements:
                    number += 1
                    if number in self.skip:
                        continue
                    if not one.takes_no_time:
                        begin(number, piece)
                    shows = show if one in last else None
                    found = cells.run(one, self.names, self.files.__contains__, shows)
                    if found and is_own:
                        problems += self._told(one, found)
            if not is_own:
                close_figures()
        for piece in self.imports:  # they hold even if their names were deleted
            for one in _binding(piece, used - self.names.keys()):
                if one.binds & used - self.names.keys():
                    cells.run(one, self.names, self.files.__contains__)
        return problems

    def _given_cells(self) -> Iterator[Cell]:
        yield from (*self.imports, *self.absent)
        yield from (piece for piece, is_given in self.pieces if is_given)

    def _first(
        self, used: set[str], bound: set[str]
    ) -> Iterator[tuple[Cell, list[Statement], bool]]:
        """Yield what runs before all cells: given imports, and given cells that are not there."""
        there = set(bound)
        for piece in self.imports:
            statements = [one for one in cells.parse(piece) if one.binds & used]
            there |= _bound(statements)
            yield piece, statements, False
        for piece in self.absent:
            if statements := _binding(piece, used - there):
                yield piece, statements, False

    def _told(self, statement: Statement, problem: Problem) -> list[Problem]:
        """Return the problem with the names that it costs; nothing for the effect of another."""
        lost = {name for name in statement.binds if name not in self.names}
        is_effect = cells.name_missing_in(problem) in self.lost
        self.lost |= lost
        return [] if is_effect else [problem | {"lost": sorted(lost)[:MOST_LOST]}]


def _given(source: str) -> Cell:
    return Cell(0, GIVEN, 1, source)


def _binding(piece: Cell, wanted: set[str]) -> list[Statement]:
    """Return the statements of a cell that binds one of the names; none of another cell."""
    statements = cells.parse(piece) if may_bind(piece, wanted) else []
    return statements if _bound(statements) & wanted else []


def _bound(statements: list[Statement]) -> set[str]:
    return {name for one in statements for name in one.binds}


def run_cell(
    cell: Cell, names: dict[str, Any], is_own: Callable[[str], bool], capture: Capture
) -> None:
    """Run one more cell for what it shows, such as a picture that uses the submission's names."""
    statements = cells.parse(cell)
    with capture.looks_at(cell) as show:
        for one in statements:
            cells.run(one, names, is_own, show if one is statements[-1] else None)
