"""Runs a submission's cells statement by statement, so that only those that fail are lost.

The child parses source text, never the grader. A text that does not parse as a whole is cut into
its statements, so that one with a syntax error costs nothing but itself.
"""

from __future__ import annotations
import __future__

import ast
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from functools import cache
from types import CodeType
from typing import Any

from autograder.child import plain
from autograder.child.faults import own_frames, safe_text
from autograder.child.lines import is_automagic, statement_starts, without_magics
from autograder.child.wire_types import Cell

# What a name is annotated with has no effect, so no annotation is evaluated.
FLAGS = __future__.annotations.compiler_flag
MOST_JOINED = 60  # pieces that one statement may have been cut into
MOST_TRIED = 5_000_000  # characters that may be parsed to find out which pieces belong together
A_TRY = 200  # characters whose parsing costs as much as any try
_BINDS = re.compile(r"^(?:(?:async )?def|class)\s+(\w+)|^(\w+)\s*=(?!=)", re.M)
_CONTINUES = re.compile(r"(else|elif|except|finally)\b|[)\]}]")

Problem = dict[str, Any]
BROKEN = (SyntaxError, ValueError, RecursionError, MemoryError)  # of texts that do not compile


@dataclass(frozen=True)
class Statement:
    """One statement of a cell, compiled; or the error for which it cannot be compiled.

    Definitions that cannot fail count as one, without a tree.
    """

    cell: Cell
    tree: ast.stmt | None = None
    code: CodeType | None = None
    error: BaseException | None = None
    line: int = 0  # of the cell's file, where there is an error
    source: str = ""  # of what does not parse

    @property
    def are_definitions(self) -> bool:
        """Whether it stands for definitions that cannot fail."""
        return self.tree is None and self.code is not None

    @property
    def takes_no_time(self) -> bool:
        """Whether it defines functions or imports what is loaded: nothing of a submission runs."""
        tree = self.tree
        if not isinstance(tree, ast.FunctionDef) or tree.decorator_list:
            return self.are_definitions or plain.is_loaded(tree)
        defaults = [*tree.args.defaults, *filter(None, tree.args.kw_defaults)]
        return all(isinstance(one, ast.Constant) for one in defaults)

    @property
    def binds(self) -> set[str]:
        """The names that it binds at the top level."""
        if self.are_definitions and self.code:
            return set(self.code.co_names)
        found = {name for pair in _BINDS.findall(self.source) for name in pair if name}
        waiting: list[ast.AST] = [self.tree] if self.tree else []
        while waiting:
            node = waiting.pop()
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                found |= {one.asname or one.name.partition(".")[0] for one in node.names}
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                found.add(node.name)
                continue  # what is inside is local
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
            elif isinstance(node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp)):
                continue
            waiting.extend(ast.iter_child_nodes(node))
        return found


def parse(cell: Cell) -> list[Statement]:
    """Return the statements of a cell, in order."""
    if is_automagic(cell.source):
        return []
    if pieces := plain.pieces(cell.source):
        with suppress(*BROKEN):
            return [one for piece in pieces for one in _parse_plain(*piece, cell)]
    try:
        tree = _tree("\n" * (cell.first_line - 1) + cell.source, cell)  # the lines of the file
    except BROKEN:
        return [one for piece in cut(cell) for one in _parse_piece(piece, cell)]
    return [_statement(one, cell) for one in tree.body]


def _parse_plain(line: int, text: str, defines: bool, cell: Cell) -> list[Statement]:
    text = "\n" * (cell.first_line - 1 + line) + text
    if defines:
        code: CodeType = compile(text, cell.file, "exec", FLAGS, True)
        if plain.only_defines(code):
            return [Statement(cell, None, code)]
    return [_statement(one, cell) for one in _tree(text, cell).body]


def _parse_piece(piece: Cell, cell: Cell) -> list[Statement]:
    # Line numbers are those of the file; in front of thousands of pieces, such lines would cost
    # quadratic time.
    before = piece.first_line - 1 if piece is cell else 0
    missing = piece.first_line - 1 - before
    try:
        tree = _tree("\n" * before + piece.source, cell)
    except BROKEN as error:
        line = (getattr(error, "lineno", None) or 1 + before) + missing
        return [Statement(cell, None, None, error, line, piece.source)]
    if missing:
        ast.increment_lineno(tree, missing)
    return [_statement(one, cell) for one in tree.body]


