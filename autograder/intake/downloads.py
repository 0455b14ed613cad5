"""The file names by which an LMS tells whose file it is, and which attempt.

`docs/intake.md` names the sources. Each pattern is tried on the first part of a path: on the name
of a file, of an archive, or of a folder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

CANVAS, MOODLE, BLACKBOARD, BRIGHTSPACE = "Canvas", "Moodle", "Blackboard", "Brightspace"
EXCHANGE = "nbgrader's exchange"
# As nbgrader's exchange keeps what was submitted: student, assignment, time, and a random text.
_EXCHANGE = re.compile(
    r"(?P<name>[^+]+)\+[^+]+\+(?P<when>\d{4}(?:-\d\d){2} [\d:.]+ [^+]+)(?:\+.*)?"
)
_CANVAS = re.compile(
    r"(?P<name>.+?)(?:_LATE)?_(?P<id>[1-9]\d*)_(?P<file_id>[1-9]\d*)_(?P<file>.+)", re.S
)
_CANVAS_HIDDEN = re.compile(r"(?:LATE_)?(?P<id>anon_\w{5})_(?P<file_id>[1-9]\d*)_(?P<file>.+)")
_CANVAS_TYPED = re.compile(
    r"(?P<name>.+?)(?:_LATE)?_(?P<id>[1-9]\d*)_(?P<file>(?:text|link)\.html)"
)
_MOODLE = re.compile(
    r"(?P<name>.+?)(?:_(?P<id>\d+))?_assignsubmission_(?P<kind>[a-z]+)_?(?P<file>.*)", re.S
)
_BLACKBOARD = re.compile(
    r"(?P<name>.+)_attempt_(?P<when>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|(?P<receipt>\.txt))?", re.S
)
_BRIGHTSPACE = re.compile(
    r"(?P<id>\d+-\d+) - (?P<name>.+?) - (?P<when>[^-]*\d{4}[^-]*?)(?: - (?P<file>.+))?", re.S
)
# "Mar 29, 2018 1205 PM" and "29 March, 2018 12:05"
_DATES = [
    f"{day} {time}"
    for day in ("%b %d %Y", "%B %d %Y", "%d %b %Y", "%d %B %Y")
    for time in ("%I%M %p", "%I:%M %p", "%H%M", "%H:%M")
]
_AGAIN = re.compile(r"(?P<base>.*?)(?: ?\((?P<one>[1-9]\d*)\)|-(?P<two>[1-9]\d?))", re.S)


LONGEST = 500  # characters of a name that is looked at: file systems take 255


@dataclass(frozen=True)
class Claim:
    """What a name says: by which LMS, whose file it is, which attempt, and its own name.

    `who` is equal for the files of one person, `name`, `login` and `lms_id` are as far as told.
    """

    lms: str
    who: str
    name: str = ""
    login: str = ""
    lms_id: str = ""
    file: str = ""  # the name that the student gave it; "" for a folder of files
    when: tuple[str, ...] = ()  # orders the attempts, if the name tells
    number: int = 0  # orders files of one name, if the name tells
    receipt: bool = False  # what the LMS itself wrote

    @property
    def told(self) -> str:
        """When it was handed in, without a time zone; "" if the name does not tell."""
        text = self.when[0] if self.when else ""
        if self.lms == BLACKBOARD and text:
            day, clock = text.split("-")[:3], text.split("-")[3:]
            return f"{'-'.join(day)} {':'.join(clock)}"
        return "" if text.startswith("?") else text


def claim_of(name: str, is_folder: bool) -> Claim | None:
    """Return what the name of a file or folder says; None if it is of no LMS."""
    if len(name) > LONGEST:
        return None
    if found := _MOODLE.fullmatch(name):
        who = found["id"] or found["name"]
        typed = found["kind"] != "file"
        return Claim(
            MOODLE, who, found["name"], lms_id=found["id"] or "", file=found["file"], receipt=typed
        )
    if found := _BLACKBOARD.fullmatch(name):
        when, receipt = (found["when"],), bool(found["receipt"])
        return Claim(
            BLACKBOARD, found["name"], file=found["file"] or "", when=when, receipt=receipt
        )
    if found := _BRIGHTSPACE.fullmatch(name):
        who, when = found["id"].partition("-")[0], (time_of(found["when"]),)
        return Claim(
            BRIGHTSPACE, who, found["name"], lms_id=who, file=found["file"] or "", when=when
        )
    if is_folder:
        found = _EXCHANGE.fullmatch(name)
        return found and Claim(EXCHANGE, found["name"], found["name"], when=(found["when"],))
    if found := _CANVAS_HIDDEN.fullmatch(name):
        return _of_canvas(found, found["id"])
    if found := _CANVAS.fullmatch(name):
        return _of_canvas(found, found["name"])
    if found := _CANVAS_TYPED.fullmatch(name):
        ours = found["id"]
        return Claim(CANVAS, ours, found["name"], lms_id=ours, file=found["file"], receipt=True)
    return None


def _of_canvas(found: re.Match[str], name: str) -> Claim:
    who, number = found["id"], int(found["file_id"][:18])
    return Claim(CANVAS, who, name, lms_id=who, file=found["file"], number=number)


def time_of(text: str) -> str:
    """Return a time of Brightspace as text that sorts by time; "?" before one of unknown form."""
    bare = " ".join(text.replace(",", " ").replace(".", " ").split())
    for form in _DATES:
        try:
            return datetime.strptime(bare, form).isoformat()
        except ValueError:
            continue
    return f"? {bare}"


def again(stem: str) -> tuple[str, int]:
    """Return a name without the number that a browser or an LMS added, and the number, else 0."""
    found = _AGAIN.fullmatch(stem)
    if found is None or not found["base"].strip():
        return stem, 0
    return found["base"].strip(), int((found["one"] or found["two"])[:9])


def users_of(names: list[str], known: list[str]) -> dict[str, str]:
    """Return the user in each of Blackboard's `Assignment_user`, where both may hold underscores.

    `known` are users that the receipts or the roster name. For others the assignment is what all
    have in common.
    """
    longest = sorted({user for user in known if user}, key=len, reverse=True)
    found = {}
    for name in names:
        matching = [user for user in longest if name.endswith(f"_{user}")]
        found[name] = matching[0] if matching else name.rpartition("_")[2]
    return found


def user_in_receipt(text: str) -> tuple[str, str]:
    """Return the name and the user in a receipt of Blackboard: `Name: Ada Lovelace (ada_l)`."""
    found = re.match(r"\ufeff?\s*\w[^\n:]*:([^\n]*)\(([^()\n]+)\)\s*(?:\n|$)", text[:2_000])
    return (found[1].strip(), found[2].strip()) if found else ("", "")
