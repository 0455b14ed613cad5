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
            found.update(_looked_up(table, "global" in cell.source))
    return found


def _looked_up(table: symtable.SymbolTable, declares: bool) -> Iterable[str]:
    """The global names that a block of code looks up; it `declares` some, or none.

    To ask each name of a function takes long, and there is no need where none is declared.
    """
    if isinstance(table, symtable.Function) and not declares:
        return table.get_globals()
    names = map(table.lookup, table.get_identifiers())
    top = table.get_type() == "module"
    return [one.get_name() for one in names if one.is_referenced() and (top or one.is_global())]


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
