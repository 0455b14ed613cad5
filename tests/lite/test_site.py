"""The site that `autograder lite` writes: complete, and without an answer."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from factories.toy_course import ROOT, TOY
from parts import JUPYTERLITE
from selection import some

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.course.notebook import to_notebook
from autograder.course.percent import parse
from autograder.errors import AutograderError
from autograder.lite import wheel
from autograder.lite.distribution import distribution
from autograder.lite.jupyter import repacked, requiring
from autograder.lite.pages import page_of
from autograder.lite.prose import to_html
from autograder.lite.site import build
from autograder.release.markers import secrets

ADDRESS = "https://example.org/pyodide/"
ASSIGNMENTS = Catalog(ROOT).assignments
Cli = Callable[..., CompletedProcess[str]]


def pyodide(folder: Path, numpy: str = "2.0.2", **files: str) -> Path:
    """A folder that looks like Pyodide, but computes nothing."""
    packages = {
        "numpy": {"version": numpy, "file_name": "numpy.whl", "depends": []},
        "matplotlib": {"version": "3.9", "file_name": "mpl.whl", "depends": ["kiwi_solver"]},
        "kiwi-solver": {"version": "1", "file_name": "kiwi.whl", "depends": ["numpy"]},
        "pandas": {"version": "2", "file_name": "pandas.whl", "depends": ["numpy"]},
    }
    lock = {"info": {"version": "0.27.7"}, "packages": packages}
    folder.mkdir()
    names = ["numpy.whl", "mpl.whl", "kiwi.whl", "pyodide.js", "pyodide.asm.wasm", "other.txt"]
    for name in names:
        (folder / name).write_text(name)
    (folder / "pyodide-lock.json").write_text(json.dumps(lock))
    return folder


@pytest.fixture(scope="module")
def site(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The light pages of the toy course."""
    root = tmp_path_factory.mktemp("lite")
    out = root / "site"
    written = [*build(Catalog(course), out, str(pyodide(root / "pyodide")), False)]
    assert written == [wheel.NAME, f"{TOY}.html", "index.html"]
    return out


def texts_of(site: Path) -> str:
    """Everything in a site, and in its wheel, with white space folded."""
    found = [path.read_bytes() for path in site.rglob("*") if path.suffix in (".html", ".js")]
    with zipfile.ZipFile(site / wheel.NAME) as archive:
        found += [archive.read(name) for name in archive.namelist()]
    return " ".join(b" ".join(found).decode(errors="replace").replace("\\n", " ").split())


def test_the_site_holds_no_hidden_check_and_no_solution(site: Path, toy: Assignment):
    everything = texts_of(site)
    assert "def double" in everything  # it was read
    found = [one for one in secrets(toy) if len(one) > 20]
    assert len(found) > 5
    assert not [secret for secret in found if secret in everything]
    with zipfile.ZipFile(site / wheel.NAME) as archive:
        names = archive.namelist()
    folders = {name.split("/")[1] for name in names if name.startswith(wheel.FOLDER + "/")}
    assert {"autograder", "assignments", "pytest", "rich", "jinja2", "markupsafe"} <= folders
    assert not folders & {"solutions", "reference", "tests", "numpy", "matplotlib"}
    assert not [name for name in names if "hidden" in name.rsplit("/", 1)[-1]]
    assert not [name for name in names if name.endswith((".so", ".pyc"))]


@pytest.mark.parametrize("assignment", some(ASSIGNMENTS, 2), ids=lambda one: one.name)
def test_the_course_gives_no_answer_away(assignment: Assignment):
    page = page_of(assignment)
    shown = json.dumps([page.data, [str(part.html) for part in page.parts]], ensure_ascii=False)
    told = [*wheel.released(assignment).values(), shown.replace("\\n", " ").encode()]
    everything = " ".join(b" ".join(told).decode(errors="replace").split())
    assert not [one for one in secrets(assignment) if len(one) >= 30 and one in everything]


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda one: one.name)
def test_a_page_has_both_faces_as_they_are_released(assignment: Assignment):
    page = page_of(assignment)
    cells = page.data["notebook"]["cells"]

    def piece(one: str | int | list[int]) -> str:
        if isinstance(one, str):
            return one
        number = one if isinstance(one, int) else one[0]
        text = "".join(cells[number - 1]["source"])
        return text if isinstance(one, int) else re.sub("^", "# ", text, flags=re.M)

    text = "".join(map(piece, page.data["python"]))
    released = (assignment.released / f"{assignment.slug}.py").read_text()
    assert re.sub(" +$", "", text, flags=re.M) == released
    notebook = json.loads((assignment.released / f"{assignment.slug}.ipynb").read_text())
    assert page.data["notebook"] == notebook
    assert [part.kind for part in page.parts if part.number == 1] == ["arriving"]  # not shown
    checked = [part.exercise for part in page.parts if part.kind == "check"]
    assert sorted(checked) == sorted({p.exercise for p in page.parts if p.kind == "editor"})
    assert {*checked} <= {*assignment.exercises}
    assert all(part.title for part in page.parts if part.kind in ("editor", "check", "written"))


