"""The site: all pages, and what they load."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from autograder.course.catalog import Catalog
from autograder.errors import AutograderError
from autograder.lite import jupyter
from autograder.lite.distribution import distribution
from autograder.lite.pages import page_of, render_index, render_page
from autograder.lite.wheel import NAME, course_wheel

TEMPLATES = Path(__file__).parent / "templates"
STYLES = (TEMPLATES.parents[1] / "report" / "templates" / "report.css", TEMPLATES / "lite.css")
SCRIPTS = ("page.js", "worker.js")
MARK = "lite.css"  # what shows that a folder is a site of ours


def build(catalog: Catalog, out: Path, pyodide: str | None, with_notebooks: bool) -> Iterator[str]:
    """Write the site of the course to the folder `out`; yield what was written.

    An earlier site there is replaced; `AutograderError` if the folder holds anything else.
    """
    _clear(out)
    (out / MARK).touch()  # so that a site that could not be finished is replaced, too
    where = distribution(pyodide, out)
    pages = [page_of(one) for one in catalog.assignments]
    (out / NAME).write_bytes(course_wheel(catalog.assignments))
    yield NAME
    if with_notebooks:
        jupyter.build(catalog.assignments, out, where)
        yield f"{jupyter.PLACE}/"
    for name in SCRIPTS:
        shutil.copyfile(TEMPLATES / name, out / name)
    style = "".join(path.read_text(encoding="utf-8") for path in STYLES)
    (out / MARK).write_text(style, encoding="utf-8")
    (out / ".nojekyll").touch()  # GitHub Pages would leave out some of JupyterLite's files
    for page in pages:
        name = f"{page.name}.html"
        (out / name).write_text(render_page(page, where.entry, with_notebooks), encoding="utf-8")
        yield name
    (out / "index.html").write_text(render_index(pages, with_notebooks), encoding="utf-8")
    yield "index.html"


def _clear(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise AutograderError(f"{out} is a file: name a folder.")
    if out.is_dir() and any(out.iterdir()):
        if not (out / MARK).is_file():
            raise AutograderError(f"{out} holds other files, which stay: name a new folder.")
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
