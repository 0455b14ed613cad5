"""The report as JSON, version 1: a contract with whoever reads it."""

from __future__ import annotations

import json
from typing import Any

from autograder.results import AssignmentResult, CheckResult, ExerciseResult, Report
from autograder.text import for_json

VERSION = 1


def to_json(report: Report) -> str:
    """Return the report as JSON text; the same report gives the same bytes, `seconds` aside."""
    document = json.dumps(to_data(report), indent=1, ensure_ascii=False, allow_nan=False)
    return for_json(document) + "\n"


def to_data(report: Report) -> dict[str, Any]:
    """Return the report as plain data."""
    return {
        "version": VERSION,
        "student": report.student,
        "isolation": report.isolation,
        "isolation_note": report.isolation_note,
        "inputs": report.inputs,
        "score": report.score,
        "max_score": report.max_score,
        "bonus": report.bonus,
        "max_bonus": report.max_bonus,
        "seconds": round(report.seconds, 3),
        "assignments": [_assignment(one) for one in report.assignments],
    }


def _assignment(one: AssignmentResult) -> dict[str, Any]:
    return {
        "name": one.name,
        "submission": one.submission,
        "sha256": one.sha256,
        "score": one.score,
        "max_score": one.max_score,
        "bonus": one.bonus,
        "max_bonus": one.max_bonus,
        "manual_points": one.manual_points,
        "problems": list(one.problems),
        "exercises": [_exercise(exercise) for exercise in one.exercises],
    }


def _exercise(one: ExerciseResult) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        "equation": one.equation,
        "score": one.score,
        "max_score": one.max_score,
        "manual_points": one.manual_points,
        "bonus": one.bonus,
        "minutes": one.work.minutes,
        "difficulty": one.work.difficulty,
        "status": str(one.status),
        "answered": one.answered,
        "given_wrong": one.given_wrong,
        "misconception": one.misconception,
        "says": one.says,
        "explains": list(one.explains),
        "mend_first": one.mend_first,
        "mend": one.mend,
        "hint": one.hint,
        "tiers": list(one.tiers),
        "notice": one.notice,
        "checks": [_check(check) for check in one.checks],
    }


def _check(one: CheckResult) -> dict[str, Any]:
    return {
        "name": one.name,
        "promise": one.promise,
        "status": str(one.status),
        "score": one.score,
        "max_score": one.max_score,
        "hidden": one.hidden,
        "message": one.message,
        "answered": one.answered,
        "unwritten": one.unwritten,
        "crash": one.crash,
        "call": one.call,
    }
