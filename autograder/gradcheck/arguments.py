"""How f and its claimed gradient take the point: as an array, as a tree, or as several arguments.

Whatever they take, the checker sees a function of one array.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck.numeric.subject import as_reals
from autograder.gradcheck.tree import Tree, is_tree
from autograder.gradcheck.trouble import GradientError

ORDER = "the arguments are f, its gradient, the point"


@dataclass(frozen=True)
class Misshapen:
    """Why the parts of a claim do not fit those of the point, in words."""

    told: str


def is_spread(function: Callable[..., Any], x: Any) -> bool:
    """Whether a tuple or list x holds several arguments: the function does not take one alone."""
    if not isinstance(x, (tuple, list)) or len(x) < 2:
        return False
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # some that are written in C do not tell
        return False
    kinds = [one.kind for one in signature.parameters.values()]
    if inspect.Parameter.VAR_POSITIONAL in kinds and isinstance(x, tuple):
        return True
    return not _takes(signature, 1) and _takes(signature, len(x))


def _takes(signature: inspect.Signature, count: int) -> bool:
    try:
        signature.bind(*[None] * count)
    except TypeError:
        return False
    return True


def tree_of(function: Callable[..., Any], x: Any) -> Tree | None:
    """Return the layout of a point that has parts, else None."""
    if callable(x):
        raise GradientError(f"the point is a function: {ORDER}")
    if is_spread(function, x):
        return Tree(tuple(x), names=_names(function, len(x)))
    return Tree(x) if is_tree(x) else None


def _names(function: Callable[..., Any], count: int) -> list[str]:
    """The names of the arguments, or `args[0]` and so on."""
    parameters = [*inspect.signature(function).parameters.values()]
    named = [one.name for one in parameters if one.kind != inspect.Parameter.VAR_POSITIONAL]
    return [named[i] if i < len(named) else f"args[{i}]" for i in range(count)]


def of_row(function: Callable[..., Any], tree: Tree, x: Any) -> Callable[[Any], Any]:
    """Return the function of a row of numbers that grows the tree and calls `function` on it."""
    if is_spread(function, x):
        return lambda row: function(*tree.grown(row))
    given = tuple if isinstance(x, tuple) else list
    if tree.is_spread:  # f takes several arguments, and this one takes them as one
        return lambda row: function(given(tree.grown(row)))
    return lambda row: function(tree.grown(row))


def row_of(claimed: Any, tree: Tree, source: str) -> NDArray[Any] | Misshapen:
    """Return the numbers of a claim in the order of the point's, or why its parts do not fit."""
    if claimed is None or isinstance(claimed, (str, bytes)):
        what = "None" if claimed is None else type(claimed).__name__
        raise GradientError(f"{source} {what}")
    parts: list[NDArray[Any]] = []
    trouble = _gathered(claimed, tree.shape, tree, source, parts)
    if trouble is not None:
        return Misshapen(trouble)
    shapes = [(leaf, part) for leaf, part in zip(tree.leaves, parts, strict=True)]
    wrong = [(leaf, part.shape) for leaf, part in shapes if leaf.shape != part.shape]
    if not wrong:
        return np.concatenate([part.ravel() for part in parts])
    if len(wrong) == 2 and [wrong[0][0].shape, wrong[1][0].shape] == [wrong[1][1], wrong[0][1]]:
        return Misshapen(f"The parts for {wrong[0][0].path} and {wrong[1][0].path} are exchanged.")
    leaf, shape = wrong[0]
    turned = " Is it transposed?" if len(shape) == 2 and shape == leaf.shape[::-1] else ""
    return Misshapen(f"For {leaf.path} the shape is {shape}, not {leaf.shape}.{turned}")


def _gathered(
    claimed: Any, shape: Any, tree: Tree, source: str, parts: list[NDArray[Any]]
) -> str | None:
    """Add the arrays of a claim to `parts`, in the order of the tree; return what does not fit."""
    if isinstance(shape, dict):
        if not isinstance(claimed, dict):
            return f"A dict with the keys {_listed(shape)} is needed, not a {_kind(claimed)}."
        if claimed.keys() != shape.keys():
            return f"The keys are {_listed(claimed)}, not {_listed(shape)}."
        pairs = [(claimed[key], one) for key, one in shape.items()]
    elif isinstance(shape, (list, tuple)):
        if not isinstance(claimed, (list, tuple)):
            return f"{len(shape)} parts are needed, not one {_kind(claimed)}."
        if len(claimed) != len(shape):
            return f"There are {len(claimed)} parts, not {len(shape)}."
        pairs = list(zip(claimed, shape, strict=True))
    else:
        if isinstance(claimed, dict):
            return f"For {tree.leaves[shape.leaf].path} there is a dict, not an array."
        parts.append(as_reals(claimed, source))
        return None
    found = (_gathered(one, its, tree, source, parts) for one, its in pairs)
    return next((trouble for trouble in found if trouble is not None), None)


def _listed(keys: Any) -> str:
    return ", ".join(map(repr, keys)) or "none"


def _kind(value: Any) -> str:
    return "array" if isinstance(value, np.ndarray) else type(value).__name__
