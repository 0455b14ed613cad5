"""Moodle's two ways to import grades: an assignment's offline worksheet, and the gradebook.

The rules of Moodle's importer for the worksheet: it finds a line by its Identifier; a blank grade
changes nothing; it silently ignores a grade above the maximum; `Last modified (grade)` protects
grades that somebody changed meanwhile. For the gradebook: a blank grade erases.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape

from autograder.errors import AutograderError
from autograder.lms.exports.grades import Grade, plain
from autograder.lms.exports.matching import EMAIL, ID, LOGIN, keys, match
from autograder.lms.exports.options import ExportOptions, Summary, only_one
from autograder.lms.exports.sheet import Sheet, put
from autograder.text import for_terminal

IDENTIFIER, GRADE, MAXIMUM = "Identifier", "Grade", "Maximum Grade"
MODIFIED, FEEDBACK, OPEN = "Last modified (grade)", "Feedback comments", "Grade can be changed"


def export_worksheet(grades: Sequence[Grade], choices: ExportOptions) -> Summary:
    """Fill grades and comments into a worksheet from Moodle; nothing else changes."""
    if choices.fill is None:
        raise AutograderError("Name the worksheet that Moodle gave: --fill FILE.")
    only_one(grades, "A worksheet")
    sheet = Sheet.read(choices.fill)
    for name in (IDENTIFIER, GRADE, MODIFIED):
        if sheet.column(name) is None:
            raise AutograderError(
                f"{choices.fill} has no column {name!r}. Is it Moodle's grading worksheet, "
                "downloaded with Moodle set to English?"
            )
    summary = Summary.of(grades)
    lines = {line: _keys(sheet, row) for line, row in enumerate(sheet.rows, 2) if any(row)}
    found = match(grades, lines, choices.fill.name)
    for line, grade in found.items():
        _put(sheet, sheet.rows[line - 2], grade, choices, summary)
    placed = {grade.student for grade in found.values()}
    summary.unmatched += [grade.label for grade in grades if grade.student not in placed]
    summary.absent += [
        sheet.cell(sheet.rows[line - 2], "Full name")
        or sheet.cell(sheet.rows[line - 2], IDENTIFIER)
        for line in lines
        if line not in found
    ]
    sheet.write(choices.out)
    return summary


def _keys(sheet: Sheet, row: Sequence[str]) -> list[tuple[str, str]]:
    """The keys of a line. Its Identifier holds for one assignment: only a roster can have it."""
    number, name = sheet.cell(row, "ID number"), sheet.cell(row, "Username")
    email = sheet.cell(row, "Email address")
    return (
        keys({ID: sheet.cell(row, IDENTIFIER), LOGIN: name, EMAIL: email})
        + keys({ID: number, LOGIN: number})
        + keys({LOGIN: email})
    )


def _put(
    sheet: Sheet, row: list[str], grade: Grade, choices: ExportOptions, summary: Summary
) -> None:
    most = _number(sheet.cell(row, MAXIMUM))
    value = choices.fit(grade, most, "The worksheet")
    if value is None:
        return
    if sheet.cell(row, OPEN).casefold() == "no":
        summary.refused.append(f"{grade.label}: Moodle says that the grade cannot be changed")
    elif most is not None and value > most:
        limit = f"the maximum there is {plain(most)}, and Moodle passes over what is above"
        summary.refused.append(f"{grade.label}: {plain(value)} points, but {limit}")
    else:
        put(row, sheet.column(GRADE) or 0, plain(value))
        feedback = sheet.column(FEEDBACK)
        if feedback is not None:
            put(row, feedback, _as_html(grade.comment))
        summary.written += 1


def _as_html(comment: str) -> str:
    """Return a comment as Moodle takes it, which is as HTML."""
    return str(escape(for_terminal(comment)))


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def export_gradebook(grades: Sequence[Grade], choices: ExportOptions) -> Summary:
    """Write a file of one assignment for Moodle's "Grades, import, CSV".

    It leaves out students without a score to export, since a blank cell would erase.
    """
    assignment = only_one(grades, "Moodle's import")
    summary = Summary.of(grades)
    title = choices.columns.get(assignment, assignment)
    sheet = Sheet(
        ["Username", "ID number", "Email address", "Full name", title, f"{title} (feedback)"]
    )
    for grade in sorted(grades, key=lambda grade: grade.student):
        value = grade.value(choices.provisional)
        if value is not None:
            who = [grade.student, grade.lms_id, grade.email, grade.name]
            sheet.add([*who, plain(value), _as_html(grade.comment)])
            summary.written += 1
    sheet.write(choices.out)
    return summary
