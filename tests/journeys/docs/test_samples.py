"""What the pages show of the program's output is what it prints."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from factories.pages import PAGES, Block, Command, blocks, commands
from factories.performing import agrees, run
from factories.toy_course import ROOT
from selection import tiers

from autograder.course.assignment import Assignment
from autograder.grading.grader import Grader
from autograder.release.markers import without_markers
from autograder.report.as_json import to_json
from autograder.sandbox.launcher import Policy

pytestmark = pytest.mark.slow
# Output that is shown and not compared here, with the reason.
ELSEWHERE = {
    "docs/author.md": "the whole page is performed by test_author_guide.py",
    "docs/scale.md": "wants a class; tests/batch grades one, and rate and level are the machine's",
    "docs/instructor.md": "wants nbgrader; tests/journeys/nbgrader goes the same way",
}
SHOWN = [c for page in PAGES for c in commands(page) if (c.shown or "").strip()]


def shown(page: str, beginning: str) -> Command:
    """The one command of a page that begins so, with its output."""
    (found,) = [c for c in SHOWN if c.page == page and c.text.startswith(beginning)]
    return found


def block(page: str, beginning: str) -> str:
    """The first block of a page that begins so."""
    return next(one.text for one in blocks(page) if one.text.startswith(beginning))


def solved(name: str) -> str:
    slug = name.split("_", 1)[1]
    return without_markers((ROOT / "solutions" / name / f"{slug}.py").read_text(encoding="utf-8"))


def test_every_sample_is_compared_or_says_why_not():
    compared = {
        "README.md": ["make grade"],
        "docs/exports.md": [f"autograder export {f}" for f in EXPORTS],
    }
    for command in SHOWN:
        if command.page not in ELSEWHERE:
            beginnings = tuple(compared.get(command.page, []))
            assert command.text.startswith(beginnings), f"{command.page}: $ {command.text}"


def test_the_first_verdict_of_the_readme(tmp_path: Path):
    """In a student's copy the first exercise is right, and the second lacks a half."""
    name, sample = "01_taylor", shown("README.md", "make grade")
    folder = tmp_path / "assignments" / name
    shutil.copytree(ROOT / "assignments" / name, folder)
    text = (folder / "taylor.py").read_text(encoding="utf-8")
    for code in (
        "return f0 + df0 * np.asarray(dx)",
        "return f0 + df0 * np.asarray(dx) + d2f0 * np.asarray(dx) ** 2",
    ):
        exercise = text.index('exercise="linear' if "d2f0" not in code else 'exercise="quadratic')
        before, after = text[:exercise], text[exercise:]
        text = before + after.replace("raise NotImplementedError", code, 1)
    (folder / "taylor.py").write_text(text, encoding="utf-8")
    command = sample.text.replace("make grade A=", "autograder grade ")
    printed = run(command, tmp_path, columns=100)
    sure = re.sub(r"[\d.]+ s$", "... s", sample.shown or "")
    assert agrees(sure, printed), printed


PAGE = "docs/exports.md"
EXPORTS = ["csv", "canvas", "gradescope", "lti", "gradescope-zip"]
WRONG = {"linear_approx": "return f0", "plot_taylor": 'raise ValueError("no line")'}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class of the page: ada solved everything, eve made mistakes, bob has the stub."""
    root = tmp_path_factory.mktemp("class")
    (root / "results").mkdir()
    whole = solved("01_taylor")
    lines = whole.split("\n")
    for name, code in WRONG.items():
        at = next(n for n, line in enumerate(lines) if line.startswith(f"def {name}("))
        at = next(n for n in range(at, len(lines)) if lines[n].rstrip().endswith(":"))
        lines.insert(at + 1, f"    {code}")
    stub = (ROOT / "assignments" / "01_taylor" / "taylor.py").read_text(encoding="utf-8")
    with Grader([Assignment(ROOT, "01_taylor")], Policy.BEST) as grader:
        for student, text in {"ada": whole, "eve": "\n".join(lines), "bob": stub}.items():
            (root / f"{student}.py").write_text(text, encoding="utf-8")
            result = to_json(grader.grade("01_taylor", root / f"{student}.py", student))
            (root / "results" / f"{student}.json").write_text(result, encoding="utf-8")
    (root / "roster.csv").write_text(block(PAGE, "student,name,email,lms_id"), encoding="utf-8")
    (root / "tool.pem").write_text("a key, which a dry run does not use", encoding="utf-8")
    (root / "lti.toml").write_text(block(PAGE, "issuer ="), encoding="utf-8")
    filled = block(PAGE, "Student,ID,SIS Login ID")
    empty = filled.replace(",20.5,", ",,").replace(",16.5,", ",,")
    assert empty != filled
    (root / "canvas.csv").write_text(empty, encoding="utf-8")
    return root


@pytest.mark.parametrize("name", tiers(EXPORTS, 2))
def test_the_exports_of_the_page(graded: Path, name: str):
    sample = shown(PAGE, f"autograder export {name} ")
    folder = ROOT if name == "gradescope-zip" else graded  # which packs the course
    command = sample.text.replace("--out ", f"--out {graded}/")
    printed = run(f"{command}; test $? -le 1", folder)  # 1: some grade has no place, as shown
    assert agrees(sample.shown or "", printed.replace(f"{graded}/", "")), printed


def test_the_files_that_are_written_are_those_of_the_page(graded: Path):
    for name, beginning in [("csv", "student,name,email,assignment"), ("canvas", "Student,ID,SIS")]:
        command = shown(PAGE, f"autograder export {name} ").text.replace("--out ", "--out again-")
        run(f"{command}; test $? -le 1", graded)
        written = next(graded.glob("again-*")).read_text(encoding="utf-8-sig")
        assert agrees(block(PAGE, beginning), written), written
        next(graded.glob("again-*")).unlink()


CALLED = [
    one
    for page in PAGES
    if page.startswith("docs/api/")
    for one in blocks(page)
    if one.language == "python"
]


@pytest.mark.parametrize("code", CALLED, ids=lambda one: one.page)
def test_python_on_the_pages_of_the_public_modules_runs(code: Block, tmp_path: Path):
    """And prints what stands behind the `#` of a `print`."""
    (tmp_path / "sample.py").write_text(code.text, encoding="utf-8")
    printed = run(f"PYTHONPATH=. python {tmp_path / 'sample.py'}", ROOT)
    for said in re.findall(r"^print\(.*\) +# (.*)$", code.text, re.M):
        assert said in printed.split("\n")


LOSS = "def loss(x): return x @ x / 2\ndef gradient(x): return 2 * x\n"


def test_the_gradient_that_lost_its_half(tmp_path: Path):
    """The page's call in Python, and on the command line, where the exit code is 1."""
    page = "docs/gradient_checker.md"
    call, told = block(page, "from autograder import check_gradient"), block(page, "Rejected.")
    # Which entry is the worst one depends on how a machine rounds.
    told = re.sub(
        r" *\^ entry \d", "...", re.sub(r"off by \S+ at most", "off by ... at most", told)
    )
    told = re.sub(r"At entry \d they differ by \S+;", "At entry ... they differ by ...;", told)
    (tmp_path / "my.py").write_text(LOSS, encoding="utf-8")
    (tmp_path / "call.py").write_text(f"from my import *\n{call}", encoding="utf-8")
    command = next(c.text for c in commands(page) if "--grad my.py" in c.text)
    for text in ("python call.py", f"{command}; test $? = 1"):
        printed = run(text, tmp_path, columns=140)
        assert agrees(f"...\n{told}...\n", printed), printed
