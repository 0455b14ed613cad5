"""Templates, and that no text which somebody else chose becomes markup on any page."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from factories.elements import is_safe
from factories.hostile_report import hostile
from factories.toy_course import TOY, as_notebook, with_body
from hypothesis import given
from jinja2 import TemplateAssertionError, UndefinedError, nodes
from selection import tiers
from test_text import any_text

from autograder.checks.compare import Failure
from autograder.course.assignment import Assignment
from autograder.feedback.details import Drawing, Slopes
from autograder.grading.grader import grade
from autograder.insight import as_html as class_page
from autograder.insight import likeness_html, similarity
from autograder.insight.as_data import class_data
from autograder.insight.gather import gather
from autograder.insight.names import Names
from autograder.report.as_html import to_html
from autograder.report.as_json import to_data
from autograder.report.card import card, feedback, summary
from autograder.report.rendering import ENGINE, environment
from autograder.results import Report, Status
from autograder.sandbox.canvas import Canvas, Line

TEMPLATES = sorted(path.relative_to(ENGINE).as_posix() for path in ENGINE.rglob("*.jinja"))
PLANTED = ["<script>alert(1)</script>", '"onmouseover=alert(1) x="', "'onmouseover='alert(1)"]
EVIL = " ".join(PLANTED)
NAME = EVIL.replace("/", "|")  # as a name of a file
CODE = f"# {EVIL}\nraise type({EVIL!r}, (ValueError,), {{}})({EVIL!r})"
DRAWS = f"""ax.plot(x, x[::-1], label={EVIL!r})
ax.set_title({EVIL!r})
ax.set_xlabel({EVIL!r})
ax.legend()"""


class Reader(HTMLParser):
    """What a browser finds in a page: elements, attributes, text; and what must not be there."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.active: list[str] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.active += [tag] if tag == "script" else []
        self.active += [name for name, _ in attrs if name.startswith("on") or '"' in name]
        self.texts += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def check_page(page: str, scripts: int = 0) -> None:
    """Demand that all that was planted is on the page, as text."""
    found = Reader(page)
    assert found.active == ["script"] * scripts
    assert is_safe(page)
    for each in PLANTED:
        assert any(each in text for text in found.texts), each


def test_the_check_notices_what_is_not_escaped():
    for page in (EVIL, f'<p title="{EVIL}">', f"<p title='{EVIL}'>"):
        assert Reader(page).active
        with pytest.raises(AssertionError):
            check_page(page)


@pytest.fixture(scope="module", params=tiers(["toy.py", "toy.ipynb"], 1))
def report(request: Any, toy: Assignment, bare: str, tmp_path_factory: Any) -> Report:
    """What becomes of a submission that plants markup wherever it can."""
    text = with_body(with_body(bare, "double", CODE), "plot_line", DRAWS)
    text = with_body(text, "both_sides", f"print({EVIL!r})\nreturn {EVIL!r}")
    text = f"{text}\n# %% [markdown]\n# {EVIL}\n# %%\n{CODE}\n# %%\nx = = {EVIL!r}\n"
    path = tmp_path_factory.mktemp("work") / NAME / request.param
    path.parent.mkdir()
    if request.param.endswith(".ipynb"):
        notebook = as_notebook(text)
        notebook["metadata"] = {"title": EVIL}
        text = json.dumps(notebook)
    path.write_text(text)
    return grade([toy], path, EVIL, with_details=True)


def synthetic(status: Status) -> Report:
    """A report with what is planted in every one of its texts."""
    found = hostile(status, EVIL)
    (assignment,) = found.assignments
    (exercise,) = assignment.exercises
    line = Line(np.arange(3.0), np.arange(3.0), EVIL, None, np.array([], np.int64), "-")
    canvas = Canvas(lines=[line], legend=[EVIL], title=EVIL, xlabel=EVIL, ylabel=EVIL)
    wrong = Failure("gradient", np.array([1.0, 2.0]), np.array([1.0, 5.0]), (1,))
    details = exercise.details
    if status is Status.FAILED:
        drawings, slopes = (Drawing(EVIL, canvas, canvas),), (Slopes(EVIL, wrong),)
        details = replace(details, drawings=drawings, slopes=slopes)
    exercise = replace(exercise, details=details)
    return replace(found, assignments=(replace(assignment, exercises=(exercise,)),))


def pages_of(report: Report) -> dict[str, str]:
    """Every page on which a report is shown."""
    (one,) = report.assignments
    return {
        "report": to_html(report),
        "summary": summary(one.name, one.exercises),
        "card": "".join(map(card, one.exercises)),
        "feedback": "".join(map(feedback, one.exercises)),
    }


