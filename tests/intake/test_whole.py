"""Every file of a class ends as exactly one row, and every student is there or absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from factories.downloads import LMS, Download, Works, zipped

from autograder.course.assignment import Assignment
from autograder.course.submitted_at import submitted_at
from autograder.errors import AutograderError
from autograder.intake.roster import Roster
from autograder.intake.table import ABSENT, GRADED, IGNORED, SET_ASIDE, SUPERSEDED
from autograder.intake.whole import Intake, take_in


@pytest.fixture(scope="session")
def works(solved: str, bare: str) -> Works:
    return Works(solved, bare)


def statuses(found: Intake) -> dict[str, str]:
    """The status of each entry, of which there is one row."""
    rows = [row for row in found.rows if row.entry]
    assert len({row.entry for row in rows}) == len(rows)
    return {row.entry: row.status for row in rows}


def everything(folder: Path) -> set[str]:
    """The files, links and empty folders below a folder."""
    found = set()
    for place, folders, files in os.walk(folder):
        here = Path(place)
        names = [*files, *(one for one in folders if (here / one).is_symlink())]
        found |= {(here / name).relative_to(folder).as_posix() for name in names}
        if here != folder and not folders and not files:
            found.add(here.relative_to(folder).as_posix())
    return found


def agrees(found: Intake, made: Download) -> None:
    """What the intake says is what the download was made to be."""
    told = statuses(found)
    assert set(told) == made.entries
    assert {who: item.entry for who, item in found.chosen.items()} == made.graded
    assert set(found.set_aside) == made.aside
    assert set(found.absent) == made.absent
    graded = [entry for entry, status in told.items() if status == GRADED]
    assert sorted(graded) == sorted(set(made.graded.values()))  # nothing is graded twice
    assert {entry for entry, status in told.items() if status == SUPERSEDED} == made.superseded
    assert [
        row for row in found.rows if row.status not in (GRADED, ABSENT) and not row.reason
    ] == []
    people = {one.student for one in made.people}
    assert people == set(made.graded) | made.aside | made.absent
    absent = {row.student for row in found.rows if row.status == ABSENT}
    assert absent == made.absent


@pytest.mark.parametrize("lms", LMS)
@pytest.mark.parametrize("form", ["folder", "zip"])
def test_a_download_of_forty_is_accounted_for(
    toy: Assignment, tmp_path: Path, works: Works, lms: str, form: str
):
    made = LMS[lms](works)
    csv = tmp_path / "roster.csv"
    csv.write_text(made.roster, encoding="utf-8-sig")
    there = tmp_path / "there"
    there.mkdir()
    place = made.write(there) if form == "folder" else made.pack(tmp_path / "all.zip")
    agrees(take_in(place, toy, Roster.read(csv)), made)


@pytest.mark.parametrize("lms", LMS)
def test_without_a_roster_nobody_is_lost_either(
    toy: Assignment, tmp_path: Path, works: Works, lms: str
):
    made = LMS[lms](works)
    found = take_in(made.write(tmp_path), toy)
    assert set(statuses(found)) == made.entries
    assert len(found.chosen) == len(made.graded)
    assert len(found.set_aside) == len(made.aside)
    entries = {item.entry for item in found.chosen.values()}
    assert entries == set(made.graded.values())


def hand_in(folder: Path, files: dict[str, bytes | str]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def test_a_canvas_class(toy: Assignment, tmp_path: Path, solved: str, bare: str, works: Works):
    """Nine files of eight students, as Canvas names them."""
    notebook = works.notebook("x")
    folder = hand_in(
        tmp_path,
        {
            "adaptest_12345_67890_toy.ipynb": works.notebook("first"),
            "adaptest_12345_67891_toy-1.ipynb": works.notebook("second"),
            "bobby_LATE_12346_67892_toy.ipynb": notebook,
            "curie_12347_67893_toy (1).ipynb": notebook,
            "deml_12348_67894_report.pdf": "%PDF",
            "emil_12349_67895_toy.zip": "PK",
            "fran_12350_67896_toy.ipynb.txt": notebook,
            "gil_12351_67897_toy.html": "<html>",
            "hal_12352_67898_toy.py": works.script("x"),
            "hal_12352_67899_toy.ipynb": notebook,
        },
    )
    found = take_in(folder, toy)
    rows = {row.entry.split("_")[0] + Path(row.entry).suffix: row for row in found.rows}
    assert set(statuses(found)) == everything(folder)
    assert sorted(found.chosen) == ["adaptest", "bobby", "curie", "hal"]
    assert found.chosen["adaptest"].entry == "adaptest_12345_67891_toy-1.ipynb"
    attempts = [row.attempt for row in found.rows if row.student == "adaptest"]
    assert attempts == [1, 2]
    assert found.chosen["hal"].name == "hal_12352_67899_toy.ipynb"
    assert sorted(found.set_aside) == ["deml", "emil", "fran", "gil"]
    assert rows["fran.txt"].reason == "holds toy.ipynb.txt: rename it? (toy.ipynb)"
    assert "damaged" in rows["emil.zip"].reason
    assert "ask for the .ipynb" in rows["deml.pdf"].reason
    assert found.asks


def test_a_class_on_a_mac(toy: Assignment, tmp_path: Path, works: Works):
    folder = hand_in(
        tmp_path,
        {
            "dan/01_toy/toy.ipynb.txt": works.notebook("dan"),
            "gus/01_toy/toy.html": "<html>",
            "xia/01_toy/other.ipynb": works.notebook("xia"),
            "__MACOSX/ada/._01_toy": "x",
            "__MACOSX/ada/01_toy/._toy.ipynb": "x",
            "ada/01_toy/.ipynb_checkpoints/toy-checkpoint.ipynb": works.notebook("ada"),
            "ada/01_toy/toy.ipynb": works.notebook("ada now"),
        },
    )
    found = take_in(folder, toy)
    assert set(statuses(found)) == everything(folder)
    assert {who: item.entry for who, item in found.chosen.items()} == {
        "ada": "ada/01_toy/toy.ipynb",
        "xia": "xia/01_toy/other.ipynb",
    }
    assert set(found.set_aside) == {"dan", "gus"}
    assert not found.absent  # __MACOSX is nobody
    ignored = {row.entry: row.reason for row in found.rows if row.status == IGNORED}
    assert "macOS" in ignored["__MACOSX/ada/._01_toy"]
    assert "Jupyter" in ignored["ada/01_toy/.ipynb_checkpoints/toy-checkpoint.ipynb"]


def test_the_worked_copy_counts_and_not_the_untouched_one(
    toy: Assignment, tmp_path: Path, works: Works
):
    stub = (toy.released / "toy.ipynb").read_bytes()
    files = {"lea/01_toy/toy.ipynb": stub, "lea/01_toy/toy-Copy1.ipynb": works.notebook("lea")}
    found = take_in(hand_in(tmp_path, {**files}), toy)
    assert found.chosen["lea"].name == "toy-Copy1.ipynb"
    assert statuses(found)["lea/01_toy/toy.ipynb"] == IGNORED


def test_deeper_work_is_found_in_bundles_and_clones(toy: Assignment, tmp_path: Path, works: Works):
    folder = hand_in(
        tmp_path,
        {
            "ada/student/assignments/01_toy/toy.py": works.script("ada"),
            "ada/student/assignments/01_toy/test_public.py": "",
            "ada/student/assignments/01_toy/hints.json": "{}",
            "ada/student/autograder/cli.py": "def double(x): return x",
            "cyd/01_toy/01_toy/toy.ipynb": works.notebook("cyd"),
            "dov/.git/HEAD": "ref",
            "dov/README.md": "mine",
            "dov/src/toy.py": works.script("dov"),
        },
    )
    found = take_in(folder, toy)
    assert set(statuses(found)) == everything(folder)
    assert {who: item.entry for who, item in found.chosen.items()} == {
        "ada": "ada/student/assignments/01_toy/toy.py",
        "cyd": "cyd/01_toy/01_toy/toy.ipynb",
        "dov": "dov/src/toy.py",
    }
    assert not found.asks


def test_clones_are_called_after_their_owners(toy: Assignment, tmp_path: Path, works: Works):
    files = {f"toy-{who}/toy.py": works.script(who) for who in ("ada", "bob")}
    assert sorted(take_in(hand_in(tmp_path, {**files}), toy).chosen) == ["ada", "bob"]


def test_flat_files_with_attempts(toy: Assignment, tmp_path: Path, works: Works):
    names = ["ada.py", "ada (1).py", "ada-2.ipynb", "bob-1.py", "José.py", "cyd.ipynb.txt"]
    folder = hand_in(tmp_path, {name: works.script(name) for name in names})
    (folder / "ada-2.ipynb").write_bytes(works.notebook("last"))
    found = take_in(folder, toy)
    assert set(statuses(found)) == everything(folder)
    assert sorted(found.chosen) == ["José", "ada", "bob-1"]
    assert found.chosen["ada"].entry == "ada-2.ipynb"
    assert {row.entry: row.attempt for row in found.rows if row.student == "ada"} == {
        "ada.py": 1,
        "ada (1).py": 2,
        "ada-2.ipynb": 3,
    }
    assert sorted(found.set_aside) == ["cyd"]


def test_one_name_in_two_normal_forms_is_one_student(toy: Assignment, tmp_path: Path, works: Works):
    files = {"caf\u00e9/toy.py": works.script("x"), "cafe\u0301/toy.py": works.script("x")}
    found = take_in(hand_in(tmp_path, {**files}), toy)
    assert sorted(found.chosen) == ["caf\u00e9"]
    assert sorted(statuses(found).values()) == [GRADED, IGNORED]


def test_namesakes_stay_two_students(toy: Assignment, tmp_path: Path, works: Works):
    files = {
        f"Anna Schmidt_{number}_assignsubmission_file_/toy.py": works.script(number)
        for number in ("11", "12")
    }
    folder = hand_in(tmp_path, {**files})
    assert sorted(take_in(folder, toy).chosen) == ["Anna Schmidt (11)", "Anna Schmidt (12)"]
    roster = tmp_path.parent / "roster.csv"
    roster.write_text("student,name\na1,Anna Schmidt\na2,Anna Schmidt\n")
    found = take_in(folder, toy, Roster.read(roster))
    assert not found.chosen
    assert all("a1 or a2" in row.reason for row in found.rows if row.status == SET_ASIDE)
    assert {row.status for row in found.rows} == {SET_ASIDE, ABSENT}


def test_a_group_is_graded_once_and_each_member_has_it(
    toy: Assignment, tmp_path: Path, works: Works
):
    text = "submission_1:\n  :submitters:\n  - :name: Ada\n    :sid: '1'\n  - :name: Bob\n"
    files = {"submission_metadata.yml": text, "submission_1/toy.py": works.script("both")}
    found = take_in(hand_in(tmp_path, {**files}), toy)
    assert sorted(found.chosen) == ["Ada", "Bob"]
    (row,) = [row for row in found.rows if row.status == GRADED]
    assert (row.student, row.reason) == ("Ada; Bob", "handed in together")


def test_who_is_not_on_the_roster_is_graded_and_said(toy: Assignment, tmp_path: Path, works: Works):
    roster = tmp_path / "roster.csv"
    roster.write_text("student;login\ns1;ada\ns2;bob\n")
    folder = hand_in(tmp_path / "in", {"ada.py": works.script("a"), "zoe.py": works.script("z")})
    found = take_in(folder, toy, Roster.read(roster))
    assert sorted(found.chosen) == ["s1", "zoe"]
    assert sorted(found.absent) == ["s2"]
    (zoe,) = [row for row in found.rows if row.student == "zoe"]
    assert (zoe.status, zoe.reason) == (GRADED, "not on the roster")


def test_links_pipes_and_empty_folders_are_rows(toy: Assignment, tmp_path: Path, works: Works):
    folder = hand_in(tmp_path, {"ada/01_toy/toy.py": works.script("ada"), "bob/x": "y"})
    (folder / "ada" / "notes.txt").symlink_to("/etc/hostname")
    (folder / "mallory").symlink_to(folder / "ada")
    (folder / "luke" / "01_toy").mkdir(parents=True)
    (folder / "luke" / "01_toy" / "toy.py").symlink_to(folder / "ada" / "01_toy" / "toy.py")
    (folder / "nobody" / "empty").mkdir(parents=True)
    found = take_in(folder, toy)
    assert set(statuses(found)) == everything(folder)
    assert sorted(found.absent) == ["nobody"]
    for who in ("mallory", "luke"):  # graded as what cannot be read, never followed
        with pytest.raises(AutograderError, match="is a link"):
            found.chosen[who].load()
    assert sorted(found.set_aside) == ["bob"]


@pytest.mark.parametrize("files", [{}, {".DS_Store": "x"}, {"ada/README.csv": "x"}])
def test_an_empty_tree_is_an_error(toy: Assignment, tmp_path: Path, files: dict[str, bytes | str]):
    with pytest.raises(AutograderError, match="holds no work on 01_toy"):
        take_in(hand_in(tmp_path, files), toy)


def test_work_on_other_assignments_is_not_in_the_way(
    own_course: Path, tmp_path: Path, works: Works
):
    (own_course / "assignments" / "02_next").mkdir()
    toy = Assignment(own_course, "01_toy")
    folder = hand_in(
        tmp_path / "in",
        {
            "ada/01_toy/toy.py": works.script("ada"),
            "ada/02_next/next.py": "x = 1",
            "bob/02_next/next.py": "x = 1",
        },
    )
    found = take_in(folder, toy)
    assert sorted(found.chosen) == ["ada"]
    assert sorted(found.absent) == ["bob"]
    assert statuses(found)["ada/02_next/next.py"] == IGNORED


def test_brightspace_times_that_nobody_can_read_are_asked_about(
    toy: Assignment, tmp_path: Path, works: Works
):
    files = {
        f"7-9 - Ada - {when} - toy.py": works.script(when)
        for when in ("9. marraskuuta 2026 12.05", "10. marraskuuta 2026 12.05")
    }
    found = take_in(hand_in(tmp_path, {**files}), toy)
    assert "which is the newest" in found.set_aside["Ada"]


def test_a_zip_in_a_zip_of_the_class_is_opened_and_no_deeper(
    toy: Assignment, tmp_path: Path, works: Works
):
    inner = zipped({"toy.py": works.script("ada")})
    whole = {"ada.zip": inner, "bob.zip": zipped({"again.zip": inner})}
    (tmp_path / "all.zip").write_bytes(zipped(whole))
    found = take_in(tmp_path / "all.zip", toy)
    assert found.chosen["ada"].entry == "ada.zip!/toy.py"
    assert "archive in an archive" in found.set_aside["bob"]
    assert set(statuses(found)) == {
        "ada.zip",
        "ada.zip!/toy.py",
        "bob.zip",
        "bob.zip!/again.zip",
    }


def test_folders_that_are_nested_very_deeply_stop_nobody(
    toy: Assignment, tmp_path: Path, works: Works
):
    folder = hand_in(tmp_path, {"ada.py": works.script("ada")})
    (folder / "mallory").mkdir()
    place = os.open(folder / "mallory", os.O_RDONLY)
    for _ in range(1_200):  # deeper than Python recurses
        os.mkdir("d", dir_fd=place)
        deeper = os.open("d", os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = deeper
    try:
        found = take_in(folder, toy)
        assert sorted(found.chosen) == ["ada"]
        assert sorted(found.absent) == ["mallory"]
    finally:  # whatever recurses cannot delete it
        for _ in range(1_200):
            above = os.open("..", os.O_RDONLY, dir_fd=place)
            os.close(place)
            place = above
            os.rmdir("d", dir_fd=place)
        os.close(place)


def test_a_folder_with_the_name_of_the_assignment_may_hold_the_class(
    toy: Assignment, tmp_path: Path, works: Works
):
    files = {f"{toy.name}/{who}.py": works.script(who) for who in ("ada", "test_bob")}
    assert sorted(take_in(hand_in(tmp_path, {**files}), toy).chosen) == ["ada", "test_bob"]


def test_the_exchange_of_nbgrader_is_read_with_its_times(
    toy: Assignment, tmp_path: Path, works: Works
):
    times = ("2026-11-09 12:05:09 UTC", "2026-11-09 09:05:09 UTC")
    files = {f"ada+01_toy+{time}/toy.py": works.script(time) for time in times}
    found = take_in(hand_in(tmp_path, {**files}), toy)
    assert found.chosen["ada"].entry == f"ada+01_toy+{times[0]}/toy.py"


def test_a_receipt_tells_the_name_that_the_roster_has(
    toy: Assignment, tmp_path: Path, works: Works
):
    roster = tmp_path / "roster.csv"
    roster.write_text("student,name\ns1,Ada Lovelace\n")
    stamp = "HW_a_l_attempt_2026-11-09-12-05-09"
    files = {f"{stamp}_toy.py": works.script("x"), f"{stamp}.txt": b"Name: Ada Lovelace (a_l)\n"}
    found = take_in(hand_in(tmp_path / "in", {**files}), toy, Roster.read(roster))
    assert sorted(found.chosen) == ["s1"]
    files = {f"{stamp}.txt": b"Name: Ada Lovelace (a_l)\n"}
    found = take_in(hand_in(tmp_path / "typed", {**files}), toy, Roster.read(roster))
    assert "typed into the LMS" in found.set_aside["s1"]


@pytest.mark.parametrize(
    "name",
    ["team1_7_900_toy.py", "Team 1_7_assignsubmission_file_/toy.py"],
)
def test_the_groups_of_a_roster_are_all_of_their_members(
    toy: Assignment, tmp_path: Path, works: Works, name: str
):
    """The number in Canvas's name is the user's who handed in, in Moodle's it is the group's."""
    roster = tmp_path / "roster.csv"
    roster.write_text("student,lms_id,group\ns1,7,Team 1\ns2,8,Team 1\ns3,9,Team 2\n")
    folder = hand_in(tmp_path / "in", {name: works.script("both")})
    found = take_in(folder, toy, Roster.read(roster))
    assert sorted(found.chosen) == ["s1", "s2"]
    assert sorted(found.absent) == ["s3"]
    (row,) = [row for row in found.rows if row.status == GRADED]
    assert (row.student, row.reason) == ("s1; s2", "handed in together")
    assert {who: found.known[who].known_as for who in found.chosen} == {
        "s1": {"lms_id": "7"},
        "s2": {"lms_id": "8"},
    }


@pytest.mark.parametrize(
    ("name", "known_as"),
    [
        ("lovelaceada_7_900_toy.py", {"lms_id": "7"}),
        ("anon_Ab3x9_67890_toy.py", {}),
        ("Ada L_7_assignsubmission_file_/toy.py", {"name": "Ada L", "participant": "7"}),
        ("HW_ada_attempt_2026-11-09-12-05-09_toy.py", {"login": "ada"}),
        ("7-9 - Ada L - Nov 9, 2026 1205 PM - toy.py", {"name": "Ada L"}),
        ("ada/toy.py", {}),
    ],
)
def test_what_a_name_tells_of_a_student(
    toy: Assignment, tmp_path: Path, works: Works, name: str, known_as: dict[str, str]
):
    found = take_in(hand_in(tmp_path, {name: works.script("ada")}), toy)
    (person,) = found.known.values()
    assert person.known_as == known_as


def test_gradescope_tells_ids_and_times(toy: Assignment, tmp_path: Path, works: Works):
    text = "submission_1:\n  :submitters:\n  - :name: Ada\n    :sid: '1'\n  - :email: b@x.edu\n"
    text += "  :created_at: 2026-11-09 12:05:09.123456789 -05:00\n"
    files = {"submission_metadata.yml": text, "submission_1/toy.py": works.script("both")}
    found = take_in(hand_in(tmp_path, {**files}), toy)
    assert {who: one.known_as for who, one in found.known.items()} == {
        "Ada": {"name": "Ada", "lms_id": "1"},
        "b@x.edu": {"email": "b@x.edu"},
    }
    assert set(found.told.values()) == {"2026-11-09 12:05:09.123456789 -05:00"}
    when = submitted_at(Path("submission_1"), found.told["Ada"]).when
    assert when is not None
    assert when.isoformat() == "2026-11-09T17:05:09.123456+00:00"
