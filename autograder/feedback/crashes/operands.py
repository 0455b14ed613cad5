"""Explanations of arithmetic with what is no number: functions, lists, None, text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from autograder.feedback.crashes.entry import Entry
from autograder.feedback.crashes.evidence import Crash
from autograder.feedback.crashes.trees import code, gives_none

OPERATORS: dict[str, type[ast.AST]] = {
    "+": ast.Add,
    "-": ast.Sub,
    "*": ast.Mult,
    "/": ast.Div,
    "//": ast.FloorDiv,
    "%": ast.Mod,
    "@": ast.MatMult,
    "**": ast.Pow,
    "^": ast.BitXor,
    "<": ast.Lt,
    ">": ast.Gt,
    "<=": ast.LtE,
    ">=": ast.GtE,
}
FUNCTIONS = r"function|builtin_function_or_method|method|numpy\.ufunc"
_TYPES = r"'(?P<left>[\w.]+)' and '(?P<right>[\w.]+)'"
_BETWEEN = (
    rf"(?:type\(s\) for (?P<sign>\S+?)=?(?: or pow\(\))?: |'(?P<order>[<>]=?)' not .*){_TYPES}"
)
_CHANGERS = {"append", "extend", "insert", "sort", "reverse", "remove", "clear", "shuffle"}


def pairs(crash: Crash, sign: str) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield the operands of each operator `sign` in the statement."""
    kind = OPERATORS.get(sign)
    if crash.line is None or kind is None:
        return
    for node in crash.line.find(ast.expr):
        if isinstance(node, ast.BinOp) and isinstance(node.op, kind):
            yield node.left, node.right
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], kind):
            yield node.left, node.comparators[0]
    statement = crash.line.statement
    if isinstance(statement, ast.AugAssign) and isinstance(statement.op, kind):
        yield statement.target, statement.value


