"""The names that LMSs give files."""

from __future__ import annotations

import pytest

from autograder.intake.downloads import again, claim_of, time_of, user_in_receipt, users_of


@pytest.mark.parametrize(
    ("name", "lms", "who", "file"),
    [
        ("lovelaceada_12345_67890_toy.ipynb", "Canvas", "12345", "toy.ipynb"),
        ("lovelaceada_LATE_12345_67890_toy-1.ipynb", "Canvas", "12345", "toy-1.ipynb"),
        ("o_neil_7_67890_my_2_3_toy.py", "Canvas", "7", "my_2_3_toy.py"),
        ("anon_Ab3x9_67890_toy.py", "Canvas", "anon_Ab3x9", "toy.py"),
        ("LATE_anon_Ab3x9_67890_toy.py", "Canvas", "anon_Ab3x9", "toy.py"),
        ("lovelaceada_12345_text.html", "Canvas", "12345", "text.html"),
        ("Ada Lovelace_123_assignsubmission_file_toy.py", "Moodle", "123", "toy.py"),
        ("Ada Lovelace_123_assignsubmission_file_", "Moodle", "123", ""),
        ("Ada Lovelace_123_assignsubmission_file", "Moodle", "123", ""),
        ("Default group_assignsubmission_file_", "Moodle", "Default group", ""),
        ("Participant_9_assignsubmission_file_", "Moodle", "9", ""),
        ("HW_ada_attempt_2026-11-09-12-05-09_toy.py", "Blackboard", "HW_ada", "toy.py"),
        (
            "7-9911 - Ada Lovelace - Mar 29, 2018 1205 PM - my - toy.py",
            "Brightspace",
            "7",
            "my - toy.py",
        ),
        ("ada+01_toy+2026-11-09 12:05:09 UTC", "nbgrader's exchange", "ada", ""),
        ("ada+01_toy+2026-11-09 12:05:09.123 UTC+aB3=", "nbgrader's exchange", "ada", ""),
        ("7-9911 - Jean-Luc Picard - Mar 29, 2018 12:05 PM", "Brightspace", "7", ""),
    ],
)
def test_each_name_tells_whose_it_is(name: str, lms: str, who: str, file: str):
    found = claim_of(name, is_folder=not file)
    assert found is not None
    assert (found.lms, found.who, found.file) == (lms, who, file)


@pytest.mark.parametrize(
    "name", ["ada.py", "taylor_final_v2.ipynb", "01_toy", "ada_2024_01_x", "x" * 600]
)
def test_other_names_are_of_no_lms(name: str):
    assert claim_of(name, is_folder=False) is None


def test_times_sort_as_text():
    times = ["Nov 9, 2026 1155 AM", "Nov 9, 2026 1205 PM", "10 November, 2026 09:00"]
    assert sorted(map(time_of, times)) == [time_of(one) for one in times]
    assert time_of("9. marraskuuta 2026").startswith("?")


def test_numbers_of_copies():
    names = ["toy", "toy-1", "toy (2)", "toy(3)", "(1)", "toy-123", "a-b"]
    assert [again(one) for one in names] == [
        *[("toy", 0), ("toy", 1), ("toy", 2), ("toy", 3)],
        *[("(1)", 0), ("toy-123", 0), ("a-b", 0)],
    ]


def test_users_of_blackboard_may_hold_underscores():
    names = ["HW_1_ada_l", "HW_1_bob"]
    assert users_of(names, ["ada_l"]) == {"HW_1_ada_l": "ada_l", "HW_1_bob": "bob"}


@pytest.mark.parametrize(
    ("text", "user"),
    [
        ("Name: Ada Lovelace (ada_l)\nAssignment: HW", ("Ada Lovelace", "ada_l")),
        ("\ufeffNombre: Ada (née Byron) (ada)\r\nx", ("Ada (née Byron)", "ada")),
        ("hello", ("", "")),
    ],
)
def test_a_receipt_names_the_user(text: str, user: tuple[str, str]):
    assert user_in_receipt(text) == user
