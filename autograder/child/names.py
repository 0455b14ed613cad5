"""Which global names a submission's cells use, and which ones a given cell may bind."""

from __future__ import annotations

import re
import symtable
from collections.abc import Iterable, Iterator
from contextlib import suppress

from autograder.child.cells import BROKEN, cut
from autograder.child.wire_types import Cell

WORD = re.compile(r"\b((?:def|class)\s+)?([A-Za-z_]\w*)(\s*\()?")  # defined, and called


def used_by(cells: Iterable[Cell]) -> set[str]:
    """Return the global names that the code of these cells looks up, also inside functions."""
    found: set[str] = set()
    for cell in cells:
        try:
            waiting = [_table(cell)]
        except BROKEN:
            waiting = list(_tables(cut(cell)))
        while waiting:
            table = waiting.pop()
            waiting += table.get_children()
            found |= {name for name in _globals(table) if table.lookup(name).is_referenced()}
    return found


def _globals(table: symtable.SymbolTable) -> Iterable[str]:
    """The global names in a block of code; a look at each name of a function would take longer."""
    if isinstance(table, symtable.Function):
        return table.get_globals()
    names = table.get_identifiers()
    return (
        names if table.get_type() == "module" else [n for n in names if table.lookup(n).is_global()]
    )


def _table(cell: Cell) -> symtable.SymbolTable:
    return symtable.symtable(cell.source, cell.file, "exec")


def _tables(pieces: Iterable[Cell]) -> Iterator[symtable.SymbolTable]:
    for piece in pieces:
        with suppress(*BROKEN):
            yield _table(piece)


def may_bind(cell: Cell, names: set[str]) -> bool:
    """Whether a cell may bind one of the names, by its text; parsing it would take longer.

    A name that is only called there is not bound.
    """
    if not cell.source.isascii():  # one name may be written in several ways
        return bool(names)
    words = WORD.findall(cell.source) if names else ()
    return any(word in names and (defined or not called) for defined, word, called in words)
