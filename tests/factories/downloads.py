"""Downloads as each LMS gives them: 40 students, messy in every way that was seen.

Each maker returns the files by path, and what a right intake says of some students.
"""

from __future__ import annotations

import io
import random
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from factories.toy_course import as_notebook, with_body

STUDENTS = 40
LATIN = ["Ada Lovelace", "Émilie du Châtelet", "Bernhard Müller", "Anna Schmidt", "Anna Schmidt"]
OTHERS = ["سارة العتيبي", "Łucja Żółć", "Jean-Luc O'Neil", "李 小龙", "van der Berg Jan"]


@dataclass
class Person:
    """A student of the made class."""

    student: str
    name: str
    lms_id: str


@dataclass
class Download:
    """The files of a download by path, and what the intake has to say."""

    files: dict[str, bytes] = field(default_factory=dict)
    graded: dict[str, str] = field(default_factory=dict)  # student: the entry that counts
    aside: set[str] = field(default_factory=set)
    superseded: set[str] = field(default_factory=set)  # entries
    absent: set[str] = field(default_factory=set)
    people: list[Person] = field(default_factory=list)

    @property
    def roster(self) -> str:
        """The roster as a CSV file."""
        rows = [f'{one.student},"{one.name}",{one.lms_id}' for one in self.people]
        return "\n".join(["student,name,lms_id", *rows]) + "\n"

    def write(self, folder: Path) -> Path:
        """Write the files below `folder`."""
        for path, data in self.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        return folder

    def pack(self, path: Path) -> Path:
        """Write the files as the zip that the LMS would give."""
        path.write_bytes(zipped(self.files))
        return path

    @property
    def entries(self) -> set[str]:
        """The entries that a table of the intake has: files, and members of archives."""
        found = set(self.files)
        for path, data in self.files.items():
            if path.lower().endswith(".zip"):
                try:
                    with zipfile.ZipFile(io.BytesIO(data)) as archive:
                        found |= {f"{path}!/{name}" for name in archive.namelist()}
                except zipfile.BadZipFile:
                    continue
        return found


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


class Works:
    """Right, wrong and untouched answers to the toy, each student's its own."""

    def __init__(self, solved: str, bare: str) -> None:
        self.solved, self.bare = solved, bare

    def script(self, who: str) -> bytes:
        return f"{self.solved}\n# {who}\n".encode()

    def older(self, who: str) -> bytes:
        return f"{with_body(self.bare, 'double', 'return 3')}\n# {who}\n".encode()

    def notebook(self, who: str) -> bytes:
        import json

        return json.dumps(as_notebook(f"{self.solved}\n# {who}\n")).encode()


def people() -> list[Person]:
    """A class with umlauts, Arabic, two of one name, and names that macOS would decompose."""
    names = [*LATIN, *OTHERS, *(f"Student Number{chr(65 + n)}" for n in range(STUDENTS - 10))]
    return [Person(f"s{n:03}", name, str(70_000 + 7 * n)) for n, name in enumerate(names)]


# How a student hands in: the files that they give, the one that counts, and how it ends.
Mess = Callable[[Works, str], tuple[list[tuple[str, bytes]], str | None]]


def _one(works: Works, who: str) -> tuple[list[tuple[str, bytes]], str | None]:
    return [("toy.ipynb", works.notebook(who))], "toy.ipynb"


def _upper(works: Works, who: str) -> tuple[list[tuple[str, bytes]], str | None]:
    return [("TOY.IPYNB", works.notebook(who))], "TOY.IPYNB"


def _spaces(works: Works, who: str) -> tuple[list[tuple[str, bytes]], str | None]:
    return [("my toy (1).py", works.script(who))], "my toy (1).py"


def _packed(works: Works, who: str) -> tuple[list[tuple[str, bytes]], str | None]:
    inner = {"__MACOSX/._toy.py": b"x", "deep/01_toy/toy.py": works.script(who), ".DS_Store": b""}
    return [("work.zip", zipped(inner))], "work.zip!/deep/01_toy/toy.py"


def _faces(works: Works, who: str) -> tuple[list[tuple[str, bytes]], str | None]:
    return [("toy.py", works.bare.encode()), ("toy.ipynb", works.notebook(who))], "toy.ipynb"


def _copied(works: Works, who: str) -> tuple[list[tuple[str, bytes]], str | None]:
    return [("toy.py", works.bare.encode()), ("toy-Copy1.py", works.script(who))], "toy-Copy1.py"


def _tied(works: Works, who: str) -> tuple[list[tuple[str, bytes]], str | None]:
    return [("toy.py", works.script(who)), ("toy_final.py", works.older(who))], None


def _renamed(works: Works, who: str) -> tuple[list[tuple[str, bytes]], str | None]:
    return [("toy.ipynb.txt", works.notebook(who))], None


def _page(works: Works, who: str) -> tuple[list[tuple[str, bytes]], str | None]:
    return [("toy.html", b"<html>"), ("report.pdf", b"%PDF")], None


def _damaged(works: Works, who: str) -> tuple[list[tuple[str, bytes]], str | None]:
    return [("work.zip", b"PK")], None


def _report(works: Works, who: str) -> tuple[list[tuple[str, bytes]], str | None]:
    return [("toy.py", works.script(who)), ("report.pdf", b"%PDF")], "toy.py"


