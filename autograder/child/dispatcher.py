"""The dispatcher: calls a submission's functions.

It serves the child process, a live notebook, and the misconceptions in the grader. So a call
means the same everywhere: arguments arrive as fresh copies, the result leaves as a copy, and
changes of arguments are reported.
"""

from __future__ import annotations

import builtins
import inspect
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import Any

import numpy as np

from autograder.child import drawing
from autograder.child.wire import decode, encode
from autograder.child.wire_types import FaultKind, Handle, Interrupted, Surface, WireError

MUTABLE = (list, dict, tuple, np.ndarray)
KEPT_RESULTS = 4
KEPT_BYTES = 65_536
KEPT_FRAMES = 3
_seed, _draw = np.random.seed, np.random.random  # safe from a submission that replaces them

Ask = Callable[[bytes], bytes]
Snapshot = tuple[Any, ...]


def lent(handle: Handle, ask: Ask) -> Callable[..., Any]:
    """Return a function that asks the grader for its value, or raises the grader's exception.

    It is a plain function, so that no error or type that a student sees has a name of ours.
    """

    def function(*args: Any, **kwargs: Any) -> Any:
        try:
            request = encode((handle.number, args, kwargs))
        except WireError as error:
            raise ValueError(f"{handle.name} cannot take this: {error}") from None
        answer = decode(ask(request))
        if answer[0] == "value":
            return answer[1]
        kind = getattr(builtins, answer[1], RuntimeError)
        raise kind(answer[2])

    function.__name__ = function.__qualname__ = handle.name
    function.__module__ = "__main__"
    return function


