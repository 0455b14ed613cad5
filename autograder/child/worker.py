"""The child process: loads one submission, then performs the calls that the grader asks for.

It holds no check, no expected value and no other submission. Whatever student code does to this
process, the grader only ever takes plain data from it.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import threading
from typing import Any

from autograder.child import cells, channel
from autograder.child.channel import Channel
from autograder.child.stage import Stage
from autograder.child.tokens import Cell
from autograder.child.wire import decode, encode

SHORT_TURN = 0.0005  # seconds


class Tap(io.TextIOBase):
    """Takes the printed text and only counts it."""

    def __init__(self) -> None:
        self.count = 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.count += len(text)
        return len(text)


def main(draws: bool) -> None:
    """Serve frames on standard input and output until the grader closes them.

    `draws` tells that a figure will be asked for, so that Matplotlib is worth loading at once.
    """
    wire = Channel(os.dup(0), os.dup(1))
    tap = _detach_standard_streams()
    if draws:
        threading.Thread(target=_import_matplotlib, daemon=True).start()
    with contextlib.suppress(EOFError, OSError):  # the grader has gone: so do we
        _, payload = wire.receive()
        stage = _load(wire, decode(payload), tap)
        while True:
            _, request = wire.receive()
            before = tap.count
            reply = stage.call(request)
            if tap.count - before > channel.MUCH_PRINTED:
                wire.send(channel.PRINTED, encode(tap.count - before))
            wire.send(channel.DONE, reply)
    os._exit(0)  # whatever threads or exit handlers a submission left behind


def _detach_standard_streams() -> Tap:
    nothing = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(nothing, fd)
    tap = Tap()
    sys.stdout = sys.stderr = tap
    return tap


def _load(wire: Channel, order: dict[str, Any], tap: Tap) -> Stage:
    """Run the cells of `order` and report what they define and what went wrong."""
    _limit(order["memory"])
    pieces = [Cell(*piece) for piece in order["cells"]]
    if order["plain"]:
        pieces = cells.split_plain(pieces[0])
    files = {piece.file for piece in pieces}
    names = cells.fresh_names(order["module"])
    problems = []
    for number, piece in enumerate(pieces):
        if number in order["skip"]:
            continue
        wire.send(channel.CELL, encode((number, piece.index)))
        if problem := cells.run(piece, names, files.__contains__):
            problems.append(problem)
    defined = [name for name, value in names.items() if callable(value)]
    report = {"problems": problems, "defined": defined[:1_000], "printed": tap.count}
    wire.send(channel.LOADED, encode(report))

    def ask(request: bytes) -> bytes:
        wire.send(channel.ASK, request)
        return wire.receive()[1]

    return Stage(names, ask, files.__contains__)


def _import_matplotlib() -> None:
    """Load it beside the cells and first checks, which get their turn too often to wait."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SHORT_TURN)
    try:
        import matplotlib.figure  # noqa: F401
    finally:
        sys.setswitchinterval(usual)


def _limit(memory: int) -> None:
    """Bound memory, core dumps and open files, and die with the grader, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, value in (("RLIMIT_AS", memory), ("RLIMIT_CORE", 0), ("RLIMIT_NOFILE", 256)):
        with contextlib.suppress(ValueError, OSError):  # a lower hard limit is in force already
            resource.setrlimit(getattr(resource, kind), (value, value))
    if sys.platform == "linux":
        import ctypes
        import signal

        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