@pytest.mark.slow
def test_nothing_that_a_submission_plants_acts_on_a_page(report: Report):
    for page in pages_of(report).values():
        check_page(page)
    assert any(NAME in text for text in Reader(to_html(report)).texts)


@pytest.mark.parametrize("status", Status)
def test_nothing_in_any_text_of_a_report_acts_on_a_page(status: Status):
    for page in pages_of(synthetic(status)).values():
        check_page(page)


@pytest.mark.slow
def test_nothing_that_a_submission_plants_acts_on_the_page_of_a_class(
    report: Report, toy: Assignment
):
    result = to_data(replace(report, isolation=EVIL, isolation_note=EVIL))
    students = [EVIL, *(f"{each} {number}" for number, each in enumerate(PLANTED))]
    results = {student: {**result, "student": student} for student in students}
    roll = gather(toy, results, {f"{EVIL} absent": EVIL}, Names())
    before = class_data(gather(toy, {}, {}, Names()), None, Names(), "")
    data = class_data(roll, before, Names(), EVIL)
    assert any(EVIL in one["text"] for one in data["problems"])
    check_page(class_page.to_html(data, {}), scripts=1)
    check_page(class_page.to_html(everywhere(data), {}, EVIL), scripts=1)


def everywhere(data: Any, keep: tuple[str, ...] = ("kind", "names", "mark", "verdicts")) -> Any:
    """The same data with what is planted in each text, apart from those that are a choice."""
    if isinstance(data, dict):
        return {key: one if key in keep else everywhere(one) for key, one in data.items()}
    if isinstance(data, list):
        return [everywhere(one) for one in data]
    return EVIL if isinstance(data, str) else data


def test_nothing_in_code_that_is_alike_acts_on_its_page():
    line = [EVIL, EVIL, EVIL, True]
    figures = {"shared": 9, "share": 0.9, "overall": 0.5, "as_alike": 0.0, "same_lines": 1}
    sides = {"lines_of_one": [line, [*line[:3], False]], "lines_of_other": [line]}
    data = {
        "assignment": EVIL,
        "names": EVIL,
        "compared": 2,
        "unread": 1,
        "empty": 1,
        "found": 3,
        "all_pairs": 9,
        "limit": 2,
        "length": 30,
        "least_shared": 2,
        "least_share": 0.1,
        "usual": dict.fromkeys(similarity.QUANTILES, 0.5),
        "pairs": [{"one": EVIL, "other": EVIL, **figures, **sides}],
    }
    check_page(likeness_html.to_html(data))


@given(any_text)
def test_a_template_shows_a_text_and_nothing_else(text: str):
    source = "<p title=\"{{ text }}\" class='{{ text }}'>{{ text }}</p>"
    page = environment().from_string(source).render(text=text)
    found = Reader(page)
    assert is_safe(page)
    assert found.active == []
    assert len(found.texts) in (2, 3)
    assert len(set(found.texts)) == 1 or not found.texts[0]


def test_no_template_can_ask_for_less():
    for source in ("{{ text|safe }}", "{{ text|e }}", "{{ [text]|join }}"):
        with pytest.raises(TemplateAssertionError):
            environment().from_string(source)
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nothing }}").render()


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_escapes_all_and_does_not_join_text_and_markup(name: str):
    """What `~` makes of both would be taken for safe, though nobody looked at the text."""
    tree = environment().parse((ENGINE / name).read_text())
    assert not list(tree.find_all((nodes.Concat, nodes.EvalContextModifier)))
    environment().get_template(name)


def test_markup_is_made_in_one_module_alone():
    users = [p.name for p in ENGINE.rglob("*.py") if re.search(r"\bMarkup\(", p.read_text())]
    assert users == ["rendering.py"]
    assert not [p for p in ENGINE.rglob("*.py") if re.search(r"\bhtml\.escape|</", p.read_text())]


PAGE = pytest.param(("--html", "page.html"), True, marks=pytest.mark.long)


@pytest.mark.parametrize(("more", "loads"), [((), False), PAGE])
def test_jinja_is_loaded_for_a_page_and_for_nothing_else(
    course: Path, tmp_path: Path, more: tuple[str, ...], loads: bool
):
    code = "import sys; from autograder.cli import main; told = main(sys.argv[1:]); "
    code += "print(told, 'jinja2' in sys.modules)"
    work = tmp_path / "toy.py"
    work.write_text("def double(x):\n    return x\n")
    done = subprocess.run(
        [sys.executable, "-c", code, "grade", TOY, *more, "--submission", str(work)],
        cwd=course,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1:] == [f"0 {loads}"], done.stderr
