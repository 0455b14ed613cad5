"""The report page and its pieces: what is shown, to whom, and that anybody can read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from factories.toy_course import ROOT, TOY, piece
from selection import mixed, tiers

from autograder.checks.compare import Failure
from autograder.checks.session import with_checks
from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.feedback.details import Slopes
from autograder.feedback.gather_details import Gatherer
from autograder.feedback.misconceptions import local
from autograder.grading.exercises import Defined, ExerciseRunner
from autograder.grading.grader import Grader, grade
from autograder.report import as_html, compared, pictures
from autograder.report.filters import COLOURS, HINTED
from autograder.results import CheckResult, ExerciseResult, Report, Status

pytestmark = pytest.mark.slow
PARTLY = """
def double(x):
    total = x.nothing
    return total

def helper(x, n):
    return [1.0] * n

def both_sides(f, x):
    return f(x) - f(-x)

def plot_line(ax, x):
    ax.plot(x, x[::-1], label="</figure><script>")

secret = "not concerned"
"""
VOID = {"meta", "img", "br", "rect"}


class Outline(HTMLParser):
    """Notes headings, unclosed elements, pictures without words, links and their targets."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.levels: list[int] = []
        self.tags: list[str] = []
        self.wordless = 0
        self.links: set[str] = set()
        self.places: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.places += [str(found["id"])] if "id" in found else []
        self.links |= {str(found["href"])} if "href" in found else set()
        self.wordless += tag == "img" and not found.get("alt")
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def report(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Report:
    path = tmp_path_factory.mktemp("work") / "toy.py"
    path.write_text(PARTLY)
    return grade([Assignment(course, TOY)], path, with_details=True)


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return as_html.to_html(report)


def test_the_page_is_well_formed_and_has_an_outline(page: str):
    outline = Outline(page)
    assert outline.open == []
    assert outline.levels[0] == 1
    steps = zip(outline.levels, outline.levels[1:], strict=False)
    assert all(later <= earlier + 1 for earlier, later in steps)
    assert outline.levels.count(1) == 1
    for landmark in ("header", "nav", "main", "footer"):
        assert outline.tags.count(landmark) == 1
    assert outline.wordless == 0
    assert len(set(outline.places)) == len(outline.places)
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.places)


VERDICTS = {  # sign and word, and the colour of the border
    Status.PASSED: ("✓ passed", "#2f9e44"),
    Status.FAILED: ("✗ failed", "#e03131"),
    Status.CRASHED: ("✗ crashed", "#e03131"),
    Status.TIMED_OUT: ("✗ timed out", "#e03131"),
    Status.NOT_STARTED: ("· not started", "#868e96"),
    Status.BLOCKED: ("· blocked", "#b87a00"),
    Status.MANUAL: ("✎ graded by hand", "#1c7ed6"),
    Status.GRADER_ERROR: ("! grader error", "#ae3ec9"),
}
VERDICT = re.compile(
    r'<span class="verdict (\w+)"\s+style="border-left: .3em solid (#\w+);[^>]*>(.*?)<'
)


@pytest.mark.parametrize("status", Status)
def test_a_verdict_has_its_own_sign_word_and_colour(status: Status):
    """Of a check and of an exercise: nothing that lost points is a green "passed"."""
    check = CheckResult("test_a", "a", "It is so.", status, 0.0, 1.0, False)
    said, colour = VERDICTS[status]
    for one in (check, ExerciseResult("a", "A", None, (check,))):
        assert VERDICT.findall(piece("verdict", one)) == [(status, colour, said)]


def test_the_verdicts_of_the_page_are_those_of_the_report(report: Report, page: str):
    shown = VERDICT.findall(page)
    assert {(status, colour, said.partition(" (")[0]) for status, colour, said in shown} == {
        (status, colour, said)
        for status, (said, colour) in VERDICTS.items()
        if status
        in {one.status for one in exercises(report)}
        | {check.status for one in exercises(report) for check in one.checks}
    }
    assert {"failed", "crashed"} <= {status for status, *_ in shown}


def test_the_page_needs_nothing_and_lets_nothing_run(page: str):
    assert '<html lang="en">' in page
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:;" in page
    assert not re.search(r"<(script|link|iframe|object|form)\b|https?:|url\(|@import", page)


def test_the_lines_concerned_are_shown_and_the_one_that_failed_is_marked(page: str):
    code = re.findall(r'<figure class="code".*?</figure>', page, re.S)
    assert len(code) == 3
    assert "Your lines 2 to 4 in toy.py" in code[0]
    assert "<mark>    total = x.nothing</mark>" in code[0]
    assert "it stopped here: AttributeError" in code[0]
    assert "Your lines 9 to 10 in toy.py" in code[1]
    assert "<mark>" not in code[1]
    assert "not concerned" not in page
    assert "helper" not in page


def test_the_drawn_figure_stands_beside_the_one_that_was_asked_for(report: Report, page: str):
    (drawing,) = next(one for one in exercises(report) if one.name == "plot_line").details.drawings
    assert drawing.mine.lines[0].y.tolist() == [4.0, 2.0, 1.0]
    assert drawing.asked.lines[0].y.tolist() == [1.0, 2.0, 4.0]
    assert page.count('src="data:image/png') == 2
    mine, asked = re.findall('alt="(.*?)"', page)
    assert mine == "Yours: A figure (lines: 1)"
    assert asked == "What was asked: A figure (lines: 2, marked points: 1)"


def exercises(report: Report) -> list[ExerciseResult]:
    return [one for assignment in report.assignments for one in assignment.exercises]


