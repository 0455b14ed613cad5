"""A call as code that can be pasted below the student's own: whole, to the last digit."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.feedback.lent_code import Definitions
from autograder.sandbox.canvas import Canvas
from autograder.sandbox.student import Call, Seeded

MOST_CALL, MOST_DEFINED = 1_200, 800  # characters of a message
MOST_WHOLE = 100_000  # characters of the whole
NUMPY = "import numpy as np"
CUT = "(The call is cut: `make grade JSON=result.json` writes it whole, as `call`.)"
LONG = (
    "(The functions that it is given are long: `make grade JSON=result.json` writes them, with the "
    "call, as `call`.)"
)


@dataclass(frozen=True)
class Code:
    """A call as code, and what must stand above it so that it runs."""

    call: str
    above: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The call for a message, cut if it is very long."""
        return self.call if len(self.call) <= MOST_CALL else f"{self.call[:MOST_CALL]}…"

    @property
    def notes(self) -> list[str]:
        """Lines for the end of a message: what the call needs, or where all of it is."""
        defined = [one for one in self.above if one != NUMPY]
        long = sum(map(len, defined)) > MOST_DEFINED
        lines = [] if long or not defined else ["  where"]
        if lines:
            lines += [f"    {line}" for one in defined for line in one.split("\n")]
        lines += [LONG] if long else []
        return [*lines, CUT] if len(self.call) > MOST_CALL else lines

    @property
    def whole(self) -> str | None:
        """All of it; None if it is huge."""
        text = "\n".join([*self.above, self.call])
        return text if len(text) <= MOST_WHOLE else None


def as_code(call: Call) -> Code:
    """Return a call as the student would write it."""
    writer = _Writer()
    parts = [writer.value(one) for one in call.args]
    parts += [f"{name}={writer.value(one)}" for name, one in call.kwargs.items()]
    return Code(f"{call.function}({', '.join(parts)})", tuple(writer.above()))


class _Writer:
    def __init__(self) -> None:
        self.definitions = Definitions(self.value)
        self.draws = False

    def above(self) -> list[str]:
        """The lines that must stand above."""
        lines = self.definitions.lines()
        if self.draws:
            lines += ["import matplotlib.pyplot as plt", "_, ax = plt.subplots()"]
        return [NUMPY, *lines]

    def value(self, value: Any) -> str:
        """Return code for a value."""
        if isinstance(value, Canvas):
            self.draws = True
            return "ax"
        if isinstance(value, np.random.Generator):
            return "np.random.default_rng()"
        if isinstance(value, Seeded):
            return f"np.random.default_rng({value.seed})"
        if isinstance(value, np.ndarray):
            return self._array(value)
        if isinstance(value, np.generic):
            return self.value(value.item())
        if isinstance(value, float) and not math.isfinite(value):
            return "np.nan" if math.isnan(value) else "np.inf" if value > 0 else "-np.inf"
        if isinstance(value, list):
            return f"[{', '.join(map(self.value, value))}]"
        if isinstance(value, tuple):
            inner = ", ".join(map(self.value, value))
            return f"({inner},)" if len(value) == 1 else f"({inner})"
        if isinstance(value, Mapping):
            return f"{{{', '.join(f'{k!r}: {self.value(v)}' for k, v in value.items())}}}"
        if callable(value):
            return self.definitions.expression(value)
        return repr(value)

    def _array(self, value: np.ndarray[Any, Any]) -> str:
        if value.size == 0:
            return f"np.zeros({value.shape!r})"
        kind = f", dtype=np.{value.dtype}" if value.dtype in (np.float32, np.int32) else ""
        return f"np.array({self.value(value.tolist())}{kind})"
