"""Takes the pictures of pages and notebooks in docs/pictures, from a submission that is graded.

    .venv/bin/python docs/screenshots.py            all of them
    .venv/bin/python docs/screenshots.py report     those whose name begins so

Needs a chromium and the extra `dev`, and for the notebook nbconvert, of the extra `instructor`. A
further picture is a function that returns a page, and a line in PICTURES.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NARROWEST = 500  # of a browser's window; a phone's page is shown in a frame inside of it
COLOURS = 128  # of a picture, which keeps its file small
ASSIGNMENT = "01_taylor"
# What the student of the pictures has written in place of the model solution.
WRITTEN = {
    "linear_approx": "return f0 - df0 * dx",
    "taylor_errors": "return [missing(step) for step in dx]",
    "plot_taylor": """x = np.asarray(x, dtype=float)
    ax.plot(x, [f(place) for place in x], label="f")
    ax.plot(x, derivatives[0] + derivatives[1] * x, label="first order")
    ax.legend()""",
    "observed_order": "raise NotImplementedError",
}
WATCHED = {
    "linear_approx": "return f0 + df0 * np.asarray(dx)",
    "quadratic_approx": "return f0 + df0 * np.asarray(dx) + d2f0 * np.asarray(dx) ** 2",
}
CLASS = 120  # students
SCREEN = 96, 22  # columns and lines of the terminal in its picture
SCREEN_PAGE = "<!doctype html><meta charset='utf-8'><body style='margin: 0'>"
SCREEN_STYLE = (
    "margin: 0; padding: 12px; min-height: 100vh; background: #16181d; color: #d6d9de; "
    "font: 14px/1.35 'DejaVu Sans Mono', monospace"
)
COLOUR_OF = {
    "default": "#d6d9de",
    "red": "#ff7b72",
    "green": "#56d364",
    "brown": "#e3b341",
    "cyan": "#76c7e0",
    "brightblack": "#8b929c",
}


def submission() -> str:
    """Return the text of a submission that is right in part."""
    from autograder.release.markers import without_markers

    slug = ASSIGNMENT.split("_")[1]
    text = without_markers((ROOT / "solutions" / ASSIGNMENT / f"{slug}.py").read_text())
    return with_bodies(text, WRITTEN)


def with_bodies(text: str, bodies: Mapping[str, str]) -> str:
    """Return a text with other bodies for some functions, by name."""
    for name, body in bodies.items():
        pattern = rf'(def {name}\(.*?""".*?"""\n).*?(?=\n\S|\Z)'
        written = re.compile(pattern, re.S)
        text, found = written.subn(lambda match, body=body: f"{match[1]}    {body}\n", text, 1)
        assert found, f"{name} is no function of {ASSIGNMENT}"
    return text


@cache
def report() -> str:
    """Return the report page of the submission, as `autograder grade --html` writes it."""
    with tempfile.TemporaryDirectory() as folder:
        work, page = Path(folder, "taylor.py"), Path(folder, "page.html")
        work.write_text(submission())
        command = ["-m", "autograder", "grade", ASSIGNMENT, "--submission", str(work)]
        command += ["--student", "ada", "--html", str(page)]
        subprocess.run([sys.executable, *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        return page.read_text().replace(f"{folder}/", "")


@cache
def notebook() -> str:
    """Return a notebook with check cells, run in a kernel and shown as JupyterLab shows it."""
    import nbformat
    from nbclient import NotebookClient
    from nbconvert import HTMLExporter

    from autograder.course.percent import parse

    cells = {cell.exercise: cell.text for cell in parse(submission()) if cell.kind == "code"}
    shown = ["import numpy as np\nfrom collections.abc import Callable"]
    for name in ("linear_approx", "plot_taylor"):
        shown += [cells[name], f'from autograder import check\n\ncheck("{name}")']
    book = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, shown)))
    place = {"metadata": {"path": str(ROOT / "assignments" / ASSIGNMENT)}}
    NotebookClient(book, allow_errors=True, resources=place).execute()
    page, _ = HTMLExporter(template_name="lab").from_notebook_node(book)
    return str(page)


@cache
def watch() -> str:
    """Return the screen of `autograder watch` in a student's copy, two hints asked for."""
    sys.path.insert(0, str(ROOT / "tests"))
    from factories.terminals import Terminal

    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "assignments", Path(folder, "assignments"))
        work = Path(folder, "assignments", ASSIGNMENT, f"{ASSIGNMENT.split('_')[1]}.py")
        with Terminal(["watch"], Path(folder), *SCREEN) as terminal:
            terminal.until("Next: write linear_approx")
            work.write_text(with_bodies(work.read_text(), WATCHED))
            terminal.until("✗ quadratic_approx")
            for tier in range(2):
                terminal.press("h")
                terminal.until(f"hint {tier + 1}/3")
            terminal.until(lambda text: "…" not in text)  # all assignments are graded
            rows = [_row(terminal.screen.buffer[line]) for line in range(SCREEN[1])]
    return f"{SCREEN_PAGE}<pre style='{SCREEN_STYLE}'>" + "\n".join(rows)


