"""Filling the file that an LMS gave: only the cells of grades change, all else stays.

A `Form` says what is particular to one LMS: whose line it is, which columns are assignments, and
which grades it does not take.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from autograder.errors import AutograderError
from autograder.lms.exports.grades import Grade, plain
from autograder.lms.exports.matching import Key, keys, match
from autograder.lms.exports.numbers import decimal_comma, number
from autograder.lms.exports.options import ExportOptions, Summary
from autograder.lms.exports.sheet import Sheet, cell, put

Keys = Mapping[str, tuple[str, ...]]
HEADER = 1  # the number of the header, in the words of a spreadsheet
MORE = 5  # students who are named as the ones a line may mean


@dataclass(frozen=True)
class Column:
    """A column of grades: its place, its title and number in the LMS, and its points.

    `closed` says why it takes no grade, if it takes none.
    """

    at: int
    header: str
    title: str
    number: str = ""
    points: float | None = None
    closed: str = ""


class Form:
    """What is particular to the grade file of one LMS."""

    lms: ClassVar[str]
    needs: ClassVar[tuple[str, ...]] = ()  # columns without which it is another file
    keys: ClassVar[Keys]  # by column, what its text may match
    names: ClassVar[tuple[str, ...]]  # the columns of a person's name
    advice: ClassVar[str] = ""

    def check(self, sheet: Sheet, path: Path) -> None:
        """Raise `AutograderError` if the file is none of this LMS."""
        missing = [name for name in self.needs if sheet.column(name) is None]
        if missing or not any(sheet.column(name) is not None for name in self.keys):
            lacks = f"it has no column {missing[0]!r}" if missing else "no column says who is who"
            raise AutograderError(f"{path} is no grade file of {self.lms}: {lacks}. {self.advice}")

    def keys_of(self, sheet: Sheet, row: Sequence[str]) -> list[Key]:
        """The keys of a row; none if it is no student's."""
        found: list[Key] = []
        for name, kinds in self.keys.items():
            text = self.bare(sheet.cell(row, name))
            found += keys(dict.fromkeys(kinds, text))
        return found

    def bare(self, text: str) -> str:
        """Return an id without what the LMS adds to it."""
        return text

    def named(self, sheet: Sheet, row: Sequence[str]) -> str:
        """What a row's student is called, for messages."""
        name = " ".join(text for one in self.names if (text := sheet.cell(row, one)))
        known = (self.bare(sheet.cell(row, one)) for one in self.keys)
        return name or next(filter(None, known), "")

    def columns(self, sheet: Sheet) -> list[Column]:
        """The columns of assignments."""
        raise NotImplementedError

    def column(self, sheet: Sheet, assignment: str, wanted: str | None) -> Column:
        """Return the column of an assignment: the one that the user chose, or that has its name."""
        there = self.columns(sheet)
        if wanted is not None:
            fits = [
                one
                for one in there
                if wanted.strip() in (one.header.strip(), one.title, one.number)
            ]
        else:
            names = {_bare(assignment), _bare(assignment.split("_", 1)[-1])}
            fits = [one for one in there if _bare(one.title) in names]
            fits = [one for one in fits if not one.closed] or fits
        if len(fits) != 1:
            listed = "; ".join(one.header.strip() for one in there if not one.closed)
            raise AutograderError(
                f"Which column is {assignment}? Say --column {assignment}=ID, with a title or "
                f"number from: {listed or 'this file has no assignment'}."
            )
        if fits[0].closed:
            raise AutograderError(
                f"{self.lms} {fits[0].closed} {fits[0].header.strip()!r}: choose another."
            )
        return fits[0]

    def most(self, sheet: Sheet, row: Sequence[str], column: Column) -> float | None:
        """The points of a column in a row, or None if the LMS gives none."""
        return column.points

    def refuses(self, sheet: Sheet, row: Sequence[str], column: Column, value: float) -> str:
        """Why the LMS would not take a grade there, or ""."""
        return ""

    def comment(self, sheet: Sheet, row: list[str], grade: Grade) -> None:
        """Write the comment beside a grade, where the file has a place for it."""

    def fill(self, grades: Sequence[Grade], choices: ExportOptions) -> Summary:
        """Fill the file that the LMS gave; `AutograderError` if it is another one."""
        assert choices.fill is not None
        sheet = Sheet.read(choices.fill)
        self.check(sheet, choices.fill)
        summary = Summary.of(grades)
        lines = {}
        for line, row in enumerate(sheet.rows, HEADER + 1):
            if found := self.keys_of(sheet, row):
                lines[line] = found
        for assignment in sorted({grade.assignment for grade in grades}):
            column = self.column(sheet, assignment, choices.columns.get(assignment))
            mine = [grade for grade in grades if grade.assignment == assignment]
            self._fill_column(sheet, column, mine, lines, choices, summary)
        choices.save(sheet)
        return summary

    def _fill_column(
        self,
        sheet: Sheet,
        column: Column,
        grades: Sequence[Grade],
        lines: Mapping[int, Sequence[Key]],
        choices: ExportOptions,
        summary: Summary,
    ) -> None:
        comma = _comma(sheet, column)
        matched = match(grades, lines)
        for line, grade in matched.found.items():
            self._put(sheet, sheet.rows[line - HEADER - 1], column, grade, choices, summary, comma)
        free = {
            line: self.named(sheet, sheet.rows[line - HEADER - 1])
            for line in lines
            if line not in matched.found and line not in matched.doubtful
        }
        lost = [grade for grade in grades if grade.student not in matched.students]
        summary.unmatched += [grade.label + _meant(grade, free) for grade in lost]
        summary.doubtful += list(dict.fromkeys(matched.doubtful.values()))
        summary.absent += [f"{name}, {grades[0].assignment}" for name in free.values()]

    def _put(
        self,
        sheet: Sheet,
        row: list[str],
        column: Column,
        grade: Grade,
        choices: ExportOptions,
        summary: Summary,
        comma: bool,
    ) -> None:
        value = choices.fit(grade, self.most(sheet, row, column), column.header.strip())
        if value is None:
            return
        if reason := self.refuses(sheet, row, column, value):
            summary.refused.append(f"{grade.label}: {reason}")
            return
        old = cell(row, column.at)
        new = plain(value).replace(".", ",") if comma else plain(value)
        before = number(old)
        if before is not None and plain(before) == plain(value):
            new = old  # 8,50 stays 8,50
        else:
            put(row, column.at, new)
        self.comment(sheet, row, grade)
        summary.put(grade, new, old)


def _comma(sheet: Sheet, column: Column) -> bool:
    """Whether numbers have decimal commas: in the column, or else anywhere in the file."""
    mine = decimal_comma([cell(row, column.at) for row in sheet.rows])
    if mine is None:
        mine = decimal_comma(text for row in sheet.rows for text in row)
    return bool(mine)


def _meant(grade: Grade, free: Mapping[int, str]) -> str:
    """Which rows without a grade may mean the student: a person decides, since names are shared."""
    texts = {_bare(text) for text in (grade.student, grade.name, grade.lms_id) if text}
    rows = [f"row {line}, {name}" for line, name in free.items() if _bare(name) in texts]
    return f" (perhaps {' or '.join(rows[:MORE])}: name the id in a roster)" if rows else ""


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum()).lstrip("0")
