"""What a table of all public inputs by heart earns in each assignment, with several fallbacks.

Run it as `python tests/data/cases/hostile/lookup.py` in the course's folder.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np
import pytest

from autograder.checks.session import Items, with_checks
from autograder.child.wire import encode
from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.feedback.misconceptions import info_of, outcomes
from autograder.results import Status

FALLBACKS: dict[str, Callable[..., Any]] = {
    "None": lambda *given, **named: None,
    "last argument": lambda *given, **named: given[-1] if given else None,
    "0": lambda *given, **named: 0.0,
}
Won = tuple[float, float, list[str]]  # public points, hidden points, hidden checks that passed
Functions = dict[str, Callable[..., Any]]


def plain(value: Any) -> Any:
    """Return what tells an argument from others and can be encoded."""
    if isinstance(value, (list, tuple)):
        return type(value)(map(plain, value))
    if callable(value):
        return "function"
    if isinstance(value, np.random.Generator):
        return str(value.bit_generator.state)
    return "axes" if type(value).__module__.startswith("matplotlib") else value


class Table:
    """The calls that the public checks make, and which functions they call."""

    def __init__(self) -> None:
        self.calls: set[tuple[str, bytes]] = set()
        self.called: set[str] = set()

    @staticmethod
    def key(name: str, given: Any, named: Any) -> tuple[str, bytes]:
        return name, encode((plain(list(given)), plain(named)))

    def learning(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function whose calls are learnt."""

        def learn(*given: Any, **named: Any) -> Any:
            self.called.add(name)
            self.calls.add(self.key(name, given, named))
            return function(*given, **named)

        return learn

    def knowing(
        self, name: str, function: Callable[..., Any], fallback: Callable[..., Any]
    ) -> Callable[..., Any]:
        """Return a function that is right for the learnt calls alone."""

        def know(*given: Any, **named: Any) -> Any:
            known = self.key(name, given, named) in self.calls
            return (function if known else fallback)(*given, **named)

        return know


def won(assignment: Assignment) -> dict[str, Won]:
    """Return what the table earns in an assignment, by fallback."""
    files = assignment.test_files()

    def use(items: Items) -> dict[str, Won]:
        mine = [item for file in files for item in items.get(file, [])]
        public = [item for item in mine if not info_of(item).hidden]
        table, names = Table(), dict(assignment.model)
        functions = {n: f for n, f in names.items() if isinstance(f, FunctionType)}
        outcomes(names | {n: table.learning(n, f) for n, f in functions.items()}, public, "")
        return {
            label: earned(mine, names | by_heart(table, functions, fallback))
            for label, fallback in FALLBACKS.items()
        }

    return with_checks(assignment.root, files, use)


def by_heart(table: Table, functions: Functions, fallback: Callable[..., Any]) -> Functions:
    """Return the functions of the table; questions, whose answers it cannot learn, get an A."""
    found = {n: table.knowing(n, f, fallback) for n, f in functions.items() if n in table.called}
    return found | {n: lambda *_, **__: "A" for n in found if n.startswith("question")}


def earned(items: list[pytest.Item], names: dict[str, Any]) -> Won:
    """Return what functions earn under the checks."""
    found = outcomes(names, items, "someone")
    passed = [info_of(i) for i in items if found[i.name].status is Status.PASSED]
    points = [sum(one.points for one in passed if one.hidden is kind) for kind in (False, True)]
    return points[0], points[1], [one.name for one in passed if one.hidden]


if __name__ == "__main__":
    for one in Catalog.find(Path.cwd()).assignments:
        for label, (public, hidden, checks) in won(one).items():
            print(f"{one.name:20} else {label:14} public {public:g} hidden {hidden:g} {checks}")