@cache
def class_page() -> str:
    """Return the page of a class that `autograder grade-all` has graded."""
    sys.path.insert(0, str(ROOT))
    from autograder.course.catalog import Catalog
    from bench.klass.students import Students

    with tempfile.TemporaryDirectory() as folder:
        Students(Catalog(ROOT).get(ASSIGNMENT), seed=1).hand_in(Path(folder, "submitted"), CLASS)
        command = ["-m", "autograder", "grade-all", ASSIGNMENT, f"{folder}/submitted"]
        command += ["--out", f"{folder}/graded"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([sys.executable, *command], cwd=ROOT, check=True, **quiet)
        return Path(folder, "graded", "class.html").read_text()


def _row(cells: Mapping[int, Any]) -> str:
    """One line of a terminal's screen as HTML."""
    return "".join(
        f'<span style="color: {COLOUR_OF.get(cell.fg, cell.fg)}; font-weight: '
        f'{"bold" if cell.bold else "normal"}">{escape(cell.data)}</span>'
        for cell in (cells[column] for column in range(SCREEN[0]))
    )


@dataclass(frozen=True)
class Picture:
    """A picture of what `page` returns; `begins` is the place on the page that it shows."""

    page: Callable[[], str]
    size: tuple[int, int]
    dark: bool = False
    begins: str = ""


PICTURES = {
    "report": Picture(report, (1000, 1500)),
    "report-dark": Picture(report, (1000, 1300), dark=True, begins="#a1-8"),
    "report-phone": Picture(report, (390, 1300)),
    "watch": Picture(watch, (800, 355)),
    "notebook": Picture(notebook, (1000, 1750)),
    "class": Picture(class_page, (885, 1400)),
    "class-phone": Picture(class_page, (390, 1400)),
}


def browser() -> str:
    """Return the path of a browser that takes pictures without a screen."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sys.exit(f"No browser to take pictures with: install one of {', '.join(BROWSERS)}.")
    return found


def take(picture: Picture, path: Path) -> None:
    """Write the picture to `path`."""
    from PIL import Image

    width, height = picture.size
    with tempfile.TemporaryDirectory() as folder:
        page, frame, shot = (Path(folder, name) for name in ("page.html", "frame.html", "shot.png"))
        page.write_text(picture.page())
        style = f"border: 0; width: {width}px; height: {height}px"
        frame.write_text(
            '<!doctype html><meta name="color-scheme" content="light dark">'
            f'<body style="margin: 0"><iframe style="{style}" src="page.html{picture.begins}">'
        )
        options = ["--headless=new", "--hide-scrollbars", f"--screenshot={shot}"]
        options += [f"--window-size={max(width, NARROWEST)},{height + 200}"]
        options += ["--virtual-time-budget=5000", f"--user-data-dir={folder}/profile"]
        options += ["--blink-settings=preferredColorScheme=0"] if picture.dark else []
        # A browser that runs as root, as in a container, has no sandbox; the page is our own.
        options += ["--no-sandbox"]
        subprocess.run([browser(), *options, frame.as_uri()], check=True, stderr=subprocess.DEVNULL)
        whole = Image.open(shot).convert("RGB").crop((0, 0, width, height))
        whole.quantize(COLOURS).save(path, optimize=True)


def main(names: list[str]) -> None:
    """Take the pictures whose names begin with one of `names`, or all."""
    FOLDER.mkdir(exist_ok=True)
    chosen = [one for one in PICTURES if not names or one.startswith(tuple(names))]
    if not chosen:
        sys.exit(f"There is no such picture; there are {', '.join(PICTURES)}.")
    for name in chosen:
        path = FOLDER / f"{name}.png"
        take(PICTURES[name], path)
        print(f"wrote {path.relative_to(ROOT)} ({path.stat().st_size // 1000} kB)")


if __name__ == "__main__":
    main(sys.argv[1:])
