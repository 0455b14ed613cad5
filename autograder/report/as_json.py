"""The report as JSON, version 1: a contract with whoever reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from autograder.results import AssignmentResult, CheckResult, ExerciseResult, Report
from autograder.text import for_json

VERSION = 1
KNOWN_AS = "known_as"


def to_json(report: Report) -> str:
    """Return the report as JSON text; the same report gives the same bytes, `seconds` aside."""
    return _text(to_data(report))


def introduced(text: str, known_as: Mapping[str, str]) -> str:
    """Return a result as JSON text with what an LMS calls the student now."""
    data = {key: value for key, value in json.loads(text).items() if key != KNOWN_AS}
    head = {key: data.pop(key) for key in ("version", "student")}
    called = {KNOWN_AS: dict(known_as)} if known_as else {}
    return _text({**head, **called, **data})


def _text(data: Mapping[str, Any]) -> str:
    document = json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False)
    return for_json(document) + "\n"


def to_data(report: Report) -> dict[str, Any]:
    """Return the report as plain data."""
    return {
        "version": VERSION,
        "student": report.student,
        **({KNOWN_AS: dict(report.known_as)} if report.known_as else {}),
        "isolation": report.isolation,
        "isolation_note": report.isolation_note,
        "inputs": report.inputs,
        "score": report.score,
        "max_score": report.max_score,
        "bonus": report.bonus,
        "max_bonus": report.max_bonus,
        **_after_penalties(report),
        "seconds": round(report.seconds, 3),
        "assignments": [_assignment(one) for one in report.assignments],
    }


def _after_penalties(report: Report) -> dict[str, float]:
    """The sums after penalties, where the course says when anything was due."""
    if all(one.lateness is None for one in report.assignments):
        return {}
    finals = (
        one.lateness.final(one.score) if one.lateness else one.score for one in report.assignments
    )
    final = round(sum(finals), 4)
    return {"penalty": round(report.score - final, 4), "final_score": final}


def _lateness(one: AssignmentResult) -> dict[str, Any]:
    if one.lateness is None:
        return {}
    return {
        "late_seconds": one.lateness.seconds,
        "penalty": one.lateness.penalty(one.score),
        "final_score": one.lateness.final(one.score),
        "late_note": one.lateness.note,
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
        **({"submitted_at": one.submitted_at} if one.submitted_at else {}),
        **_lateness(one),
        "problems": list(one.problems),
        "answers": dict(one.answers),
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
