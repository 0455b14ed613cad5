"""Code that crashes as beginners' code does, with the kind of explanation that it must get.

The cases stand in `tests/data/crashes`: each begins with a line `### kind | arguments | words of
the explanation`; the kind `-` has none. In `calls.txt` the code defines a function `it`, which may
call those of `helpers.txt`. In `cells.txt` it is a cell that fails when it is run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from factories.toy_course import DATA

FOLDER = DATA / "crashes"
HELPERS = (FOLDER / "helpers.txt").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Case:
    """One crash."""

    kind: str | None
    given: str
    says: str
    code: str

    @property
    def args(self) -> tuple[Any, ...]:
        """The arguments of the call."""
        known = {"np": np, "square": square, "pair": pair, "rng": np.random.default_rng(0)}
        known |= {"X": np.array([1.0, 2.0, 3.0]), "TABLE": np.arange(6.0).reshape(2, 3)}
        found: tuple[Any, ...] = eval(f"({self.given},)", known)
        return found


def square(x):
    """A lent function of a point with two coordinates."""
    a, b = x
    return a**2 + b**2


def pair(a, b):
    """A lent function of two numbers."""
    return a * b


def cases(name: str) -> list[Case]:
    """Return the cases of a file."""
    found = []
    for part in re.split(r"^### ", (FOLDER / name).read_text(encoding="utf-8"), flags=re.M)[1:]:
        head, _, code = part.partition("\n")
        kind, given, says = (field.strip() for field in head.split("|", 2))
        found.append(Case(None if kind == "-" else kind, given, says, code.strip("\n")))
    return found


def text_of(calls: list[Case]) -> str:
    """Return a submission with the functions of all cases, `it_0` and so on."""
    parts = [re.sub(r"\bit\b", f"it_{n}", one.code) for n, one in enumerate(calls)]
    return "\n\n\n".join(["import numpy as np", HELPERS.strip(), *parts]) + "\n"


CRASHES, BROKEN = cases("calls.txt"), cases("cells.txt")
