"""The members of a course become a roster that intake and exports read."""

from __future__ import annotations

import pytest
from factories.export_results import passed, save
from parts import LTI

pytest.importorskip("jwt", reason=LTI.reason)

from factories.lti_platform import MEMBERSHIP, Platform, person

from autograder.intake.roster import Person, Roster
from autograder.lms.account_name import account_name
from autograder.lms.lti.members import Member, named
from autograder.lms.lti.protocol import TEST_USER

CLASS = [
    person("u-1", "Ada Lovelace", ext_user_username="Ada", lis_person_sourcedid="00123"),
    person("u-2", "Emmy Noether", ext_user_username="emmy"),
    person("u-3", "Carl Gauss", ext_user_username="carl", status="Inactive"),
    person("u-4", "Grace Hopper", "Instructor", ext_user_username="grace"),
    person("u-5", "Kurt Goedel", ext_user_username="kurt"),
]


@pytest.fixture
def klass(desk) -> Platform:
    desk.in_course()
    desk.platform.members = list(CLASS)
    return desk.platform


def test_the_members_become_a_roster(desk, klass):
    out = desk.folder / "roster.csv"
    assert desk.lti("members", "--out", out) == 0
    assert f"{out}: 3 members (1 inactive left out)" in desk.said()[0]
    assert Roster.read(out).people == (
        Person("ada", "Ada Lovelace", "Ada", "Ada@Example.org", "u-1"),
        Person("emmy", "Emmy Noether", "emmy", "Emmy@Example.org", "u-2"),
        Person("kurt", "Kurt Goedel", "kurt", "Kurt@Example.org", "u-5"),
    )
    asked = [one for one in klass.log if one.path.endswith("/members")]
    assert len(asked) == 3  # five members, two a page
    assert "00123" in out.read_text("utf-8-sig")


def test_scores_go_to_the_people_of_the_roster_and_nobody_types_an_id(desk, klass):
    out = desk.folder / "roster.csv"
    assert desk.lti("members", "--out", out) == 0
    assert desk.send("--roster", out, "--make-columns") == 0
    assert [score["userId"] for score in klass.scores] == ["u-1", "u-2"]


def test_roles_and_the_inactive_can_be_chosen(desk, klass):
    out = desk.folder / "roster.csv"
    assert desk.lti("members", "--out", out, "--role", "instructor") == 0
    assert Roster.read(out).students == ["grace"]
    assert desk.lti("members", "--out", out, "--role", "all", "--inactive") == 0
    assert Roster.read(out).students == ["ada", "carl", "emmy", "grace", "kurt"]


@pytest.mark.parametrize(
    ("roles", "is_learner"),
    [
        ([f"{MEMBERSHIP}#Learner"], True),
        (["Learner"], True),
        ([f"{MEMBERSHIP}/Learner#GuestLearner", f"{MEMBERSHIP}#Learner"], True),
        ([f"{MEMBERSHIP}/Learner#GuestLearner"], True),
        ([f"{MEMBERSHIP}#Mentor"], False),
        (["http://purl.imsglobal.org/vocab/lis/v2/institution/person#Student"], False),
        ([f"{MEMBERSHIP}#Learner", TEST_USER], False),
    ],
)
def test_who_is_a_learner(roles, is_learner, desk, klass):
    klass.members = [{**CLASS[0], "roles": roles}, CLASS[1]]
    out = desk.folder / "roster.csv"
    assert desk.lti("members", "--out", out) == 0
    assert ("ada" in Roster.read(out).students) is is_learner


def test_somebody_on_two_pages_is_there_once(desk, klass):
    klass.members = [CLASS[0], CLASS[1], CLASS[0]]
    assert desk.lti("members", "--out", desk.folder / "roster.csv") == 0
    assert "2 members" in desk.said()[0]


def test_without_names_the_ids_are_used_and_that_is_told(desk, klass):
    klass.members = [person("u-1"), person("u-2")]
    out = desk.folder / "roster.csv"
    assert desk.lti("members", "--out", out) == 1
    assert "tells no name of 2 of them" in desk.said()[1]
    assert Roster.read(out).students == ["u-1", "u-2"]


