"""Run a submission's cells one by one; a broken cell does not stop the next.

The child parses source text, never the grader. A notebook's magics are removed, and a plain file
is cut into its top-level statements, so that only those with errors are lost.
"""

from __future__ import annotations

import ast
import builtins
import re
import sys
from collections.abc import Callable, Iterator
from types import CodeType, ModuleType
from typing import Any

from autograder.child.dispatcher import own_frames, safe_text
from autograder.child.wire_types import Cell

RUNNABLE_MAGICS = {"time", "timeit", "capture", "prun"}  # cell magics whose body is Python
_LINE_MAGIC = re.compile(r"^(\s*)(?:[%!?]|[\w.]+\?{1,2}\s*$)")
_ASSIGNED_MAGIC = re.compile(r"^(\s*)[\w, ]+=\s*[%!]\s*\w")
_CONTINUES = re.compile(r"(else|elif|except|finally)\b|[)\]}]")
HELPERS = ("check", "check_gradient")  # the names that a notebook imports from `autograder`

Problem = dict[str, Any]


def run(
    cell: Cell,
    names: dict[str, Any],
    is_own: Callable[[str], bool],
    show: Callable[[Any], None] | None = None,
) -> Problem | None:
    """Execute one cell in `names`; return its problem, or None.

    If the last statement is an expression, `show` gets its value, as in a notebook.
    """
    try:
        body, last = (_compile(cell), None) if show is None else _split(cell)
        exec(body, names)
        if last is not None and show is not None:
            show(eval(last, names))
    except SyntaxError as error:
        line = error.lineno or cell.first_line
        return _problem(cell, error, error.msg or "invalid syntax", [(cell.file, line, "")])
    except NotImplementedError:
        return None  # a cell that uses a function which is not started yet
    except BaseException as error:  # also SystemExit: a broken cell must not stop the next
        return _problem(cell, error, safe_text(error), own_frames(error.__traceback__, is_own))
    return None


def _problem(cell: Cell, error: BaseException, text: str, frames: list[Any]) -> Problem:
    return {"cell": cell.index, "type": type(error).__name__, "text": text, "frames": frames}


def _compile(cell: Cell, flags: int = 0) -> Any:
    padding = "\n" * (cell.first_line - 1)  # gives the line numbers of the file
    try:
        return compile(padding + cell.source, cell.file, "exec", flags, dont_inherit=True)
    except SyntaxError:
        plain = without_magics(cell.source)
        if plain == cell.source:
            raise
        return compile(padding + plain, cell.file, "exec", flags, dont_inherit=True)


def _split(cell: Cell) -> tuple[CodeType, CodeType | None]:
    """Return a cell's code, and apart from it the code of a last expression to show, or None."""
    tree = _compile(cell, ast.PyCF_ONLY_AST)
    _compile(cell)  # a cell with an error that only the compiler finds must not run in part
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not cell.source.rstrip().endswith(";"):
        value = ast.Expression(tree.body.pop().value)
        last = compile(value, cell.file, "eval", dont_inherit=True)
    return compile(tree, cell.file, "exec", dont_inherit=True), last


def without_magics(source: str) -> str:
    """Return `source` without IPython's magics, shell lines and help requests."""
    lines = source.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("%%"):
        if lines[first][2:].split(maxsplit=1)[0] not in RUNNABLE_MAGICS:
            return ""  # %%bash, %%html, ...: not Python
        lines[first] = ""
    for number, line in enumerate(lines):
        if match := _LINE_MAGIC.match(line) or _ASSIGNED_MAGIC.match(line):
            lines[number] = f"{match[1]}pass"
    return "\n".join(lines)


def split_plain(cell: Cell) -> list[Cell]:
    """Cut a plain file into top-level statements; one that does not parse is its own cell."""
    lines = cell.source.split("\n")
    starts = [
        number
        for number, line in enumerate(lines)
        if line[:1].strip() and line[0] != "#" and not _CONTINUES.match(line)
    ]
    starts = [n for n in starts if n == 0 or not lines[n - 1].startswith("@")] or [0]
    return [
        Cell(index, cell.file, cell.first_line + begin, "\n".join(lines[begin:end]))
        for index, (begin, end) in enumerate(_blocks(lines, starts))
    ]


def _blocks(lines: list[str], starts: list[int]) -> Iterator[tuple[int, int]]:
    """Join pieces, fewer than 60, until they parse; a piece that never does stays alone."""
    bounds = [*starts, len(lines)]
    at = 0
    while at < len(starts):
        for end in range(at + 1, min(at + 60, len(bounds))):
            if _parses("\n".join(lines[bounds[at] : bounds[end]])):
                break
        else:
            end = at + 1
        yield bounds[at], bounds[end]
        at = end


def _parses(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


class _Quiet:
    """Stands in for IPython's shell: each method takes any arguments and returns None."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *args, **kwargs: None


def fresh_names(module_name: str) -> dict[str, Any]:
    """Return a namespace like that of a new notebook, where its helpers do nothing."""
    module = ModuleType(module_name)
    sys.modules[module_name] = module  # dataclasses and pickle look it up there
    module.__dict__.update(display=lambda *a, **k: None, get_ipython=_Quiet)
    stand_in = ModuleType("autograder")
    stand_in.__dict__.update(dict.fromkeys(HELPERS, lambda *args, **kwargs: None))
    sys.modules["autograder"] = stand_in
    builtins.input = _no_input
    return module.__dict__


def _no_input(prompt: object = "") -> str:
    raise RuntimeError("input() has nobody to ask while grading: write the value into the code")
