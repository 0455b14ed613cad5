"""Writes a report into files, and looks at the one that is replaced."""

from __future__ import annotations

import json
from pathlib import Path

from autograder.course.seeds import redrawn
from autograder.errors import AutograderError
from autograder.report import as_json
from autograder.results import Report
from autograder.text import one_line


def save(report: Report, data: Path | None, page: Path | None) -> None:
    """Write the report as JSON and as HTML; `AutograderError` if a file cannot be written."""
    if data is not None:
        _save(data, as_json.to_json(report))
    if page is not None:
        from autograder.report import as_html

        _save(page, as_html.to_html(report))


def redrawn_since(path: Path | None, report: Report) -> str:
    """Say why hidden inputs are others than in the JSON at `path` on the same student, or ""."""
    try:
        before = json.loads(path.read_text(encoding="utf-8")) if path is not None else None
    except (OSError, ValueError, RecursionError):
        return ""
    if not isinstance(before, dict) or before.get("student") != report.student:
        return ""
    reason = redrawn(str(before.get("inputs", "")), report.inputs) if report.inputs else ""
    return one_line(f"{path} is written anew: {reason}.") if reason else ""


def _save(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise AutograderError(f"{path} cannot be written: {error.strerror or error}.") from None
