"""What takes no time to run: definitions of functions, and imports of what is loaded.

Most cells consist of nothing else. Their text says so, and then they need not be taken apart into
statements: what cannot fail can run at once.
"""

from __future__ import annotations

import ast
import sys
from dis import opname
from itertools import pairwise
from types import CodeType, ModuleType

BEGINNINGS = ("def ", "from ", "import ")
MOST = 20  # pieces of a cell
# Instructions that define functions whose defaults are constants.
_DEFINING = frozenset(
    {"RESUME", "LOAD_CONST", "LOAD_SMALL_INT", "BUILD_TUPLE", "BUILD_CONST_KEY_MAP"}
    | {"MAKE_FUNCTION", "SET_FUNCTION_ATTRIBUTE", "STORE_NAME", "EXTENDED_ARG"}
    | {"RETURN_VALUE", "RETURN_CONST"}
)
_DEFINES = frozenset(number for number, name in enumerate(opname) if name in _DEFINING)


def pieces(source: str) -> list[tuple[int, str, bool]]:
    """Cut a cell of definitions and imports: the line of each piece, its text, if it defines.

    Return nothing for any other cell, and for one of too many pieces.
    """
    lines = source.split("\n")
    begins = [(at, line[0] == "d") for at, line in enumerate(lines) if line.startswith(BEGINNINGS)]
    # A statement begins at the margin, unless it is on the line of another one; what else may stand
    # there begins none. A string that goes on there may be cut: then neither part compiles.
    others = sum(line[:1] not in " #)" for line in lines) - len(begins)
    if not begins or others or "\r" in source or "\f" in source:
        return []
    cuts = [(0, begins[0][1]), *(two for one, two in pairwise(begins) if one[1] != two[1])]
    if len(cuts) > MOST:
        return []
    ends = [*(at for at, _ in cuts[1:]), len(lines)]
    both = zip(cuts, ends, strict=True)
    return [(at, "\n".join(lines[at:end]), kind) for (at, kind), end in both]


def only_defines(code: CodeType) -> bool:
    """Whether code of definitions cannot fail: each default is a constant."""
    return _DEFINES.issuperset(code.co_code[::2])


def is_loaded(tree: ast.stmt | None) -> bool:
    """Whether a statement imports only what is loaded already."""
    if isinstance(tree, ast.Import):
        return all(_module(one.name) is not None for one in tree.names)
    if not isinstance(tree, ast.ImportFrom) or tree.level:
        return False
    module = _module(str(tree.module))
    return module is not None and all(one.name in vars(module) for one in tree.names)


def _module(name: str) -> ModuleType | None:
    found = sys.modules.get(name)
    return found if type(found) is ModuleType else None
