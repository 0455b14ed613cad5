"""Functions of the checks as code that runs anywhere: what a lent function is, for a message.

The text is that of the public check's own file. Values from around the function are put in their
places, so that nothing else is needed. A function of which that cannot be done keeps its name only.
"""

from __future__ import annotations

import ast
import copy
import linecache
import math
from collections.abc import Callable
from functools import lru_cache, partial
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from autograder.sandbox.lending import function_name

MOST_INLINE = 60  # characters of a lambda that stands inside the call
Function = ast.FunctionDef | ast.Lambda
SHORT = {"numpy": "np"}


class NoCodeError(Exception):
    """A function that cannot be written as code of its own."""


class Definitions:
    """The functions that a call is given, and the lines that define them."""

    def __init__(self, literal: Callable[[Any], str]) -> None:
        """`literal(value)` returns code for any value."""
        self._literal = literal
        self._imports: dict[str, None] = {}
        self._names: dict[str, Any] = {}  # the function of each name
        self._defined: dict[str, str] = {}  # its code

    def lines(self) -> list[str]:
        """Return the lines that must stand above the call: imports, then definitions."""
        return [*self._imports, *self._defined.values()]

    def expression(self, function: Any) -> str:
        """Return code for a function: an expression, or a name that `lines` define.

        What cannot be written has its name alone, which is then no other function's.
        """
        kept = dict(self._imports), dict(self._names), dict(self._defined)
        try:
            return self._expression(function)
        except (NoCodeError, ValueError, RecursionError):
            self._imports, self._names, self._defined = kept
            return self._known(function) or self._fresh(function_name(function), function)

    def _known(self, function: Any) -> str | None:
        return next((name for name, other in self._names.items() if other is function), None)

    def _expression(self, function: Any) -> str:
        if isinstance(function, partial):
            self._imports["from functools import partial"] = None
            parts = [self._expression(function.func), *map(self._value, function.args)]
            parts += [f"{k}={self._value(v)}" for k, v in function.keywords.items()]
            return f"partial({', '.join(parts)})"
        name = function_name(function)
        for module in (np, math):
            if getattr(module, name, None) is function:
                return f"{self._module(module)}.{name}"
        if type(function) is not FunctionType:
            raise NoCodeError
        return self._known(function) or self._written(function, name)

    def _written(self, function: FunctionType, name: str) -> str:
        node = copy.deepcopy(_node_of(function))
        if isinstance(node, ast.Lambda):
            text = ast.unparse(self._freed(node, function))
            if len(text) <= MOST_INLINE:
                return text
            name = self._fresh(name, function)
            self._defined[name] = f"{name} = {text}"
            return name
        name = self._fresh(name, function)
        node.name = name
        self._defined[name] = ast.unparse(self._freed(node, function))
        return name

    def _fresh(self, name: str, function: Any) -> str:
        """A name that no other function has."""
        number, first = 1, name
        while name in self._names:
            number += 1
            name = f"{first}_{number}"
        self._names[name] = function
        return name

    def _module(self, module: ModuleType) -> str:
        name = module.__name__
        short = SHORT.get(name, name)
        if short != "np":  # which always stands above
            self._imports[f"import {name}"] = None
        return short

    def _value(self, value: Any) -> str:
        """Code for a value from around a function."""
        if isinstance(value, ModuleType):
            return self._module(value)
        if callable(value):
            return self._expression(value)
        if isinstance(value, (bool, int, float, str, list, tuple, dict, np.ndarray, np.generic)):
            return self._literal(value)
        raise NoCodeError

    def _freed(self, node: Function, function: FunctionType) -> ast.AST:
        """Return the function's tree with the values of outer names in their places."""
        if isinstance(node, ast.FunctionDef):
            node.returns = None
            if ast.get_docstring(node, clean=False) is not None and len(node.body) > 1:
                node.body = node.body[1:]
        args = node.args
        for one in (*args.posonlyargs, *args.args, *args.kwonlyargs):
            one.annotation = None
        defaults, named = function.__defaults__ or (), function.__kwdefaults__ or {}
        args.defaults = [_tree(self._value(one)) for one in defaults]
        args.kw_defaults = [
            _tree(self._value(named[one.arg])) if one.arg in named else None
            for one in args.kwonlyargs
        ]
        outer, bound = _outer(function, _loaded(node)), _stored(node)
        if bound & {*function.__code__.co_freevars}:
            raise NoCodeError
        outer = {name: value for name, value in outer.items() if name not in bound}
        filled: ast.AST = _Filled(outer, self._value).visit(node)
        return ast.fix_missing_locations(filled)


class _Filled(ast.NodeTransformer):
    """Puts values in the place of names."""

    def __init__(self, outer: dict[str, Any], value: Callable[[Any], str]) -> None:
        self.outer, self.value = outer, value

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        """Leave out what only records, such as `asked.append(x)` on a list from around."""
        call = node.value
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            owner = call.func.value
            if isinstance(owner, ast.Name) and isinstance(self.outer.get(owner.id), (list, dict)):
                return None
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id in self.outer and isinstance(node.ctx, ast.Load):
            return _tree(self.value(self.outer[node.id]))
        return node


def _outer(function: FunctionType, names: set[str]) -> dict[str, Any]:
    """What the names mean that a function takes from around it."""
    found = {name: function.__globals__[name] for name in names if name in function.__globals__}
    cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
    return found | {name: cell.cell_contents for name, cell in cells}


def _tree(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _loaded(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _stored(node: ast.AST) -> set[str]:
    names = {
        one.id
        for one in ast.walk(node)
        if isinstance(one, ast.Name) and not isinstance(one.ctx, ast.Load)
    }
    return names | {one.arg for one in ast.walk(node) if isinstance(one, ast.arg)}


@lru_cache(maxsize=32)
def _functions_in(file: str, _stamp: int) -> tuple[Function, ...]:
    tree = ast.parse("".join(linecache.getlines(file)))
    return tuple(one for one in ast.walk(tree) if isinstance(one, (ast.FunctionDef, ast.Lambda)))


def _node_of(function: FunctionType) -> Function:
    """The tree of a function, found by the places of its code in its file."""
    made = function.__code__
    lines = linecache.getlines(made.co_filename)
    found: list[Function] = []
    for node in _functions_in(made.co_filename, hash("".join(lines))):
        if isinstance(node, ast.Lambda):
            if made.co_name == "<lambda>" and _holds(node.body, made.co_positions()):
                found.append(node)
        elif node.name == made.co_name and made.co_firstlineno == node.lineno:
            found.append(node)
    if not found:
        raise NoCodeError
    return found[-1]  # `ast.walk` comes to the innermost last


def _holds(body: ast.expr, positions: Any) -> bool:
    """Whether all instructions of a code lie in an expression; some belong to the whole."""
    first, last = (body.lineno, body.col_offset), (body.end_lineno or 0, body.end_col_offset or 0)
    places = [
        ((line, column), (end, end_column))
        for line, end, column, end_column in positions
        if None not in (line, end, column, end_column) and (column, end_column) != (0, 0)
    ]
    return bool(places) and all(first <= begin and end <= last for begin, end in places)