def test_what_a_student_wrote_into_the_folder_is_not_published(own_course: Path, solved: str):
    toy = Catalog(own_course).get(TOY)
    bare = wheel.released(toy)
    (toy.released / "toy.py").write_text(solved)
    (toy.released / "toy.ipynb").write_text(to_notebook(parse(solved), {}))
    (toy.released / "notes.txt").write_text("mine")
    assert wheel.released(Catalog(own_course).get(TOY)) == bare


def test_formulas_are_drawn_by_the_browser_and_code_is_none():
    html = to_html("Let $x_0 < 1$ and\n\n$$y = x^2$$\n\nin `a $ b` and `$c$`, for 3 $.")
    assert html.count("<math") == 2
    assert "$x_0" not in html
    assert "<code>a $ b</code>" in html
    assert "<code>$c$</code>" in html
    assert "3 $." in html
    assert to_html("$\\nonsense{x}$") == "<p><code>\\nonsense{x}</code></p>\n"


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda one: one.name)
def test_every_formula_of_the_course_can_be_drawn(assignment: Assignment):
    parts = [part for part in page_of(assignment).parts if part.html]
    assert not [part.number for part in parts if re.search(r"<code>[^<]*\\\w", str(part.html))]
    formulas = sum(part.text.replace("$$", "$").count("$") for part in parts) // 2
    assert sum(str(part.html).count("<math") for part in parts) == formulas


def test_of_a_folder_with_pyodide_what_is_needed_is_copied(tmp_path: Path):
    found = distribution(str(pyodide(tmp_path / "from")), tmp_path / "out")
    assert (found.entry, found.version) == ("pyodide/pyodide.js", "0.27.7")
    copied = {path.name for path in (tmp_path / "out" / "pyodide").iterdir()}
    assert copied == {
        "numpy.whl",
        "mpl.whl",
        "kiwi.whl",
        "pyodide.js",
        "pyodide.asm.wasm",
        "pyodide-lock.json",
    }
    lock = json.loads((tmp_path / "out" / "pyodide" / "pyodide-lock.json").read_text())
    assert set(lock["packages"]) == {"numpy", "matplotlib", "kiwi-solver"}


def test_pyodide_by_its_address(tmp_path: Path):
    assert distribution(ADDRESS, tmp_path).entry == f"{ADDRESS}pyodide.js"
    assert distribution(ADDRESS[:-1], tmp_path).entry == f"{ADDRESS}pyodide.js"
    assert distribution(f"{ADDRESS}pyodide.mjs", tmp_path).entry == f"{ADDRESS}pyodide.mjs"
    assert not [*tmp_path.iterdir()]


def test_a_pyodide_that_cannot_be_used_is_an_error(tmp_path: Path):
    with pytest.raises(AutograderError, match="no Pyodide that can be used"):
        distribution(str(tmp_path), tmp_path / "out")
    with pytest.raises(AutograderError, match=r"has NumPy 1\.26\.4; the checks need 2\.0"):
        distribution(str(pyodide(tmp_path / "old", "1.26.4")), tmp_path / "out")
    folder = pyodide(tmp_path / "part")
    (folder / "mpl.whl").unlink()
    with pytest.raises(AutograderError, match=r"not the full Pyodide: mpl\.whl is missing"):
        distribution(str(folder), tmp_path / "out")


@JUPYTERLITE.needed
def test_by_default_pyodide_is_where_the_kernel_finds_it(tmp_path: Path):
    assert re.fullmatch(r"https://\S+/pyodide\.js", distribution(None, tmp_path).entry)


def test_a_folder_with_anything_else_is_left_alone(course: Path, site: Path, tmp_path: Path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(AutograderError, match="holds other files, which stay"):
        [*build(Catalog(course), tmp_path, ADDRESS, False)]
    assert (tmp_path / "thesis.txt").read_text() == "mine"
    (site / "old.html").touch()
    [*build(Catalog(course), site, ADDRESS, False)]
    assert not (site / "old.html").exists()
    assert not (site / "pyodide").exists()


def test_equal_courses_give_equal_wheels(toy: Assignment):
    digests = [hashlib.sha256(wheel.course_wheel([toy])).hexdigest() for _ in range(2)]
    assert digests[0] == digests[1]


def test_a_wheel_that_requires_another(tmp_path: Path):
    name, data = repacked("iniconfig")
    assert re.fullmatch(r"iniconfig-[\d.]+-py3-none-any\.whl", name)
    path = tmp_path / name
    path.write_bytes(requiring(data, "one", "two"))
    with zipfile.ZipFile(path) as archive:
        about = next(one for one in archive.namelist() if one.endswith("/METADATA"))
        head = archive.read(about).decode().split("\n\n")[0]
    assert head.endswith("\nRequires-Dist: one\nRequires-Dist: two")


def test_the_command_says_what_it_wrote(cli: Cli, tmp_path: Path):
    done = cli("lite", "--out", tmp_path / "site", "--pyodide", ADDRESS, "--light")
    assert done.returncode == 0, done.stderr
    assert f"{TOY}.html" in done.stdout
    assert "The site has" in done.stdout
    wrong = cli("lite", "--out", tmp_path / "site", "--pyodide", tmp_path)
    assert wrong.returncode == 2
    assert "Take the full distribution" in wrong.stderr
