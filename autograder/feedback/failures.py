"""Sentences on answers that differ from what was expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.checks.compare import Failure, FailureKind, as_numbers
from autograder.child.wire_types import Opaque
from autograder.course.submission import Submission
from autograder.feedback.crashes import answers
from autograder.feedback.crashes.entry import Explained
from autograder.feedback.crashes.trees import definition
from autograder.feedback.formatting import show
from autograder.sandbox.lending import function_name
from autograder.sandbox.student import Call

if TYPE_CHECKING:
    from autograder.gradcheck.faults.pair import Fault

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
ARRAY = "array of "  # with what it holds: the name of an object that cannot cross
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")


def is_value(failure: Failure) -> bool:
    """Whether values came back that can be looked at; None, text or an object are none."""
    if failure.kind == FailureKind.TYPE:
        return failure.note == "complex"
    return failure.kind != FailureKind.NO_ERROR or not isinstance(failure.got, (Opaque, type(None)))


def odd_answer(value: Any) -> Failure:
    """Return the failure of an answer with which a check cannot do anything."""
    found = as_numbers(value)
    if isinstance(found, Failure):
        return Failure(FailureKind.TYPE, got=value, note=found.note)
    note = f"The answer has a form that cannot be compared: {show(value)}"
    return Failure(FailureKind.PROPERTY, note=note)


def of_nothing(
    failure: Failure, call: Call | None, submission: Submission | None
) -> Explained | None:
    """Explain an answer of None, lines that never run, or one that asks no function it is given."""
    if call is None:
        return None
    if (moved := answers.parameters_moved(submission, call.function)) is not None:
        return moved
    is_none = failure.note == "none" or (failure.got is None and failure.expected is not None)
    if is_none and call.value is None and failure.kind != FailureKind.PROPERTY:
        return answers.of_none(submission, call.function)
    own = definition(submission, call.function) if submission else None
    idle = answers.never_run(own) if own is not None else None
    lent = [function_name(one) for one in call.given if callable(one)]
    is_idle = not call.requests and is_value(failure)
    return idle or (answers.never_asked(call.function, lent) if is_idle else None)


def told(failure: Failure, call: Call | None, who: str, fault: Fault | None) -> str:
    """Return what is said of a failure; `who` is the call as code."""
    part = place_of(failure, call)
    of_part = f", {part}," if part else ""
    if failure.kind == FailureKind.GRADIENT:
        return _gradient(failure, who, fault)
    if failure.kind == FailureKind.PROPERTY:
        return f"{failure.note}\n  {who}" if call else failure.note
    if failure.kind == FailureKind.NO_ERROR:
        return f"{who}\n  {_not_raised(failure)}"
    if failure.kind == FailureKind.PARTS:
        size = len(failure.expected)
        return f"{who}\n  returned {show(failure.got)}; {size} values were expected."
    if failure.kind == FailureKind.TYPE:
        kind, asked = _kind_of(failure.note, failure.got), _asked(failure)
        wanted = f"\n  expected {asked}" if asked else ""
        return f"{who}\n  returned{of_part} {kind}{wanted}"
    if failure.kind == FailureKind.SHAPE:
        return _shapes(failure, who, of_part, fault)
    lines = [
        who,
        f"  returned{of_part} {show(failure.got)}",
        f"  expected {show(failure.expected)}",
    ]
    if failure.where:
        at = ", ".join(map(str, failure.where))
        got, expected = np.asarray(failure.got), np.asarray(failure.expected)
        pair = f"{show(got[failure.where])} instead of {show(expected[failure.where])}"
        lines.append(f"  first difference at index [{at}]: {pair}")
    return "\n".join(lines)


def place_of(failure: Failure, call: Call | None) -> str:
    """Say in words which of several results it is, as the student's function returned them."""
    if not failure.parts:
        return ""
    value = call.value if call is not None else None
    if len(failure.parts) == 1 and isinstance(value, (list, tuple, np.ndarray)):
        number = _number_of(failure, list(value))
        if number is not None:
            count = NUMBERS[len(value)] if len(value) < len(NUMBERS) else str(len(value))
            return f"as the {_ordinal(number)} of the {count} results"
    first, *rest = [_ordinal(number) for number in failure.parts]
    return ", ".join([f"in the {first} value compared", *(f"its {one} part" for one in rest)])


