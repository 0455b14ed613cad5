"""The small course on which the engine is tested, and what its tests do with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from autograder.course.notebook import to_notebook
from autograder.course.percent import parse
from autograder.report.rendering import environment

ROOT = Path(__file__).resolve().parents[2]
TOY = "01_toy"
DATA = ROOT / "tests" / "data"
SOURCE = DATA / "toy_course" / "solutions" / TOY


def with_body(text: str, function: str, body: str) -> str:
    """Return a stub with `body` in place of the function's NotImplementedError."""
    at = text.index("raise NotImplementedError", text.index(f"def {function}("))
    return text[:at] + body.replace("\n", "\n    ") + text[at + len("raise NotImplementedError") :]


def as_notebook(text: str) -> dict[str, Any]:
    """Return a text's notebook as plain data."""
    found: dict[str, Any] = json.loads(to_notebook(parse(text), {}))
    return found


def piece(macro: str, *arguments: object) -> str:
    """Return what a macro of the exercise's template makes."""
    template = environment().get_template("report/templates/exercise.html.jinja")
    return str(getattr(template.module, macro)(*arguments))


def exercise(data: dict[str, Any], name: str) -> dict[str, Any]:
    """Return one exercise of an assignment's JSON data."""
    return next(one for one in data["exercises"] if one["name"] == name)
