"""What a command costs: seconds, CPU seconds of all its processes, and memory.

Processes whose parent dies become ours (we are their subreaper), and are waited for, so that
their CPU time counts. That of processes inside a namespace which is ended from outside is lost to
`wait`; but it was seen while they ran. CPU time never falls: where a reading does, what is missing
is added.
"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent
TICKS = os.sysconf("SC_CLK_TCK")
OFTEN, SELDOM = 0.1, 0.4  # seconds between readings of the CPU time, and of the memory
NOTEWORTHY = 0.1  # CPU seconds: a smaller fall is a child that ended while we were reading
PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Cost:
    """Seconds, CPU seconds of all processes, and peak bytes of memory.

    memory: all processes together; lead: the first one alone; worker: one worker with all that
    it started. What processes share is counted once. lead_cpu: the first process alone.
    alone: one worker without what it started, so without the submission that happens to run.
    """

    wall: float
    cpu: float
    memory: int
    lead: int = 0
    worker: int = 0
    lead_cpu: float = 0.0
    alone: int = 0

    def each(self, first: Cost, count: int) -> Cost:
        """The share of one submission, where `first` was the cost of a run without these."""
        wall, cpu = (self.wall - first.wall) / count, (self.cpu - first.cpu) / count
        lead_cpu = (self.lead_cpu - first.lead_cpu) / count
        return Cost(wall, cpu, *self._memory(), lead_cpu, self.alone)

    def __add__(self, other: Cost) -> Cost:
        """The cost of both, one after the other."""
        memory, lead, worker = map(max, self._memory(), other._memory())
        lead_cpu, alone = self.lead_cpu + other.lead_cpu, max(self.alone, other.alone)
        wall, cpu = self.wall + other.wall, self.cpu + other.cpu
        return Cost(wall, cpu, memory, lead, worker, lead_cpu, alone)

    def _memory(self) -> tuple[int, int, int]:
        return self.memory, self.lead, self.worker


NOTHING = Cost(0.0, 0.0, 0)


def children(pid: int) -> list[int]:
    """The processes that a process has started and not waited for yet."""
    found: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found


def below(pid: int) -> Iterator[int]:
    """Yield a process and all below it, parents first."""
    yield pid
    for child in children(pid):
        yield from below(child)


def cpu_of(pid: int, children: bool = True) -> float:
    """CPU seconds of a process, and of its children that have ended; 0 where it has gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0.0
    return sum(map(int, text.rpartition(")")[2].split()[11 : 15 if children else 13])) / TICKS


def memory_of(pids: Iterable[int]) -> int:
    """Bytes that the processes take; each has its part of what several share."""
    total = 0
    for pid in pids:
        with suppress(OSError, IndexError):  # it has just ended
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            total += int(text.split("Pss:")[1].split()[0]) * 1024
    return total


class Meter(threading.Thread):
    """Reads CPU time and memory of a command, and of processes that serve it, as it runs."""

    def __init__(self, servants: Sequence[int] = (), mark: str = "", weighs: bool = False) -> None:
        """`mark` is part of the command line of a worker; `weighs`: memory is read, too."""
        super().__init__(daemon=True)
        self.apart = set(children(os.getpid())) - set(servants)  # what else is running
        self.servants, self.mark, self.weighs = set(servants), mark.encode(), weighs
        self.lead_pid: int | None = None
        self.memory = self.lead = self.worker = self.alone = 0
        self.over = threading.Event()
        self.began = self.last = self._reading()
        self.lost = self.lead_cpu = 0.0

    def run(self) -> None:
        due = time.monotonic() + OFTEN
        while not self.over.wait(OFTEN):
            self.look()
            if self.weighs and time.monotonic() > due:
                self._weigh()
                due = time.monotonic() + SELDOM

    def look(self) -> None:
        """Read the CPU time."""
        now = self._reading()
        if now < self.last - NOTEWORTHY:
            now = self._reading()  # something may have ended in between
        if now < self.last - NOTEWORTHY:
            self.lost += self.last - now
        self.last = now
        if self.lead_pid is not None:
            self.lead_cpu = max(self.lead_cpu, cpu_of(self.lead_pid, children=False))

    def reap(self) -> None:
        """Wait for what the command left behind, and read the CPU time once more."""
        for pid in set(children(os.getpid())) - self.apart - self.servants:
            with suppress(OSError):
                os.waitpid(pid, 0)
        self.look()

    @property
    def cpu(self) -> float:
        return self.last + self.lost - self.began

    def _reading(self) -> float:
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return ended.ru_utime + ended.ru_stime + sum(map(cpu_of, self._processes()))

    def _processes(self) -> list[int]:
        mine = [pid for pid in children(os.getpid()) if pid not in self.apart]
        return [pid for child in mine for pid in below(child)]

    def _weigh(self) -> None:
        pids = self._processes()
        self.memory = max(self.memory, memory_of(pids))
        if self.lead_pid is not None:
            self.lead = max(self.lead, memory_of([self.lead_pid]))
        for pid in pids if self.mark else ():
            with suppress(OSError):
                if self.mark in Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" "):
                    self.worker = max(self.worker, memory_of(below(pid)))
                    self.alone = max(self.alone, memory_of([pid]))


@dataclass(frozen=True)
class Step:
    """A command and the folder that it runs in."""

    folder: Path
    command: tuple[str, ...]
    surroundings: tuple[tuple[str, str], ...] = ()


def adopt() -> None:
    """Become the parent of whoever loses theirs below this process."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def measure(
    steps: Iterable[Step], servants: Sequence[int] = (), mark: str = "", weigh: bool = False
) -> Cost:
    """Run commands one after the other; `servants` are children of ours that work for them.

    Memory is 0 without `weigh`: to read it holds up the processes, so it has a run of its own.
    """
    adopt()
    cost = NOTHING
    for step in steps:
        cost += _measure(step, Meter(servants, mark, weigh))
    return cost


def _measure(step: Step, meter: Meter) -> Cost:
    path = os.pathsep.join([str(BIN), os.environ["PATH"]])
    quiet = {"PATH": path, "PYTHONWARNINGS": "ignore"}
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        run = subprocess.Popen(
            step.command,
            cwd=step.folder,
            env={**os.environ, **quiet, **dict(step.surroundings)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        meter.lead_pid = run.pid
        meter.start()
        code = run.wait()
        wall = time.perf_counter() - began
        meter.over.set()
        meter.join()
        meter.reap()
        said.seek(0)
        if code != 0:
            words = said.read()[-3000:].decode("utf-8", "replace")
            raise RuntimeError(f"{' '.join(step.command)} ended with {code}:\n{words}")
    seen = meter.memory, meter.lead, meter.worker, meter.lead_cpu, meter.alone
    return Cost(wall, meter.cpu, *seen)
