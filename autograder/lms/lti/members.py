"""Who is in a course, by Names and Role Provisioning Services (NRPS) 2.0, and their roster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from autograder.errors import AutograderError
from autograder.lms.account_name import account_name
from autograder.lms.exports.sheet import Sheet
from autograder.lms.lti.platform import Platform
from autograder.lms.lti.protocol import MEMBERS, MEMBERS_TYPE, MEMBERSHIP, TEST_USER, PlatformError
from autograder.text import one_line

ACTIVE = "Active"
ROLES = {"learner": "Learner", "instructor": "Instructor"}
LOGINS = (
    "ext_user_username",
    "preferred_username",
    "https://www.instructure.com/canvas_user_login_id",
)
KEYS = ("login", "email", "sis_id", "lms_id")  # what may become the student's name, best first
HEADER = ["student", "name", "login", "email", "lms_id", "sis_id", "roles", "status"]


@dataclass(frozen=True)
class Member:
    """One member of a course. What the LMS does not tell is ""; `lms_id` is the LTI user id."""

    lms_id: str
    name: str = ""
    login: str = ""
    email: str = ""
    sis_id: str = ""
    roles: tuple[str, ...] = ()
    status: str = ACTIVE


def members(platform: Platform, url: str, role: str = "") -> list[Member]:
    """Return the members of a course, each once, of one role ("Learner") or of all.

    The platform is asked for everybody: it may know a role by another name than the one that its
    filter compares, and then somebody would be lost in silence.
    """
    found = _asked(platform, url)
    once = {one.lms_id: one for one in found if not role or role in one.roles}
    return list(once.values())


def _asked(platform: Platform, url: str) -> Iterator[Member]:
    for page in platform.pages(url, MEMBERS, MEMBERS_TYPE):
        try:
            yield from (_member(one) for one in page["members"] if not _is_test(one))
        except (LookupError, TypeError, AttributeError) as error:
            raise PlatformError(
                f"{url}: the answer is no list of members ({type(error).__name__})"
            ) from None


def _member(data: dict[str, Any]) -> Member:
    told = [data, *data.get("message", [])]

    def first(*names: str) -> str:
        values = (one.get(name) for name in names for one in told)
        return one_line(next((str(value) for value in values if value), ""))

    parts = " ".join(filter(None, (first("given_name"), first("family_name"))))
    return Member(
        lms_id=str(data["user_id"]),
        name=first("name") or parts,
        login=first(*LOGINS),
        email=first("email"),
        sis_id=first("lis_person_sourcedid"),
        roles=tuple(dict.fromkeys(filter(None, map(_role, data["roles"])))),
        status=str(data.get("status") or ACTIVE),
    )


def _is_test(data: dict[str, Any]) -> bool:
    """Whether it is the user by whom an instructor tries the course, as students see it."""
    return TEST_USER in data["roles"]


def _role(text: str) -> str:
    """Return a role in the course as one word, "" for others, such as those in the institution.

    It may be written as that word, as `...membership#Learner`, or with a part of it behind the
    sign, as `...membership/Instructor#TeachingAssistant`.
    """
    if "/" not in text and "#" not in text:
        return text
    base, _, last = text.partition("#")
    if base == MEMBERSHIP:
        return last
    return base.removeprefix(f"{MEMBERSHIP}/") if base.startswith(f"{MEMBERSHIP}/") else ""


def named(people: Iterable[Member], key: str = "", accounts: bool = False) -> dict[str, Member]:
    """Return members by the name that each gets in the grader: `key`, or the best that all have.

    Names are in lower case, as JupyterHub makes them; with `accounts` they are those of the hub's
    system accounts, usually made of the user id. `AutograderError` if somebody has none, or two
    have the same.
    """
    people = list(people)
    key = key or ("lms_id" if accounts else "")
    whole = (name for name in KEYS if all(getattr(one, name) for one in people))
    key = key or next(whole, "lms_id")
    found: dict[str, Member] = {}
    for one in people:
        text = getattr(one, key)
        name = text if key == "lms_id" else text.lower()
        name = account_name(text) if accounts and text else name
        if not name:
            raise AutograderError(
                f"The LMS tells no {key} of {one.name or one.lms_id}: name another column, such "
                "as --student lms_id, or let the LMS tell it (docs/lti.md)."
            )
        other = found.setdefault(name, one)
        if other is not one:
            raise AutograderError(
                f"{one.lms_id} and {other.lms_id} have the same {key}, {name}: name another "
                "column, such as --student lms_id."
            )
    return found


def roster(people: dict[str, Member]) -> Sheet:
    """Return the roster that grade-all, autograde and exports read, in the order of its names."""
    sheet = Sheet(list(HEADER))
    for student, one in sorted(people.items()):
        cells = (one.name, one.login, one.email, one.lms_id, one.sis_id)
        sheet.add([student, *cells, " ".join(one.roles), one.status])
    return sheet
