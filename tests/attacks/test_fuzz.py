"""Real files, damaged at random: whatever reads them, only "cannot be read" comes out."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from factories.export_results import passed, save, waiting
from factories.toy_course import ROOT
from hypothesis import given
from hypothesis import strategies as st
from selection import number

from autograder.course.catalog import Catalog
from autograder.course.notebook import to_notebook
from autograder.course.submission import read_data
from autograder.errors import AutograderError, BrokenChecksError
from autograder.grading.job import find, job_of
from autograder.insight.as_data import class_data
from autograder.insight.gather import gather
from autograder.insight.names import Names
from autograder.insight.own_code import Given, read_all
from autograder.lms.exports import blackboard, brightspace, canvas, moodle, table
from autograder.lms.exports.gradescope import convert
from autograder.lms.exports.options import ExportOptions
from autograder.lms.exports.results import read_results
from autograder.lms.exports.roster import introduce, read_roster
from autograder.lms.raw_cells import fingerprint, take_in
from autograder.lms.repair import Released, Repair, notes_cell
from autograder.sandbox.program import Program
from autograder.text import for_terminal

COURSE = Catalog(ROOT)
TAYLOR = COURSE.get("01_taylor")
ODD: list[Any] = [None, True, -1, 1.5, 10**400, float("nan"), "", "x", "\ud800", "é" * 99, [], {}]
ODD += [[[]] * 99, {"": 0}, ["a", 1], json.loads("[" * 400 + "]" * 400), "# %% x=[", "9" * 5_000]
TOKENS = [
    *(b"\0", b"\xff", b"\xed\xa0\x80", b"\r", b"\n\n\n", b"\t", b"\xe2\x80\xa8", b"\x1b[", b"\x90"),
    *(b"# %%\n", b"\n# %% [markdown]\n", b"\n# %% x=" + b"[" * 2_000, b"\n# %% x=" + b"9" * 5_000),
    *(b'"', b"'", b'"""', b"\\", b"[", b"]", b"{", b"}", b"(", b",", b";", b"=", b'"\n"', b"`"),
    *(b'"\\ud800"', b"9" * 5_000, b"[" * 2_000, b"NaN", b"1e999", b"null", b"%%writefile x\n"),
    *(b"def ", b"\ndef f(\n", b"\n<<<<<<< a\n", b"\xef\xbb\xbf", b"\xff\xfe", b"```\n", b"# -*-"),
]
Dice = random.Random


def damaged(data: bytes, dice: Dice) -> bytes:
    """Cut, repeat, move, overwrite or insert something, once or some times."""
    for _ in range(dice.choice([1, 1, 2, 5, 20])):
        one, other = sorted((dice.randrange(len(data) + 1), dice.randrange(len(data) + 1)))
        other = min(other, one + dice.choice([1, 10, 1_000, 10**6]))
        piece = data[one:other]
        new = dice.choice([b"", piece * dice.choice([2, 50]), dice.randbytes(len(piece) % 40)])
        new = dice.choice([new, dice.choice(TOKENS), piece[::-1]])
        data = data[:one] + new + data[dice.choice([one, other]) :]
    return data


def swapped(data: Any, dice: Dice) -> Any:
    """Replace something in plain data by something odd."""
    if isinstance(data, (dict, list)) and data and dice.random() < 0.9:
        keys = list(data) if isinstance(data, dict) else range(len(data))
        key = dice.choice(keys)
        data = data.copy()
        data[key] = swapped(data[key], dice)
        if isinstance(data, dict) and dice.random() < 0.1:
            del data[key]
        return data
    return dice.choice(ODD)


def variants(text: str, dice: Dice) -> bytes:
    """A damaged file of JSON: as data, or as text."""
    data = json.loads(text)
    for _ in range(dice.choice([1, 1, 3, 10])):
        data = swapped(data, dice)
    made = json.dumps(data, indent=dice.choice([None, 1])).encode()
    return damaged(made, dice) if dice.random() < 0.3 else made


def cases(few: int, many: int) -> Iterator[Dice]:
    return (random.Random(seed) for seed in range(number(few, many)))


def release() -> list[Released]:
    """The released cells of an assignment, as nbgrader's gradebook has them."""
    found = []
    for cell in json.loads(to_notebook(TAYLOR.cells, {}))["cells"]:
        marks = cell["metadata"].get("nbgrader")
        if marks:
            source, kind = "".join(cell["source"]), cell["cell_type"]
            flags = (marks["grade"], marks["solution"], marks["locked"])
            found.append(Released(marks["grade_id"], kind, source, *flags, points=1.0))
    return found


def read_everywhere(folder: Path, files: dict[Path, bytes]) -> None:
    """Let everything read a submission that does so; none may fail."""
    for path, data in files.items():
        (folder / path).write_bytes(data)
    job = find(TAYLOR, folder)
    assert (job.submission is None) is bool(job.trouble)
    for_terminal(job.trouble).encode()
    if job.submission is not None:
        assert job.submission.digest
        assert job.draws in (True, False)
        Program.of(job.submission)
    read_all(TAYLOR, {str(path): {path: data} for path, data in files.items()}, Given(frozenset()))
    taken = take_in(TAYLOR, folder)
    mended = Repair(release()).mend(taken.cells)
    cells = [*mended.cells, notes_cell([*taken.notes, *mended.notes])]
    json.dumps(cells, ensure_ascii=False).encode()
    assert fingerprint(folder)


