"""A student's day on the light page and in JupyterLite, in a real browser without a network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from factories.lite_browser import (
    DESKTOP,
    PHONE,
    Browser,
    LightPage,
    NotebookPage,
    expose,
    opened,
    served,
)
from factories.processes import run as program
from factories.toy_course import ROOT
from factories.versions import folder_of_students
from factories.webassembly import pyodide
from parts import CHROMIUM, JUPYTERLITE, PYODIDE

from autograder.course.catalog import Catalog
from autograder.lite.site import build

pytestmark = [PYODIDE.needed, CHROMIUM.needed, pytest.mark.slow, pytest.mark.long]
WRONG = "def linear_approx(f0, df0, dx):\n    return f0 - df0 * np.asarray(dx)\n"
RIGHT = WRONG.replace("f0 - df0", "f0 + df0")
ENDLESS = "def quadratic_approx(f0, df0, d2f0, dx):\n    while True:\n        pass\n"
FIGURE = """def plot_taylor(ax, f, derivatives, x0, x):
    x = np.asarray(x)
    ax.plot(x, [f(place) for place in x], label="f")
    ax.plot(x, linear_approx(derivatives[0], derivatives[1], x - x0), label="first order")
    ax.legend()
"""


@pytest.fixture(scope="module")
def course_of_students(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first assignment of this course as students have it."""
    root = tmp_path_factory.mktemp("course")
    folder_of_students(Catalog(ROOT).get("taylor"), root)
    return root


@pytest.fixture(scope="module")
def site(course_of_students: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    JUPYTERLITE.need()
    out = tmp_path_factory.mktemp("site")
    [*build(Catalog(course_of_students), out, str(pyodide()), True)]
    expose(out)
    with served(out) as address:
        yield address


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with opened(tmp_path_factory.mktemp("browser")) as found:
        yield found


def verdicts(report: dict[str, Any]) -> list[Any]:
    """What a report says of each exercise."""
    (assignment,) = report["assignments"]
    return [assignment["problems"], assignment["exercises"], assignment["sha256"]]


def test_a_day_on_the_light_page(
    site: str, browser: Browser, course_of_students: Path, tmp_path: Path
):
    browser.resize(PHONE)
    page = LightPage(browser, f"{site}/01_taylor.html")
    wide = "return document.documentElement.scrollWidth - innerWidth"
    assert browser.run(wide) <= 0
    page.write("linear_approx", WRONG)
    said = page.check("linear_approx")
    assert "linear_approx: failed, 0 of 0.5 points" in said
    assert "your code steps the wrong way" in said
    assert "Hint 2 of 3" in said
    page.write("linear_approx", RIGHT)
    assert "linear_approx: passed, 0.5 of 0.5 points" in page.check("linear_approx")

    page.write("quadratic_approx", ENDLESS)
    browser.run("data.seconds = 4")
    said = page.check("quadratic_approx")
    assert "Stopped after 4 seconds: does every loop end?" in said
    assert "a function that a check called" in said
    page.write("quadratic_approx", ENDLESS + "\nquadratic_approx(0, 0, 0, 0)\n")
    assert "It was running cell " in page.check("quadratic_approx")
    browser.run("data.seconds = 60")

    browser.resize(DESKTOP)
    page = LightPage(browser, f"{site}/01_taylor.html")  # opened again: the work is still there
    assert page.written("linear_approx") == RIGHT
    page.write("quadratic_approx", "def quadratic_approx(f0, df0, d2f0, dx):\n    return f0\n")
    page.write("plot_taylor", FIGURE)
    assert "plot_taylor: failed" in page.check("plot_taylor")
    yours, asked = page.pictures("plot_taylor")
    assert yours.startswith("Yours")
    assert asked.startswith("What was asked")
    assert browser.run(wide) <= 0

    told = json.loads(browser.driver.execute_async_script(REPORT))
    browser.click("#notebook")
    browser.click("#python")
    for name in ("taylor.ipynb", "taylor.py"):
        graded = grade(course_of_students, browser.downloaded(name), tmp_path)
        if name == "taylor.ipynb":
            assert verdicts(told) == verdicts(graded)
        assert graded["score"] == told["score"] > 0
    assert browser.errors() == []


REPORT = """
const done = arguments[0];
ask({ kind: "report", text: notebook() }).then((report) => done(JSON.stringify(report)), done);
"""


def grade(course: Path, file: Path, folder: Path) -> dict[str, Any]:
    """Grade a file by the command line, by the public checks."""
    out = folder / "result.json"
    told = (f"--submission={file}", f"--json={out}")
    done = program("grade", "taylor", "--public", *told, cwd=course)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(out.read_text())
    return found


def test_a_file_that_was_downloaded_comes_back(site: str, browser: Browser, tmp_path: Path):
    page = LightPage(browser, f"{site}/01_taylor.html")
    browser.run("confirm = () => true")
    for face in ("notebook", "python"):
        name = {"notebook": "mine.ipynb", "python": "mine.py"}[face]
        page.write("linear_approx", WRONG)
        (tmp_path / name).write_text(browser.run(f"return {face}()"))
        before = browser.run("return areas.map((area) => area.value.trimEnd())")
        browser.run("for (const area of areas) write(area, '')")
        file = browser.driver.find_element("css selector", "#open")
        file.send_keys(str(tmp_path / name))
        browser.wait("return one('opened').textContent.includes(arguments[0])", name)
        assert browser.run("return areas.map((area) => area.value.trimEnd())") == before
    (tmp_path / "other.py").write_text("print(1)\n")
    browser.driver.find_element("css selector", "#open").send_keys(str(tmp_path / "other.py"))
    browser.wait("return one('opened').textContent.includes('no file of this assignment')")


@pytest.mark.longest
def test_a_notebook_in_jupyterlite(site: str, browser: Browser):
    browser.resize(DESKTOP)
    address = f"{site}/jupyter/lab/index.html?path=01_taylor/taylor.ipynb"
    page = NotebookPage(browser, address)
    loop = "def linear_approx(f0, df0, dx):\n    while True:\n        pass\n"
    cells = ["code-1", "linear-approx", "check-linear-approx"]
    *_, shown = page.cells({"linear-approx": WRONG}, cells)
    assert "your code steps the wrong way" in shown[0]["data"]["text/plain"]
    assert "0 of 0.5 public points" in shown[1]["evalue"]
    *_, shown = page.cells({"linear-approx": loop}, cells)
    assert "Stopped after 30 seconds" in json.dumps(shown)
    *_, shown = page.cells({"linear-approx": RIGHT}, cells)
    assert "✓ linear_approx" in shown[0]["data"]["text/plain"]
