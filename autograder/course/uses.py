"""Which names each function of a submission uses, found in its text without parsing it as Python.

A name counts if it stands in the function's body, is no attribute, and is not bound there, as
parameters and local variables are. So `gradient(x)` is no use of the function `gradient` where that
is a parameter, and `np.gradient` never is.
"""

from __future__ import annotations

import dis
from collections.abc import Iterator, Mapping
from itertools import chain
from types import CodeType, FunctionType
from typing import Any

from autograder.course.code_digest import DEDENT, END, INDENT, NotPythonError, Tokens, statements
from autograder.course.submission import Submission
from autograder.course.template import normal

Uses = Mapping[str, frozenset[str]]
_OPEN, _CLOSED = "([{", ")]}"


def uses_in(submission: Submission) -> Uses:
    """Return, for each name defined at the margin, the names that its definition uses."""
    found: dict[str, frozenset[str]] = {}
    for cell in submission.cells:
        try:
            lines = list(statements(normal(cell.source)))
        except NotPythonError:
            continue
        for name, body in _definitions(lines):
            used, bound = set[str](), set[str]()
            for one in body:
                _read(one, used, bound)
            found[name] = frozenset(used - bound)
    return found


def uses_of(names: Mapping[str, Any]) -> Uses:
    """Return the same of functions in this process, those of a live notebook."""
    functions = {k: f for k, f in names.items() if isinstance(f, FunctionType)}
    return {name: frozenset(_globals(function.__code__)) for name, function in functions.items()}


def _globals(code: CodeType) -> Iterator[str]:
    yield from (str(i.argval) for i in dis.get_instructions(code) if i.opname == "LOAD_GLOBAL")
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _globals(inner)


def reached(uses: Uses, start: str) -> frozenset[str]:
    """Return all names that `start` uses, itself or through others."""
    found, ahead = set[str](), [start]
    while ahead:
        new = uses.get(ahead.pop(), frozenset()) - found
        found |= new
        ahead += new
    return frozenset(found)


def _definitions(lines: list[Tokens]) -> Iterator[tuple[str, list[Tokens]]]:
    """The definitions at the margin: name, and the statements of each; also `name = ...`."""
    depth, name, body = 0, "", list[Tokens]()
    for line in lines:
        depth += line.count(INDENT) - line.count(DEDENT)
        bare = [token for token in line if token not in (INDENT, DEDENT, END)]
        if depth == 0 and bare:
            if name:
                yield name, body
            kind = [token for token in bare[:3] if token != "async"]
            name, body = "", []
            if kind[:1] in (["def"], ["class"]) and len(kind) > 1:
                name = kind[1]
            elif bare[1:2] == ["="] and bare[2:3] != ["="]:
                name, bare = bare[0], bare[2:]
        if name and bare:
            body.append(bare)
    if name:
        yield name, body


def _read(line: Tokens, used: set[str], bound: set[str]) -> None:
    """Add to `used` the names that a statement uses, and to `bound` those that it binds."""
    start = 0
    if "def" in line[:2]:
        bound.update(_parameters(line))
        start = _end_of_header(line)
    depth, binding = 0, False  # `binding`: between `for` and `in`, or `lambda` and its colon
    targets = _targets(line, start)
    bound.update(targets)
    for at in range(start, len(line)):
        token, before = line[at], line[at - 1] if at else ""
        depth += (token in _OPEN) - (token in _CLOSED)
        if token in ("for", "lambda"):
            binding = True
        elif binding and token in ("in", ":"):
            binding = False
        elif token.isidentifier() and before != ".":
            if binding or before == "as":
                bound.add(token)
            elif not (depth and _is_set(line, at)):
                used.add(token)


def _is_set(line: Tokens, at: int) -> bool:
    """Whether `=`, not `==`, comes after the word at a place, as after `out` in `f(out=x)`."""
    return line[at + 1 : at + 2] == ["="] and line[at + 2 : at + 3] != ["="]


def _end_of_header(line: Tokens) -> int:
    """The place behind the colon that ends `def f(...):`."""
    depth = 0
    for at, token in enumerate(line):
        depth += (token in _OPEN) - (token in _CLOSED)
        if token == ":" and depth == 0:
            return at + 1
    return len(line)


def _parameters(line: Tokens) -> Iterator[str]:
    """The parameters of `def f(...)`."""
    depth = 0
    for before, token in zip(chain([""], line), line, strict=False):
        depth += (token in _OPEN) - (token in _CLOSED)
        if depth == 1 and before in ("(", ",", "*") and token.isidentifier():
            yield token


def _targets(line: Tokens, start: int) -> list[str]:
    """The names to the left of the last `=` outside brackets, as `a, b` in `a, b = x`."""
    depth, end = 0, start
    for at in range(start, len(line)):
        token = line[at]
        depth += (token in _OPEN) - (token in _CLOSED)
        if (
            depth == 0
            and token == "="
            and line[at - 1] not in "=<>!"
            and line[at + 1 : at + 2] != ["="]
        ):
            end = at
    left, depth, found = line[start:end], 0, list[str]()
    for before, token in zip(chain([""], left), left, strict=False):
        depth += (token in _OPEN) - (token in _CLOSED)
        if token.isidentifier() and before != "." and depth == 0:
            found.append(token)
    return found