def _tree(text: str, cell: Cell) -> ast.Module:
    tree: ast.Module = compile(text, cell.file, "exec", ast.PyCF_ONLY_AST | FLAGS, True)
    return tree


def _statement(tree: ast.stmt, cell: Cell) -> Statement:
    try:
        return Statement(cell, tree, _compile(tree, cell))
    except BROKEN as error:  # such as `return` outside of a function
        return Statement(cell, tree, None, error, tree.lineno)


def _compile(tree: ast.stmt, cell: Cell, shown: bool = False) -> CodeType:
    code: CodeType
    if shown and isinstance(tree, ast.Expr):
        code = compile(ast.Expression(tree.value), cell.file, "eval", FLAGS, True)
    else:
        code = compile(ast.Module([tree], []), cell.file, "exec", FLAGS, True)
    return code


def run(
    statement: Statement,
    names: dict[str, Any],
    is_own: Callable[[str], bool],
    show: Callable[[Any], None] | None = None,
) -> Problem | None:
    """Execute a statement in `names`; return its problem, or None.

    If it is an expression, `show` gets its value, as at the end of a notebook's cell.
    """
    cell, tree = statement.cell, statement.tree
    if statement.code is None:
        text = getattr(statement.error, "msg", None) or safe_text(statement.error or Exception())
        kind = type(statement.error).__name__
        return {"cell": cell.index, "type": kind, "text": text} | {
            "frames": [(cell.file, statement.line, "")]
        }
    try:
        if show is None or not isinstance(tree, ast.Expr):
            exec(statement.code, names)
        else:
            show(eval(_compile(tree, cell, shown=True), names))
    except NotImplementedError:
        return None  # it uses a function which is not started yet
    except BaseException as error:  # also SystemExit: the next statement runs all the same
        _define_bare(statement, names)
        frames = own_frames(error.__traceback__, is_own)
        kind = type(error).__name__
        return {"cell": cell.index, "type": kind, "text": safe_text(error), "frames": frames}
    return None


def _define_bare(statement: Statement, names: dict[str, Any]) -> None:
    """Define the function of a failed statement without its decorators, such as a compiler's."""
    tree = statement.tree
    if isinstance(tree, ast.FunctionDef) and tree.decorator_list:
        bare = copy(tree)
        bare.decorator_list = []
        with suppress(Exception):  # a default may have failed
            exec(_compile(bare, statement.cell), names)


def name_missing_in(problem: Problem) -> str:
    """Return the name that a NameError complains about; "" for other problems."""
    found = re.match(r"name '(\w+)' is not defined", str(problem["text"]))
    return found[1] if found and problem["type"] == "NameError" else ""


@cache
def cut(cell: Cell) -> tuple[Cell, ...]:
    """Return the cell, or if it does not parse, the pieces of it."""
    return (cell,) if _parses(cell.source) else tuple(_pieces(cell))


def _pieces(cell: Cell) -> Iterator[Cell]:
    """Cut a cell that does not parse into statements; one that never parses is its own piece."""
    source = without_magics(cell.source)
    if _parses(source):
        yield Cell(cell.index, cell.file, cell.first_line, source)
        return
    lines = source.split("\n")
    bounds = [
        at
        for at, begins in enumerate(statement_starts(lines))
        if (begins or lines[at].startswith(("def ", "class ", "import ", "from ", "@")))
        and lines[at][:1].strip()
        and not _CONTINUES.match(lines[at])
        and not (at and lines[at - 1].startswith("@"))
    ]
    bounds = [*(bounds or [0]), len(lines)]
    at, left = 0, MOST_TRIED
    while at + 1 < len(bounds):
        for end in range(at + 1, min(at + MOST_JOINED, len(bounds))):
            text = "\n".join(lines[bounds[at] : bounds[end]])
            left -= len(text) + A_TRY
            if left < 0 or _parses(text):
                break
        else:
            end = at + 1
        text = "\n".join(lines[bounds[at] : bounds[end]])
        yield Cell(cell.index, cell.file, cell.first_line + bounds[at], text)
        at = end


def _parses(source: str) -> bool:
    try:
        ast.parse(source)
    except BROKEN:
        return False
    return True
