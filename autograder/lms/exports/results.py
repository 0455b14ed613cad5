"""Grades from the result files that `autograder grade --json` and `grade-all` write."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from autograder.course.dates import Deadline
from autograder.course.foreign import reading
from autograder.course.submitted_at import read_kept
from autograder.errors import AutograderError
from autograder.intake.roster import KNOWN_AS as KNOWN
from autograder.intake.roster import Person
from autograder.lms.exports.grades import LATE, Grade, Row, plain
from autograder.lms.exports.roster import known
from autograder.report.as_json import KNOWN_AS
from autograder.results import Status

VERSION = 1
NO_DATES: Mapping[str, Deadline] = MappingProxyType({})
FAULTS = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)
FAILED = "a check of ours failed"


def result_files(path: Path) -> list[Path]:
    """Return the result files at `path`: a file, a folder of them, or what `grade-all` wrote."""
    if path.is_file():
        return [path]
    folder = path / "results" if (path / "results").is_dir() else path
    found = sorted(file for file in folder.glob("*.json") if file.is_file())
    if not found:
        raise AutograderError(
            f"There is no result file in {folder}: name what `autograder grade --json` or "
            "`grade-all --out` wrote."
        )
    return found


def load(file: Path) -> dict[str, Any]:
    """Return one result file as plain data; only its version is checked."""
    with reading(file):
        text = file.read_bytes()
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise damaged(file, "it is no JSON") from None
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise damaged(file, f"it is no result of version {VERSION}")
    return data


def damaged(file: Path, why: str) -> AutograderError:
    """Return the error that names `file` and says what to do."""
    return AutograderError(f"{file} is not a result of grading ({why}): grade this work again.")


def read_results(path: Path, dates: Mapping[str, Deadline] = NO_DATES) -> list[Grade]:
    """Return the grades in the result files at `path`.

    `dates` are the deadlines of the course, by assignment: they count, not those of when it was
    graded.
    """
    found: dict[tuple[str, str], Path] = {}
    grades = []
    for file in result_files(path):
        data = load(file)
        try:
            mine = _grades(data, file.stem, dates)
        except FAULTS as error:
            raise damaged(file, f"{type(error).__name__}: {error}") from None
        for grade in mine:
            other = found.setdefault((grade.student, grade.assignment), file)
            if other is not file:
                raise AutograderError(f"{other} and {file} both grade {grade.label}: keep one.")
        grades += mine
    return grades


def _grades(data: Mapping[str, Any], stem: str, dates: Mapping[str, Deadline]) -> list[Grade]:
    student = str(data.get("student") or stem)
    known_as = data.get(KNOWN_AS, {})
    who = Person(student, **{key: str(known_as[key]) for key in KNOWN if key in known_as})
    found = [_grade(student, one, dates.get(str(one["name"]))) for one in data["assignments"]]
    return [known(grade, who) for grade in found]


def _grade(student: str, one: Mapping[str, Any], deadline: Deadline | None) -> Grade:
    handed_in = one["submission"] is not None  # without a file there is no answer to read
    rows = [_row(data, handed_in) for data in one["exercises"]]
    late = _late(student, one, deadline)
    if late.penalty:
        rows.append(Row(LATE, late.note, -late.penalty, 0.0, "late"))
    return Grade(
        student=student,
        assignment=str(one["name"]),
        score=late.final,
        max_score=sum(row.max_score for row in rows if not row.bonus),
        rows=tuple(rows),
        unusable=FAILED if any(map(_has_failed, one["exercises"])) else "",
        problems=tuple(map(str, one["problems"])),
        redated=late.redated,
        undated=late.undated,
        unreadable=not handed_in,
        submitted=_moment(one.get("submitted_at"), deadline),
    )


@dataclass(frozen=True)
class _Late:
    """What is left of a score, and whether the dates are others than when it was graded."""

    final: float
    penalty: float
    note: str = ""
    redated: str = ""
    undated: str = ""


def _late(student: str, one: Mapping[str, Any], deadline: Deadline | None) -> _Late:
    """Return the penalty by the dates as they are, or as when it was graded where nobody knows."""
    score, told = _points(one["score"]), str(one.get("submitted_at", ""))
    final, penalty = _points(one.get("final_score", score)), _points(one.get("penalty", 0.0))
    before = _Late(final, penalty, str(one.get("late_note", "")))
    if deadline is None or not (told or one["submission"]):
        return before
    if not told:
        why = "" if "final_score" in one else "nobody knows when it was handed in"
        return replace(before, undated=why)
    late = deadline.lateness(student, read_kept(told, deadline.zone))
    now = _Late(late.final(score), late.penalty(score), late.note)
    change = f"{plain(final)} → {plain(now.final)}"
    return now if now.final == final else replace(now, redated=change)


def _moment(told: Any, deadline: Deadline | None) -> datetime | None:
    """When it was handed in; None if nobody tells, or in no known zone."""
    return read_kept(str(told), deadline.zone if deadline else None).when if told else None


def _row(data: Mapping[str, Any], handed_in: bool) -> Row:
    by_hand = _points(data["manual_points"])
    pending = handed_in and by_hand > 0 and _has(data, Status.MANUAL)
    return Row(
        exercise=str(data["name"]),
        title=str(data["title"]),
        score=_points(data["score"]),
        max_score=_points(data["max_score"]) + by_hand,
        status=str(Status(data["status"])),
        misconception=data["misconception"],
        mend_first=data.get("mend_first"),
        hint=data["hint"],
        pending=pending,
        waiting=by_hand if pending else 0.0,
        bonus=bool(data.get("bonus")),
    )


def _has_failed(exercise: Mapping[str, Any]) -> bool:
    return _has(exercise, Status.GRADER_ERROR)


def _has(exercise: Mapping[str, Any], status: Status) -> bool:
    return any(check["status"] == status for check in exercise["checks"])


def _points(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number) or number < 0:
        raise ValueError(f"{value!r} is no number of points")
    return number
