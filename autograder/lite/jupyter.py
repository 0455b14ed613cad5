"""JupyterLite with the course's notebooks."""

from __future__ import annotations

from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.lite.distribution import Distribution


def build(assignments: list[Assignment], out: Path, pyodide: Distribution) -> None:
    """Write JupyterLite to `out/jupyter`."""
    raise NotImplementedError
