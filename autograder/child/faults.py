"""Faults as data: what the child says of a call that yields no answer."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any

from autograder.child.wire import encode
from autograder.child.wire_types import FaultKind

KEPT_FRAMES = 3


def too_large(size: int, most: int) -> bytes:
    """Return the reply that replaces one of `size` bytes, more than may cross."""
    text = f"it takes {size:,} bytes; at most {most:,} can cross"
    return encode({"error": fault(FaultKind.TOO_LARGE, "WireError", text)})


def fault(
    kind: FaultKind, type_name: str, text: str, frames: list[tuple[str, int, str]] | None = None
) -> dict[str, Any]:
    """Return a fault as it crosses the wire; `frames` as `own_frames` returns them."""
    found = {"kind": str(kind), "type": type_name, "text": text}
    return found | {"frames": frames or [], "bases": []}


def safe_text(error: BaseException) -> str:
    """The message of `error`, at most 2,000 characters, even if its `__str__` is broken."""
    try:
        return str(error)[:2_000]
    except Exception:  # a broken __str__ must not hide the error itself
        return "(its message cannot be shown)"


def own_frames(
    traceback: TracebackType | None, is_own: Callable[[str], bool]
) -> list[tuple[str, int, str]]:
    """The submission's own frames, outermost first: (file, line, function).

    Of a long traceback only the first and last `KEPT_FRAMES` remain.
    """
    frames = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if is_own(code.co_filename):
            frames.append((code.co_filename, traceback.tb_lineno, code.co_name))
        traceback = traceback.tb_next
    if len(frames) > 2 * KEPT_FRAMES:
        frames = frames[:KEPT_FRAMES] + frames[-KEPT_FRAMES:]
    return frames
