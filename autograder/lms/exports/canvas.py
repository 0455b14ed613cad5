"""The CSV file that Canvas's gradebook exports and imports, filled or made anew.

The rules of Canvas's importer: the first columns are Student, ID, perhaps SIS User ID, SIS Login
ID, Section; one row says `Points Possible`; assignments are named `Title (id)`; a blank cell
erases an existing score. So a cell without a final score keeps its content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.errors import AutograderError
from autograder.lms.exports.grades import Grade, plain
from autograder.lms.exports.matching import EMAIL, ID, LOGIN, Key, keys, match
from autograder.lms.exports.options import ExportOptions, Summary
from autograder.lms.exports.sheet import Sheet, cell, put

HEADER = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS = "Points Possible"
NOT_OURS = {"ex": "excused", "n/a": "not assigned"}
_TITLE = re.compile(r"((?:.*\S)?)\s*\((\d++)\)")


def export(grades: Sequence[Grade], choices: ExportOptions) -> Summary:
    """Fill the file that Canvas exported, or write one that it imports."""
    if choices.fill is None:
        return _fresh(grades, choices)
    sheet = Sheet.read(choices.fill)
    if sheet.column("Student", "LastName") != 0 or sheet.column("Section") is None:
        raise AutograderError(f"{choices.fill} is not what Canvas's gradebook exports as CSV.")
    summary = Summary.of(grades)
    lines = _people(sheet)
    named = {line: cell(sheet.rows[line - 2], 0) for line in lines}
    for assignment in sorted({grade.assignment for grade in grades}):
        mine = [grade for grade in grades if grade.assignment == assignment]
        place = _column(sheet, assignment, choices)
        found = match(mine, lines, choices.fill.name)
        for line, grade in found.items():
            _put(sheet, line, place, grade, choices, summary)
        placed = {grade.student for grade in found.values()}
        summary.unmatched += [grade.label for grade in mine if grade.student not in placed]
        summary.absent += [f"{named[line]}, {assignment}" for line in lines if line not in found]
    sheet.write(choices.out)
    return summary


def _people(sheet: Sheet) -> dict[int, list[Key]]:
    """The keys of each student's line, by its number; other lines hold points or policies."""
    lines = {}
    for line, row in enumerate(sheet.rows, 2):
        sis, login = sheet.cell(row, "SIS User ID"), sheet.cell(row, "SIS Login ID")
        found = keys({ID: sheet.cell(row, "ID"), LOGIN: sis})
        found += keys({LOGIN: login, EMAIL: login}) + keys({ID: sis})
        if found and not cell(row, 0).startswith(POINTS):
            lines[line] = found
    return lines


def _put(
    sheet: Sheet, line: int, place: int, grade: Grade, choices: ExportOptions, summary: Summary
) -> None:
    row = sheet.rows[line - 2]
    there = cell(row, place)
    value = choices.fit(grade, _points(sheet, place), sheet.header[place])
    if value is None:
        return
    if there.casefold() in NOT_OURS:
        summary.refused.append(f"{grade.label}: Canvas says {NOT_OURS[there.casefold()]}")
        return
    put(row, place, plain(value))
    summary.written += 1


def _points(sheet: Sheet, place: int) -> float | None:
    """The points of a column, or None if Canvas gives none; error if Canvas computes it."""
    for row in sheet.rows:
        if cell(row, 0).startswith(POINTS):
            text = cell(row, place)
            if "read only" in text:
                raise AutograderError(f"Canvas computes {sheet.header[place]!r}: choose another.")
            try:
                return float(text.replace(",", "."))
            except ValueError:
                return None
    return None


def _column(sheet: Sheet, assignment: str, choices: ExportOptions) -> int:
    """The column of an assignment: the one that the user chose, or the one with its name."""
    titles = {at: _TITLE.fullmatch(name.strip()) for at, name in enumerate(sheet.header)}
    wanted = choices.columns.get(assignment)
    if wanted is not None:
        fits = [
            at
            for at, title in titles.items()
            if wanted == sheet.header[at].strip() or (title and wanted in title.groups())
        ]
    else:
        names = {_bare(assignment), _bare(assignment.split("_", 1)[-1])}
        fits = [at for at, title in titles.items() if title and _bare(title[1]) in names]
    if len(fits) != 1:
        there = "; ".join(title[0] for title in titles.values() if title)
        raise AutograderError(
            f"Which column is {assignment}? Say --column {assignment}=ID, with the number from: "
            f"{there or 'this file has no assignment'}."
        )
    return fits[0]


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _fresh(grades: Sequence[Grade], choices: ExportOptions) -> Summary:
    """Write a new file; it leaves out students without any score to export."""
    summary = Summary.of(grades)
    names = sorted({grade.assignment for grade in grades})
    sheet = Sheet([*HEADER, *(choices.columns.get(name, name) for name in names)])
    most = {grade.assignment: grade.max_score for grade in grades}
    sheet.add([f"    {POINTS}", "", "", "", "", *(plain(most[name]) for name in names)])
    students: dict[str, dict[str, Grade]] = {}
    for grade in grades:
        students.setdefault(grade.student, {})[grade.assignment] = grade
    for student, mine in sorted(students.items()):
        values = {name: grade.value(choices.provisional) for name, grade in mine.items()}
        if all(value is None for value in values.values()):
            continue
        who = next(iter(mine.values()))
        scores = [values.get(name) for name in names]
        sheet.add(
            [who.name or student, who.lms_id, "", student, ""]
            + ["" if score is None else plain(score) for score in scores]
        )
        summary.written += sum(score is not None for score in scores)
    sheet.write(choices.out)
    return summary
