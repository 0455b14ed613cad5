"""What an exercise's text promises of the arguments, and whether the checks keep to it.

The docstring of a function has a table with a row for each argument: `name  words`. `phrases.py`
defines what words allow; the annotation counts, too.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from functools import partial, wraps
from typing import Any

from factories.phrases import Promise, promise_of
from factories.values import Call, type_of

ROW = re.compile(r"(\w+(?:, \w+)*)  +(\S.*)")
AS_IN = re.compile(r"as in (\w+)")
Functions = Mapping[str, Callable[..., Any]]


def rows(function: Callable[..., Any]) -> dict[str, tuple[int, str]]:
    """The words on each argument, and the argument's place among those of its row."""
    found: dict[str, tuple[int, str]] = {}
    names: list[str] = []
    _, _, rest = inspect.getdoc(function).partition("\n\n")  # type: ignore[union-attr]
    for line in rest.partition("\n\n")[0].split("\n"):
        if row := ROW.fullmatch(line):
            names = row[1].split(", ")
            found |= {name: (place, row[2]) for place, name in enumerate(names)}
        elif names:
            found |= {name: (found[name][0], f"{found[name][1]} {line.strip()}") for name in names}
    return found


def words_on(functions: Functions, function: str, name: str) -> tuple[int, str]:
    """The words on an argument, those of another function's table added where they refer to it."""
    place, words = rows(functions[function]).get(name, (0, ""))
    if other := AS_IN.search(words):
        there, more = words_on(functions, other[1], name)
        return there, f"{more}; {words.replace(other[0], '')}"
    return place, words


def promises(functions: Functions, function: str) -> dict[str, Promise]:
    """What is promised of each argument of a function."""
    found = {}
    for name, parameter in inspect.signature(functions[function], eval_str=True).parameters.items():
        place, words = words_on(functions, function, name)
        found[name] = promise_of(words, parameter.annotation, place)
    return found


class Watched:
    """The functions of a model solution, which notice arguments that were not promised."""

    def __init__(self, functions: Functions) -> None:
        self.functions = functions
        self.faults: list[str] = []
        self.promises: dict[str, dict[str, Promise]] = {}

    def names(self, called: set[str]) -> dict[str, Any]:
        """The solution's names; the functions in `called` are watched."""
        return {**self.functions, **{name: self._watch(name) for name in sorted(called)}}

    def _watch(self, name: str) -> Callable[..., Any]:
        function = self.functions[name]
        promised = self.promises[name] = promises(self.functions, name)
        self.faults += [f"{name}: {key}: {f}" for key, one in promised.items() for f in one.faults]
        signature = inspect.signature(function)

        @wraps(function)
        def watched(*args: Any, **kwargs: Any) -> Any:
            call = Call(signature.bind(*args, **kwargs).arguments)
            for key, value in call.arguments.items():
                if not promised[key].holds(call, value):
                    said = f"{promised[key].words!r}, {type_of(promised[key].annotation)}"
                    self.faults.append(f"{name}: {key} is {value!r}; promised: {said}")
            for key, value in call.arguments.items():
                told = partial(self._told, name, key, promised[key], call)
                call.arguments[key] = _with_functions(value, told)
            return function(**call.arguments)

        return watched

    def _told(self, name: str, key: str, promised: Promise, call: Call, value: Any) -> None:
        if promised.answer and not promised.answer(call, value):
            self.faults.append(f"{name}: {key} gives {value!r}; promised: {promised.words!r}")


def _with_functions(value: Any, told: Callable[[Any], None]) -> Any:
    """`value`, in which each function tells its answers."""
    if type(value) in (list, tuple):
        return type(value)(_with_functions(one, told) for one in value)
    if not callable(value) or isinstance(value, type):
        return value

    def telling(*args: Any) -> Any:
        answer = value(*args)
        told(answer)
        return answer

    return telling