def test_hidden_checks_give_no_material(course: Path, report: Report):
    stored = Assignment(course, TOY).hints["figures"]
    assert stored
    public = (course / "assignments" / TOY / "test_public.py").read_text()
    assert all(f"def {name}(" in public for name in stored)
    hidden = {c.promise for one in exercises(report) for c in one.checks if c.hidden}
    shown = {d.promise for one in exercises(report) for d in one.details.drawings}
    assert hidden
    assert not hidden & shown


def test_who_only_wants_words_goes_without(graders: Callable[..., Grader], tmp_path: Path):
    path = tmp_path / "toy.py"
    path.write_text(PARTLY)
    found = graders().grade(TOY, path)
    assert all(one.details is None for one in exercises(found))
    assert "<img" not in as_html.to_html(found)


def test_a_cell_that_fails_is_shown_with_its_line(course: Path, tmp_path: Path):
    path = tmp_path / "toy.py"
    path.write_text("import math\n\ncount = 1\ncount.nothing()\n\ndef double(x):\n    return x\n")
    found = grade([Assignment(course, TOY)], path, with_details=True)
    page = as_html.to_html(found)
    assert "<mark>count.nothing()</mark>" in page


def test_tiers_unfold_one_inside_the_other(graders: Callable[..., Grader], tmp_path: Path):
    path = tmp_path / "toy.py"
    path.write_text("def double(x):\n    return [v * v for v in x]\n")
    page = as_html.to_html(graders().grade(TOY, path))
    assert "<strong>This looks like: squares</strong>" in page
    hint = page[page.index("This looks like: squares") :]
    assert re.match(
        r".*?<summary>Hint 2 of 3</summary>.*?<summary>Hint 3 of 3</summary>", hint, re.S
    )
    assert "</details></details>" in hint


def test_what_to_read_are_the_equations_of_exercises_with_open_points(tmp_path: Path):
    path = tmp_path / "taylor.py"
    model = (ROOT / "solutions" / "01_taylor" / "taylor.py").read_text()
    path.write_text(f"{model}\n# %%\ndef linear_approx(f0, df0, dx):\n    return f0 - df0 * dx\n")
    page = as_html.to_html(grade([Catalog(ROOT).get("01_taylor")], path, with_details=True))
    told = page[page.index("What to read") :]
    assert "The tangent line: Eq. 1.2" in told
    assert "Eq. 1.3" not in told


def test_a_gradient_that_a_check_differentiates_comes_with_how_well_that_is_known(tmp_path: Path):
    folder = tmp_path / "solutions" / "01_slope"
    folder.mkdir(parents=True)
    (folder / "slope.py").write_text(
        '# %% Slope exercise="slope"\ndef slope(x):\n    ### BEGIN SOLUTION\n'
        "    return 2 * x\n    ### END SOLUTION\n"
    )
    (folder / "test_public.py").write_text(
        "import numpy as np\nimport pytest\nfrom autograder.checks import expect_gradient\n\n"
        '@pytest.mark.exercise("slope")\ndef test_slope(student):\n    "It is the slope."\n'
        "    x = np.array([1.0, 2.0])\n"
        "    expect_gradient(student.slope(x), lambda x: x @ x, at=x)\n"
    )
    assignment = Assignment(tmp_path, "01_slope")
    files = assignment.test_files()
    names = {"slope": lambda x: 3 * x}

    def use(items):
        mine, gatherer = items[files[0]], Gatherer(assignment)
        exam = ExerciseRunner(
            assignment, mine, "", lambda check: local(names), Defined([]), gatherer
        )
        return exam.exercise(assignment.exercises["slope"])

    result = with_checks(tmp_path, files, use)
    assert result.status is Status.FAILED
    (slopes,) = result.details.slopes
    assert slopes.report.verdict == "reject"
    shown = piece("figure", pictures.slopes(slopes))
    assert shown.count("<img") == 2
    assert "The error of the slope at" in shown


SHAPES = [(), (3,), (40,), (2, 3), (40, 2), (2, 2, 2)]


@pytest.mark.parametrize(
    ("odd", "shape"), tiers(mixed(product([0.0, np.nan, np.inf, 1e308], SHAPES)), 6, in_rest=6)
)
def test_any_gradient_is_drawn(shape: tuple[int, ...], odd: float):
    got = np.full(shape, 2.0)
    got.flat[0] = odd
    png = compared.png(Failure("gradient", np.ones(shape), got, (0,) * len(shape)))
    assert png.startswith(b"\x89PNG")


def test_a_wrong_gradient_is_told_in_words_too():
    failure = Failure("gradient", np.array([1.0, 2.0]), np.array([1.0, 5.0]), (1,))
    shown = piece("figure", pictures.slopes(Slopes("The slope.", failure)))
    assert "Yours" in shown
    assert "entry 1" in shown


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(2 * d for d in digits)
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_borders_stand_out_from_any_page():
    for colour in {*COLOURS.values(), HINTED}:
        assert min(contrast(colour, "#ffffff"), contrast(colour, "#111111")) >= 3


def test_text_is_readable_light_and_dark():
    style = (ROOT / "autograder" / "report" / "templates" / "report.css").read_text()
    light, dark = (
        dict(re.findall(r"--(\w+): (#\w+)", block))
        for block in re.findall(r":root \{(.*?)\}", style, re.S)
    )
    for colours in (light, dark):
        for ink in ("ink", "soft", "link", "good", "bad"):
            for ground in ("page", "box"):
                assert contrast(colours[ink], colours[ground]) >= 4.5
        assert contrast(colours["ink"], colours["mark"]) >= 4.5
        assert contrast(colours["bad"], colours["page"]) >= 4.5
