"""`autograder lite`: writes the course as a site that needs no server."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

OUT = Path("dist", "lite")


def add(add_command: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    """Add the command."""
    lite = add_command(
        "lite",
        "write the course as a site whose checks run in the browser",
        "  autograder lite                            to dist/lite, with notebooks\n"
        "  autograder lite --out public --light       the light pages alone, to public/\n"
        "  autograder lite --pyodide ~/pyodide        with a copy of Pyodide: needs no network\n"
        "  python -m http.server -d dist/lite         look at it: http://localhost:8000",
    )
    lite.add_argument(
        "--out", type=Path, default=OUT, metavar="DIR", help="where to (usually dist/lite)"
    )
    lite.add_argument(
        "--pyodide",
        metavar="URL-or-DIR",
        help="Pyodide's address, or a folder with it, which is copied; usually the address that "
        "JupyterLite's kernel uses",
    )
    lite.add_argument("--light", action="store_true", help="leave JupyterLite's notebooks out")
    lite.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from autograder.course.catalog import Catalog
    from autograder.lite.site import build
    from autograder.report.terminal import StandardOutput

    console = StandardOutput()
    out = options.out.expanduser()
    for name in build(Catalog.find(Path.cwd()), out, options.pyodide, not options.light):
        console.print(f"wrote {out / name}", soft_wrap=True)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 1e6
    console.print(
        f"The site has {size:.1f} MB. To look at it: python -m http.server -d {out}", soft_wrap=True
    )
    return 0
