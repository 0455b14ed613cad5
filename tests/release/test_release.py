"""Deriving: reproducible, complete for nbgrader, and free of solutions."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from factories.processes import run as program
from factories.toy_course import ROOT, SOURCE, TOY

from autograder.course import percent
from autograder.course.catalog import Catalog
from autograder.course.limits import limits_of
from autograder.course.submission import read
from autograder.errors import AutograderError
from autograder.release.digests import DIGESTS
from autograder.release.markers import (
    has_code_to_mend,
    secrets,
    solution_lines,
    stub,
    without_markers,
)
from autograder.release.release import BUNDLE, release

pytestmark = pytest.mark.slow

COURSES = [SOURCE, *sorted((ROOT / "solutions").iterdir())]


def test_a_second_release_writes_the_same_bytes(own_course: Path):
    before = {p: p.read_bytes() for p in own_course.rglob("*") if p.is_file()}
    assert release(Catalog(own_course), check_only=False) == 0
    assert {p: p.read_bytes() for p in own_course.rglob("*") if p.is_file()} == before


@pytest.mark.long
def test_one_assignment_is_derived_alone(own_course: Path):
    """The others stay, and the bundle holds them as they are."""
    shutil.copytree(own_course / "solutions" / TOY, own_course / "solutions" / "02_toy")
    with pytest.raises(AutograderError, match=r"02_toy was never released"):
        release(Catalog(own_course), False, [TOY])
    assert release(Catalog(own_course), False) == 0
    for name in (TOY, "02_toy"):
        checks = own_course / "solutions" / name / "test_public.py"
        checks.write_text(f"{checks.read_text()}# changed\n")
    assert release(Catalog(own_course), False, ["02_toy"]) == 0
    assert release(Catalog(own_course), True, ["02_toy"]) == 0
    assert release(Catalog(own_course), True, [TOY]) == release(Catalog(own_course), True) == 1
    with zipfile.ZipFile(own_course / BUNDLE) as bundle:
        texts = {
            name: bundle.read(f"assignments/{name}/test_public.py") for name in (TOY, "02_toy")
        }
    assert [text.endswith(b"# changed\n") for text in texts.values()] == [False, True]


def test_the_limits_of_an_assignment_go_with_it(own_course: Path):
    (own_course / "solutions" / TOY / "limits.toml").write_text("seconds = 3\n")
    assert release(Catalog(own_course), check_only=False) == 0
    assert limits_of(own_course / "assignments" / TOY) == {"seconds": 3}


def test_the_data_of_an_assignment_go_with_it(own_course: Path, capsys: pytest.CaptureFixture[str]):
    source = own_course / "solutions" / TOY / "data"
    released = own_course / "assignments" / TOY / "data"
    source.mkdir()
    (source / "README.md").write_text("Made up. Licence: CC0.\n")
    (source / "a.npz").write_bytes(bytes(range(256)))
    catalog = Catalog(own_course)
    assert release(catalog, check_only=False) == release(catalog, check_only=True) == 0
    assert (released / "a.npz").read_bytes() == bytes(range(256))
    with zipfile.ZipFile(own_course / BUNDLE) as archive:
        assert archive.read(f"assignments/{TOY}/data/a.npz") == bytes(range(256))
        assert f"assignments/{TOY}/data/a.npz" in json.loads(archive.read(DIGESTS))
    capsys.readouterr()
    assert release(catalog, check_only=True) == 0
    assert (
        f"assignments/ equals a fresh derivation of solutions/ ({TOY})." in capsys.readouterr().out
    )
    (released / "a.npz").write_bytes(b"another")
    (released / "mine").write_text("mine")
    (released / "README.md").unlink()
    capsys.readouterr()
    assert release(catalog, check_only=True) == 1
    out = capsys.readouterr().out
    for fault in ("a.npz differs", "data/mine is not derived", "README.md is missing"):
        assert fault in out
    (source / "README.md").unlink()
    with pytest.raises(AutograderError, match="under which licence"):
        release(catalog, check_only=False)


def test_both_faces_have_the_digest_that_tells_an_unedited_stub(toy):
    digests = {read(toy.released / f"toy{end}", toy.template).digest for end in (".py", ".ipynb")}
    assert digests == {toy.hints["digest"]}


@pytest.mark.long
def test_the_notebook_is_valid_and_ready_for_nbgrader(toy):
    import nbformat

    notebook = nbformat.read(toy.released / "toy.ipynb", as_version=4)
    nbformat.validate(notebook)
    found = {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }
    check, answer, written = found["check-double"], found["double"], found["questions-written"]
    assert (check.grade, check.solution, check.locked, check.points) == (True, False, True, 3.0)
    assert (answer.grade, answer.solution, answer.locked) == (False, True, False)
    assert (written.grade, written.solution, written.points) == (True, True, 2.0)
    assert {meta.schema_version for meta in found.values()} == {3}
    ids = [cell.id for cell in notebook.cells]
    assert len(ids) == len(set(ids))


@pytest.mark.long  # Jupytext takes seconds to load
@pytest.mark.parametrize("folder", COURSES, ids=lambda path: path.name)
def test_our_reading_of_the_percent_format_is_jupytexts(folder: Path):
    text = (folder / f"{folder.name.split('_', 1)[1]}.py").read_text()
    import jupytext

    theirs = jupytext.reads(text, fmt="py:percent").cells
    ours = percent.parse(text)
    assert [cell.cell_type for cell in theirs] == [cell.kind for cell in ours]
    for their, our in zip(theirs, ours, strict=True):
        assert their.source.strip() == our.text.strip()
        assert their.metadata.get("exercise") == our.exercise


def test_the_bundle_holds_no_solution(own_course: Path, toy):
    with zipfile.ZipFile(own_course / BUNDLE) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert f"assignments/{TOY}/toy.py" in texts
    assert not [name for name in texts if "hidden" in name or "solutions" in name]
    everything = " ".join(" ".join(text.split()) for text in texts.values())
    found = secrets(toy)
    assert len(found) == 16
    assert not [secret for secret in found if len(secret) > 20 and secret in everything]


def test_wrong_answers_that_only_hidden_checks_catch_stay_out_of_the_hints(toy):
    names = [one["name"] for one in toy.hints["misconceptions"]["questions"]]
    assert names == ["answers_in_words"]


def test_a_solution_that_never_ends_is_an_authors_error():
    with pytest.raises(AutograderError, match="line 2: this solution has no"):
        stub("def f():\n    ### BEGIN SOLUTION\n    return 1", "x.py")
    with pytest.raises(AutograderError, match="ends that never began"):
        stub("### END SOLUTION", "x.py")


MENDED = """def f(x):
    ### BEGIN SOLUTION
    y = 2 * x
    return y
    ### STUDENTS GET
    # y = x
    #
    # for _ in range(2):
    #     y = y + x
    # return y
    ### END SOLUTION


