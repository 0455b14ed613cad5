"""Files of every LMS, filled: in any encoding and dialect, and nothing else of them changes."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest
from factories.export_results import passed, save, save_one

from autograder.cli import main
from autograder.course.catalog import Catalog
from autograder.lms.exports.course_order import in_course_order
from autograder.lms.exports.grades import Grade, Row
from autograder.lms.exports.job import collect
from autograder.lms.exports.sheet import Sheet

CANVAS = (
    "Student;ID;SIS User ID;SIS Login ID;Section;Taylor (77);Current Score\n"
    "    Points Possible;;;;;10,00;(read only)\n"
    '"Test; Ada";12345;s1;ADA;One;;\n'
    "Bob P.;12346;s2;bob;One;3,5;\n"
    "José;12347;s3;josé;One;;\n"
    "Zoë;12348;s4;zoë;One;;\n"
)
BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Last Access"\t"Availability"\t'
    '"Weighted Total [Total Pts: up to 30 Percentage] |1001"\t'
    '"Taylor [Total Pts: 10 Score] |1002"\t"Essay [Total Pts: 0 Text] |1003"\n'
    '"Lovelace"\t"Ada"\t"ada"\t"000123"\t"2026-06-01 10:00:00"\t"Yes"\t"3.00"\t"3.50"\t""\n'
    '"الزهراني"\t"علي"\t"ali"\t"000124"\t""\t"Yes"\t""\t"Needs Grading"\t"a ""b"""\n'
    '"Noether"\t"Emmy"\t"emmy"\t"000125"\t""\t"Yes"\t""\t""\t""\n'
)
BRIGHTSPACE = (
    "OrgDefinedId,Username,Last Name,First Name,Email,"
    "Taylor Points Grade <Numeric MaxPoints:10 Weight:5 Category:Homework CategoryWeight:20>,"
    "Taylor Text Grade <Text>,Calculated Final Grade Numerator,End-of-Line Indicator\r\n"
    '#000123,#ada,Lovelace,Ada,ada@example.org,,"good, so far",1.5,#\r\n'
    "#000124,#ali,الزهراني,علي,ali@example.org,7.25,,,#\r\n"
    "#000125,#emmy,Noether,Emmy,emmy@example.org,,,,#\r\n"
)
GRADEBOOK = (
    '"First name","Last name","ID number","Email address","Assignment: Taylor (Real)",'
    '"Assignment: Taylor (Percentage)","Course total (Real)"\n'
    'Ada,Lovelace,000123,ada@example.org,"8,00","80,00 %","8,00"\n'
    "Emmy,Noether,000125,emmy@example.org,-,-,-\n"
)


@pytest.fixture(autouse=True)
def elsewhere(course, monkeypatch):
    """Work in the toy course, so that no other one is looked into."""
    monkeypatch.chdir(course)


def fill(folder: Path, form: str, data: bytes, *more: str) -> tuple[int, bytes]:
    """Export what lies in `folder`/r; return the exit code and the filled file."""
    (folder / "given").write_bytes(data)
    out = folder / "filled"
    options = ["--results", folder / "r", "--fill", folder / "given", "--out", out, *more]
    code = main(["export", form, *map(str, options)])
    return code, out.read_bytes() if out.exists() else b""


