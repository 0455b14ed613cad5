"""Handle signals to end like Ctrl-C, so that nothing is left behind."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

# Sent by `kill`, by a batch system before its time limit, and by a terminal that closes.
ENDING = [one for name in ("SIGTERM", "SIGHUP") if (one := getattr(signal, name, None))]
BY_SIGNAL = 128  # the exit code after a signal is this plus its number


class Stopped(KeyboardInterrupt):
    """A signal to end has arrived."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def exit_code(stop: KeyboardInterrupt) -> int:
    """Return the exit code after `stop`, by the convention of shells."""
    return BY_SIGNAL + (stop.number if isinstance(stop, Stopped) else signal.SIGINT)


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise `Stopped` at a signal to end; a signal ignored before, as under `nohup`, stays so."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread can handle signals
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
