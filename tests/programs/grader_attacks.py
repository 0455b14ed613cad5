"""Tries the attacks on the grader's own process against a checkout, and says which ones win.

    python tests/programs/grader_attacks.py CHECKOUT [NAME ...]

CHECKOUT holds an engine and its `.venv`: so it can be shown that the attacks have teeth against an
engine that does not bound itself. `tests/attacks/test_grader_attacks.py` tries them on this one.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from attacks.suite.deny_grader import ATTACKS, OnGrader
from programs.grader_costs import Cost, graded

EXERCISES = Path(__file__).parents[1] / "data" / "weighed_course"
NAME = "01_weighed"
SECONDS, TOTAL = 2.0, 10.0  # of a check, and of a whole submission
MOST_CPU, MOST_MEGABYTES = TOTAL + 8.0, 700.0
PATIENCE = 40.0  # seconds, after which it is said to hang


def course_in(folder: Path) -> Path:
    """Make the course in which all attacks are graded."""
    shutil.copytree(EXERCISES / "exercises", folder / "solutions" / NAME)
    shutil.copytree(EXERCISES / "reference", folder / "reference")
    limits = f"seconds = {SECONDS}\ntotal = {TOTAL}\n"
    (folder / "solutions" / NAME / "limits.toml").write_text(limits)
    return folder


def tried(attack: OnGrader, course: Path, checkout: Path, **how: object) -> Cost:
    """Grade one attack with the engine of `checkout`."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "weighed.py")
        file.write_text(attack.text, encoding="utf-8")
        return graded(checkout, NAME, file, PATIENCE, course, **how)  # type: ignore[arg-type]


def wins(attack: OnGrader, cost: Cost) -> list[str]:
    """What the attack has won; nothing if the grader held."""
    if cost.code is None:
        return [f"not done after {PATIENCE:g} s"]
    found = [f"exit {cost.code}"] if cost.code else []
    found += [f"{cost.cpu:.1f} s of CPU"] if cost.cpu > MOST_CPU else []
    found += [f"{cost.megabytes:.0f} MB"] if cost.megabytes > MOST_MEGABYTES else []
    if not cost.result:
        return [*found, "no verdict"]
    exercises = json.loads(cost.result)["assignments"][0]["exercises"]
    points = {one["name"]: one["score"] for one in exercises}
    if points["twice"] < 2.0:
        found.append("an honest exercise lost points")
    if points[attack.function] > attack.allowed:
        found.append("it has points")
    statuses = {check["status"] for one in exercises for check in one["checks"]}
    return found + ["a grader error"] * ("grader_error" in statuses)


def main() -> None:
    checkout, names = Path(sys.argv[1]).resolve(), sys.argv[2:]
    chosen = [one for one in ATTACKS if not names or one.name in names]
    won = 0
    with tempfile.TemporaryDirectory() as folder:
        course = course_in(Path(folder))
        for attack in chosen:
            cost = tried(attack, course, checkout)
            found = wins(attack, cost)
            won += bool(found)
            told = ", ".join(found) or "held"
            print(f"{attack.work:11} {attack.name:42} {cost.line()}: {told}", flush=True)
    print(f"{won} of {len(chosen)} attacks won")


if __name__ == "__main__":
    main()