def test_canvas_keeps_semicolons_decimal_commas_and_every_byte(tmp_path, capsys):
    results = save(tmp_path / "r", ada=passed(8.5, 10), bob=passed(3.5, 10), zoë=passed(10, 10))
    save_one(results, "jose\u0301", passed(7.25, 10))  # as macOS writes é
    code, filled = fill(tmp_path, "canvas", ("\ufeff" + CANVAS).encode())
    expected = CANVAS.replace("ADA;One;", "ADA;One;8,5").replace("josé;One;", "josé;One;7,25")
    assert filled.decode() == "\ufeff" + expected.replace("zoë;One;", "zoë;One;10")
    assert code == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("codec", "bom"),
    [
        ("utf-8", ""),
        ("utf-8", "\ufeff"),
        ("utf-16-le", "\ufeff"),
        ("utf-16-be", "\ufeff"),
        ("utf-16-le", ""),
        ("cp1256", ""),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_blackboard_gets_its_own_file_back(codec, bom, end, tmp_path, capsys):
    text = bom + BLACKBOARD.replace("\n", end)
    save(tmp_path / "r", ada=passed(8.5, 10), ali=passed(6, 10), zoe=passed(1, 10))
    code, filled = fill(tmp_path, "blackboard", text.encode(codec))
    expected = text.replace('"3.50"', '"8.5"').replace('"Needs Grading"', '"6"')
    assert filled == expected.encode(codec)
    assert code == 1
    said = capsys.readouterr().err
    assert "no place in the LMS's file for the grade of (1):\n  zoe, 01_taylor" in said
    assert "no grade for (1):\n  Emmy Noether, 01_taylor" in said


@pytest.mark.parametrize(
    ("column", "code", "words"),
    [
        ("1002", 0, ""),
        ("Taylor", 0, ""),
        ("Taylor [Total Pts: 10 Score] |1002", 0, ""),
        ("1001", 2, "Blackboard computes 'Weighted Total"),
        ("1003", 2, "Blackboard has only text in 'Essay"),
        ("Tylor", 2, "from: Taylor [Total Pts: 10 Score] |1002."),
    ],
)
def test_a_column_of_blackboard_is_named_by_title_or_id(column, code, words, tmp_path, capsys):
    save(tmp_path / "r", ada=passed(8.5, 10))
    data = BLACKBOARD.encode("utf-16")
    assert fill(tmp_path, "blackboard", data, "--column", f"01_taylor={column}")[0] == code
    assert words in capsys.readouterr().err


def test_blackboards_headers_are_read_in_other_languages(tmp_path):
    text = BLACKBOARD.replace("Total Pts: 10 Score", "مجموع النقاط: 10,0 الدرجة")
    save(tmp_path / "r", ada=passed(8.5, 10))
    code, filled = fill(tmp_path, "blackboard", text.encode("utf-16"))
    assert code == 0
    assert '"8.5"' in filled.decode("utf-16")


def test_brightspace_keeps_its_hash_signs_and_leading_zeros(tmp_path):
    save(tmp_path / "r", ada=passed(8.5, 10))
    save_one(tmp_path / "r", "000125", passed(6, 10))  # handed in under the number
    code, filled = fill(tmp_path, "brightspace", BRIGHTSPACE.encode())
    expected = BRIGHTSPACE.replace("ada@example.org,,", "ada@example.org,8.5,")
    assert filled.decode() == expected.replace("emmy@example.org,,", "emmy@example.org,6,")
    assert code == 0


def test_brightspace_takes_a_new_file(tmp_path):
    results = save(tmp_path / "r", ada=passed(8.5, 10), emmy=passed(6, 10))
    (tmp_path / "roster.csv").write_text("student,lms_id\nada,000123\nemmy,000125\n")
    out = tmp_path / "out.csv"
    options = ["--results", str(results), "--out", str(out), "--column", "01_taylor=Taylor"]
    assert main(["export", "brightspace", *options]) == 0
    assert out.read_bytes().decode("utf-8-sig") == (
        "Username,Taylor Points Grade,End-of-Line Indicator\r\n#ada,8.5,#\r\n#emmy,6,#\r\n"
    )
    assert main(["export", "brightspace", *options, "--roster", str(tmp_path / "roster.csv")]) == 0
    assert "#000123,#ada,8.5,#" in out.read_text(encoding="utf-8-sig")
    # The columns that grade-all's roster may have are understood here, too.
    (tmp_path / "roster.csv").write_text("id;login_id;LMS_ID\nada;alove;000123\nemmy;;000125\n")
    assert main(["export", "brightspace", *options, "--roster", str(tmp_path / "roster.csv")]) == 0
    assert "#000123,#alove,8.5,#" in out.read_text(encoding="utf-8-sig")
    assert "#000125,#emmy,6,#" in out.read_text(encoding="utf-8-sig")


def test_moodles_gradebook_is_filled_too(tmp_path):
    save_one(save(tmp_path / "r"), "ada@example.org", passed(8, 10))
    save_one(tmp_path / "r", "emmy@example.org", passed(7.5, 10))
    code, filled = fill(tmp_path, "moodle-gradebook", GRADEBOOK.encode())
    # 8,00 is 8 already; the comma is the sign of this file, and of no cell.
    assert filled.decode() == GRADEBOOK.replace("emmy@example.org,-", 'emmy@example.org,"7,5"')
    assert code == 0


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_a_table_of_ones_own_is_filled_whatever_its_order(order, tmp_path):
    cells = [("Email", "Student", "taylor"), ("a@x.org", "ada", ""), ("e@x.org", "emmy", "1")]
    text = "".join("\t".join(row[at] for at in order) + "\n" for row in cells)
    save(tmp_path / "r", ada=passed(8.5, 10))
    code, filled = fill(tmp_path, "csv", text.encode())
    row = "\t".join(("a@x.org", "ada", "8.5")[at] for at in order)
    assert filled.decode().splitlines()[1] == row
    assert code == 0


@pytest.mark.parametrize(
    ("form", "data", "words"),
    [
        ("blackboard", CANVAS, "no grade file of Blackboard: it has no column 'Username'"),
        ("brightspace", CANVAS, "no grade file of Brightspace: no column says who is who"),
        ("canvas", BRIGHTSPACE, "is not what Canvas's gradebook exports"),
        ("moodle", CANVAS, "it has no column 'Identifier'"),
        ("csv", "Taylor,Essay\n1,2\n", "no column says who is who"),
    ],
)
def test_the_file_of_another_lms_is_refused(form, data, words, tmp_path, capsys):
    save(tmp_path / "r", ada=passed(8.5, 10))
    assert fill(tmp_path, form, data.encode()) == (2, b"")
    assert words in capsys.readouterr().err


def test_a_name_that_two_rows_have_is_told_and_not_guessed(tmp_path, capsys):
    text = (
        "Student,ID,SIS Login ID,Section,Taylor (77)\n"
        "Kim Lee,1,kim1,One,\nKim Lee,2,kim2,One,\nAda,00123,ada,One,\n"
    )
    save_one(save(tmp_path / "r"), "Kim Lee", passed(8.5, 10))
    save_one(tmp_path / "r", "x", passed(7, 10))
    (tmp_path / "roster.csv").write_text("student,name,lms_id\nx,Ada,123\nKim Lee,,\n")
    roster = ["--roster", str(tmp_path / "roster.csv")]
    code, filled = fill(tmp_path, "canvas", text.encode(), *roster)
    said = capsys.readouterr().err
    assert (code, filled) == (1, text.encode())
    assert "Kim Lee, 01_taylor (perhaps row 2, Kim Lee or row 3, Kim Lee: name the id" in said
    assert "x, 01_taylor (perhaps row 4, Ada: name the id in a roster)" in said


def test_a_roster_may_tell_the_login(tmp_path):
    save_one(save(tmp_path / "r"), "444000125", passed(6, 10))
    (tmp_path / "roster.csv").write_text("student,login\n444000125,EMMY\n")
    roster = ["--roster", str(tmp_path / "roster.csv")]
    code, filled = fill(tmp_path, "blackboard", BLACKBOARD.encode("utf-16"), *roster)
    row = filled.decode("utf-16").splitlines()[-1]
    assert (code, row.split("\t")[7]) == (0, '"6"')


def test_a_dry_run_shows_old_and_new_and_writes_nothing(tmp_path, capsys):
    save(tmp_path / "r", ada=passed(8.5, 10), ali=passed(7.25, 10), zoe=passed(1, 10))
    code, filled = fill(tmp_path, "brightspace", BRIGHTSPACE.encode(), "--dry-run")
    said = capsys.readouterr()
    assert (code, filled) == (1, b"")
    assert said.out == (
        "ada, 01_taylor: nothing → 8.5\nali, 01_taylor: 7.25, as before\n"
        "Nothing is written; 2 grades would be.\n"
    )
    assert "zoe, 01_taylor" in said.err
    options = ["--results", str(tmp_path / "r"), "--dry-run"]
    for form in ("canvas", "csv", "moodle-gradebook", "brightspace"):
        assert main(["export", form, *options]) == 0
        assert "ada, 01_taylor: nothing → 8.5" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["given", "r"]


def test_a_file_may_be_filled_in_place(tmp_path):
    save(tmp_path / "r", ada=passed(8.5, 10))
    path = tmp_path / "gc.xls"
    path.write_bytes(BLACKBOARD.encode("utf-16"))
    options = ["--results", str(tmp_path / "r"), "--fill", str(path), "--out", str(path)]
    assert main(["export", "blackboard", *options]) == 0
    assert Sheet.read(path).rows[0][7] == "8.5"


def test_a_gradebooks_exercises_get_the_courses_order_and_titles(course):
    exercises = Catalog.find(course).get("01_toy").exercises
    names = list(exercises)
    rows = tuple(Row(name, name, 1, 1, "passed") for name in [*sorted(names), "late penalty"])
    (grade,) = in_course_order([Grade("ada", "01_toy", 1, 1, rows)], course)
    assert [row.exercise for row in grade.rows] == [*names, "late penalty"]
    assert [row.title for row in grade.rows[:-1]] == [one.title for one in exercises.values()]
    assert sorted(names) != names
    other = Grade("ada", "09_other", 1, 1, rows)
    assert in_course_order([other], course) == [other]


@pytest.mark.parametrize("form", ["gradescope", "lti"])
def test_what_takes_no_file_says_so(form, tmp_path, capsys):
    save(tmp_path / "r", ada=passed(8.5, 10))
    assert fill(tmp_path, form, b"x")[0] == 2
    assert "takes no grades in a file of its own" in capsys.readouterr().err


WORKSHEET = (
    "Identifier,Full name,ID number,Group,Grade,Last modified (grade)\r\n"
    "Participant 11,Ada Lovelace,12,,,-\r\n"
    "Participant 12,Emmy Noether,13,,,-\r\n"
    "Participant 13,Marie Curie,11,,,-\r\n"
)


def test_the_number_of_a_participant_decides_and_is_no_other_id(tmp_path, capsys):
    (tmp_path / "r").mkdir()
    save_one(tmp_path / "r", "Ada", passed(1, 10), name="Ada", participant="11")
    save_one(tmp_path / "r", "Emmy", passed(2, 10), name="Emmy", participant="12", lms_id="13")
    code, filled = fill(tmp_path, "moodle", WORKSHEET.encode())
    expected = WORKSHEET.replace("12,,,-", "12,,1,-", 1).replace("13,,,-", "13,,2,-", 1)
    assert filled.decode() == expected
    assert code == 0
    gradebook = "ID number,Full name,Assignment: Taylor (Real)\n11,Marie Curie,\n13,Emmy Noether,\n"
    code, filled = fill(tmp_path, "moodle-gradebook", gradebook.encode())
    assert filled.decode() == gradebook.replace("Emmy Noether,", "Emmy Noether,2")
    assert code == 1  # Ada's participant number is nobody's ID number
    assert "  Ada, 01_taylor" in capsys.readouterr().err


def test_the_grade_of_a_group_stands_in_the_row_of_each_member(tmp_path, capsys):
    """A group's number in the names of Moodle's files may be some participant's: it counts not."""
    text = WORKSHEET.replace("12,,,-", "12,The A Team,,-").replace("13,,,-", "13,The A Team,,-")
    text = text.replace("11,,,-", "11,Default group,,-")
    (tmp_path / "r").mkdir()
    save_one(tmp_path / "r", "The A Team", passed(4, 10), name="The A Team", participant="13")
    code, filled = fill(tmp_path, "moodle", text.encode())
    assert filled.decode() == text.replace("The A Team,,", "The A Team,4,")
    assert code == 0
    assert "no grade for (1):\n  Marie Curie" in capsys.readouterr().err


def test_what_a_download_tells_fills_a_file_without_a_roster(tmp_path):
    (tmp_path / "r").mkdir()
    save_one(tmp_path / "r", "testada", passed(8.5, 10), lms_id="12345")
    save_one(tmp_path / "r", "Jo Sé", passed(7, 10), name="Jo Sé", login="josé")
    code, filled = fill(tmp_path, "canvas", CANVAS.encode())
    expected = CANVAS.replace("ADA;One;", "ADA;One;8,5").replace("josé;One;", "josé;One;7")
    assert (code, filled.decode()) == (0, expected)


def test_an_id_that_a_download_tells_is_no_id_of_lti(tmp_path):
    (tmp_path / "r").mkdir()
    save_one(tmp_path / "r", "ada", passed(1, 10), lms_id="12345")
    (tmp_path / "roster.csv").write_text("student,lms_id\nada,a-long-id\n")
    asked = {"gradebook": None, "results": tmp_path / "r", "assignment": None, "format": None}
    found = {
        (lti, roster): collect(Namespace(**asked, lti=lti, roster=roster))[0].lms_id
        for lti in (False, True)
        for roster in (None, tmp_path / "roster.csv")
    }
    assert list(found.values()) == ["12345", "a-long-id", "", "a-long-id"]