def _number_of(failure: Failure, values: list[Any]) -> int | None:
    """Which of `values` the failure is about, if only one can be meant."""
    same = [number for number, one in enumerate(values) if _same(one, failure.got)]
    (part,) = failure.parts
    return part if part in same else same[0] if len(same) == 1 else None


def _same(one: Any, other: Any) -> bool:
    if one is other:
        return True
    first, second = as_numbers(one), as_numbers(other)
    if isinstance(first, Failure) or isinstance(second, Failure):
        return False
    return np.array_equal(first, second, equal_nan=True)


def _ordinal(number: int) -> str:
    return ORDINALS[number] if number < len(ORDINALS) else f"{number + 1}th"


def _not_raised(failure: Failure) -> str:
    raised = f"A {failure.expected} is raised by `raise {failure.expected}(...)`, not returned."
    if isinstance(failure.got, Opaque) and failure.got.kind == failure.expected:
        return f"returned a {failure.expected} as its answer. {raised}"
    what = _kind_of(failure.got.kind, None) if isinstance(failure.got, Opaque) else None
    said = f"returned {what or show(failure.got)}, where a {failure.expected} was to be raised"
    return f"{said}. {raised}" if what and failure.got.kind == "type" else said


def _shapes(failure: Failure, who: str, of_part: str, fault: Fault | None) -> str:
    from autograder.gradcheck.faults.pair import Pattern  # most results need no module of gradcheck

    got, expected = np.shape(failure.got), np.shape(failure.expected)
    wanted = "a single number, shape ()" if expected == () else str(expected)
    lines = [who, f"  returned{of_part} the shape {got}; expected {wanted}."]
    if got == (*expected, 1) or (len(got) > 1 and np.squeeze(failure.got).shape == expected):
        lines.append("The numbers may be right: is there an axis of length 1 too many?")
    elif fault is not None and fault.kind == Pattern.TRANSPOSED:
        lines.append(fault_named(fault, expected))
    elif got == expected[::-1] and got != expected:
        lines.append("Are rows and columns exchanged?")
    return "\n".join(lines)


def _gradient(failure: Failure, who: str, fault: Fault | None) -> str:
    """Both gradients, aligned, and in what way the answer is wrong, unless a hint says it."""
    from autograder.gradcheck.showing.words import comparison

    labels = ("returned", "expected")
    pair = comparison(failure.got, failure.expected, failure.fault, failure.where, labels)
    lines = [who, *(f"  {line}" for line in pair)]
    if failure.parts:
        lines.append("  (all parts in one row)")
    if fault is not None:
        lines.append(fault_named(fault, np.shape(failure.expected)))
    return "\n".join(lines)


def fault_named(fault: Fault, shape: tuple[int, ...]) -> str:
    """Say in what way a gradient of `shape` is wrong."""
    from autograder.gradcheck.showing import words  # imported only if needed, as it loads slowly

    return words.sentence(fault, shape)


def _asked(failure: Failure) -> str:
    if isinstance(failure.expected, np.ndarray):
        shape = failure.expected.shape
        return "a number" if shape == () else f"numbers of shape {shape}"
    known = {bool: "True or False", str: "text", type(None): ""}
    return known.get(type(failure.expected), "another kind")


def _kind_of(note: str, got: Any) -> str:
    known = {
        "none": "None",
        "text": f"text, {show(got)}",
        "dict": "a dictionary",
        "complex": "complex numbers",
        "no text": show(got),
    }
    if isinstance(got, Opaque) and note == "no text":
        note = got.kind
    if note in known:
        return known[note]
    if note.startswith("a list"):
        return note
    if note.startswith(ARRAY):
        held = note.removeprefix(ARRAY)
        return f"an {ARRAY}{'objects' if held == 'object' else 'texts' if 'U' in held else held}"
    return answers.of_kind(note) or f"an object of type {note}"
