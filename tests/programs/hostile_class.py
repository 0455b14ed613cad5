"""Grades a class with one hostile submission in ten, and an honest one of the same size.

    python tests/programs/hostile_class.py CHECKOUT [COUNT]

It prints what both cost, and whether every honest result is the same, byte for byte.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from attacks.suite.deny_grader import ATTACKS
from programs.grader_attacks import EXERCISES, NAME, course_in

from autograder.release.markers import without_markers

WRONG = ("2 * np", "3 * np"), ("rng.permutation(n)", "np.arange(n)"), ("/ 2e-6", "/ 1e-6"), ("", "")


def hand_in(folder: Path, count: int, hostile: bool) -> None:
    """Write `count` submissions, of which every tenth may be hostile."""
    right = without_markers((EXERCISES / "exercises" / "weighed.py").read_text("utf-8"))
    for number in range(count):
        attack = ATTACKS[number // 10 % len(ATTACKS)]
        text = right.replace(*WRONG[number % len(WRONG)])
        if hostile and number % 10 == 9:
            text = attack.text
        place = folder / f"student{number:05}" / NAME
        place.mkdir(parents=True)
        (place / "weighed.py").write_text(f"{text}\n# {number}\n", encoding="utf-8")


def graded(checkout: Path, course: Path, submitted: Path, out: Path) -> tuple[float, float, int]:
    """Grade a class; return seconds, CPU seconds and the exit code."""
    python = checkout / ".venv" / "bin" / "python"
    command = [python, "-m", "autograder", "grade-all", NAME, submitted, "--out", out]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, cpu, done.returncode


def result(path: Path) -> str:
    """A result, without the seconds and the folder that the class lies in."""
    found = json.loads(path.read_text("utf-8"))
    found.pop("seconds")
    found["assignments"][0].pop("submission")
    return json.dumps(found)


def main() -> None:
    checkout = Path(sys.argv[1]).resolve()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        course = course_in(folder / "course")
        for kind in ("honest", "hostile"):
            hand_in(folder / kind, count, kind == "hostile")
            wall, cpu, code = graded(checkout, course, folder / kind, folder / f"out-{kind}")
            told = f"{wall:.1f} s, {cpu:.1f} s of CPU, exit {code}"
            print(f"{count} submissions, {kind}: {told}", flush=True)
        pairs = [
            [
                folder / f"out-{kind}" / "results" / f"student{number:05}.json"
                for kind in ("honest", "hostile")
            ]
            for number in range(count)
            if number % 10 != 9
        ]
        same = sum(result(one) == result(other) for one, other in pairs)
        print(f"{same} of {len(pairs)} honest results are the same in both classes")


if __name__ == "__main__":
    main()
