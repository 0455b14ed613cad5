"""Explanations of arrays and lists: truth values, indices, and what an entry may be."""

from __future__ import annotations

import ast
import re

import numpy as np

from autograder.feedback.crashes.entry import Entry
from autograder.feedback.crashes.evidence import Crash
from autograder.feedback.crashes.trees import code

# Functions of Python that compare, and those of NumPy that take arrays.
COMPARING = {
    "max": "`np.max` or `np.maximum`",
    "min": "`np.min` or `np.minimum`",
    "sorted": "`np.sort`",
}


def out_of_bounds(crash: Crash, found: re.Match[str]) -> str:
    """Explain an index beyond an axis."""
    index, size = int(found["index"]), int(found["size"])
    if size == 0:
        return "This axis has no entries at all, so no index fits. Should it be empty?"
    said = "One entry has the index 0"
    if size > 1:
        said = f"{size} entries have the indices 0 to {size - 1}"
    if index == size:
        return f"{said}: {index} is one too far. Where does the index come from?"
    return f"{said}, so there is no {index}. Where does the index come from?"


def beyond_list(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain an index beyond a list."""
    kind = found["kind"]
    if found["assigned"]:
        return (
            "A list has no place for this index yet. A value is put behind the last entry, or the "
            "list has its full length from the beginning. Which of the two is meant?"
        )
    more = [
        text
        for node in (crash.line.find(ast.Subscript) if crash.line else [])
        if isinstance(node.slice, ast.BinOp) and isinstance(node.slice.op, ast.Add)
        if (text := code(node.slice))
    ]
    last = f" Here `{more[0]}` reaches further than the index itself." if len({*more}) == 1 else ""
    return (
        f"A {kind} of n entries has the indices 0 to n-1, an empty one has none, and this index is "
        f"beyond them.{last}"
    )


def indexed_number(crash: Crash, found: re.Match[str]) -> str:
    """Explain an index on a single number."""
    names = {
        node.value.id
        for node in (crash.line.find(ast.Subscript) if crash.line else [])
        if isinstance(node.value, ast.Name)
    }
    who = f"`{names.pop()}` is" if len(names) == 1 else "What stands before the bracket is"
    return f"{who} a single number here, and a number has no entries to pick from."


def truth(crash: Crash, found: re.Match[str]) -> str:
    """Explain an array where one True or False is wanted."""
    tests: list[ast.expr] = []
    if crash.line is not None:
        tests += [node.test for node in crash.line.find(ast.IfExp)]
        if isinstance(crash.line.statement, (ast.If, ast.While, ast.Assert)):
            tests.append(crash.line.statement.test)
    if crash.line is not None and not tests:
        callees = [node.func for node in crash.line.find(ast.Call)]
        named = [one.id for one in callees if isinstance(one, ast.Name) and one.id in COMPARING]
        if len(named) == 1:
            return (
                f"`{named[0]}` compares what it gets two by two, and one of these is an array. Is "
                f"{COMPARING[named[0]]} meant?"
            )
    shown = code(tests[0]) if len(tests) == 1 else ""
    what = f"`{shown}`" if shown else "A condition on this line"
    return (
        f"{what} is an array here: one True or False for each entry, and Python needs a single "
        "one. Is it meant for all entries, for any, or for one at a time?"
    )


def floating_index(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain an index or a count that is no whole number."""
    if "tuple" in crash.text:
        return (
            "A list of lists takes one bracket for each index, `table[i][j]`; a pair in one "
            "bracket, `table[i, j]`, is for arrays. Which of the two is it here?"
        )
    halves = any(
        isinstance(node, ast.Div) for node in (crash.line.find(ast.Div) if crash.line else [])
    )
    divided = " `/` always gives a float, even of 6 / 2: what divides whole numbers?"
    return f"An index or a count must be a whole number, of type int.{divided if halves else ''}"


def scalar_function(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain an array where one number is wanted."""
    calls = [node.func for node in (crash.line.find(ast.Call) if crash.line else [])]
    of_math = {
        node.attr
        for node in calls
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "math"
    }
    if len(of_math) == 1:
        (name,) = of_math
        numpys = f"; `np.{name}` takes whole arrays" if hasattr(np, name) else ""
        return f"`math.{name}` takes one number, and this is a list or an array{numpys}."
    taken = {node.id for node in calls if isinstance(node, ast.Name)} & {"float", "int"}
    if len(taken) == 1:
        return f"`{taken.pop()}(...)` makes one number of one number; this has several entries."
    if "element with a sequence" in crash.text:
        return (
            "One place of an array takes one number, and here a whole list or array goes into it. "
            "Which shape has the right side?"
        )
    return "One number is wanted here, and this is a list or an array of several."


ENTRIES = (
    Entry(
        "array_has_no_append",
        "AttributeError",
        r"'numpy.ndarray' object has no attribute '(?P<name>append|extend|insert)'",
        "An array has no `.{name}`: its length is fixed. Collect in a list, or make an array of "
        "the final length first.",
    ),
    Entry(
        "array_has_no_pop",
        "AttributeError",
        r"'numpy.ndarray' object has no attribute '(?P<name>pop|remove)'",
        "An array has no `.{name}`: its length is fixed. An index or a slice reads parts of it, "
        "such as `a[-1]` and `a[:-1]`.",
    ),
    Entry("truth_of_array", "ValueError", r"truth value of an? (?:empty )?array", truth),
    Entry(
        "too_many_indices",
        "IndexError",
        r"array is 0-dimensional|invalid index to scalar",
        indexed_number,
    ),
    Entry(
        "too_many_indices",
        "IndexError",
        r"too many indices.*array is (?P<axes>\d+)-dimensional, but (?P<used>\d+) were",
        "The number of axes is {axes}, and {used} indices are given. Print the `.shape`: is it the "
        "one that you have in mind?",
    ),
    Entry(
        "index_out_of_bounds",
        "IndexError",
        r"index (?P<index>-?\d+) is out of bounds for axis \d+ with size (?P<size>\d+)",
        out_of_bounds,
    ),
    Entry(
        "index_out_of_bounds",
        "IndexError",
        r"(?P<kind>list|tuple|string|range object) (?P<assigned>assignment )?index out of range",
        beyond_list,
    ),
    Entry(
        "number_indexed",
        "TypeError",
        r"'(?:float|int|numpy\.float64|numpy\.int64|bool)' object is not subscriptable",
        indexed_number,
    ),
    Entry(
        "array_to_number",
        "TypeError ValueError",
        r"only (?:length-1|size-1|0-dimensional) arrays|must be real number, not (?:list|tuple)"
        r"|float\(\) argument must be .* not '(?:list|tuple)'|element with a sequence\.$",
        scalar_function,
    ),
    Entry(
        "index_not_whole",
        "TypeError IndexError",
        r"only integer scalar arrays|only integers, slices|indices must be integers"
        r"|'(?:float|numpy\.float64)' object cannot be interpreted as an integer"
        r"|must be of integer \(or boolean\) type",
        floating_index,
    ),
    Entry(
        "whole_numbers_only",
        "UFuncTypeError _UFuncOutputCastingError",
        r"Cannot cast ufunc '\w+' output from .*float\d+'?\)? to .*int\d+",
        "The array holds whole numbers only, and the result has fractions, which it cannot take "
        "in. Of what type was it made?",
    ),
    Entry(
        "read_only",
        "ValueError",
        r"read-only",
        "This array may not be changed. Is a new one meant, or a copy?",
    ),
    Entry(
        "cannot_assign_item",
        "TypeError",
        r"'(?P<kind>tuple|str|range)' object does not support item assignment",
        "A {kind} cannot be changed once it is made. A list or an array can.",
    ),
    Entry(
        "cannot_assign_item",
        "TypeError",
        r"'(?P<kind>float|int|numpy\.float64|function)' object does not support item assignment",
        "What stands before the bracket is a {kind} here, and has no places to fill. Has a later "
        "line given its name to something else?",
    ),
    Entry(
        "empty",
        "ValueError IndexError",
        r"zero-size array|empty sequence|iterable argument is empty|pop from empty",
        "There is nothing in it to choose from. Why is it empty in this call?",
    ),
)
