"""The command `autograder doctor`: its options, and the order of its examinations."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.doctor import course, machine
from autograder.doctor.findings import WRONG, Finding, good, note, told, wrong
from autograder.doctor.probe import OWN_PACKAGES

OK, SOMETHING_IS_WRONG, USAGE = 0, 1, 2
EXAMPLES = (
    "  autograder doctor                    the course that you are in\n"
    "  autograder doctor ~/exercises        another one\n"
    "  python3 -I autograder/doctor/__main__.py      where nothing else can be started\n\n"
    "exit codes: 0 nothing is wrong; 1 something is; 2 there is no such folder"
)
PURPOSE = "say what is wrong with a set-up, and what usually mends it"
PATIENCE = 60  # seconds
_ISOLATION = (
    OWN_PACKAGES
    + """import json
sys.path.append(sys.argv[1])
from autograder.sandbox.launcher import Launcher
with Launcher() as launcher:
    launcher.settle()
    print(json.dumps([launcher.level, launcher.name, launcher.note]))
"""
)


def add(add_command: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    """Add the command; `add_command(name, purpose, examples)` returns its parser."""
    _with_options(add_command("doctor", PURPOSE, EXAMPLES))


def main(arguments: list[str]) -> int:
    """Run the command alone, where the program's other commands may fail to load."""
    parser = argparse.ArgumentParser(
        prog="autograder doctor",
        description=f"{PURPOSE.capitalize()}.",
        epilog=f"examples:\n{EXAMPLES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _with_options(parser)
    return run(parser.parse_args(arguments))


def _with_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path(), metavar="FOLDER", help="usually this one"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the findings; return the exit code."""
    folder = options.folder.expanduser().absolute()
    if not folder.is_dir():
        print(f"autograder: There is no folder {folder}.", file=sys.stderr)
        return USAGE
    reconfigure: Any = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:  # a terminal without ✓ shows a ? instead
        reconfigure(errors="replace")
    findings = examine(folder.resolve())
    print(told(findings, min(88, shutil.get_terminal_size().columns - 1)))
    count = sum(one.kind == WRONG for one in findings)
    things = "thing is" if count == 1 else "things are"
    print(f"\n{count} {things} wrong." if count else "\nNothing is wrong.")
    return SOMETHING_IS_WRONG if count else OK


def examine(folder: Path) -> list[Finding]:
    """Return all findings, those on what the others need first."""
    root = course.root_of(folder)
    if root is None:
        return [course.lost(folder)]
    found = [good(f"The course is {root}.")]
    found += machine.room(root)
    found += machine.environment(root)
    found += course.shadows(root)
    found += course.handed_out(root)
    if sys.version_info < machine.OLDEST:
        text = "The rest needs a newer Python to be looked at."
        return [*found, note(text)]
    found += course.works(root)
    if not any(one.kind == WRONG for one in found):
        found += _isolation(root)
    return found


def _isolation(root: Path) -> list[Finding]:
    """The level of isolation of student code on this machine, and why it is not higher."""
    python = machine.python_of(root)
    try:
        done = subprocess.run(
            [str(python) if python.exists() else sys.executable, "-I", "-c", _ISOLATION, str(root)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        level, name, why = json.loads(done.stdout.decode("utf-8", "replace"))
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return [wrong(f"No process can be started to run your code in: {error}.", machine.AGAIN)]
    text = f"Your code runs in a process of its own, at level {name}."
    return [
        good(text) if level > 1 and not why else note(text, f"Not higher: {why}" if why else "")
    ]
