"""What is not planted: changes that no answer and no figure can show.

Each rule holds whatever the inputs are. What is equal only for the inputs that an exercise promises
is planted, and declared by the author.
"""

from __future__ import annotations

import ast
import re

from autograder.laws.source import Source

SIZES = ("abs", "absolute", "fabs", "square", "norm")  # the same of a - b and of b - a
EITHER_WAY = ("minimum", "maximum", "hypot", "array_equal")
BUILT_IN = ("min", "max")  # of np.max the second argument is an axis
# Keywords of drawing that a check does not see: figures are judged by what is drawn, not by looks.
LOOKS = ("color", "c", "cmap", "alpha", "linewidth", "lw", "markersize", "zorder", "angles")
LOOKING = ("set_aspect", "grid", "margins", "tick_params")


def has_sides_alike(source: Source, node: ast.BinOp) -> bool:
    """Whether a difference may be turned round, since only its size or its square is used."""
    parent = source.parents[node]
    if not isinstance(node.op, ast.Sub):
        return False
    if isinstance(parent, ast.Call):
        return name_of(parent) in SIZES and parent.args == [node]
    return (
        isinstance(parent, ast.BinOp)
        and isinstance(parent.op, ast.Pow)
        and parent.left is node
        and ast.unparse(parent.right) == "2"
    )


def has_arguments_alike(node: ast.Call) -> bool:
    """Whether a call's two arguments may be exchanged."""
    built_in = isinstance(node.func, ast.Name) and name_of(node) in BUILT_IN
    return len(node.args) == 2 and (built_in or name_of(node) in EITHER_WAY)


def is_new(node: ast.expr) -> bool:
    """Whether an expression makes a list, so that `asarray` has to copy it as `array` does."""
    return isinstance(node, ast.List | ast.ListComp | ast.Tuple)


def has_whole_result(source: Source, node: ast.AST) -> bool:
    """Whether the function around a node promises whole numbers, which rounding leaves alone."""
    return _result_words(source, node) <= {"int", "bool", "None"}


def has_truth_as_result(source: Source, node: ast.AST) -> bool:
    """Whether the function around a node promises a truth value, which clipping leaves alone."""
    return _result_words(source, node) <= {"bool", "None"}


def is_look(source: Source, node: ast.AST) -> bool:
    """Whether a node belongs to the looks of a figure alone."""
    while not isinstance(node, ast.Module | ast.FunctionDef):
        if isinstance(node, ast.keyword) and node.arg in LOOKS and draws(source.parents[node]):
            return True
        if isinstance(node, ast.Expr) and draws(node.value) and name_of(node.value) in LOOKING:
            return True
        node = source.parents[node]
    return False


def values(loop: ast.For) -> list[str]:
    """Return the variables of a loop that may be zero in a later round: counters are not."""
    target = loop.target
    if name_of(loop.iter) == "range":
        return []
    if name_of(loop.iter) == "enumerate" and isinstance(target, ast.Tuple):
        target = target.elts[1]
    return [one.id for one in ast.walk(target) if isinstance(one, ast.Name)]


def draws(node: ast.AST) -> bool:
    """Whether a node calls a method of `ax`."""
    called = node.func if isinstance(node, ast.Call) else None
    owner = called.value if isinstance(called, ast.Attribute) else None
    return isinstance(owner, ast.Name) and owner.id == "ax"


def name_of(node: ast.AST) -> str:
    """Return the last name of what is called: `mean` of `np.mean(x)`; "" if nothing is."""
    called = getattr(node, "func", None)
    name: str = getattr(called, "attr", getattr(called, "id", ""))
    return name


def _result_words(source: Source, node: ast.AST) -> set[str]:
    while not isinstance(node, ast.FunctionDef):
        node = source.parents[node]
    return set(re.findall(r"\w+", ast.unparse(node.returns))) if node.returns else {"?"}
