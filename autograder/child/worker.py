"""The child process: loads one submission, then performs the calls that the grader asks for.

It holds no check, no expected value and no other submission. The grader takes only plain data from
this process, whatever student code does to it.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any

from autograder.child import channel, notebook_names, stand_in
from autograder.child.capture import Capture, Tap, close_figures
from autograder.child.channel import Channel
from autograder.child.data import give
from autograder.child.dispatcher import Dispatcher
from autograder.child.faults import too_large
from autograder.child.loading import Loading, run_cell
from autograder.child.lock import lock, try_the_lock
from autograder.child.memory_files import FILES
from autograder.child.preload import refuse_others
from autograder.child.wire import decode, encode
from autograder.child.wire_types import Cell

TOLD = 20  # problems of cells that are reported


def main() -> None:
    """Serve frames on standard input and output, in a child that no fork server forked."""
    refuse_others()
    serve(Channel(os.dup(0), os.dup(1)))


def serve(wire: Channel) -> None:
    """Receive the settings, lock this process, load a submission, and perform calls on it."""
    with contextlib.suppress(EOFError, OSError):  # the grader is gone
        setup = decode(wire.receive()[1])
        tap = _detach_standard_streams(setup["output"])
        _settle(wire, setup)
        program = decode(wire.receive()[1])
        give(program["data"], setup["sealed"])
        dispatcher, capture = _load(wire, program, tap)
        while True:
            kind, request = wire.receive()
            if kind == channel.SHOW:
                wire.send(channel.DONE, _show(dispatcher, capture, decode(request)))
                continue
            _answer(wire, dispatcher, kind, request, tap, setup["message"])
    os._exit(0)  # at once, despite threads and exit handlers of the submission


def _answer(
    wire: Channel, dispatcher: Dispatcher, kind: bytes, request: bytes, tap: Tap, most: int
) -> None:
    """Perform a call or a series of calls, and send the replies: together at most `most` bytes."""
    before, size = tap.count, 0
    many = kind == channel.SERIES
    replies = dispatcher.series(request) if many else [(dispatcher.call(request), True)]
    for reply, is_last in replies:
        if tap.count - before > channel.MUCH_PRINTED:
            wire.send(channel.PRINTED, encode(tap.count - before))
            before = tap.count
        size += len(reply)
        if size > most:
            reply, is_last = too_large(size, most), True
        wire.send(channel.DONE if is_last else channel.PART, reply)
        if is_last:
            break


def _detach_standard_streams(most: int) -> Tap:
    nothing = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(nothing, fd)
    os.close(nothing)
    tap = Tap(most, lambda: os._exit(channel.TOO_MUCH_PRINTED))
    sys.stdout = sys.stderr = tap
    return tap


def _settle(wire: Channel, setup: dict[str, Any]) -> None:
    """Lock this process, and report the layers in force."""
    os.chdir(setup["folder"])
    report: dict[str, Any] = {"layers": lock(setup)}
    if setup["canary"]:
        report["worked"] = try_the_lock(setup["canary"])
    if setup["sealed"]:
        FILES.close_doors(setup["folder"])
    wire.send(channel.LOCKED, encode(report))


def _load(wire: Channel, program: dict[str, Any], tap: Tap) -> tuple[Dispatcher, Capture]:
    """Run the cells in `program`; report the names they define and their problems."""
    names = notebook_names.fresh_names(program["module"])
    capture = Capture(tap, program["kept"])
    loading = Loading(program, names)

    def begin(number: int, cell: Cell) -> None:
        wire.send(channel.CELL, encode((number, cell.index)))

    problems = loading.run(begin, capture)
    defined = [name for name, value in names.items() if callable(value)]
    report = {
        "problems": problems[:TOLD],
        "failed": len(problems),
        "defined": defined[:1_000],
        "printed": tap.count,
    }
    wire.send(channel.LOADED, encode(report))

    stand_in.tell = lambda: wire.send(channel.LIBRARY, b"")

    def ask(request: bytes) -> bytes:
        wire.send(channel.ASK, request)
        return wire.receive()[1]

    return Dispatcher(names, ask, loading.files.__contains__), capture


def _show(dispatcher: Dispatcher, capture: Capture, asked: Any) -> bytes:
    """Return, encoded, what the captured cell number `asked` showed, or None after the last.

    `asked` may be a whole cell instead, such as a picture that uses the submission's functions: it
    runs first.
    """
    if isinstance(asked, tuple):
        close_figures()
        run_cell(Cell(*asked), dispatcher.names, dispatcher.is_own, capture)
        asked = len(capture.seen) - 1
    return encode(capture.seen[asked] if 0 <= asked < len(capture.seen) else None)
