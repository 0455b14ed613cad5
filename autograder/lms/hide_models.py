"""Keeps model answers out of the pages that nbgrader makes for students."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.lms.written import MODEL


class HideModels(NbGraderPreprocessor):
    """Takes out the cells that are for the reader of written answers alone."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Take the cells out of `nb`."""
        nb.cells = [cell for cell in nb.cells if not str(cell.get("id", "")).startswith(MODEL)]
        return nb, resources
