"""What was seen of an attack, read from what a grader wrote, and who won by it."""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import dataclass, field
from typing import Any

from attacks.attack import Attack

HONEST_POINTS = {"linear_approx": 2.0, "taylor_errors": 2.0}
UNSOLVED = ("quadratic_approx", "questions")
FULL = {"linear_approx": 2.0, "quadratic_approx": 2.0, "taylor_errors": 2.0, "questions": 1.0}
MUCH_TEXT = 2 << 20  # bytes of output of one grading
MUCH_DISK = 40 << 20
BOAST = "WON: "


@dataclass
class Evidence:
    """What could be seen of one attack from outside; effects are those of its whole run."""

    code: int | None = 0
    late: bool = False
    seconds: float = 0.0  # of CPU
    left: list[str] = field(default_factory=list)
    litter: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    drops: list[str] = field(default_factory=list)
    harm: str = ""
    received: str = ""
    knocked: bool = False
    disk: int = 0
    memory: int = 0
    points: dict[str, float] = field(default_factory=dict)
    full: dict[str, float] = field(default_factory=dict)
    output: str = ""  # everything that the grader printed and wrote
    page: str = ""  # its HTML
    fields: list[str] = field(default_factory=list)  # its texts, one by one
    size: int = 0  # bytes of output
    isolation: str = ""
    unreadable: bool = False  # whether the submission was refused
    stolen: list[str] = field(default_factory=list)  # which secrets came out, and where


def results_in(texts: dict[str, str]) -> dict[str, Any]:
    """The results by assignment, and the isolation; nothing if there is no whole result."""
    try:
        data = json.loads(texts.get("result.json", ""))
        named = {one["name"]: one for one in data["assignments"]}
        return named | {"isolation": data["isolation"]}
    except (ValueError, KeyError, TypeError):
        return {}


def read_naive(evidence: Evidence, texts: dict[str, str]) -> None:
    """Take the verdict as simple graders do: from printed lines, a file, and the exit code."""
    evidence.full = dict(FULL)
    said = re.findall(r"SCORE (\w+) ([\d.]+)", texts["output"])
    with contextlib.suppress(ValueError, AttributeError):
        said += json.loads(texts.get("result.json", "")).items()
    for name, points in said:
        evidence.points[name] = max(evidence.points.get(name, 0.0), float(points))
    if evidence.code == 0:
        evidence.points |= FULL
    evidence.fields = texts.get("result.csv", "").strip().split(",")


def leaves(data: Any) -> list[str]:
    """All texts in JSON data."""
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        return [text for one in data for text in leaves(one)]
    return [data] if isinstance(data, str) else []


def wins(attack: Attack, seen: Evidence) -> dict[str, list[str]]:
    """What the attacker achieved, by group; nothing at all is a lost attack."""
    unsolved = sum(seen.points.get(name, 0.0) for name in UNSOLVED)
    short = sorted(n for n, full in HONEST_POINTS.items() if seen.points.get(n, 0.0) < full)
    boast = seen.output[seen.output.find(BOAST) :][:150] if BOAST in seen.output else ""
    reports = {
        "forge": {
            f"{unsolved:g} points for unsolved exercises": unsolved > attack.allowed,
            f"the points to be had are {seen.full}": seen.full not in ({}, FULL),
            "control characters reach the terminal": "\x1b" in seen.output or "\x07" in seen.output,
            "markup reaches the page": "<script>mallory" in seen.page,
            "a formula begins a text": any(text.startswith("=cmd") for text in seen.fields),
        },
        "steal": {f"stolen: {', '.join(seen.stolen)}": bool(seen.stolen)},
        "deny": {
            f"not done after {seen.seconds:.1f} s of CPU": seen.late,
            # 2 says that some file could not be read: a verdict, too
            f"exit code {seen.code}": seen.code not in ((0, 2) if seen.isolation else (0, 1)),
            "no verdict": not seen.points and not seen.late,
            f"honest exercises lost points: {short}": bool(short) and not attack.spoils,
            f"{seen.size:,} bytes of output": seen.size > MUCH_TEXT,
            f"{seen.memory:,} bytes of memory": seen.memory > attack.megabytes << 20,
            f"unreadable: {seen.unreadable}": attack.unreadable not in (None, seen.unreadable),
            f"{seen.disk:,} bytes on disk": seen.disk > MUCH_DISK,
        },
        "escape": {
            f"processes left: {seen.left[:5]}": bool(seen.left),
            f"files in the drop: {seen.drops}": bool(seen.drops),
            f"files changed: {seen.changed[:5]}": bool(seen.changed),
            f"files left: {seen.litter[:5]}": bool(seen.litter),
            f"another process touched: {seen.harm}": bool(seen.harm),
            f"a socket reached: {seen.received[:200]}": bool(seen.received),
            "a port was opened": seen.knocked,
            f"it boasts: {boast}": bool(boast),
        },
    }
    return {
        group: happened
        for group, conditions in reports.items()
        if (happened := [text for text, is_so in conditions.items() if is_so])
    }
