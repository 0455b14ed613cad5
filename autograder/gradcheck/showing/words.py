"""Faults as sentences: first the observation, then a question that says where to look."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from autograder.gradcheck.faults.pair import Fault, Index, Pattern
from autograder.gradcheck.model import Floats
from autograder.gradcheck.showing.alignment import Two, aligned, number

MAX_NAMED = 4  # places that a sentence lists

# The observations, in words that reveal neither inputs nor values.
OBSERVED = {
    Pattern.TRANSPOSED: "Rows and columns are exchanged",
    Pattern.SHAPE: "The shape is not the one that is asked for",
    Pattern.ZEROS: "Every entry is 0",
    Pattern.NOT_FINITE: "Not every entry is a finite number",
    Pattern.SIGN: "Every entry has the right size and the opposite sign",
    Pattern.FACTOR: "Every entry is wrong by the same factor",
    Pattern.NORMALISED: "The direction is right, but the length is 1, whatever the function",
    Pattern.PERMUTED: "The right numbers are there, but not in their places",
    Pattern.ROWS: "The right rows are there, but not in their places",
    Pattern.COLUMNS: "The right columns are there, but not in their places",
    Pattern.SOME_SIGNS: "All sizes are right, but some signs are not",
    Pattern.DECAY: "Every entry contains an extra multiple of the parameter itself",
    Pattern.DECAY_BUT_LAST: "Every entry but the last contains an extra multiple of the "
    "parameter itself",
    Pattern.DECAY_LAST: "The last entry contains an extra multiple of the parameter itself",
    Pattern.DECAY_BUT_FIRST: "Every entry but the first contains an extra multiple of the "
    "parameter itself",
    Pattern.DECAY_FIRST: "The first entry contains an extra multiple of the parameter itself",
    Pattern.OFFSET: "Every entry is wrong by the same amount",
    Pattern.ROW: "One row is wrong, all others are right",
    Pattern.COLUMN: "One column is wrong, all others are right",
    Pattern.ENTRY: "One entry is wrong",
    Pattern.ENTRIES: "Several entries are wrong, by no common rule",
}
ASKED = {
    Pattern.TRANSPOSED: "Which index counts the outputs, and which the inputs?",
    Pattern.SHAPE: "How many inputs has the function, and how many outputs?",
    Pattern.ZEROS: "Is what is computed also what is returned? Are fractions cut off?",
    Pattern.NOT_FINITE: "Is something divided by 0, or does it grow too large?",
    Pattern.SIGN: "Is a difference taken the wrong way round, or is it the step downhill?",
    Pattern.NORMALISED: "Is it divided by its own length?",
    Pattern.PERMUTED: "Does every entry stand where its coordinate stands?",
    Pattern.ROWS: "Which output does each row belong to?",
    Pattern.COLUMNS: "Which input does each column belong to?",
    Pattern.SOME_SIGNS: "Is a difference taken the wrong way round there, or a minus left out?",
    Pattern.OFFSET: "Is something added that does not depend on the coordinate?",
    Pattern.ROW: "What does this output do when the inputs grow?",
    Pattern.COLUMN: "What do the outputs do when this input grows?",
    Pattern.ENTRY: "What does the function do when this coordinate grows?",
}

# The questions on a matrix of parameters.
OF_PARAMETERS = {
    Pattern.TRANSPOSED: "Which index counts the rows of the parameters, and which the columns?",
    Pattern.SHAPE: "What is the shape of the parameters?",
    Pattern.PERMUTED: "Does every entry stand where its parameter stands?",
    Pattern.ROWS: "Which row of the parameters does each row belong to?",
    Pattern.COLUMNS: "Which column of the parameters does each column belong to?",
    Pattern.ROW: "What do the parameters of this row do in the function?",
    Pattern.COLUMN: "What do the parameters of this column do in the function?",
    Pattern.ENTRY: "What does the function do when this parameter grows?",
}


def sentence(fault: Fault, shape: tuple[int, ...], of_parameters: bool = False) -> str:
    """Return the observation and a question; `shape` is that of the right gradient.

    `of_parameters`: rows and columns are those of a matrix of parameters, not of a Jacobian.
    """
    if fault.kind == Pattern.FACTOR:
        return _of_factor(fault, shape)
    if fault.kind.startswith("decay"):
        return _of_decay(fault)
    words = SEEN[fault.kind](fault, shape) if fault.kind in SEEN else OBSERVED[fault.kind]
    asked = OF_PARAMETERS.get(fault.kind) if of_parameters else None
    if shape == ():
        words = words.replace("Every entry", "The slope")
        if fault.kind == Pattern.ENTRY:
            asked = "What does the function do when its input grows a little?"
    asked = asked or ASKED.get(fault.kind) or _asked_of_entries(fault, shape)
    return f"{words}. {asked}"


def _of_factor(fault: Fault, shape: tuple[int, ...]) -> str:
    k = fault.factor or 0.0
    sign = " and has the opposite sign" if k < 0 else ""
    found = f"{'The slope' if shape == () else 'Every entry'} is {_times(abs(k))}{sign}"
    if fault.examples is not None:
        asked = "the mean that is asked for" if abs(k) > 1 else "a mean taken once too often"
        return f"{found}, and there are {fault.examples} examples: is it {asked}?"
    if abs(k) == 2:
        return f"{found}: did a 1/2 in front of the loss get lost, or the 2 of the square stay?"
    if abs(k) == 0.5:
        return f"{found}: when a square is differentiated, what becomes of its exponent?"
    return f"{found}: which constant factor does the function have, and is it kept once?"


def _times(factor: float) -> str:
    """A factor in words: '2 times too large', '3 times too small', 'half as large ...'."""
    if factor in (0.5, 1.0):
        return f"{'half ' if factor < 1 else ''}as large as it should be"
    size, kind = (factor, "large") if factor > 1 else (1 / factor, "small")
    return f"{size:.4g} times too {kind}"


def _of_decay(fault: Fault) -> str:
    amount = fault.amount or 0.0
    who = OBSERVED[fault.kind].split(" contains")[0]
    single = fault.kind in (Pattern.DECAY_LAST, Pattern.DECAY_FIRST)
    if single:
        who = f"{_named(fault.where)}, the {fault.kind.removeprefix('decay_')},"
    verb = "contains an extra" if amount > 0 else "lacks"
    found = f"{who} {verb} {number(abs(amount))} times the parameter itself"
    if amount < 0:
        return f"{found}: has the function a penalty that is left out?"
    if single:
        return f"{found}: if this is the bias, is the bias meant to be regularised?"
    return f"{found}: has the function a penalty on large parameters?"


def _of_numbers(fault: Fault, shape: tuple[int, ...]) -> str:
    if not fault.where or shape == ():
        return "What came back is no finite number"
    return f"{_named(fault.where)} {'is' if len(fault.where) == 1 else 'are'} not finite"


def _of_order(fault: Fault, shape: tuple[int, ...]) -> str:
    place = next((i for i, j in enumerate(fault.order or ()) if i != j), 0)
    pair = [place, (fault.order or (0,))[place]]
    if fault.kind == Pattern.PERMUTED:
        names = [_named([_unravel(i, shape)]).lower() for i in pair]
    else:
        names = [f"{fault.kind[:-1]} {i}" for i in pair]
    return f"{OBSERVED[fault.kind]}: {names[0]} holds what belongs to {names[1]}"


def _of_some_signs(fault: Fault, shape: tuple[int, ...]) -> str:
    names = _named(fault.where).lower()
    has = "has" if len(fault.where) == 1 else "have"
    return f"All sizes are right, but {names} {has} the opposite sign"


def _of_offset(fault: Fault, shape: tuple[int, ...]) -> str:
    amount = fault.amount or 0.0
    large = "large" if amount > 0 else "small"
    return f"Every entry is too {large} by the same amount, {number(abs(amount))}"


def _of_line(fault: Fault, shape: tuple[int, ...]) -> str:
    (where,) = fault.where[0]
    found = f"{fault.kind.capitalize()} {where} alone is wrong, all others are right"
    return found if fault.factor is None else f"{found}: it is {scaled(fault.factor)}"


def _of_entries(fault: Fault, shape: tuple[int, ...]) -> str:
    if shape == ():
        return "The slope is another one"
    if len(fault.where) == np.prod(shape) > 1:
        return "All entries are wrong, by no common factor or amount"
    one = len(fault.where) == 1
    found = f"{_named(fault.where)} {'is' if one else 'are'} wrong"
    if np.prod(shape) > len(fault.where):
        found += ", the other is right" if np.prod(shape) == 2 else ", all others are right"
    if fault.factor is None:
        return found
    return f"{found}: {'it is' if one else 'each is'} {scaled(fault.factor)}"


def _asked_of_entries(fault: Fault, shape: tuple[int, ...]) -> str:
    if len(fault.where) == np.prod(shape):
        return "For which simple function, or at which point, could you compare by hand?"
    return "What have these in common?"


def scaled(factor: float) -> str:
    """A factor in words, with its sign."""
    return "of the opposite sign" if factor == -1 else _times(abs(factor))


def _named(where: Sequence[Index]) -> str:
    """'Entry 2', 'Entries 0 and 3', 'Entry [0, 1]', or '5 entries'."""
    if len(where) > MAX_NAMED:
        return f"{len(where)} entries"
    names = [str(i[0]) if len(i) == 1 else str(list(i)) for i in where]
    return f"{'Entry' if len(where) == 1 else 'Entries'} {listed(names)}"


def listed(names: Sequence[str]) -> str:
    """'a', 'a and b', or 'a, b and c'."""
    return ", ".join(names[:-1]) + (" and " if names[:-1] else "") + names[-1]


def _unravel(flat: int, shape: tuple[int, ...]) -> Index:
    return tuple(int(i) for i in np.unravel_index(flat, shape))


SEEN: dict[str, Callable[[Fault, tuple[int, ...]], str]] = {
    Pattern.NOT_FINITE: _of_numbers,
    Pattern.PERMUTED: _of_order,
    Pattern.ROWS: _of_order,
    Pattern.COLUMNS: _of_order,
    Pattern.SOME_SIGNS: _of_some_signs,
    Pattern.OFFSET: _of_offset,
    Pattern.ROW: _of_line,
    Pattern.COLUMN: _of_line,
    Pattern.ENTRY: _of_entries,
    Pattern.ENTRIES: _of_entries,
}


def comparison(
    claimed: Floats, numeric: Floats, fault: Fault | None, worst: Index | None, labels: Two
) -> list[str]:
    """Return both arrays as aligned lines, with a mark where the fault shows most."""
    where = worst
    if fault is not None and fault.kind == Pattern.ROW:
        where = fault.where[0]
    elif fault is not None and fault.where and worst not in fault.where:
        where = fault.where[0] if fault.kind != Pattern.COLUMN else worst
    return aligned(claimed, numeric, where, labels)
