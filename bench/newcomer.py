"""How long a newcomer waits: from nothing to the first verdict, from a wrong line to its name.

`python -m bench.newcomer` clones this project, and unzips dist/student.zip, into new folders and
types `make grade` there, which sets itself up: it needs git, make, the network and the extra `dev`.
In the clone a wrong Jacobian is then saved under a running `autograder watch`, in a terminal.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSIGNMENT = Path("assignments", "02_gradients", "gradients.py")
# Right but for its last line: what was measured in one go is a column.
TRANSPOSED = """x = np.asarray(x, dtype=float)
measured = []
for j in range(len(x)):
    step = np.zeros_like(x)
    step[j] = h
    measured.append((np.asarray(F(x + step)) - np.asarray(F(x - step))) / (2 * h))
return np.array(measured)"""
NAMED = "This looks like: your rows and columns are exchanged"


def seconds(command: list[str], folder: Path) -> tuple[float, str]:
    """Return how long a command took, and what it printed."""
    began = time.perf_counter()
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return time.perf_counter() - began, done.stdout


def newcomer(fetch: list[str], folder: Path) -> None:
    """Fetch the course into `folder` and grade twice; print what each step took."""
    fetched, _ = seconds(fetch, folder.parent)
    first, said = seconds(["make", "grade"], folder)
    assert "Nothing is started yet" in said
    again, _ = seconds(["make", "grade"], folder)
    one, _ = seconds(["make", "grade", "A=02_gradients"], folder)
    print(f"  fetched in                             {fetched:6.2f} s")
    print(f"  make grade, which sets itself up       {first:6.2f} s")
    print(f"  from nothing to the first verdict      {fetched + first:6.2f} s")
    print(f"  make grade once more                   {again:6.2f} s")
    print(f"  make grade A=02_gradients              {one:6.2f} s")


def wrong_jacobian(folder: Path) -> None:
    """Save a transposed Jacobian under a running watch; print when what was on the screen."""
    sys.path.insert(0, str(ROOT / "tests"))
    from factories.terminals import Terminal
    from factories.toy_course import with_body

    file = folder / ASSIGNMENT
    text = with_body(file.read_text(encoding="utf-8"), "jacobian", TRANSPOSED)
    with Terminal(["watch", "02_gradients"], folder, lines=60) as terminal:
        terminal.until("Next: write derivative")
        began = time.perf_counter()
        file.write_text(text, encoding="utf-8")
        passed(began, "✗ on the screen", lambda: terminal.until("✗ jacobian"))
        for tier, sign in enumerate((NAMED, "2 of 3", "3 of 3"), start=1):
            terminal.press("h")
            passed(began, f"hint {tier} of 3: {sign}", partial(terminal.until, sign))
        terminal.press("q")
        assert terminal.end() == 0
    took, said = seconds(["make", "grade", "A=02_gradients"], folder)
    assert NAMED in said
    print(f"  {took:6.2f} s  the same by make grade, with all three tiers")


def passed(began: float, what: str, wait: Callable[[], object]) -> None:
    """Wait for something and print how long it is after the save."""
    wait()
    print(f"  {time.perf_counter() - began:6.2f} s  {what}")


def main() -> None:
    """Print the three tables."""
    zipped = ROOT / "dist" / "student.zip"
    if not zipped.is_file():
        sys.exit("There is no dist/student.zip yet: make release")
    # As a newcomer has it: no variable of this environment names a Python or a virtual one.
    for name in ("VIRTUAL_ENV", "PYTHONPATH", "MAKEFLAGS", "MAKELEVEL"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory() as name:
        clone, unzipped = Path(name, "clone"), Path(name, "unzipped")
        print("git clone")
        newcomer(["git", "clone", "--quiet", str(ROOT), str(clone)], clone)
        print("dist/student.zip")
        newcomer([sys.executable, "-m", "zipfile", "-e", str(zipped), str(unzipped)], unzipped)
        print("A transposed Jacobian, seconds after it was saved (h is pressed at once)")
        wrong_jacobian(clone)


if __name__ == "__main__":
    main()
