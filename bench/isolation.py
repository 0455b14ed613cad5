"""What locking student code in costs: starting a child, calling it, and its calling back.

A child start at each level stands beside a fresh interpreter that imports NumPy. Round trips are
measured with grader and child on one core, and wherever the system puts them.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from autograder.course.limits import Limits
from autograder.sandbox import bubblewrap
from autograder.sandbox.launcher import CAN_FORK, Launcher, Policy
from autograder.sandbox.process import environment
from autograder.sandbox.program import Program
from autograder.sandbox.sandbox import Sandbox
from autograder.sandbox.student import Student

SOURCE = """
def echo(x):
    return x

def ask(f, x, times):
    for _ in range(times):
        f(x)
    return x
"""
CALLS, CALLBACKS = 300, 1_000


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that `work` took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def fresh() -> None:
    """The yardstick: an interpreter that imports NumPy and ends."""
    command = [sys.executable, "-I", "-c", "import numpy"]
    subprocess.run(command, check=True, env=environment())


def start(launcher: Launcher) -> None:
    """Fork a child, lock it, and end it."""
    launcher.child(Limits()).close()


def whole(launcher: Launcher) -> None:
    """Start, lock, load a submission, call it once, end it."""
    one = sandbox(launcher)
    Student(one).echo(1.0)
    one.close()


def sandbox(launcher: Launcher) -> Sandbox:
    """Return the submission above in a child that is yet to start."""
    return Sandbox(Program([(1, "s.py", 1, SOURCE)], "s"), Limits(), launcher)


@contextmanager
def nurseries() -> Iterator[dict[str, Launcher]]:
    """Give a settled launcher for each level that this machine has."""
    found: dict[str, Launcher] = {}
    installed = bubblewrap.is_installed
    for level, policy in ((1, Policy.LIMITS), (2, Policy.BEST), (3, Policy.BEST)):
        bubblewrap.is_installed = installed if level == 3 else lambda: False
        launcher = Launcher(policy)
        launcher.settle()
        if launcher.level == level:
            found[launcher.name] = launcher
        else:
            launcher.close()
    bubblewrap.is_installed = installed
    yield found
    for launcher in found.values():
        launcher.close()


@contextmanager
def pinned(on: bool) -> Iterator[None]:
    """Keep this process, and what it starts, on one core."""
    before = os.sched_getaffinity(0)
    if on:
        os.sched_setaffinity(0, {min(before)})
    yield
    os.sched_setaffinity(0, before)


def child_starts(rounds: int) -> None:
    """Print what starting a child costs, all kinds in turn."""
    with nurseries() as levels:
        work: dict[str, Callable[[], None]] = {"fresh interpreter, import numpy": fresh}
        for name, launcher in levels.items():
            work[f"start, {name}"] = partial(start, launcher)
            work[f"start, load, call, end, {name}"] = partial(whole, launcher)
        times: dict[str, list[float]] = {name: [] for name in work}
        for _ in track(range(rounds), "Starting children", transient=True):
            for name, one in work.items():
                times[name].append(timed(one))
    table = Table("one child", "median ms", "of a fresh interpreter", title="Starting a child")
    yardstick = next(iter(times.values()))
    for name, seconds in times.items():
        share = statistics.median(a / b for a, b in zip(seconds, yardstick, strict=True))
        table.add_row(name, f"{1e3 * statistics.median(seconds):.2f}", f"{share:.3f}")
    Console().print(table)


def calls(student: Student, x: np.ndarray) -> None:
    """Call the student's code, again and again."""
    for _ in range(CALLS):
        student.echo(x)


def callbacks(student: Student, x: np.ndarray) -> None:
    """Be called by the student's code, again and again."""
    student.ask(lambda x: x, x, CALLBACKS)


def round_trips(rounds: int) -> None:
    """Print what a call and a callback cost, on one core and on any."""
    x = np.arange(5.0)
    rows: dict[str, list[float]] = {}
    for on in (True, False):
        with pinned(on), nurseries() as levels:
            for name, launcher in levels.items():
                one = sandbox(launcher)
                student = Student(one)
                student.echo(x)
                where = f"{name}, {'one core' if on else 'any core'}"
                for _ in range(rounds):
                    one.begin_check()
                    call, back = partial(calls, student, x), partial(callbacks, student, x)
                    rows.setdefault(f"call, {where}", []).append(timed(call) / CALLS)
                    rows.setdefault(f"callback, {where}", []).append(timed(back) / CALLBACKS)
                one.close()
    table = Table("round trip with 5 numbers", "median µs", title="Calling a child")
    for name, seconds in rows.items():
        table.add_row(name, f"{1e6 * statistics.median(seconds):.0f}")
    Console().print(table)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.isolation", description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    if not CAN_FORK:
        Console().print("Children are forked and sealed on Linux only: nothing to measure here.")
        return
    child_starts(options.rounds)
    round_trips(max(3, options.rounds // 5))


if __name__ == "__main__":
    main()
