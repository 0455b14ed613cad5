"""Explanations of answers that are none: None, printed text, an exception that is not raised."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Sequence

from autograder.course.submission import Submission
from autograder.feedback.crashes.entry import Explained
from autograder.feedback.crashes.trees import (
    Definition,
    answers,
    definition,
    gives_none,
    inside,
    parameters,
    parsed,
)

_CHANGERS = ("append", "extend", "insert", "sort", "reverse", "shuffle")


def of_none(submission: Submission | None, name: str) -> Explained:
    """Explain that a function returned None, by its text."""
    own = definition(submission, name) if submission else None
    if own is None or own.decorator_list:
        return Explained("returned_none", "Is a `return` missing?")
    if (said := never_run(own)) is not None:
        return said
    prints = [one for one in inside(own) if isinstance(one, ast.Call) and _calls(one, "print")]
    if gives_none(own) and prints:
        text = (
            f"`{name}` prints something (line {prints[0].lineno}) and returns nothing. Printing "
            "only shows a value: whoever calls `{name}` gets what stands behind `return`."
        )
        return Explained("printed_not_returned", text.replace("{name}", name))
    if gives_none(own):
        text = f"There is no `return` with a value in your `{name}`, so it gives None."
        return Explained("return_missing", text)
    for one in answers(own):
        if (what := _surely_none(one.value)) and len(answers(own)) == 1:
            text = f"Line {one.lineno} returns what `{what}` gives, and that is None."
            return Explained("returned_none", text)
    lines = ", ".join(dict.fromkeys(str(one.lineno) for one in answers(own)))
    text = (
        f"None came back, although `{name}` has a `return` with a value (line {lines}). Did this "
        "call reach it, and what was there to return?"
    )
    return Explained("returned_none", text)


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _surely_none(node: ast.AST | None) -> str:
    """The name of a call that gives None, or ""."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return f".{node.func.attr}(...)" if node.func.attr in _CHANGERS else ""
    return "print(...)" if node is not None and _calls(node, "print") else ""


def never_run(function: Definition) -> Explained | None:
    """Say which lines no call can reach, as they stand below a `return` or `raise`."""
    for stop, first in _stops(function):
        word = "return" if isinstance(stop, ast.Return) else "raise"
        text = (
            f"Your lines from line {first} on never run: the `{word}` in line {stop.lineno} "
            "ends the function before."
        )
        return Explained("never_run", text)
    return None


def _stops(function: Definition) -> Iterator[tuple[ast.Return | ast.Raise, int]]:
    """Yield the statements that end the function though others stand below, with these's line."""
    for stop, below in zip(function.body, function.body[1:], strict=False):
        if isinstance(stop, (ast.Return, ast.Raise)):
            yield stop, below.lineno


def never_asked(name: str, lent: Sequence[str]) -> Explained | None:
    """Say that none of the functions that it was given was called."""
    if not lent:
        return None
    names = dict.fromkeys(lent)  # several may have one name
    them, it = " or ".join(f"`{one}`" for one in names), "them" if len(names) > 1 else "it"
    text = f"`{name}` never called {them} here, so its answer knows nothing of {it}."
    return Explained("never_asked", text)


def left_in(submission: Submission | None, name: str) -> Explained | None:
    """Explain a function that is written, and still raises NotImplementedError."""
    own = definition(submission, name) if submission else None
    if own is None:
        return None
    raises = [node for node in inside(own) if isinstance(node, ast.Raise)]
    lines = [one.lineno for one in raises if _not_implemented(one)]
    rest = own.body[1:] if ast.get_docstring(own, clean=False) is not None else own.body
    if not lines or len(rest) < 2:
        return None
    end = f"`raise NotImplementedError` in line {lines[0]} is still there, and ends the function"
    if any(one.lineno > lines[0] for one in rest):
        text = f"{end}: your lines below it never run. Delete that line."
    else:
        text = f"{end} when your lines above it are done. Delete that line."
    return Explained("stub_left_in", text)


def _not_implemented(node: ast.Raise) -> bool:
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def parameters_moved(submission: Submission | None, name: str) -> Explained | None:
    """Explain a function whose parameters are not in the order in which they were given."""
    own = definition(submission, name) if submission else None
    stubs = submission.stubs if submission else {}
    stub = next((text for text, one in stubs.items() if one == name), "") if own else ""
    given = next((one for one in parsed(stub) if isinstance(one, ast.FunctionDef)), None)
    if own is None or given is None:
        return None
    now, before = parameters(own), parameters(given)
    if now == before or sorted(now) != sorted(before):
        return None
    text = (
        f"The parameters of `{name}` were given in the order ({', '.join(before)}), in which they "
        f"still arrive. Yours is ({', '.join(now)})."
    )
    return Explained("parameters_moved", text)


KINDS = {
    "function": "a function itself, not what it gives: are its brackets missing?",
    "method": "a method itself, not what it gives: are its brackets missing?",
    "builtin_function_or_method": "a function itself, not what it gives: are its brackets missing?",
    "type": "a type (a class), not a value",
    "generator": "a generator (not yet any number: make a list of it)",
    "ellipsis": "`...`, the place where an answer belongs",
    "NotImplementedType": "`NotImplemented`, the place where an answer belongs",
    **{
        kind: f"a {kind} object (not yet any number: make a list of it)"
        for kind in ("map", "zip", "filter", "range", "dict_values", "dict_keys", "reversed")
    },
}


def of_kind(kind: str) -> str | None:
    """Say what came back instead of numbers, where the name of its type tells."""
    if kind in KINDS:
        return KINDS[kind]
    found = getattr(builtins, kind, None)
    if isinstance(found, type) and issubclass(found, BaseException):
        return f"a {kind} as its answer: an exception is raised (`raise`), not returned"
    return None
