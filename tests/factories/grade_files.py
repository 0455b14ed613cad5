"""The grade file of each LMS for a made class: as it is downloaded, and as it has to go back.

Each maker takes the people and the text of each one's cell; nothing else of a file depends on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from factories.downloads import Person

POINTS = 12  # of the toy, with the written answer
Cells = Mapping[str, str]


def _quoted(text: str) -> str:
    return f'"{text}"' if "," in text or '"' in text else text


def _reversed(name: str) -> str:
    first, _, last = name.rpartition(" ")
    return f"{last}, {first}" if first else last


def canvas(people: list[Person], cells: Cells) -> bytes:
    """As Canvas exports it: the ids are those in the names of the files."""
    lines = ["Student,ID,SIS User ID,SIS Login ID,Section,Toy (77),Essay (78),Final Score"]
    lines += [f"    Points Possible,,,,,{POINTS},5,(read only)"]
    for place, one in enumerate(people):
        login = f"login{one.lms_id}"
        row = [_quoted(_reversed(one.name)), one.lms_id, f"x{place}", login, "One"]
        lines.append(",".join([*row, cells.get(one.student, ""), "4.50", " 87.5 "]))
    return ("\n".join(lines) + "\n").encode("utf-8-sig")


def moodle(people: list[Person], cells: Cells) -> bytes:
    """A grading worksheet: by participant and e-mail, never by id."""
    lines = ["Identifier,Full name,Email address,Status,Grade,Maximum Grade,"]
    lines[0] += "Grade can be changed,Last modified (submission),Last modified (grade)"
    for one in people:
        row = [f"Participant {one.lms_id}", _quoted(one.name), f"{one.student}@uni.example"]
        row += ["Submitted for grading", cells.get(one.student, ""), f"{POINTS}.00", "Yes"]
        lines.append(",".join([*row, '"Monday, 9 November 2026, 9:12 AM"', "-"]))
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def blackboard(people: list[Person], cells: Cells) -> bytes:
    """A file for work offline: tabs, UTF-16, all in quotes, and called .xls."""
    header = ["Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability"]
    header += [f"Toy [Total Pts: {POINTS} Score] |1002", "Essay [Total Pts: 0 Text] |1003"]
    lines = [header]
    for place, one in enumerate(people):
        first, _, last = one.name.rpartition(" ")
        row = [last, first, one.lms_id, f"{place:06}", "2026-06-01 10:00:00", "Yes"]
        lines.append([*row, cells.get(one.student, ""), 'a ""b""'])
    text = "".join("\t".join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)
    return text.encode("utf-16")


def brightspace(people: list[Person], cells: Cells) -> bytes:
    """As Brightspace exports it, with its signs and its last column."""
    title = f"Toy Points Grade <Numeric MaxPoints:{POINTS} Weight:5 Category:Homework>"
    lines = [f"OrgDefinedId,Username,Last Name,First Name,{title},End-of-Line Indicator"]
    for one in people:
        first, _, last = one.name.rpartition(" ")
        row = [f"#{one.lms_id}", f"#{one.student}", last, first]
        lines.append(",".join([*row, cells.get(one.student, ""), "#"]))
    return ("\r\n".join(lines) + "\r\n").encode()


def gradescope(people: list[Person], cells: Cells) -> bytes:
    """A file of Canvas with decimal commas, whose own ids are other people's ids in Gradescope."""
    lines = ["Student;ID;SIS User ID;SIS Login ID;Section;Toy (77);Essay (78)"]
    lines += [f"    Points Possible;;;;;{POINTS},00;5,00"]
    for place, one in enumerate(people):
        row = [one.name, str(place), one.lms_id, f"{one.student}@x.edu", "One"]
        lines.append(";".join([*row, cells.get(one.student, "").replace(".", ","), "2,50"]))
    return ("\n".join(lines) + "\n").encode()


FILES: dict[str, tuple[str, Callable[[list[Person], Cells], bytes]]] = {
    "canvas": ("canvas", canvas),
    "moodle": ("moodle", moodle),
    "blackboard": ("blackboard", blackboard),
    "brightspace": ("brightspace", brightspace),
    "gradescope": ("canvas", gradescope),
}
