"""The machine and the environment: Python, packages, `.venv`, permissions, disk space."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from autograder.doctor.findings import Finding, good, note, wrong
from autograder.doctor.probe import Probe, ask

FORMER = "Auto-graded exercises on the basics of machine learning"  # how our summary begins
AGAIN = "make clean setup   (your work is not touched)"
OLDEST = (3, 11)
ROOM = 50 * 2**20  # bytes of disk space that grading and saving should have
PACKAGES = ("numpy", "matplotlib", "pytest", "rich", "jinja2")
NEEDED = re.compile(r'^[^\S\n]*+"([A-Za-z0-9]+)>=([0-9.]+)",', re.M)


def needed(root: Path) -> dict[str, str]:
    """Return the packages that grading needs, with their oldest versions, from pyproject.toml."""
    try:
        text = (root / "pyproject.toml").read_text(encoding="utf-8")
    except (OSError, ValueError):
        text = ""
    begin = text.find("dependencies = [")
    found = NEEDED.findall(text[begin : text.find("]", begin)]) if begin >= 0 else []
    return dict(found) or dict.fromkeys(PACKAGES, "0")


def python_of(root: Path) -> Path:
    """Return the path where the Python of `.venv` is, or should be."""
    inner = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    return root / ".venv" / inner


def environment(root: Path) -> list[Finding]:
    """Examine the Python that grades here, and its packages."""
    wanted = needed(root)
    own = python_of(root)
    found: list[Finding] = []
    if not (root / ".venv").exists():
        probe = ask(sys.executable, list(wanted))
        text, fix = "There is no folder .venv yet.", "make setup"
        if list(_packages(probe, wanted)):
            found.append(wrong(f"{text} The packages come with it.", fix))
            wanted = {}  # other Pythons need not have them
        elif _home(probe.engine) in (None, root.resolve()):
            found.append(note(text, fix))
        else:
            found.append(good(f"The grader is an installed package, in {_home(probe.engine)}."))
        return found + judged(probe, wanted, sys.executable, fix) + namesake(probe)
    probe = ask(str(own), list(wanted)) if own.exists() else Probe(trouble=_why_gone(own))
    if probe.trouble:
        fault = f"The Python in .venv cannot be started: {probe.trouble}."
        return [wrong(fault, AGAIN)]
    found += judged(probe, wanted, str(own))
    found += namesake(probe) or _engine(probe, root)
    if Path(sys.prefix).resolve() != (root / ".venv").resolve():
        say = f"make grade, or {own} -m autograder grade"
        found.append(note(f"You are running another Python, {sys.executable}.", say))
    return found


def _why_gone(own: Path) -> str:
    """Why `.venv` has no Python: usually the folder was copied from another machine."""
    if own.is_symlink():
        return f"it leads to {os.readlink(own)}, which is not on this machine"  # noqa: PTH115
    home = ""
    try:
        text = (own.parent.parent / "pyvenv.cfg").read_text(encoding="utf-8")
        home = next((ln[4:].strip(" =") for ln in text.split("\n") if ln.startswith("home")), "")
    except (OSError, ValueError):
        pass
    return f"there is none; it was made from {home}" if home else "there is none"


def judged(probe: Probe, wanted: dict[str, str], python: str, fix: str = AGAIN) -> list[Finding]:
    """Return the findings on a Python and its packages, from what `probe` found."""
    if probe.trouble:
        return [wrong(f"{python} cannot be started: {probe.trouble}.", fix)]
    version = ".".join(map(str, probe.version))
    if probe.version[:2] < OLDEST:
        text = f"This is Python {version}; {'.'.join(map(str, OLDEST))} or newer is needed."
        return [wrong(text, "Install a newer Python, then: make clean setup")]
    bad = [wrong(text, fix) for text in _packages(probe, wanted)]
    if bad:
        return [good(f"Python {version}."), *bad]
    names = ", ".join(f"{name} {probe.packages[name][1]}" for name in wanted)
    return [good(f"Python {version} with {names}." if names else f"Python {version}.")]


def _packages(probe: Probe, wanted: dict[str, str]) -> Iterator[str]:
    for name, oldest in wanted.items():
        kind, text = probe.packages.get(name, ("missing", ""))
        if kind == "missing":
            yield f"The package {name} is missing."
        elif kind == "broken":
            yield f"The package {name} is damaged: {text.split(chr(10))[0]}."
        elif _number(text) and _number(text) < _number(oldest):
            yield f"{name} {text} is too old; {oldest} or newer is needed."


def _number(version: str) -> tuple[int, ...]:
    found = re.match(r"\d+(\.\d+)*", version)
    return tuple(map(int, found[0].split("."))) if found else ()


def namesake(probe: Probe) -> list[Finding]:
    """Warn of a distribution that is called `autograder`: ours is called `saywhy`."""
    if probe.namesake is None:
        return []
    version, summary = probe.namesake
    if summary.startswith(FORMER):
        text = "An earlier set-up of this project is still there, under its former name autograder."
        return [note(text, "make setup")]
    text = (
        f"A package autograder {version} is installed that is not this project's: it has the same "
        "commands and modules, and one of the two hides the other."
    )
    return [wrong(text, "Remove it (pip uninstall autograder), then install this one again.")]


def _engine(probe: Probe, root: Path) -> list[Finding]:
    """Check that the grader installed in `.venv` is the one of this folder, if it has one."""
    home = _home(probe.engine)
    if home is not None and home == root.resolve():
        return []
    has_own = (root / "autograder" / "__init__.py").is_file()
    if home is not None and not has_own and (root / ".venv").resolve() in home.parents:
        return []
    if home is None:
        return [wrong("The grader is not installed in .venv.", AGAIN)]
    return [wrong(f"The .venv belongs to another folder, {home}.", AGAIN)]


def _home(engine: str) -> Path | None:
    return Path(engine).resolve().parent.parent if engine else None


def room(root: Path) -> list[Finding]:
    """Check that the course and the temporary folder can be written and have disk space left."""
    found = []
    for folder in dict.fromkeys((root, Path(tempfile.gettempdir()))):
        try:
            with tempfile.TemporaryFile(dir=str(folder)) as file:
                file.write(b"x" * 4096)
            free = shutil.disk_usage(str(folder)).free
        except OSError as error:
            free = 0 if error.errno in (errno.ENOSPC, errno.EDQUOT) else ROOM
            if free:
                reason = error.strerror or str(error)
                found.append(
                    wrong(
                        f"Nothing can be written in {folder}: {reason}.",
                        "Copy the whole folder to a place of your own, your home folder for "
                        "instance, and go on there.",
                    )
                )
        if free < ROOM:
            found.append(wrong(*_full(folder, free)))
    return found


def _full(folder: Path, free: int) -> tuple[str, str]:
    text = f"The disk of {folder} is full: {free / 1e6:.0f} MB are left."
    return text, "Delete what is not needed, empty the bin, and save your work once more."
