"""Being told to stop: a signal to end is taken as Ctrl-C is, so that nothing is left behind."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

# What `kill`, a batch system before its time limit, and a terminal that closes send.
ENDING = [one for name in ("SIGTERM", "SIGHUP") if (one := getattr(signal, name, None))]
BY_SIGNAL = 128  # the exit code of a program that a signal has ended, less the signal's number


class Stopped(KeyboardInterrupt):
    """A signal has asked us to end."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def exit_code(stop: KeyboardInterrupt) -> int:
    """Return what to exit with, as shells have it."""
    return BY_SIGNAL + (stop.number if isinstance(stop, Stopped) else signal.SIGINT)


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise `Stopped` when told to end; signals that are ignored, say under `nohup`, stay so."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are for the main thread only
        return
    before: dict[int, Any] = {}
    for one in ENDING:
        if signal.getsignal(one) is not signal.SIG_IGN:
            before[one] = signal.signal(one, _stop)
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _stop(number: int, _: object) -> NoReturn:
    raise Stopped(number)
