"""The text of a submission as trees: the statement of a line, and the functions it defines.

The text comes from outside. It is parsed here, and never run; what is long or deeply nested is not
parsed at all, so that neither the parser's time nor its stack can be made to grow.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from autograder.child.lines import statement_starts
from autograder.child.wire_types import Cell
from autograder.course.submission import Submission

MOST_CHARACTERS, MOST_BRACKETS, MOST_INDENT = 8_000, 12, 48  # of what is parsed
MOST_BLOCKS = 20  # functions that are searched for a name
SHOWN = 60  # characters of an expression
Node = TypeVar("Node", bound=ast.AST)
Definition = ast.FunctionDef | ast.AsyncFunctionDef
_BODIES = ("body", "orelse", "finalbody", "handlers", "cases")


@dataclass(frozen=True)
class Line:
    """A line of the submission: the statement it belongs to, and the function around that."""

    number: int
    statement: ast.stmt
    definition: Definition | None

    def find(self, kind: type[Node]) -> list[Node]:
        """Return the nodes of one kind in the statement, those of its inner statements left out."""
        found: list[Node] = []
        waiting: list[ast.AST] = [self.statement]
        while waiting:
            node = waiting.pop()
            if isinstance(node, kind):
                found.append(node)
            for name, value in ast.iter_fields(node):
                inner = value if isinstance(value, list) else [value]
                if name not in _BODIES or isinstance(node, (ast.IfExp, ast.Lambda)):
                    waiting += [one for one in inner if isinstance(one, ast.AST)]
        return found

    @property
    def parameters(self) -> list[str]:
        """The names of the function's parameters, in order."""
        return parameters(self.definition) if self.definition else []

    @property
    def assignments(self) -> list[tuple[str, int, ast.expr | None]]:
        """The names that the function assigns: each with the line, and the value if it is plain."""
        return list(assigned(self.definition)) if self.definition else []


def line_at(submission: Submission, file: str, number: int) -> Line | None:
    """Return the line of the submission as a tree; None if it cannot be, or should not be."""
    for cell in submission.cells:
        if cell.file != file:
            continue
        for first, text in _blocks(cell):
            if first <= number < first + text.count("\n") + 1:
                return _innermost(text, first, number)
    return None


def definition(submission: Submission, name: str) -> Definition | None:
    """Return the last top-level definition of a function, its lines numbered as in its file."""
    pattern = re.compile(rf"^(?:async\s+)?def\s+{re.escape(name)}\b", re.M)
    for cell in reversed([one for one in submission.cells if name in one.source]):
        for first, text in reversed(_blocks(cell)):
            if pattern.search(text):
                for one in _numbered(text, first):
                    if isinstance(one, Definition) and one.name == name:
                        return one
    return None


def definitions_with(submission: Submission, word: str) -> Iterator[Definition]:
    """Yield the top-level functions in which a word stands, the first few of them."""
    pattern = re.compile(rf"\b{re.escape(word)}\b")
    blocks = (block for cell in submission.cells for block in _blocks(cell))
    for first, text in islice((one for one in blocks if pattern.search(one[1])), MOST_BLOCKS):
        yield from (one for one in _numbered(text, first) if isinstance(one, Definition))


def names_of(submission: Submission) -> set[str]:
    """Return the functions and classes that stand at the top level of the submission's text."""
    pattern = re.compile(r"^(?:async\s+)?(?:def|class)\s+(\w+)", re.M)
    return {name for cell in submission.cells for name in pattern.findall(cell.source)}


def parameters(function: Definition) -> list[str]:
    """Return the names of a function's parameters, in order."""
    args = function.args
    rest = [one for one in (args.vararg, args.kwarg) if one]
    return [one.arg for one in (*args.posonlyargs, *args.args, *args.kwonlyargs, *rest)]


def assigned(function: Definition) -> Iterator[tuple[str, int, ast.expr | None]]:
    """Yield the names that a function binds, with the line, and the value if it is one name's."""
    values: dict[ast.AST, ast.expr] = {}
    for node in inside(function):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            values[node.targets[0]] = node.value
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno, values.get(node)


def inside(function: Definition) -> Iterator[ast.AST]:
    """Yield the nodes of a function's body, without those of the functions inside of it."""
    waiting: list[ast.AST] = list(reversed(function.body))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            waiting += reversed(list(ast.iter_child_nodes(node)))


def answers(function: Definition) -> list[ast.Return]:
    """Return the `return` statements of a function that give something."""
    found = [node for node in inside(function) if isinstance(node, ast.Return) and node.value]
    return [one for one in found if not is_none(one.value)]


def gives_none(function: Definition) -> bool:
    """Whether a call of the function gives None, whenever it comes to an end."""
    plain = isinstance(function, ast.FunctionDef) and not function.decorator_list
    yields = any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in inside(function))
    return plain and not yields and not answers(function)


def is_none(node: ast.AST | None) -> bool:
    """Whether an expression is None itself."""
    return isinstance(node, ast.Constant) and node.value is None


def code(node: ast.AST) -> str:
    """Return an expression as short code; "" if it is long."""
    text = ast.unparse(node)
    return text if len(text) <= SHOWN and "\n" not in text else ""


def parsed(text: str) -> list[ast.stmt]:
    """Return the statements of a text; none if it does not parse, or is too long or too nested."""
    if len(text) > MOST_CHARACTERS or _is_deep(text):
        return []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on the student's escapes and comparisons
            return ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _is_deep(text: str) -> bool:
    depth = 0
    for bracket in re.findall(r"[()\[\]{}]", text):
        depth += 1 if bracket in "([{" else -1
        if depth > MOST_BRACKETS:
            return True
    return bool(re.search(rf"^[ \t]{{{MOST_INDENT}}}", text, re.M))


@lru_cache(maxsize=64)
def _blocks(cell: Cell) -> list[tuple[int, str]]:
    """The top-level statements of a cell: the first line's number, and the text."""
    lines = cell.source.split("\n")
    starts = statement_starts(lines)
    at = [n for n, line in enumerate(lines) if starts[n] and line[:1].strip() and line[0] != "#"]
    at = [n for n in at if not (n and lines[n - 1].startswith("@"))]
    ends = [*at[1:], len(lines)]
    return [
        (cell.first_line + first, "\n".join(lines[first:end]).rstrip())
        for first, end in zip(at, ends, strict=True)
    ]


@lru_cache(maxsize=32)  # of which no caller changes anything
def _numbered(text: str, first: int) -> tuple[ast.stmt, ...]:
    found = parsed(text)
    for one in found:
        ast.increment_lineno(one, first - 1)
    return tuple(found)


def _innermost(text: str, first: int, number: int) -> Line | None:
    """The innermost statement around a line, and the innermost function around that."""
    found, around, waiting = None, None, [*_numbered(text, first)]
    while waiting:
        statement = waiting.pop()
        if not statement.lineno <= number <= (statement.end_lineno or 0):
            continue
        found, waiting = statement, []
        if isinstance(statement, Definition) and number > statement.lineno:
            around = statement
        for name in _BODIES:
            for one in getattr(statement, name, []):
                waiting += [one] if isinstance(one, ast.stmt) else getattr(one, "body", [])
    return Line(number, found, around) if found is not None else None