class Dispatcher:
    """Calls the functions in the namespace of one submission."""

    def __init__(self, names: dict[str, Any], ask: Ask, is_own: Callable[[str], bool]) -> None:
        """`ask` sends a call of a lent function; `is_own` tells the submission's file names."""
        self.names, self.ask, self.is_own = names, ask, is_own
        self._results: deque[tuple[Snapshot, Any]] = deque(maxlen=KEPT_RESULTS)
        self._signatures: dict[str, tuple[Any, inspect.Signature, set[Any]]] = {}
        self._calls = 0

    def call(self, request: bytes) -> bytes:
        """Perform the call of `request`, (name, args, kwargs), and return the encoded reply."""
        name, args, kwargs = decode(request, lambda handle: lent(handle, self.ask))
        reply = self._prepare(name, args, kwargs) or self._perform(name, list(args), kwargs)
        try:
            return encode(reply)
        except WireError as error:
            return encode({"error": _fault(FaultKind.TOO_LARGE, "WireError", str(error))})

    def _prepare(self, name: str, args: Any, kwargs: Any) -> dict[str, Any] | None:
        """Return None, or a reply with the fault: no such function, or the call does not fit."""
        function = self.names.get(name)
        if not callable(function):
            found = "" if function is None else type(function).__name__
            return {"error": _fault(FaultKind.MISSING, "NameError", found)}
        known, signature, fitting = self._signatures.get(name, (None, None, set()))
        if known is not function:
            try:
                signature, fitting = inspect.signature(function), set()
            except (TypeError, ValueError):  # some built-in callables have no signature
                return None
            self._signatures[name] = function, signature, fitting
        form = (len(args), *kwargs)  # decides alone whether the call fits
        if form in fitting:
            return None
        try:
            signature.bind(*args, **kwargs)  # type: ignore[union-attr]
        except TypeError as error:
            return {
                "error": _fault(FaultKind.SIGNATURE, "TypeError", f"{name}{signature}: {error}")
            }
        fitting.add(form)
        return None

    def _perform(self, name: str, args: list[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
        axes = None if is_bare(self.names[name]) else self._set_up_axes(args)
        watched = {k: v for k, v in [*enumerate(args), *kwargs.items()] if type(v) in MUTABLE}
        before = {key: snapshot(value) for key, value in watched.items()}
        given = [*args, *kwargs.values()]
        generators = [value for value in given if isinstance(value, np.random.Generator)]
        coming = self._seed_global() if generators else None
        reply: dict[str, Any] = {}
        try:
            result = self.names[name](*args, **kwargs)
            reply["value"] = result
            taken = snapshot(result)
        except WireError as error:
            return {"error": _fault(FaultKind.TOO_LARGE, type(result).__name__, str(error))}
        except Interrupted:  # of the grader, when it calls functions of ours
            raise
        except BaseException as error:  # also SystemExit: no submission ends the worker
            return {"error": self._describe(error, name)}
        if changed := [key for key, value in watched.items() if snapshot(value) != before[key]]:
            reply["changed"] = self._argument_names(name, changed)
        if coming is not None and _draw() != coming:
            reply["global_random"] = True
        if any(snapshot(kept) != old for old, kept in self._results):
            reply["stale"] = True
            self._results.clear()
        if type(result) in MUTABLE and len(taken[-1]) <= KEPT_BYTES:
            self._results.append((taken, result))
        if generators:
            reply["generators"] = generators  # the caller's generators continue from this state
        if axes is not None:
            try:
                reply["drawn"] = drawing.describe(axes)
            except Exception as error:  # Matplotlib could not draw it either
                return {"error": self._describe(error, name)}
        return reply

    @staticmethod
    def _set_up_axes(args: list[Any]) -> Any:
        """Replace the first `Surface` in `args` by fresh Axes; return the Axes, or None."""
        for position, value in enumerate(args):
            if isinstance(value, Surface):
                try:
                    args[position] = drawing.fresh_axes()
                except ImportError:  # not loaded before the lock, as no cell seemed to draw
                    args[position] = None
                return args[position]
        return None

    def _seed_global(self) -> float:
        """Seed the global random state anew for each call, so that its use can be detected.

        Return its next number if nobody uses it; comparing the states would take longer.
        """
        self._calls += 1
        _seed(self._calls)
        coming = _draw()
        _seed(self._calls)
        return coming

    def _argument_names(self, name: str, keys: list[Any]) -> list[str]:
        try:
            parameters = list(inspect.signature(self.names[name]).parameters)
        except (TypeError, ValueError):
            parameters = []
        return [
            parameters[key] if isinstance(key, int) and key < len(parameters) else str(key)
            for key in keys
        ]

    def _describe(self, error: BaseException, name: str) -> dict[str, Any]:
        frames = own_frames(error.__traceback__, self.is_own)
        kind = FaultKind.EXCEPTION
        if isinstance(error, NotImplementedError):
            origin = frames[-1][2] if frames else name
            kind = FaultKind.NOT_STARTED if origin == name else FaultKind.WAITS
            if kind == FaultKind.WAITS:
                return _fault(kind, origin, "", frames)
        fault = _fault(kind, type(error).__name__, safe_text(error), frames)
        return fault | {"bases": [base.__name__ for base in type(error).__mro__]}


def snapshot(value: Any) -> Snapshot:
    """Return data that differ once the value changes; `WireError` if it is too large to cross."""
    if type(value) is np.ndarray and value.dtype.kind in "biufc" and value.nbytes <= KEPT_BYTES:
        return value.shape, value.dtype, value.tobytes()
    return (encode(value),)


def is_bare(function: Any) -> bool:
    """Whether a function only raises NotImplementedError and so needs no figure."""
    return getattr(getattr(function, "__code__", None), "co_names", ()) == ("NotImplementedError",)


def too_large(size: int, most: int) -> bytes:
    """Return the reply that replaces one of `size` bytes, more than may cross."""
    text = f"it takes {size:,} bytes; at most {most:,} can cross"
    return encode({"error": _fault(FaultKind.TOO_LARGE, "WireError", text)})


def _fault(
    kind: FaultKind, type_name: str, text: str, frames: list[tuple[str, int, str]] | None = None
) -> dict[str, Any]:
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