def test_canvas_tells_logins_in_a_message(desk, klass):
    message = {"https://www.instructure.com/canvas_user_login_id": "ada.l"}
    klass.members = [person("u-1", "Ada Lovelace", message=[message])]
    out = desk.folder / "roster.csv"
    assert desk.lti("members", "--out", out) == 0
    assert Roster.read(out).students == ["ada.l"]


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("https://elsewhere.example/members", "leads on to another place"),
        ("file:///etc/passwd", "leads on to another place"),
        ("same", "in a circle"),
    ],
)
def test_pages_lead_neither_elsewhere_nor_in_a_circle(link, words, desk, klass):
    klass.next_link = f"{klass.memberships}&x=1" if link == "same" else link
    assert desk.lti("members", "--out", desk.folder / "roster.csv", "--role", "all") == 2
    assert words in desk.said()[1]
    assert not (desk.folder / "roster.csv").exists()


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (403, "allow it this service"),
        (404, "is the address wrong"),
        ("page", "a web page"),
        (302, "a page for people"),
    ],
)
def test_what_a_platform_refuses_is_told_with_the_usual_fix(trouble, words, desk, klass):
    klass.troubles["/courses/1/members"] = [trouble]
    assert desk.lti("members", "--out", desk.folder / "roster.csv") == 2
    assert words in desk.said()[1]
    assert len([one for one in klass.log if one.path.endswith("/members")]) == 1


def test_a_service_that_is_not_allowed_is_named(desk, klass):
    klass.granted.clear()
    assert desk.lti("members", "--out", desk.folder / "roster.csv") == 2
    assert "contextmembership.readonly: switch this service on" in desk.said()[1]


def test_no_course_no_members(desk):
    assert desk.lti("members", "--out", desk.folder / "roster.csv") == 2
    assert "names no course: add memberships_url" in desk.said()[1]


@pytest.mark.parametrize(
    ("people", "key", "words"),
    [
        ([Member("1", login="a"), Member("2")], "login", "tells no login of 2"),
        ([Member("1", email="A@x"), Member("2", email="a@x")], "", "have the same email, a@x"),
    ],
)
def test_names_that_are_missing_or_shared_are_told(people, key, words):
    with pytest.raises(Exception, match=words):
        named(people, key)


def test_the_best_name_is_the_first_that_everybody_has():
    people = [Member("1", login="Ada", email="ada@x"), Member("2", email="B@x")]
    assert list(named(people)) == ["ada@x", "b@x"]
    assert list(named(people, "lms_id")) == ["1", "2"]


def test_names_are_those_of_the_accounts_that_a_hub_makes(desk, klass):
    """Of the LMS's user id, as an authenticator without a `username_key` takes it."""
    out = desk.folder / "roster.csv"
    assert desk.lti("members", "--accounts", "--out", out) == 0
    assert [(one.student, one.lms_id) for one in Roster.read(out).people] == [
        ("u-1", "u-1"),
        ("u-2", "u-2"),
        ("u-5", "u-5"),
    ]
    people = [Member("535F-a", email="Ada@Example.org"), Member("7", email="b@x")]
    assert list(named(people, accounts=True)) == [account_name("535F-a"), account_name("7")]
    assert next(iter(named(people, "email", accounts=True))).startswith("ada-")


def test_a_roster_serves_a_whole_class(desk, klass, tmp_path):
    """What intake calls somebody and what the LMS does are the same person."""
    out = desk.folder / "roster.csv"
    desk.lti("members", "--out", out)
    roster = Roster.read(out)
    assert roster.find(name="Lovelace Ada").student == "ada"
    assert roster.find(email="ADA@example.org").student == "ada"
    results = save(tmp_path / "again", ada=passed(1, 2), kurt=passed(2, 2))
    assert desk.send("--roster", out, "--make-columns", "--dry-run", results=results) == 0
    assert klass.lineitems == []
