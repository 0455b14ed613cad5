"""The dispatcher: calls a submission's functions.

It serves the child process, a live notebook, and the misconceptions in the grader. So a call
means the same everywhere: arguments arrive as fresh copies, the result leaves as a copy, and
changes of arguments are reported.
"""

from __future__ import annotations

import inspect
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.child import drawing
from autograder.child.faults import fault, own_frames, safe_text
from autograder.child.global_random import GlobalRandom
from autograder.child.lent import Ask, lent
from autograder.child.ownership import is_owned
from autograder.child.random_state import RandomState
from autograder.child.reply import reply_with
from autograder.child.request import requested
from autograder.child.wire import decode, encode
from autograder.child.wire_types import FaultKind, Handle, Interrupted, Surface, WireError

MUTABLE = frozenset({list, dict, tuple, np.ndarray})
SOUND = {"drawn"}  # what may be told beside a value, of a call without a fault
PLAIN = (bool, int, float, complex, str, type(None))
KEPT_RESULTS = 4
KEPT_BYTES = 65_536
_generator = np.random.default_rng  # safe from a submission that replaces it

Snapshot = tuple[Any, ...]


class Dispatcher:
    """Calls the functions in the namespace of one submission."""

    def __init__(self, names: dict[str, Any], ask: Ask, is_own: Callable[[str], bool]) -> None:
        """`ask` sends a call of a lent function; `is_own` tells the submission's file names."""
        self.names, self.ask, self.is_own = names, ask, is_own
        self._results: deque[tuple[bytes, Any] | None] = deque(maxlen=KEPT_RESULTS)
        self._signatures: dict[str, tuple[Any, inspect.Signature, set[Any]]] = {}
        self._global_random = GlobalRandom()

    def call(self, request: bytes) -> bytes:
        """Perform the call of `request`, and return the encoded reply."""
        name, (args, kwargs) = requested(request, self._lend)
        reply, _ = self._answer(name, list(args), kwargs)
        return reply

    def series(self, request: bytes) -> Iterator[tuple[bytes, bool]]:
        """Perform the calls of `request`; yield the encoded reply of each, and if it is the last.

        `request` is (name, rows, seeds): a call for each row of arguments; or, with seeds, for each
        of them, a call with the arguments of the only row and a generator made from the seed.
        The first call with a fault ends the series.
        """
        name, rows, seeds = decode(request, self._lend)
        count = len(rows if seeds is None else seeds)
        for number in range(count):
            if seeds is None:
                args = list(rows[number])
            else:
                if number and not _is_plain(rows[0]):
                    _, rows, _ = decode(request, self._lend)  # each call gets fresh copies
                args = [*rows[0], _generator(int(seeds[number]))]
            is_last = number == count - 1
            reply, is_sound = self._answer(name, args, {}, is_last, goes_on=seeds is None)
            yield reply, is_last or not is_sound
            if not is_sound:
                return

    def _lend(self, handle: Handle) -> Any:
        return lent(handle, lambda asked: self.ask(asked))

    def _answer(
        self,
        name: str,
        args: list[Any],
        kwargs: dict[str, Any],
        looks_back: bool = True,
        goes_on: bool = True,
    ) -> tuple[bytes, bool]:
        """Perform one call; return the encoded reply, and whether it is free of faults.

        `looks_back`: see whether this or a recent call has changed what earlier ones returned.
        `goes_on`: return the generators, since the caller goes on with them.
        """
        value, more = None, self._prepare(name, args, kwargs)
        if more is None:
            value, more = self._perform(name, args, kwargs, looks_back)
        try:
            if value is None:
                return encode(more), False
            given = [*args, *kwargs.values()] if goes_on else []
            used = [one.bit_generator for one in given if isinstance(one, Generator)]
            return reply_with(value, list(map(RandomState.of, used)), more), more.keys() <= SOUND
        except WireError as error:
            return encode({"error": fault(FaultKind.TOO_LARGE, "WireError", str(error))}), False

    def _is_stale(self) -> bool:
        """Whether results of recent calls have changed since; then all are forgotten."""
        if all(kept is None or encode(kept[1]) == kept[0] for kept in self._results):
            return False
        self._results.clear()
        return True

    def _prepare(self, name: str, args: Any, kwargs: Any) -> dict[str, Any] | None:
        """Return None, or a reply with the fault: no such function, or the call does not fit."""
        function = self.names.get(name)
        if not callable(function):
            found = "" if function is None else type(function).__name__
            return {"error": fault(FaultKind.MISSING, "NameError", found)}
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
            why = str(error).replace(" keyword-only ", " ")  # Python 3.11 says less than others
            return {"error": fault(FaultKind.SIGNATURE, "TypeError", f"{name}{signature}: {why}")}
        fitting.add(form)
        return None

    def _perform(
        self, name: str, args: list[Any], kwargs: dict[str, Any], looks_back: bool
    ) -> tuple[bytes | None, dict[str, Any]]:
        """Return the value, encoded, and what else is to be told; or None, and the fault."""
        draws = Surface in map(type, args) and not is_bare(self.names[name])
        axes = self._set_up_axes(args) if draws else None
        given = [*args, *kwargs.values()]
        before = [(n, one, snapshot(one)) for n, one in enumerate(given) if type(one) in MUTABLE]
        draws_numbers = any(isinstance(one, Generator) for one in given)
        if draws_numbers:
            self._global_random.watch()
        reply: dict[str, Any] = {}
        box: list[Any] = []  # nothing else of ours holds the result
        try:
            box.append(self.names[name](*args, **kwargs))
            value = encode(box[0])
        except WireError as error:
            kind = "".join(type(one).__name__ for one in box)
            return None, {"error": fault(FaultKind.TOO_LARGE, kind, str(error))}
        except Interrupted:  # of the grader, when it calls functions of ours
            raise
        except BaseException as error:  # also SystemExit: no submission ends the worker
            return None, {"error": self._describe(error, name)}
        if changed := [n for n, one, was in before if snapshot(one) != was]:
            keys = [*range(len(args)), *kwargs]
            reply["changed"] = self._argument_names(name, [keys[n] for n in changed])
        if draws_numbers and self._global_random.was_used():
            reply["global_random"] = True
        if looks_back and self._is_stale():
            reply["stale"] = True
        if type(box[0]) in MUTABLE and len(value) <= KEPT_BYTES:
            self._results.append(None if is_owned(box) else (value, box[0]))
        if axes is not None:
            try:
                reply["drawn"] = drawing.describe(axes)
            except Exception as error:  # Matplotlib could not draw it either
                return None, {"error": self._describe(error, name)}
        return value, reply

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
                return fault(kind, origin, "", frames)
        found = fault(kind, type(error).__name__, safe_text(error), frames)
        return found | {"bases": [base.__name__ for base in type(error).__mro__]}


def snapshot(value: Any) -> Snapshot:
    """Return data that differ once the value changes; `WireError` if it is too large to cross."""
    if type(value) is np.ndarray and value.dtype.kind in "biufc" and value.nbytes <= KEPT_BYTES:
        return value.shape, value.dtype, value.tobytes()
    return (encode(value),)


def _is_plain(args: Sequence[Any]) -> bool:
    """Whether no function can change the arguments, nor keep one of them."""
    return all(type(value) in PLAIN for value in args)


def is_bare(function: Any) -> bool:
    """Whether a function only raises NotImplementedError and so needs no figure."""
    return getattr(getattr(function, "__code__", None), "co_names", ()) == ("NotImplementedError",)
