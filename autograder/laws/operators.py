"""The operators that plant faults: what may go wrong at one node of a syntax tree.

Those of mutation testing (Jia and Harman, 2011) are here, and slips of numerical code: axis, mean
for sum, a copy that is missing, a transposed matrix, the bound of a loop, a rounded result. What no
input can show is left out, by the rules of `alike`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from itertools import pairwise

from autograder.laws.alike import (
    has_arguments_alike,
    has_sides_alike,
    has_truth_as_result,
    has_whole_result,
    is_look,
    is_new,
    name_of,
    values,
)
from autograder.laws.source import Edit, Source

COMPARISONS: dict[type[ast.AST], tuple[str, ...]] = {
    ast.Lt: ("<=", ">"),
    ast.LtE: ("<", ">"),
    ast.Gt: (">=", "<"),
    ast.GtE: (">", "<"),
    ast.Eq: ("!=",),
    ast.NotEq: ("==",),
}
OPERATORS: dict[type[ast.AST], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "/"),
    ast.Mod: ("%", "//"),
    ast.Pow: ("**", "*"),
    ast.MatMult: ("@", "*"),
}
SIGNS: dict[type[ast.AST], str] = {
    **{kind: sign for kind, (sign, _) in OPERATORS.items()},
    **dict(zip(COMPARISONS, ("<", "<=", ">", ">=", "==", "!="), strict=True)),
}
NAMES = {
    "mean": "sum",
    "sum": "mean",
    "min": "max",
    "max": "min",
    "argmin": "argmax",
    "argmax": "argmin",
    "zeros": "ones",
    "ones": "zeros",
    "floor": "ceil",
    "ceil": "floor",
    "zeros_like": "ones_like",
    "append": "extend",
}
IDENTITY = ("abs", "copy", "sqrt", "sorted", "exp", "log")  # calls whose argument may stay alone


def comparison(source: Source, node: ast.AST) -> Iterator[Edit]:
    """Compare otherwise: at the edge, or the other way round."""
    if isinstance(node, ast.Compare):
        operands = [node.left, *node.comparators]
        for (left, right), kind in zip(pairwise(operands), map(type, node.ops), strict=True):
            for new in COMPARISONS.get(kind, ()):
                yield from source.between(left, right, SIGNS[kind], new)


def operator(source: Source, node: ast.AST) -> Iterator[Edit]:
    """Take another operator, or exchange its sides; drop a sign; `or` for `and`."""
    if isinstance(node, ast.BinOp):
        old, new = OPERATORS.get(type(node.op), ("", ""))
        if old:
            yield from source.between(node.left, node.right, old, new)
        if old in ("-", "/", "**", "@") and not has_sides_alike(source, node):
            left, right = source.of(node.left), source.of(node.right)
            yield source.replace(node, f"(({right}) {old} ({left}))")
    elif isinstance(node, ast.AugAssign):
        old, new = OPERATORS.get(type(node.op), ("", ""))
        if old:
            yield from source.between(node.target, node.value, f"{old}=", f"{new}=")
            yield from source.between(node.target, node.value, f"{old}=", "=")
    elif isinstance(node, ast.UnaryOp):
        yield source.replace(node, f"({source.of(node.operand)})")
    elif isinstance(node, ast.BoolOp):
        old, new = (" and ", " or ") if isinstance(node.op, ast.And) else (" or ", " and ")
        for before, after in pairwise(node.values):
            yield from source.between(before, after, old, new)


def operand(source: Source, node: ast.AST) -> Iterator[Edit]:
    """Leave out one side of an operation; compare with a tolerance of its own."""
    if isinstance(node, ast.BinOp):
        yield source.replace(node, f"({source.of(node.left)})")
        yield source.replace(node, f"({source.of(node.right)})")
    elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Lt | ast.LtE | ast.Gt):
        for new in ("- 1e-9", "+ 1e-9", "* 0.999"):
            yield Edit(source.stop(node), source.stop(node), f" {new}")


def variable(source: Source, node: ast.AST) -> Iterator[Edit]:
    """Take another variable of the function: the ones that are used right before or after it."""
    if isinstance(node, ast.FunctionDef):
        own = {one.arg for one in node.args.args}
        inner = [one for one in ast.walk(node) if isinstance(one, ast.Name)]
        own |= {one.id for one in inner if isinstance(one.ctx, ast.Store)}
        used = sorted((one for one in inner if one.id in own), key=source.start)
        for place, one in enumerate(used):
            if isinstance(one.ctx, ast.Load):
                near = [*used[place + 1 :], *reversed(used[:place])]
                others = dict.fromkeys(other.id for other in near if other.id != one.id)
                for other in list(others)[:3]:
                    yield source.replace(one, other)


def result(source: Source, node: ast.AST) -> Iterator[Edit]:
    """Return something near: the other sign, twice as much, rounded, clipped; or at once."""
    if isinstance(node, ast.Return) and node.value is not None:
        value = source.of(node.value)
        if not isinstance(node.value, ast.Constant | ast.Tuple | ast.List | ast.Dict):
            yield source.replace(node.value, f"-({value})")
            yield source.replace(node.value, f"2 * ({value})")
            if not has_whole_result(source, node):
                yield source.replace(node.value, f"np.round({value}, 4)")
            if not has_truth_as_result(source, node):
                yield source.replace(node.value, f"np.clip({value}, -100, 100)")
        yield source.replace(node.value, "None")


def constant(source: Source, node: ast.AST) -> Iterator[Edit]:
    """Take a number nearby, twice as large, or 1 % larger; the other truth value."""
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield source.replace(node, repr(not value))
    elif isinstance(value, int | float):
        for new in (value + 1, value - 1, value * 2, value * 1.01):
            if new == value:
                continue
            yield source.replace(node, f"({new!r})" if new < 0 else repr(new))


def statement(source: Source, node: ast.AST) -> Iterator[Edit]:
    """Drop a statement; do not leave a loop where it is left; take one way only."""
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Expr | ast.Delete):
        documents = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not documents:
            yield source.replace(node, "pass")
    elif isinstance(node, ast.Break | ast.Continue):
        yield source.replace(node, "pass")
    elif isinstance(node, ast.If):
        yield source.replace(node.test, "False")
        yield source.replace(node.test, "True")
    elif isinstance(node, ast.IfExp):
        yield source.replace(node, f"({source.of(node.body)})")
        yield source.replace(node, f"({source.of(node.orelse)})")


def call(source: Source, node: ast.AST) -> Iterator[Edit]:
    """Exchange arguments, drop one with a name, take another function, or none.

    Cut numbers to whole ones, and what is long to its first hundred.
    """
    if not isinstance(node, ast.Call):
        return
    if not has_arguments_alike(node):
        for first, second in pairwise(node.args):
            if not isinstance(first, ast.Starred) and not isinstance(second, ast.Starred):
                both = source.text[source.stop(first) : source.start(second)]
                new = f"{source.of(second)}{both}{source.of(first)}"
                yield Edit(source.start(first), source.stop(second), new)
    arguments = [*node.args, *(one.value for one in node.keywords)]
    for keyword in node.keywords:
        before = [one for one in arguments if source.stop(one) < source.start(keyword)]
        if before and not is_look(source, keyword):
            yield Edit(max(map(source.stop, before)), source.stop(keyword.value), "")
        if keyword.arg == "dtype" and source.of(keyword.value) == "float":
            yield source.replace(keyword.value, "int")
    name, called = node.func, name_of(node)
    if called in NAMES:
        stop = source.stop(name)
        yield Edit(stop - len(called), stop, NAMES[called])
    if called in IDENTITY and len(arguments) == 1:
        yield source.replace(node, f"({source.of(arguments[0])})")
    if called == "copy" and isinstance(name, ast.Attribute) and not arguments:
        yield source.replace(node, f"({source.of(name.value)})")
    if called == "array" and node.args and not is_new(node.args[0]):
        yield source.replace(name, f"{source.of(name)[: -len('array')]}asarray")
    if called in ("array", "asarray") and node.args and isinstance(node.args[0], ast.Name):
        yield source.replace(node, f"{source.of(node)}[:100]")


def loop(source: Source, node: ast.AST) -> Iterator[Edit]:
    """Move the bounds of a loop, cap it; leave it after one round, or where a value is zero."""
    if isinstance(node, ast.Call) and name_of(node) == "range" and node.args:
        bound = node.args[0] if len(node.args) == 1 else node.args[1]
        yield source.replace(bound, f"({source.of(bound)}) - 1")
        yield source.replace(bound, f"({source.of(bound)}) + 1")
        yield source.replace(bound, f"min(100, {source.of(bound)})")
        if len(node.args) == 1:
            yield source.replace(bound, f"1, {source.of(bound)}")
    elif isinstance(node, ast.For | ast.While):
        first, last = node.body[0], node.body[-1]
        indent = " " * last.col_offset
        yield Edit(source.stop(last), source.stop(last), f"\n{indent}break")
        if isinstance(node, ast.For):
            for value in values(node):
                guard = f"if not np.any({value}):\n{indent}    break\n{indent}"
                yield Edit(source.start(first), source.start(first), guard)


def part(source: Source, node: ast.AST) -> Iterator[Edit]:
    """Drop a transposition or plant one; move the bounds of a slice."""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield source.replace(node, source.of(node.value))
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        for side in (node.left, node.right):
            if isinstance(side, ast.Name):
                yield source.replace(side, f"{source.of(side)}.T")
    elif isinstance(node, ast.Slice):
        for bound in (node.lower, node.upper):
            if bound is not None:
                yield source.replace(bound, f"({source.of(bound)}) + 1")
                yield source.replace(bound, f"({source.of(bound)}) - 1")
                yield source.replace(bound, "")


MUTATE: tuple[Callable[[Source, ast.AST], Iterator[Edit]], ...] = (
    comparison,
    operator,
    operand,
    constant,
    variable,
    statement,
    result,
    call,
    loop,
    part,
)
