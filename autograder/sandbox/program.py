"""The program of a submission: what a child loads, and how."""

from __future__ import annotations

from dataclasses import dataclass, field

from autograder.child.wire_types import Cell
from autograder.course.submission import Submission

Piece = tuple[int, str, int, str]  # a cell: index, file, first line, source


@dataclass(frozen=True)
class Program:
    """What the child loads: the cells, and how to run them."""

    cells: list[Piece]
    module: str
    given: list[int] = field(default_factory=list)  # which of them draw, and run only if needed
    imports: list[str] = field(default_factory=list)  # given ones
    absent: list[str] = field(default_factory=list)  # given cells that are not there any more
    skip: list[int] = field(default_factory=list)  # statements that stopped the child
    kept: int = 0  # characters kept of each cell's output, for people to read

    @classmethod
    def of(cls, found: Submission, kept: int = 0) -> Program:
        """Return the program of a submission: a notebook's runs as `__main__`, a file's by name."""
        cells = sorted((*found.cells, *found.pictures), key=lambda cell: cell.index)
        drawn = {cell.index for cell in found.pictures}
        return cls(
            [piece_of(cell) for cell in cells],
            "__main__" if found.path.suffix == ".ipynb" else found.path.stem,
            [number for number, cell in enumerate(cells) if cell.index in drawn],
            list(found.imports),
            list(found.absent),
            kept=kept,
        )


def piece_of(cell: Cell) -> Piece:
    """Return a cell as it crosses the wire."""
    return cell.index, cell.file, cell.first_line, cell.source
