"""The light pages: one of each assignment, small enough for phones and slow lines, and the first.

A page shows the notebook's own cells. What the student writes stays in the browser; handed in is
the notebook, or the Python file, with these texts in the place of the stubs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from autograder.course import percent
from autograder.course.assignment import Assignment
from autograder.course.notebook import CHECK, HEADING
from autograder.lite.prose import to_html
from autograder.lite.wheel import FOLDER, NAME, released
from autograder.report.rendering import render

if TYPE_CHECKING:
    from markupsafe import Markup

ARRIVING = ("open-in", "set-up")  # the ids of the first cells of `notebook.arriving`
SECONDS = 30  # for one check, in a browser several times slower than a computer


@dataclass(frozen=True)
class Part:
    """One cell on a page: prose, heading, given, picture, editor, written, or check."""

    kind: str
    number: int  # of the cell in the notebook
    text: str = ""
    html: Markup | str = ""
    exercise: str = ""
    title: str = ""


@dataclass
class Page:
    """What a page shows, and what its script needs to know."""

    name: str
    slug: str
    title: str
    minutes: float
    parts: list[Part] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)


def page_of(assignment: Assignment) -> Page:
    """Return the page of a released assignment."""
    files = released(assignment)
    text = files[f"{assignment.slug}.py"].decode()
    notebook = json.loads(files[f"{assignment.slug}.ipynb"])
    parts = [_part(number, cell) for number, cell in enumerate(notebook["cells"], 1)]
    titles = {name: one.title for name, one in assignment.exercises.items()}
    named = [_named(part, titles) for part in parts]
    heading = next((part.text for part in parts if part.kind == "prose"), assignment.name)
    minutes = sum(one.work.minutes for one in assignment.exercises.values())
    page = Page(
        assignment.name, assignment.slug, heading.lstrip("# ").split("\n")[0], minutes, named
    )
    page.data = {
        "name": assignment.name,
        "slug": assignment.slug,
        "notebook": notebook,
        "python": list(_pieces(text, named)),
        "folder": f"{FOLDER}/assignments/{assignment.name}",
        "seconds": SECONDS,
    }
    return page


def render_page(page: Page, entry: str, has_notebooks: bool) -> str:
    """Return the page as HTML; `entry` is where Pyodide is."""
    data = {**page.data, "pyodide": entry, "wheel": NAME, "root": FOLDER}
    template = "lite/templates/assignment.html.jinja"
    return render(template, page=page, data=data, has_notebooks=has_notebooks)


def render_index(pages: list[Page], has_notebooks: bool) -> str:
    """Return the first page of the site."""
    return render("lite/templates/index.html.jinja", pages=pages, has_notebooks=has_notebooks)


def _part(number: int, cell: dict[str, Any]) -> Part:
    text, marks = "".join(cell["source"]), cell["metadata"].get("nbgrader", {})
    if cell["id"] in ARRIVING:  # nothing that a page needs
        return Part("arriving", number)
    name = str(marks.get("grade_id", ""))
    if cell["cell_type"] != "code":
        if marks.get("solution"):
            return Part("written", number, text, exercise=name.rpartition("-")[0])
        is_heading = name.startswith(HEADING)
        return Part("heading" if is_heading else "prose", number, text, html=to_html(text))
    if marks.get("grade"):
        return Part("check", number, exercise=name.removeprefix(CHECK))
    if marks.get("solution"):
        return Part("editor", number, text, exercise=name)
    return Part("picture" if cell["id"].startswith("picture") else "given", number, text)


def _named(part: Part, titles: dict[str, str]) -> Part:
    """Return the part with its exercise's name and title: of several cells, the later have -2."""
    name = part.exercise
    if name not in titles:
        name = name.rpartition("-")[0]
    title = titles.get(name, "")
    return Part(part.kind, part.number, part.text, part.html, name, title)


def _pieces(text: str, parts: list[Part]) -> Iterator[str | int | list[int]]:
    """Yield the Python file in pieces: text as it is, and the numbers of the notebook's cells.

    The number of a cell of prose, whose lines get comment signs there, stands in a list.
    """
    kept = [part for part in parts if part.kind not in ("check", "heading", "arriving")]
    lines, done = text.split("\n"), 0
    for cell, part in zip(percent.parse(text), kept, strict=True):
        if part.kind in ("editor", "written"):
            first = cell.first_line - 1
            yield "\n".join([*lines[done:first], ""])
            yield part.number if part.kind == "editor" else [part.number]
            done = first + cell.text.count("\n") + 1
            yield "\n" if done < len(lines) else ""
    yield "\n".join(lines[done:])
