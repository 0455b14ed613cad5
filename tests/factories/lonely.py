"""A notebook that landed alone: in an empty folder, with a kernel that has no `autograder`."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from factories.toy_course import ROOT

# An ordinary kernel, but what was installed for this project is not found.
KERNEL = f"""
import sys
from importlib.metadata import Distribution
sys.path = [one for one in sys.path if not one.startswith({str(ROOT / "autograder")!r})
            and one.rstrip("/") != {str(ROOT)!r}]
sys.meta_path = [one for one in sys.meta_path if "editable" not in repr(one)]
from ipykernel.kernelapp import launch_new_instance
launch_new_instance()
"""


def run_alone(notebook: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Sequence[Any]:
    """Run a notebook in `folder`, beside which the kernel is described; return its cells."""
    import nbformat
    from nbclient import NotebookClient

    described = folder.parent / "jupyter" / "kernels" / "lonely"
    described.mkdir(parents=True, exist_ok=True)
    argv = [sys.executable, "-c", KERNEL, "-f", "{connection_file}"]
    spec = {"argv": argv, "display_name": "lonely", "language": "python"}
    (described / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(folder.parent / "jupyter"))
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    made = nbformat.reads(notebook, as_version=4)
    client = NotebookClient(
        made,
        timeout=300,
        kernel_name="lonely",
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute()
    cells: Sequence[Any] = made.cells
    return cells


@contextmanager
def serving(data: bytes) -> Iterator[str]:
    """Serve `data` on this machine; yield the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/student.zip" else 404)
            self.end_headers()
            self.wfile.write(data if self.path == "/student.zip" else b"")

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