@pytest.mark.slow
def test_damaged_submissions(tmp_path: Path):
    faces = [path for one in COURSE.assignments for path in one.released.glob(f"{one.slug}.*")]
    texts = {path: path.read_bytes() for path in sorted(faces)}
    own = [path for path in texts if path.parent == TAYLOR.released]
    for turn, dice in enumerate(cases(12, 800)):
        folder = tmp_path / str(turn)
        folder.mkdir()
        files = {}
        for path in dice.choice([own, [dice.choice(own)], [dice.choice(list(texts))]]):
            is_notebook = path.suffix == ".ipynb" and dice.random() < 0.7
            data = variants(texts[path].decode(), dice) if is_notebook else texts[path]
            files[Path(f"taylor{path.suffix}")] = data if is_notebook else damaged(data, dice)
        read_everywhere(folder, files)
        shutil.rmtree(folder)


@given(st.text(), st.sampled_from([".py", ".ipynb"]))
def test_any_text_is_read_or_refused(text: str, ending: str):
    path, data = Path(f"taylor{ending}"), text.encode("utf-8", "surrogatepass")
    assert job_of(TAYLOR, lambda: read_data(path, data, TAYLOR.template))


CANVAS = (
    b"\xef\xbb\xbfStudent,ID,SIS User ID,SIS Login ID,Section,01_taylor (77),Old (5)\n"
    b"    Points Possible,,,,,10,20\n"
    b'"Lovelace, Ada",101,S1,ada,One,3,11\n"Noether, Emmy",103,S3,emmy,Two,,13\n'
)
MOODLE = (
    b"Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    b"Last modified (grade),Feedback comments\r\n"
    b'Participant 11,Ada Lovelace,ada@example.org,Submitted,,10.00,Yes,"Monday",\r\n'
)
BLACKBOARD = (
    '"Last Name"\t"Username"\t"Student ID"\t"01_taylor [Total Pts: 10 Score] |1002"\n'
    '"Lovelace"\t"ada"\t"000123"\t"3.50"\n"Noether"\t"emmy"\t"000125"\t""\n'
).encode("utf-16")
BRIGHTSPACE = (
    b"OrgDefinedId,Username,01_taylor Points Grade <Numeric MaxPoints:10>,End-of-Line Indicator\n"
    b"#000123,#ada,,#\n#000125,#emmy,7.25,#\n"
)
FILLED = {
    canvas.export: CANVAS,
    moodle.export_worksheet: MOODLE,
    blackboard.export: BLACKBOARD,
    brightspace.export: BRIGHTSPACE,
}
ROSTER = b"student;name;email;lms_id\nada;Ada L;ada@example.org;101\nemmy;Emmy;e@x.org;103\n"


def refused(what: Callable[[], object]) -> bool:
    """Whether our own error is raised; any other one ends the test."""
    try:
        what()
    except (AutograderError, BrokenChecksError):
        return True
    return False


@pytest.mark.slow
def test_damaged_tables_and_results(tmp_path: Path):
    good = save(tmp_path / "good", ada=passed(8, 10), emmy=passed(9, 10))
    sound = read_results(good)
    texts = [path.read_text() for path in sorted((tmp_path / "good").rglob("*.json"))]
    fill, out, results = tmp_path / "fill.csv", tmp_path / "out.csv", tmp_path / "results"
    results.mkdir()
    outcomes = set()
    for dice in cases(60, 3_000):
        options = ExportOptions(out, fill, rescale=dice.random() < 0.5)
        for export, table_of in FILLED.items():
            fill.write_bytes(damaged(table_of, dice))
            outcomes.add((export, refused(lambda: export(sound, options))))  # noqa: B023
        fill.write_bytes(damaged(ROSTER, dice))
        outcomes.add((read_roster, refused(lambda: introduce(sound, read_roster(fill)))))
        (results / "ada.json").write_bytes(variants(dice.choice(texts), dice))
        grades = []
        outcomes.add((read_results, refused(lambda: grades.extend(read_results(results)))))  # noqa: B023
        assert not refused(lambda: table.export(grades, ExportOptions(out)))  # noqa: B023
        outcomes.add((convert, refused(lambda: convert(results / "ada.json"))))
    assert len(outcomes) == 6 + 2 * len(FILLED), "each reads some and refuses some"


@pytest.mark.slow
def test_a_class_goes_on_without_a_damaged_result(tmp_path: Path):
    save(tmp_path, ada=passed(8, 10), bob=waiting(), emmy=passed(9, 10))
    files = sorted(tmp_path.rglob("*.json"))
    for dice in cases(25, 800):
        found = {path.stem: json.loads(path.read_text()) for path in files}
        found["eve"] = swapped(found["bob"], dice)
        roll = gather(TAYLOR, found, {}, Names())
        assert {"ada", "bob", "emmy"} <= set(roll.students)
        json.dumps(class_data(roll, None, Names(), ""), ensure_ascii=False)
