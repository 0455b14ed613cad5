"""Carries out many attacks at one level of isolation, as this user or as an ordinary one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from attacks.attack import Attack
from attacks.evidence import Evidence, wins
from attacks.harness import HOME, NAIVE, ROOT, TOGETHER, Place, Run
from attacks.suite import (
    chance,
    deny,
    deny_files,
    deny_reading,
    deny_texts,
    deny_values,
    deny_wire,
    escape,
    escape_library,
    forge,
    forge_loading,
    forge_texts,
    forge_values,
    steal,
    steal_library,
)

ALL: list[Attack] = [
    *forge.ATTACKS,
    *forge_values.ATTACKS,
    *forge_texts.ATTACKS,
    *forge_loading.ATTACKS,
    *steal.ATTACKS,
    *steal_library.ATTACKS,
    *deny.ATTACKS,
    *deny_reading.ATTACKS,
    *deny_files.ATTACKS,
    *deny_texts.ATTACKS,
    *deny_values.ATTACKS,
    *deny_wire.ATTACKS,
    *escape.ATTACKS,
    *escape_library.ATTACKS,
    *chance.ATTACKS,
]
PYTHONS = ("/usr/bin", "/usr/local/bin")
ORDINARY = 54_321  # a uid that has no account and no files
AT_ONCE = 3  # runs; some wait for a deadline while others compute


def promised(attack: Attack, level: str) -> bool:
    """Whether `level` promises to stop the attack."""
    return attack.stopped_at <= level


def aim(attack: Attack) -> str:
    """The group of losses that the attack is after."""
    return "forge" if attack.group == "nondeterminism" else attack.group


def lost(attack: Attack, seen: Evidence, level: str) -> dict[str, list[str]]:
    """What the grader lost that `level` promises to keep; L1 only promises what was aimed at."""
    won = wins(attack, seen)
    if level == "L1":
        won = {group: what for group, what in won.items() if group in (aim(attack), "forge")}
    return won


def carry_out(
    attacks: Sequence[Attack], level: str, place: Place = HOME
) -> dict[str, tuple[Evidence, dict[str, list[str]]]]:
    """Grade the attacks; return what was seen of each, and what the grader lost."""
    alone = [one for one in attacks if one.first or level == NAIVE]
    others = [one for one in attacks if one not in alone]
    count = -(-len(others) // TOGETHER)
    groups = [others[n::count] for n in range(count)] + [[one] for one in alone]
    found = {}
    with tempfile.TemporaryDirectory(prefix="attacks-") as name:
        base = Path(name)
        base.chmod(0o755)

        def grade(number: int, group: list[Attack]) -> list[Evidence]:
            seen = Run(base / str(number), group, level, place).grade()
            if len(group) > 1 and any(map(lost, group, seen, [level] * len(group))):
                again = enumerate(group)
                return [Run(base / f"{number}-{n}", [a], level, place).grade()[0] for n, a in again]
            return seen

        with ThreadPoolExecutor(AT_ONCE) as pool:
            for group, seen in zip(
                groups, pool.map(grade, range(len(groups)), groups), strict=True
            ):
                for attack, one in zip(group, seen, strict=True):
                    found[attack.name] = one, lost(attack, one, level)
    return found


def ordinary_place(folder: Path) -> Place:
    """Return a place in `folder` where an ordinary user can grade; `OSError` says why not.

    What we run from may be closed to others, as a Python in root's home is: then another one of
    the same version is tried, with our libraries.
    """
    folder.chmod(0o755)
    no_cache = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "autograder", folder / "autograder", ignore=no_cache)
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    libraries = folder / "lib" / version / "site-packages"
    shutil.copytree(sysconfig.get_path("purelib"), libraries, copy_function=link, ignore=no_cache)
    (folder / "bin").mkdir()
    reasons = []
    for python in (Path(sys.executable).resolve(), *(Path(f, version) for f in PYTHONS)):
        ours = folder / "bin" / "python"
        ours.unlink(missing_ok=True)
        ours.symlink_to(python)
        (folder / "pyvenv.cfg").write_text(f"home = {python.parent}\n")
        reasons.append(f"{python}: {failure(ours)}")
        if reasons[-1] == f"{python}: ":
            return Place(str(ours), folder, ORDINARY)
    raise OSError(f"uid {ORDINARY} can run no {version}: {'; '.join(reasons)}")


def failure(python: Path) -> str:
    """Why an ordinary user cannot start this Python with our libraries, or nothing."""
    try:
        done = subprocess.run(
            [python, "-I", "-c", "import numpy, pytest, rich"],
            user=ORDINARY,
            group=ORDINARY,
            extra_groups=[],
            cwd="/",
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    except OSError as error:
        return str(error)
    return done.stderr.strip()[-300:] if done.returncode else ""


def link(source: str, target: str) -> None:
    """A hard link where that can be, else a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy(source, target)
