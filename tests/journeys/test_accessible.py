"""Pages and cards are for everybody: axe-core finds nothing that bars the way to them.

Light and dark, wide and narrow, with all that is folded unfolded.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from factories.browser import PHONE, SCREEN, barriers, browsing, hosted
from factories.toy_course import TOY, with_body
from parts import AXE, CHROMIUM

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.grading.grader import grade
from autograder.lite import site
from autograder.report.as_html import to_html
from autograder.report.card import card, feedback, summary
from autograder.results import Report

pytestmark = [CHROMIUM.needed, AXE.needed, pytest.mark.slow, pytest.mark.long]
BODIES = {
    "double": ["return [v * v for v in x]", "return 2 * np.asarray(x)", "return x.nothing"],
    "plot_line": ["ax.plot(x, x[::-1])"],
    "both_sides": ["return f(x) - f(-x)", "return [][3]"],
    "question_1": ["return 1"],
}
PAGES = {
    "report": "report.html",
    "card": "card.html",
    "card of an assignment": "summary.html",
    "feedback": "feedback.html",
    "class": "out/class.html",
    "written answers": "out/answers.html",
    "submissions that are alike": "out/similarity.html",
    "the course in a browser": "lite/index.html",
    "an assignment in a browser": f"lite/{TOY}.html",
}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with browsing(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def handed_in(bare: str, which: Mapping[str, str]) -> str:
    """Return a submission with other bodies for some functions."""
    for name, body in which.items():
        bare = with_body(bare, name, body)
    return bare.replace("*Your answer here.*", "Because.", 1)


@pytest.fixture(scope="module")
def pages(course: Path, bare: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a page of each kind, of submissions that are wrong in many ways."""
    folder = tmp_path_factory.mktemp("pages")
    work = folder / "toy.py"
    work.write_text(handed_in(bare, {name: bodies[0] for name, bodies in BODIES.items()}))
    report: Report = grade([Assignment(course, TOY)], work, with_details=True)
    (one,) = report.assignments
    (folder / "report.html").write_text(to_html(report))
    cards = "".join(map(card, one.exercises))
    (folder / "card.html").write_text(hosted(cards))
    (folder / "summary.html").write_text(hosted(summary(TOY, one.exercises)))
    (folder / "feedback.html").write_text(hosted("".join(map(feedback, one.exercises))))
    list(site.build(Catalog(course), folder / "lite", "https://example.edu/", with_notebooks=False))
    rng = random.Random(1)
    for student in range(9):
        chosen = {name: rng.choice(bodies) for name, bodies in BODIES.items()}
        place = folder / "in" / f"student{student}" / "toy.py"
        place.parent.mkdir(parents=True)
        place.write_text(handed_in(bare, chosen))
    command = ["-m", "autograder", "grade-all", TOY, str(folder / "in"), "--similarity"]
    done = subprocess.run(
        [sys.executable, *command, "--out", str(folder / "out")],
        cwd=course,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [SCREEN, PHONE], ids=["screen", "phone"])
@pytest.mark.parametrize("kind", PAGES)
def test_nothing_bars_the_way(
    kind: str, size: tuple[int, int], dark: bool, pages: Path, browser: Any
):
    assert barriers(browser, pages / PAGES[kind], dark, size) == []


def test_what_bars_the_way_would_be_seen(tmp_path: Path, browser: Any):
    page = tmp_path / "bad.html"
    page.write_text(
        "<p style='color: #bbb; background: #fff'>pale</p><img src='data:,'><h4>x</h4>"
        "<a href='#' style='outline: none'>where?</a>"
    )
    found = " ".join(barriers(browser, page))
    for rule in (
        "color-contrast",
        "image-alt",
        "html-has-lang",
        "document-title",
        "focus is not seen",
    ):
        assert rule in found