def g(x):
    ### BEGIN SOLUTION
    return x
    ### END SOLUTION
"""


def test_students_get_code_to_mend_in_place_of_a_solution():
    y = "    y = x\n\n    for _ in range(2):\n        y = y + x\n    return y\n"
    assert stub(MENDED, "x.py") == f"def f(x):\n{y}\n\ndef g(x):\n    raise NotImplementedError\n"
    assert has_code_to_mend(MENDED)
    assert not has_code_to_mend(MENDED[MENDED.index("def g") :])


def test_code_to_mend_is_no_part_of_the_solution_and_no_secret(own_course: Path):
    whole = "def f(x):\n    y = 2 * x\n    return y\n\n\ndef g(x):\n    return x\n"
    assert without_markers(MENDED) == whole
    assert solution_lines(MENDED) == {3, 4, 16}
    toy = Catalog(own_course).get(TOY)
    (toy.source / "toy.py").write_text(MENDED)
    assert secrets(toy)[:2] == ["y = 2 * x return y", "return x"]


def test_code_to_mend_that_would_run_in_the_authors_file_is_an_error():
    text = MENDED.replace("    #\n", "    y += 1\n")
    with pytest.raises(AutograderError, match=r"x\.py, line 7: .* as comments"):
        stub(text, "x.py")


@pytest.mark.long
def test_a_new_assignment_keeps_the_laws(own_course: Path):
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return program(*arguments, cwd=own_course)

    made = run("new", "07_momentum")
    assert made.returncode == 0, made.stderr
    verified = run("verify", "07_momentum")
    assert verified.returncode == 0, verified.stdout
    planted = run("verify", "--mutants", "07_momentum")
    assert planted.returncode == 0, planted.stdout
    assert "0 survived, 0 declared equal" in planted.stdout
    assert run("new", "07_momentum").returncode == 2
    assert run("new", "momentum").returncode == 2
    json.loads((own_course / "assignments" / "07_momentum" / "momentum.ipynb").read_text())
