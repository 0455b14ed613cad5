"""`autograder watch`: the loop that waits for saves, keys and results, and shows them."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.course.catalog import Catalog
from autograder.errors import AutograderError

if TYPE_CHECKING:
    from autograder.course.assignment import Assignment
    from autograder.watch.changes import Files
    from autograder.watch.state import State
    from autograder.watch.work import Event, GradingThread

OK, BROKEN = 0, 3
TICK, SELDOM = 0.04, 0.2  # seconds between two polls of the files: usually, and when it is quiet
QUIET = 20.0  # seconds without a save or a key until it is quiet, to save a laptop's battery
EXAMPLES = (
    "  autograder watch                     all assignments of this course\n"
    "  autograder watch 01_taylor           one of them\n"
    "  autograder watch taylor --submission ~/Downloads/taylor.ipynb\n\n"
    "Save the file in your editor, and the verdict is here. Keys: h the next hint, n and p the\n"
    "next and the previous exercise, g grade now, ? all keys, q quit. Where the output is no\n"
    "terminal, it prints a few plain lines for each change, until Ctrl-C."
)
AddCommand = Callable[[str, str, str], argparse.ArgumentParser]


def add(add_command: AddCommand, add_isolation: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add the command; `add_command(name, purpose, examples)` returns its parser."""
    parser = add_command("watch", "grade again at every save", EXAMPLES)
    parser.add_argument("assignment", nargs="*", metavar="ASSIGNMENT", help="name, slug or number")
    parser.add_argument("--submission", type=_path, metavar="PATH", help="a file or folder")
    parser.add_argument("--public", action="store_true", help="run the public checks only")
    add_isolation(parser)
    parser.set_defaults(run=run)


def _path(text: str) -> Path:
    return Path(text).expanduser()


def run(options: argparse.Namespace) -> int:
    """Watch until the user or a signal ends it; return the exit code."""
    from autograder.child.kernel import hide_memory
    from autograder.grading.grader import Grader
    from autograder.sandbox.launcher import Policy
    from autograder.watch.state import State
    from autograder.watch.work import GradingThread

    catalog = Catalog.find(Path.cwd())
    path: Path | None = options.submission
    if path is not None and not path.exists():
        raise AutograderError(f"There is no file or folder {path}. Check the path.")
    chosen = [catalog.get(name) for name in options.assignment]
    if not chosen:
        chosen = catalog.assignments if path is None else catalog.guess(path)
    chosen = list(dict.fromkeys(chosen))
    names = [one.name for one in chosen]

    def make() -> Grader:
        fresh = [catalog.get(name) for name in names]
        return Grader(fresh, Policy(options.isolation), options.public)

    hide_memory()
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal without ✓ shows a ? instead
        sys.stdout.reconfigure(errors="replace")
    work = GradingThread(names, make, path)
    loop = _Loop(State(names), work, chosen, path)
    work.start()
    code = BROKEN
    try:
        with _signals(loop.stop):
            code = loop.run()
    finally:
        if not work.stop():  # the thread is in a long computation, where Python cannot end it
            sys.stdout.flush()
            os._exit(code)
    return code


@contextmanager
def _signals(stop: Callable[[], None]) -> Iterator[None]:
    """Let signals to end call `stop`, so that the loop ends in order."""
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, lambda *_: stop()) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Loop:
    """The loop between the files, the grading and the user."""

    def __init__(
        self, state: State, work: GradingThread, chosen: list[Assignment], path: Path | None
    ) -> None:
        from autograder.watch.changes import Files, checks_of, work_of

        self.state, self.work = state, work
        self.works: Mapping[str, Files] = {a.name: Files(work_of(a, path)) for a in chosen}
        self.checks: Mapping[str, Files] = {a.name: Files(checks_of(a)) for a in chosen}
        self.going, self.ready = True, False
        self.busy = time.monotonic()  # the time of the last event
        self.failed: Event | None = None

    def stop(self) -> None:
        """Leave the loop at the next opportunity."""
        self.going = False

    def run(self) -> int:
        """Run the loop to its end; return the exit code."""
        if _is_terminal():
            self._full_screen()
        else:
            self._plain()
        return self._end()

    def _end(self) -> int:
        trouble: Any = self.failed
        if trouble is None:
            return OK
        if not trouble.broken:
            raise AutograderError(trouble.trouble)
        print(
            f"autograder: the checks do not load; nothing was graded.\n{trouble.trouble}",
            file=sys.stderr,
        )
        return BROKEN

    def _full_screen(self) -> None:
        from autograder.watch.keys import open_keys
        from autograder.watch.screen import open_screen

        with open_keys() as read, open_screen() as screen:
            while self.going:
                screen.draw(self.state)
                for key in read(self._pause):
                    self.busy = time.monotonic()
                    if not self._command(key):
                        screen.scroll(self.state, key)
                self._look()
                for event in self._news():
                    self.state.take(event)

    def _command(self, key: str) -> bool:
        """Do what `key` means; return False if it only scrolls."""
        from autograder.watch import keys

        state = self.state
        state.message = ""
        if key in (keys.DOWN, keys.UP, keys.NEXT_PAGE, keys.LAST_PAGE):
            return False
        if key in ("q", keys.END):
            self.stop()
        elif key == "h":
            state.hint()
        elif key in ("n", "p"):
            state.move(1 if key == "n" else -1)
        elif key == "g":
            self._ask(state.names)
        elif key == "?":
            state.keys_shown, state.top = not state.keys_shown, 0
        return True

    def _plain(self) -> None:
        from autograder.watch.plain import Lines

        lines = Lines()
        lines.say("Watching; Ctrl-C ends it.")
        while self.going:
            time.sleep(self._pause)
            self._look()
            for event in self._news():
                before = self.state.results.get(getattr(event, "name", ""))
                self.state.take(event)
                lines.tell(event, before, self.state)

    @property
    def _pause(self) -> float:
        return TICK if time.monotonic() - self.busy < QUIET else SELDOM

    def _look(self) -> None:
        """Order the grading of what has changed on the disk."""
        now = time.monotonic()
        # Poll all files each time, since `changed` reports a change only once.
        checks = [name for name, files in self.checks.items() if files.changed(now)]
        works = [name for name, files in self.works.items() if files.changed(now)]
        if any(files.moving for files in (*self.checks.values(), *self.works.values())):
            self.busy = now
        if checks:
            self._ask(self.state.names, collect=True)
        if works:
            self._ask(works, saved=True)

    def _ask(self, names: Sequence[str], collect: bool = False, saved: bool = False) -> None:
        self.busy = time.monotonic()
        self.state.wait_for(names, saved)
        self.work.ask(names, collect)

    def _news(self) -> Iterator[Event]:
        """The events of the grading that have arrived."""
        while not self.work.events.empty():
            event: Any = self.work.events.get()
            if not self.ready and hasattr(event, "trouble"):
                self.ready = True
                if event.trouble:  # the grading cannot begin
                    self.failed = event
                    self.stop()
            yield event


def _is_terminal() -> bool:
    """Whether input and output are a terminal that can do more than print."""
    able = sys.platform == "win32" or os.environ.get("TERM", "") not in ("", "dumb")
    return able and sys.stdin.isatty() and sys.stdout.isatty()