def caret(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain `^`, where the line has it."""
    if not any(pairs(crash, "^")):
        return None
    return "In Python a power is written with `**`. `^` is something else: it works on bits."


def between(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain an operator between two types of which one cannot be computed with."""
    sign, kinds = found["sign"] or found["order"], (found["left"], found["right"])
    for side, kind in enumerate(kinds):
        nodes = [pair[side] for pair in pairs(crash, sign)] or handed_on(crash)
        if kind == "NoneType":
            return none(crash, nodes)
        if re.fullmatch(FUNCTIONS, kind):
            return function(crash, nodes, kind)
    return None


def function(crash: Crash, nodes: list[ast.expr], kind: str) -> str:
    """Say which of the expressions is a function that is not called, as far as that is sure."""
    names = {one.id for one in nodes if isinstance(one, ast.Name)}
    sure = {name for name in names if name in crash.lent or crash.definition(name)}
    if kind == "function" and len(sure) == 1 == len(names):
        (name,) = sure
        return f"`{name}` is a function, not a number: call it, `{name}(...)`. At what?"
    if kind != "function":
        dotted = {text for one in nodes if isinstance(one, ast.Attribute) and (text := code(one))}
        if len(dotted) == 1:
            (name,) = dotted
            return f"`{name}` is a function, not a number: is it called, `{name}(...)`?"
    return "One value here is a function itself, not what it gives: are its brackets missing?"


def none(crash: Crash, nodes: list[ast.expr]) -> str:
    """Say where a None comes from, as far as that is sure."""
    for node in nodes:
        if (said := _none_of(crash, node)) is not None:
            return said
        if isinstance(node, ast.Name) and crash.line is not None:
            bound = [(at, value) for name, at, value in crash.line.assignments if name == node.id]
            for at, value in bound:
                if value is not None and (said := _none_of(crash, value)) is not None:
                    begin = f"`{node.id}` is None here. " if len(bound) == 1 else ""
                    return f"{begin}Look at line {at}: {said}"
    return (
        "One value here is None. A function without `return` gives None, and so does a method "
        "that changes a list in place. Which name is it, and what gave it its value?"
    )


def _none_of(crash: Crash, value: ast.AST) -> str | None:
    """What is said of a call that surely gives None."""
    if not isinstance(value, ast.Call):
        return None
    if isinstance(value.func, ast.Name):
        name = value.func.id
        if name == "print":
            return "`print` shows a value and gives None: it hands nothing on."
        own = crash.definition(name)
        if own is not None and gives_none(own):
            return f"Your `{name}` (line {own.lineno}) gives None: it has no `return` with a value."
    if isinstance(value.func, ast.Attribute) and value.func.attr in _CHANGERS:
        name = value.func.attr
        return f"`.{name}(...)` changes a list in place and gives None, not the list."
    return None


def used_none(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain a None that is called, indexed, looped over or asked for a part."""
    if crash.line is None:
        return none(crash, [])
    nodes: list[ast.expr] = [
        node.value for node in crash.line.find(ast.expr) if isinstance(node, (ast.Subscript,))
    ]
    nodes += [node.value for node in crash.line.find(ast.Attribute)]
    statement = crash.line.statement
    if isinstance(statement, (ast.For, ast.AsyncFor)):
        nodes.append(statement.iter)
    if isinstance(statement, ast.Assign):
        nodes.append(statement.value)
    for call in crash.line.find(ast.Call):
        nodes += [call.func, *call.args]
    return none(crash, nodes)


def handed_on(crash: Crash) -> list[ast.expr]:
    """Return what the line hands to functions that are not the student's own, nor lent."""
    found: list[ast.expr] = []
    for call in crash.line.find(ast.Call) if crash.line else []:
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name not in crash.lent and not (name and crash.definition(name)):
            found += call.args
    return found


def used_function(crash: Crash, found: re.Match[str]) -> str:
    """Explain a function that is indexed, looped over or handed on as a number."""
    line, text, nodes = crash.line, crash.text, list[ast.expr]()
    if line is None:
        return function(crash, nodes, found["kind"])
    if "subscriptable" in text:
        nodes = [node.value for node in line.find(ast.Subscript)]
    elif "no attribute" in text:
        nodes = [node.value for node in line.find(ast.Attribute)]
    elif "bad operand" in text:
        nodes = [node.operand for node in line.find(ast.UnaryOp)]
    elif isinstance(line.statement, ast.For) and "iterable" in text:
        nodes = [line.statement.iter]
    else:  # it is handed to something that is not the student's
        nodes = handed_on(crash)
    return function(crash, nodes, found["kind"])


TEXT = (
    "One value here is text (`str`), where a number belongs, and Python does not guess which one "
    "is meant. Where does the text come from: quotes, or `input()`?"
)
LISTS = (
    "A list is not a vector: `+` joins two lists, `*` repeats one, and the other signs do not "
    "know it. Which value here is still a list, and what would make an array of it?"
)
ENTRIES = (
    Entry("caret_power", "TypeError", r"bitwise_xor|for \^=?: ", caret),
    Entry(
        "function_not_called",
        "TypeError",
        rf"(?:for|between).*'(?:{FUNCTIONS})'",
        lambda crash, found: (
            between(crash, pair) if (pair := re.search(_BETWEEN, crash.text)) else None
        ),
    ),
    Entry(
        "function_not_called",
        "TypeError AttributeError",
        rf"^(?:bad operand.*'|object of type '|'|.*\bnot (?:a )?'?|loop of ufunc .* type )"
        rf"(?P<kind>{FUNCTIONS})\b(?!' object (?:is not callable|does not support))",
        used_function,
    ),
    Entry(
        "none_value",
        "TypeError",
        r"(?:for|between).*'NoneType'",
        lambda crash, found: (
            between(crash, pair) if (pair := re.search(_BETWEEN, crash.text)) else None
        ),
    ),
    Entry("none_value", "TypeError AttributeError", r"NoneType", used_none),
    Entry(
        "text_for_number",
        "TypeError UFuncTypeError _UFuncNoLoopError",
        r"can only concatenate str|'str' and '|' and 'str'|dtype\('<U\d+'\)|StrDType"
        r"|(?:number|iterable), not '?str\b|: 'str'$",
        TEXT,
    ),
    Entry(
        "text_for_number",
        "ValueError",
        r"could not convert string to float|invalid literal for int",
        "A text that is no number was to become one. Where does it come from?",
    ),
    Entry(
        "list_arithmetic",
        "TypeError",
        r"can only concatenate (?:list|tuple)|can't multiply sequence by non-int"
        r"|for [^:]+: .*'(?:list|tuple)'|bad operand type for \S+ \S+: '(?:list|tuple)'"
        r"|bad operand type for abs\(\): 'list'",
        LISTS,
    ),
    Entry(
        "list_compared",
        "TypeError",
        r"not supported between .*'list'",
        "A list cannot be compared with a number: is one entry of it meant, or each in turn?",
    ),
)
