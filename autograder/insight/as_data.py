"""The class as plain data: what `class.json` holds and `class.html` shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.insight.changes import VERSION, changes
from autograder.insight.gather import ABSENT, NO_RESULT, STATUSES, Problem, Roll
from autograder.insight.late import UNKNOWN, Late, late_data
from autograder.insight.measures import distribution, exercises, rounded, seconds
from autograder.insight.names import Names
from autograder.insight.wrongs import WrongAnswer
from autograder.text import for_terminal, one_line

MAX_PROBLEM = 300  # characters
MAX_UNKNOWN = 50  # kinds of wrong answers that nobody knows yet, the most frequent ones
NO_NAMES: Mapping[str, str] = {}
Data = dict[str, Any]


def class_data(
    roll: Roll,
    previous: Mapping[str, Any] | None,
    names: Names,
    made: str,
    full_names: Mapping[str, str] = NO_NAMES,
) -> Data:
    """Return the class's data, the same for the same input, what stands under `seconds` aside.

    `previous`: the data of the last run; `made`: what the page says of when and how it was made;
    `full_names`: those of students who are called otherwise, by student.
    """
    data: Data = {
        "version": VERSION,
        "assignment": roll.assignment,
        "made": made,
        "names": names.kind,
        "max_score": rounded(roll.max_score),
        "score": distribution(roll.totals, roll.max_score),
        "late": late_data(roll.late),
        "lost": {why: rounded(points) for why, points in sorted(roll.wrongs.lost.items())},
        "causes": dict(sorted(roll.wrongs.causes.items())),
        "crashes": dict(sorted(roll.wrongs.crashes.items())),
        "mend_first": dict(sorted(roll.wrongs.mends.items())),
        "exercises": exercises(roll),
        "misconceptions": _wrongs(roll, roll.wrongs.known, names),
        "unknown": _wrongs(roll, roll.wrongs.unknown, names)[:MAX_UNKNOWN],
        "unknown_kinds": len(roll.wrongs.unknown),
        "problems": _problems(roll.problems, names),
        "isolation": [
            {"level": level, "note": note, "students": count}
            for (level, note), count in sorted(roll.isolation.items())
        ],
        "students": _students(roll, names, NO_NAMES if names.hidden else full_names),
        "seconds": seconds(roll, [names.of(student) for student in roll.students]),
    }
    data["changes"] = changes(data, previous, names)
    return data


def _wrongs(roll: Roll, found: Mapping[tuple[str, str], WrongAnswer], names: Names) -> list[Data]:
    """Wrong answers, the most frequent first; then what cost most, then the lecture's order."""
    order = {item.name: place for place, item in enumerate(roll.items)}
    equations = {item.name: item.equation for item in roll.items}
    wrongs = sorted(
        found.values(),
        key=lambda one: (-one.count, -one.lost, order[one.exercise], one.name, one.text),
    )
    return [_wrong(one, equations[one.exercise], names) for one in wrongs]


def _wrong(one: WrongAnswer, equation: str | None, names: Names) -> Data:
    """One kind of wrong answer; of an unknown one the words may quote the student's."""
    known = not one.check
    shown = {"hint": one.text} if known else {"check": one.name, "promise": one.check}
    if not known:
        shown["message"] = "" if names.hidden else for_terminal(one.text)
    return {
        "exercise": one.exercise,
        "equation": equation,
        "name": one.name if known else "",
        "students": one.count,
        "lost": rounded(one.lost),
        **shown,
        "samples": sorted(names.of(student) for student in one.students),
    }


def _problems(problems: list[Problem], names: Names) -> list[Data]:
    """Sorted by what they are; where names are hidden nothing that a submission says is told."""
    rows = Counter(
        (
            one.kind,
            names.of(one.student),
            one.raised if names.hidden else one_line(one.text, MAX_PROBLEM),
        )
        for one in problems
    )
    return [
        {"kind": kind, "student": student, "text": text}
        for kind, student, text in sorted(rows.elements())
    ]


def _late(one: Late | None, names: Names) -> Data:
    """What a student's row says of lateness; a time that cannot be read may be the student's."""
    if one is None or not one.note:
        return {}
    note = UNKNOWN if names.hidden and one.seconds is None else one.note
    return {"late": note, "final": rounded(one.final)}


def _full(student: str, full_names: Mapping[str, str]) -> Data:
    name = full_names.get(student, "")
    return {"name": name} if name not in ("", student) else {}


def _students(roll: Roll, names: Names, full_names: Mapping[str, str]) -> list[Data]:
    """One row a student in the order of what they are called: pseudonyms give no order away."""
    rows = [
        {
            "student": names.of(student),
            **_full(student, full_names),
            "score": rounded(roll.totals[place]),
            "mark": roll.marks[place],
            **_late(roll.late[place], names),
            "scores": [rounded(score) for score in roll.scores[place]],
            "verdicts": [
                "" if verdict == ABSENT else str(STATUSES[verdict])
                for verdict in np.asarray(roll.verdicts[place])
            ],
        }
        for place, student in enumerate(roll.students)
    ]
    rows += [
        {
            "student": names.of(one.student),
            **_full(one.student, full_names),
            "score": None,
            "mark": NO_RESULT,
        }
        for one in roll.problems
        if one.kind == NO_RESULT
    ]
    return sorted(rows, key=lambda row: str(row["student"]))
