"""What to read for an exercise: the assignment's own text, and through it the lecture.

The text before an exercise names sections and equations, and where the print is wrong it asks to
find the slip; so a student's copy has all of this. The page of errata gives answers away and
stays with the course: of it only the numbers are taken, where it is there.
"""

from __future__ import annotations

import re
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.feedback.details import Place, Reading

ERRATA = Path("docs", "errata.md")
_HEADING = re.compile(r"^## (.+)$", re.M)
_SECTION = re.compile(r"\bSection (\d+(?:\.\d+)*(?: of Chapter \d+)?)")
_SLIP = "**Find the slip"
_ERRATUM = re.compile(r"^## (\d+)\. .*?\*\*Where\.\*\*(.*?)\n\n", re.M | re.S)
_NAME = re.compile(r"`(\w+)`")


def readings(assignment: Assignment) -> dict[str, Reading]:
    """Return what to read for each exercise of the assignment."""
    places: dict[str, list[Place]] = {name: [] for name in assignment.exercises}
    usual: tuple[str, ...] = ()
    for number, (prose, exercises) in enumerate(_chapters(assignment)):
        sections = tuple(dict.fromkeys(_SECTION.findall(prose)))
        if number == 0:  # what stands before the first heading is about all of it
            usual = sections[:1]
        heading = _HEADING.search(prose)
        if heading is not None:
            place = Place(heading[1].lstrip("★ "), sections or usual, _SLIP in prose)
            for name in dict.fromkeys(exercises):
                places[name].append(place)
    errata = errata_of(assignment.root)
    return {
        name: Reading(tuple(found), errata.get((assignment.name, name), ()))
        for name, found in places.items()
    }


def _chapters(assignment: Assignment) -> list[tuple[str, list[str]]]:
    """The prose below each heading, it included, and the exercises that stand there."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for cell in assignment.cells:
        prose, exercises = found[-1]
        if cell.exercise is not None:
            exercises.append(cell.exercise)
        if cell.kind == "markdown" and cell.exercise is None:
            if _HEADING.search(cell.text):
                found.append((cell.text, []))
            else:
                found[-1] = (f"{prose}\n{cell.text}", exercises)
    return found


def errata_of(root: Path) -> dict[tuple[str, str], tuple[int, ...]]:
    """Return the numbers of the errata, by assignment and exercise; none without their page."""
    try:
        text = (root / ERRATA).read_text(encoding="utf-8")
    except OSError:
        return {}
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    for number, where in _ERRATUM.findall(text):
        assignment = ""
        for name in _NAME.findall(where):
            if name[0].isdigit():
                assignment = name
            else:
                found[assignment, name] = (*found.get((assignment, name), ()), int(number))
    return found
