"""The program of a submission: what a child loads, and how; and what a check asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from autograder.child.wire_types import Cell
from autograder.course.submission import Submission

Piece = tuple[int, str, int, str]  # a cell: index, file, first line, source


@dataclass(frozen=True)
class Terms:
    """What a check asks for beside the usual."""

    patience: float = 1.0  # so many times the usual seconds
    data: bool = True  # whether the submission may open the assignment's data
    once: bool = False  # whether an equal call of an earlier check serves as well


USUAL = Terms()


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
    data: dict[str, bytes] = field(default_factory=dict)  # of the assignment, by relative path

    def message(self, withholds: bool) -> dict[str, Any]:
        """Return what the child is sent; its `data` are None if the assignment has none."""
        import numpy as np

        given = {} if withholds else self.data
        arrays = {path: np.frombuffer(content, np.uint8) for path, content in given.items()}
        return vars(self) | {"data": arrays if self.data else None}

    @classmethod
    def of(cls, found: Submission, kept: int = 0, data: dict[str, bytes] | None = None) -> Program:
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
            data=data or {},
        )


def piece_of(cell: Cell) -> Piece:
    """Return a cell as it crosses the wire."""
    return cell.index, cell.file, cell.first_line, cell.source
