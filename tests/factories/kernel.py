"""Notebooks run in a real kernel.

nbformat and nbclient take seconds to load, so only the tests that run a kernel load them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any


def execute(
    notebook: str | None, *more: str, folder: Path | None = None, allow_errors: bool = False
) -> Sequence[Any]:
    """Run a notebook's text, and then `more` cells of code; return all cells."""
    import nbformat
    from nbclient import NotebookClient

    made = nbformat.reads(notebook, as_version=4) if notebook else nbformat.v4.new_notebook()
    made.cells += [nbformat.v4.new_code_cell(source) for source in more]
    resources = {"metadata": {"path": str(folder)}} if folder else {}
    client = NotebookClient(made, timeout=300, resources=resources, allow_errors=allow_errors)
    client.execute()
    cells: Sequence[Any] = made.cells
    return cells
