"""Measures what hostile submissions cost a checkout's grader: seconds, CPU and memory.

    python tests/programs/grader_costs.py CHECKOUT loops          endless loops in every function
    python tests/programs/grader_costs.py CHECKOUT file NAME FILE one submission of assignment NAME

CHECKOUT is a folder with a course, the engine and its `.venv`; so two states can be compared.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.02  # seconds between two looks at the grader's memory
STUB, LOOP = "raise NotImplementedError", "while True: pass"


@dataclass(frozen=True)
class Cost:
    """What grading one submission took: all processes' CPU, and the grader's own peak of memory."""

    code: int | None  # None: it was ended after `patience`
    wall: float
    cpu: float
    megabytes: float
    output: str
    result: str

    def line(self) -> str:
        end = "ended from outside" if self.code is None else f"exit {self.code}"
        return f"{self.wall:6.1f} s, {self.cpu:6.1f} s of CPU, {self.megabytes:6.0f} MB, {end}"


def graded(
    checkout: Path,
    name: str,
    file: Path,
    patience: float = 300.0,
    course: Path | None = None,
    python: Path | None = None,
    level: str = "best",
) -> Cost:
    """Grade `file` as assignment `name` by the engine of `checkout`, in its course or another.

    `level` is L2, which hides bubblewrap, L3 or best.
    """
    python = python or checkout / ".venv" / "bin" / "python"
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    if level == "L2":
        environment["PATH"] = ""
    with tempfile.TemporaryDirectory() as folder:
        report, output = Path(folder, "result.json"), Path(folder, "output")
        command = [python, "-m", "autograder", "grade", name, "--submission", file]
        command += ["--student", "mallory", "--json", report, "--html", Path(folder, "page.html")]
        command += ["--isolation", "best" if level == "best" else "strict"]
        before, began, peak = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), 0
        with output.open("wb") as told:
            process = subprocess.Popen(
                command, cwd=course or checkout, env=environment, stdout=told, stderr=told
            )
            while process.poll() is None and time.monotonic() - began < patience:
                peak = max(peak, memory_of(process.pid))
                time.sleep(EVERY)
        code = process.poll()
        process.kill()
        process.wait()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        found = report.read_text("utf-8") if report.exists() else ""
        wall = time.monotonic() - began
        return Cost(code, wall, cpu, peak / 1e3, output.read_text("utf-8", "replace"), found)


def memory_of(pid: int) -> int:
    """The largest resident size of a process so far, in kB; 0 if it has ended."""
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])
    return 0


def verdicts(cost: Cost) -> str:
    """How many checks got which status."""
    if not cost.result:
        return "no verdict"
    found: dict[str, int] = {}
    for exercise in json.loads(cost.result)["assignments"][0]["exercises"]:
        for check in exercise["checks"]:
            found[check["status"]] = found.get(check["status"], 0) + 1
    return ", ".join(f"{count} {status}" for status, count in sorted(found.items()))


def loops(checkout: Path) -> None:
    """Grade, of each assignment, a submission whose functions all loop for ever."""
    for released in sorted((checkout / "assignments").iterdir()):
        name = released.name
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, f"{name.partition('_')[2]}.py")
            stub = (released / file.name).read_text("utf-8")
            file.write_text(stub.replace(STUB, LOOP), encoding="utf-8")
            cost = graded(checkout, name, file)
        print(f"{name:22}{cost.line()}; {verdicts(cost)}", flush=True)


def main() -> None:
    checkout = Path(sys.argv[1]).resolve()
    if sys.argv[2] == "loops":
        loops(checkout)
        return
    cost = graded(checkout, sys.argv[3], Path(sys.argv[4]).resolve())
    print(f"{cost.line()}; {verdicts(cost)}")


if __name__ == "__main__":
    main()
