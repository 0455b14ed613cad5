"""What of a submission its author wrote: the lines that the given text does not have."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.child.wire_types import Cell
from autograder.course.assignment import Assignment
from autograder.course.foreign import UnreadableError
from autograder.course.submission import Submission, read_data, read_text
from autograder.release.markers import stub, without_markers

MAX_LINES, MAX_LETTERS = 2_000, 300  # looked at of a submission, and of a line
_DOC = re.compile(r"[rRuU]?(\"{3}|'{3})")
_DEF = re.compile(r"def\s+(\w+)")


@dataclass(frozen=True)
class OwnLine:
    """A line of code, the function that it stands in, and where it is in the file."""

    function: str
    place: str
    text: str


OwnLines = tuple[OwnLine, ...]
Files = Mapping[Path, bytes | str]  # a student's file: what it holds, or why it cannot be read


@dataclass(frozen=True)
class Given:
    """What everybody has: the lines of the stub; and the model solution, written to it."""

    lines: frozenset[str]
    model: OwnLines = ()


def given_by(assignment: Assignment) -> Given:
    """Return what students were given, and the model solution where this copy has one."""
    file = f"{assignment.slug}.py"
    source = assignment.home / file
    text = source.read_text(encoding="utf-8")
    bare = stub(text, file) if assignment.has_source else text
    cells = read_text(source, bare).cells
    lines = frozenset(line.strip() for cell in cells for line in cell.source.split("\n"))
    if not assignment.has_source:
        return Given(lines)
    return Given(lines, own_lines(read_text(source, without_markers(text)), Given(lines)))


def own_lines(submission: Submission, given: Given) -> OwnLines:
    """Return the lines that are the author's own, without blank ones: the first 2,000 at most."""
    return tuple(itertools.islice(_own(submission, given), MAX_LINES))


def _own(submission: Submission, given: Given) -> Iterator[OwnLine]:
    for cell in submission.cells:
        function = ""
        for number, line in _code(cell):
            if not line[0].isspace():
                found = _DEF.match(line)
                function = found[1] if found else ""
            if line.strip() not in given.lines:
                place = str(number) if cell.file.endswith(".py") else f"{cell.file}:{number}"
                yield OwnLine(function, place, line.rstrip()[:MAX_LETTERS])


def _code(cell: Cell) -> Iterator[tuple[int, str]]:
    """The lines that are neither blank nor a docstring's, whose words may differ from the given.

    Only the text is looked at: to parse what anybody may have written is left to the child.
    """
    until = ""
    for number, line in enumerate(cell.source.split("\n"), cell.first_line):
        bare = line.strip()
        if until:
            until = "" if until in bare else until
        elif opened := _DOC.match(bare):
            until = "" if opened[1] in bare[opened.end() :] else opened[1]
        elif bare:
            yield number, line


def joined(lines: OwnLines) -> str:
    """Return lines as one text."""
    return "".join(f"{line.text}\n" for line in lines)


def read_all(
    assignment: Assignment, submissions: Mapping[str, Files], given: Given
) -> tuple[dict[str, OwnLines], list[str]]:
    """Return the own lines of each student, and the students whose work cannot be read.

    `submissions` are files by student, each asked for once and read as text; nothing is run.
    """
    found, unread = {}, []
    for student in sorted(submissions):
        try:
            found[student] = own_lines(_chosen(assignment, submissions[student]), given)
        except UnreadableError:
            unread.append(student)
    return found, unread


def _chosen(assignment: Assignment, files: Files) -> Submission:
    """The file that counts in grading, too."""
    ((path, held),) = files.items()
    if isinstance(held, str):
        raise UnreadableError(held)
    return read_data(path, held, assignment.template)
