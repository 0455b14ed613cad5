"""A toy class: right, partly right, wrong, unfinished and damaged work of some students."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from factories.toy_course import TOY, as_notebook, with_body

KINDS = 7


def works(solved: str, bare: str) -> list[tuple[str, str]]:
    """One of each kind: the file's name and what it holds."""
    return [
        ("toy.py", solved),
        ("toy.ipynb", json.dumps(as_notebook(solved))),
        ("toy.py", bare),
        ("toy.py", with_body(bare, "double", "return 2 * x")),
        ("toy.py", with_body(bare, "both_sides", "return 2 * f(x)")),
        ("toy.ipynb", '{"cells": ['),
        ("toy.py", solved.replace("return 2 * np", "return 3 * np")),
    ]


def hand_in(folder: Path, solved: str, bare: str, count: int) -> Path:
    """Make nbgrader's tree for so many students, all kinds in turn, each text its own."""
    kinds = works(solved, bare)
    for number in range(count):
        name, text = kinds[number % len(kinds)]
        place = folder / f"student{number:03}" / TOY
        place.mkdir(parents=True)
        own = text if name.endswith(".ipynb") else f"{text}\n# {number}\n"
        (place / name).write_text(own)
    return folder


def outcome(out: Path) -> dict[str, Any]:
    """All that a run has written, without the seconds, by the file's name."""
    found: dict[str, Any] = {}
    for file in sorted(out.rglob("*")):
        if file.suffix == ".json":
            found[file.relative_to(out).as_posix()] = _timeless(json.loads(file.read_text()))
        elif file.suffix == ".csv":
            found[file.name] = file.read_text()
    return found


def _timeless(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _timeless(value) for key, value in data.items() if key != "seconds"}
    return [_timeless(value) for value in data] if isinstance(data, list) else data
