"""The full screen of a terminal: draws pages, follows its size, and restores it at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Group
from rich.live import Live

from autograder.report.terminal import StandardOutput as Output
from autograder.watch import keys
from autograder.watch.body import page
from autograder.watch.state import State


class Screen:
    """Shows a state; draws only if the page has changed."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._last: object = None
        self._step = 1

    def draw(self, state: State) -> None:
        """Draw the state for the current size of the terminal."""
        width, height = self._live.console.size
        found = page(state, width, height)
        state.top, state.seeks_hint = found.top, False
        self._step = found.step
        now = (width, height, [(line.plain, line.spans, line.style) for line in found.lines])
        if now != self._last:
            self._last = now
            self._live.update(Group(*found.lines), refresh=True)

    def scroll(self, state: State, key: str) -> None:
        """Scroll a long answer; `draw` keeps the position within bounds."""
        by = {keys.DOWN: 1, keys.UP: -1, keys.NEXT_PAGE: self._step, keys.LAST_PAGE: -self._step}
        state.top = max(0, state.top + by[key])


@contextmanager
def open_screen() -> Iterator[Screen]:
    """Yield the screen; afterwards the terminal shows what it showed before."""
    console = Output()
    live = Live(
        console=console,
        screen=True,
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with live:
        yield Screen(live)