MESSES: list[Mess] = [
    *[_one, _upper, _spaces, _packed, _faces, _copied, _tied, _renamed, _page, _damaged, _report]
]
Namer = Callable[[Person, int, str], str]  # a person, the number of the file, its own name


def make(works: Works, namer: Namer, extra: dict[str, bytes] | None = None) -> Download:
    """A download of 40 students, each with the next kind of mess; the last three are absent."""
    found = Download(people=people())
    number = random.Random(3).randrange(90_000, 99_000)
    for place, who in enumerate(found.people):
        if place >= STUDENTS - 3:
            found.absent.add(who.student)
            continue
        files, counts = MESSES[place % len(MESSES)](works, who.student)
        for name, data in files:
            number += 1
            path = namer(who, number, name)
            found.files[path] = data
            if counts and counts.partition("!")[0] == name:
                found.graded[who.student] = path + counts[len(name) :]
        if counts is None:
            found.aside.add(who.student)
    found.files |= {"__MACOSX/._x": b"", ".DS_Store": b"", **(extra or {})}
    return found


def canvas(works: Works) -> Download:
    """As Canvas's ContentZipper names them; two were late, two handed in a second time."""

    def namer(who: Person, number: int, name: str) -> str:
        words = who.name.split()
        squeezed = "".join(c for c in "".join([words[-1], *words[:-1]]).lower() if c.isalnum())
        late = "_LATE" if who.student in ("s003", "s008") else ""
        return f"{squeezed}{late}_{who.lms_id}_{number}_{name}"

    found = make(works, namer)
    for student in ("s000", "s011"):
        (old,) = [one for one in found.files if one == found.graded[student]]
        head, _, name = old.rpartition("_toy")
        base, _, number = head.rpartition("_")
        fresh = f"{base}_{int(number) + 500}_toy-1{name}"
        found.files[fresh] = works.notebook(f"{student} again")
        found.superseded.add(old)
        found.graded[student] = fresh
    return found


def moodle(works: Works) -> Download:
    """A folder a student; one has typed a text as well, the names are decomposed as by macOS."""

    def namer(who: Person, number: int, name: str) -> str:
        folder = f"{who.name}_{who.lms_id}_assignsubmission_file_"
        if who.student == "s001":
            folder = unicodedata.normalize("NFD", folder)
        return f"{folder}/{name}"

    text = f"Ada Lovelace_{people()[0].lms_id}_assignsubmission_onlinetext_/onlinetext.html"
    return make(works, namer, {text: b"<p>hello</p>"})


def blackboard(works: Works) -> Download:
    """Two attempts of some, with a receipt each; users and the assignment hold underscores."""

    def stamp(student: str, hour: int) -> str:
        return f"HW_1_u_{student}_attempt_2026-11-{int(student[1:]) % 28 + 1:02}-{hour:02}-05-09"

    def namer(who: Person, number: int, name: str) -> str:
        return f"{stamp(who.student, 12)}_{name}"

    found = make(works, namer)
    for one in found.people:
        one.lms_id = f"u_{one.student}"
    for one in found.people[:-3]:
        receipt = f"Name: {one.name} (u_{one.student})\nAssignment: HW 1\nFiles:\n".encode()
        found.files[f"{stamp(one.student, 12)}.txt"] = receipt
    for student in ("s000", "s004", "s006"):
        old = f"{stamp(student, 9)}_toy.py"
        found.files[old] = works.older(student)
        found.superseded.add(old)
    return found


def brightspace(works: Works) -> Download:
    """Each file with id, name and date; one student handed in twice, around noon."""

    def namer(who: Person, number: int, name: str) -> str:
        return f"{who.lms_id}-9911 - {who.name} - Nov 9, 2026 1205 PM - {name}"

    found = make(works, namer, {"index.html": b"<html>"})
    one = found.people[0]
    old = f"{one.lms_id}-9911 - {one.name} - Nov 9, 2026 1155 AM - toy.ipynb"
    found.files[old] = works.notebook("older")
    found.superseded.add(old)
    return found


def gradescope(works: Works) -> Download:
    """A folder a submission, whose students stand in the metadata; two handed in together."""

    def namer(who: Person, number: int, name: str) -> str:
        return f"assignment_1_export/submission_{who.lms_id}/{name}"

    found = make(works, namer)
    lines = []
    for one in found.people[:-3]:
        lines += [
            f"submission_{one.lms_id}:",
            "  :submitters:",
            f"  - :name: '{_quoted(one.name)}'",
        ]
        lines += [f"    :sid: '{one.lms_id}'", f"    :email: {one.student}@x.edu"]
        if one.student == "s000":
            both = found.people[-1]
            lines += [f"  - :name: {both.name}", f"    :sid: '{both.lms_id}'"]
            found.absent.discard(both.student)
            found.graded[both.student] = found.graded["s000"]
        day = int(one.student[1:]) % 28 + 1
        lines += [f"  :created_at: 2026-11-{day:02} 12:05:09.000000000 Z", "  :history: []"]
    found.files["assignment_1_export/submission_metadata.yml"] = "\n".join(lines).encode()
    return found


def _quoted(name: str) -> str:
    return name.replace("'", "''")


LMS: dict[str, Callable[[Works], Download]] = {
    "canvas": canvas,
    "moodle": moodle,
    "blackboard": blackboard,
    "brightspace": brightspace,
    "gradescope": gradescope,
}
