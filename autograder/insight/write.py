"""The files about a class: `class.json`, `class.html` and `grades.csv`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.course.assignment import Assignment
from autograder.insight.as_data import NO_NAMES, class_data
from autograder.insight.as_html import to_html
from autograder.insight.gather import NO_RESULT, Roll, gather
from autograder.insight.late import HEADS, NO_CELLS
from autograder.insight.names import Names, links
from autograder.insight.over_time import NO_OTHERS, Others, over_time, past_of
from autograder.insight.students import MARKS
from autograder.lms.exports.grades import plain
from autograder.lms.exports.sheet import Sheet, write_whole
from autograder.text import for_json

DATA, PAGE, GRADES = "class.json", "class.html", "grades.csv"


def write_class(
    out: Path,
    assignment: Assignment,
    results: Mapping[str, Mapping[str, Any]],
    problems: Mapping[str, str],
    *,
    previous: Mapping[str, Any] | None = None,
    names: Names | None = None,
    made: str = "",
    alike: str = "",
    answers: str = "",
    past: Others = NO_OTHERS,
    handed_in: Mapping[str, Any] | None = None,
    full_names: Mapping[str, str] = NO_NAMES,
) -> dict[str, Any]:
    """Write the three files into the folder `out`, each whole or not at all; return the data.

    `results`: the result JSON by student, asked for once each; `problems`: the students without
    one, and why; `previous`: what `read_previous` found before the run. `names` may hide those of
    students, on the page and in its data; `grades.csv`, which is made to be entered somewhere,
    always has them. `made`: a line for the top of the page; nothing else there depends on when.
    `alike`, `answers`: the pages of submissions that are alike, and of written answers, if there
    are any to go on to. `past`: other classes, which only the page is compared with.
    `handed_in`: what became of what was handed in (`intake.table.summary`). `full_names`: those of
    students who are called otherwise.
    Raises `AutograderError` where a file cannot be written.
    """
    names = names or Names()
    roll = gather(assignment, results, problems, names)
    data = class_data(roll, previous, names, made, full_names)
    if handed_in is not None:
        data["intake"] = dict(handed_in)
    linked = [] if names.hidden else roll.students
    write_whole(out / GRADES, _grades(roll).text().encode())
    shown = {**data, "over_time": over_time(past_of(data, "now"), past)}
    write_whole(out / PAGE, to_html(shown, links(out, linked), alike, answers).encode())
    # Last: while it is the old one, a run that was stopped compares with the same run again.
    write_data(out / DATA, data)
    return data


def write_data(path: Path, data: Mapping[str, Any]) -> None:
    """Write plain data as JSON, whole or not at all."""
    document = json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False)
    write_whole(path, f"{for_json(document)}\n".encode())


def read_previous(out: Path) -> dict[str, Any] | None:
    """Return the class's data that an earlier run left in `out`; None if there are none."""
    try:
        found = json.loads((out / DATA).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _grades(roll: Roll) -> Sheet:
    """One row a student: points, of how many, by exercise, and what to know of them."""
    items = [item.name for item in roll.items]
    dated = any(roll.late)
    sheet = Sheet(["student", "score", "max_score", *(HEADS if dated else []), *items, "note"])
    notes: dict[str, list[str]] = {}
    for one in roll.problems:
        notes.setdefault(one.student, []).append(one.text)
    most = plain(roll.max_score)
    rows = []
    for place, student in enumerate(roll.students):
        total, mark = roll.totals[place], MARKS[roll.marks[place]]
        late = roll.late[place]
        told = [late.note] if late and late.note else []
        said = _sentences([mark] * bool(mark) + told + notes.get(student, []))
        cells = (late.cells if late and total == total else NO_CELLS) if dated else []
        scores = map(_points, roll.scores[place])
        rows.append([student, _points(total), most, *cells, *scores, said])
    for one in roll.problems:
        if one.kind == NO_RESULT:
            empty = [""] * (len(items) + (len(HEADS) if dated else 0))
            said = _sentences([MARKS[NO_RESULT], one.text])
            rows.append([one.student, "", most, *empty, said])
    for row in sorted(rows, key=lambda row: str(row[0])):
        sheet.add(row)
    return sheet


def _sentences(parts: list[str]) -> str:
    return " ".join(part if part.endswith((".", "…")) else f"{part}." for part in parts)


def _points(value: float) -> str:
    return "" if value != value else plain(float(value))  # NaN: there is no score
