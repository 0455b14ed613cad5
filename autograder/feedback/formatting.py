"""Formats values for messages, and shortens long ones."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np

from autograder.child.wire_types import Opaque
from autograder.sandbox.canvas import Canvas
from autograder.sandbox.lending import function_name
from autograder.sandbox.student import Seeded

WIDTH = 76
MAX_SHOWN, MAX_SHOWN_DEPTH = 8, 3  # entries of an axis, and axes


def show(value: Any, depth: int = 0) -> str:
    """Return a short text for a value in a message."""
    if isinstance(value, Canvas):
        return "ax"
    if isinstance(value, Opaque):
        return f"<{value.kind}>"
    if isinstance(value, (np.random.Generator, Seeded)):
        return "rng"
    if isinstance(value, np.ndarray):
        return _entries(value, "[]", depth) if value.ndim else show(value[()])
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    if isinstance(value, (float, np.floating)):
        return f"{float(value):.6g}"
    if isinstance(value, (int, np.integer)):
        number = int(value)
        if abs(number) < 10**15:
            return str(number)
        return f"{number if abs(number) < 10**300 else Decimal(number):.6g}"
    if isinstance(value, (complex, np.complexfloating)):
        return str(complex(value))
    if isinstance(value, (list, tuple)):
        return _entries(value, "()" if isinstance(value, tuple) else "[]", depth)
    if callable(value):
        return function_name(value)
    text = repr(value)
    return text if len(text) <= WIDTH else f"{text[:WIDTH]}…"


def _entries(values: Any, brackets: str, depth: int) -> str:
    if depth >= MAX_SHOWN_DEPTH:
        return f"{brackets[0]}…{brackets[1]}"
    parts = [show(value, depth + 1) for value in values[:MAX_SHOWN]]
    if len(values) > MAX_SHOWN:
        parts.append(f"… {len(values)} in all")
    return f"{brackets[0]}{', '.join(parts)}{brackets[1]}"
