"""Gradescope: the `results.json` that its harness reads, with one test per check.

Students see the status of a hidden check only after the grades are published, and never its
message, which may reveal inputs that will be used again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.errors import BrokenChecksError
from autograder.lms.exports.results import FAULTS, damaged, load, result_files
from autograder.lms.exports.sheet import write_whole
from autograder.results import Status
from autograder.text import for_terminal, one_line

UNSEEN = "This check uses inputs that are not shown."
WORDS = {  # in words, since Gradescope knows only passed and failed
    Status.NOT_STARTED: "not started",
    Status.BLOCKED: "blocked by an earlier check",
    Status.CRASHED: "stopped with an error",
    Status.TIMED_OUT: "took too long",
}


def export(source: Path, out: Path | None) -> int:
    """Write Gradescope's results for a result file, or a folder of them; return how many.

    Nothing is written unless all can be converted, or without `out`.
    """
    texts = {file.name: convert(file) for file in result_files(source)}
    if out is None:
        return len(texts)
    if source.is_file():
        (text,) = texts.values()
        write_whole(out, text.encode())
        return 1
    out.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        write_whole(out / name, text.encode())
    return len(texts)


def convert(file: Path) -> str:
    """Return a result file in Gradescope's form, as JSON text."""
    data = load(file)
    try:
        return json.dumps(to_data(data), indent=1, ensure_ascii=True, allow_nan=False) + "\n"
    except FAULTS as error:
        raise damaged(file, f"{type(error).__name__}: {error}") from None


def to_data(result: Mapping[str, Any]) -> dict[str, Any]:
    """Return one student's result in Gradescope's form.

    `BrokenChecksError` if a check of ours failed: without any result Gradescope alerts the staff,
    while a score would look like the student's own.
    """
    tests: list[dict[str, Any]] = []
    lines: list[str] = []
    for assignment in result["assignments"]:
        lines += _summary(assignment)
        for exercise in assignment["exercises"]:
            tests += _tests(exercise)
    for number, test in enumerate(tests, 1):
        test["number"] = str(number)
    return {
        "score": result["score"],
        "execution_time": result["seconds"],
        "output": for_terminal("\n".join(lines)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"isolation": result["isolation"], "max_score": result["max_score"]},
        "tests": tests,
    }


def _summary(assignment: Mapping[str, Any]) -> list[str]:
    """Lines on the whole submission, without its score, which Gradescope itself shows."""
    waits = [
        check["message"]
        for exercise in assignment["exercises"]
        for check in exercise["checks"]
        if check["status"] == Status.MANUAL and check["message"]
    ]
    return [f"{assignment['name']}:", *assignment["problems"], *waits]


def _tests(exercise: Mapping[str, Any]) -> list[dict[str, Any]]:
    hint = exercise["hint"] or exercise.get("mend")
    tests = []
    for check in exercise["checks"]:
        status = Status(check["status"])
        if status is Status.GRADER_ERROR:
            raise BrokenChecksError(f"{check['name']}: {check['message']}")
        lost = status in (Status.FAILED, Status.CRASHED, Status.TIMED_OUT)
        tests.append(_test(exercise, check, status, hint if lost else None))
        if lost and not check["hidden"]:
            hint = None  # show it once, if possible on a check that students see at once
    return tests


def _test(
    exercise: Mapping[str, Any], check: Mapping[str, Any], status: Status, hint: str | None
) -> dict[str, Any]:
    said = UNSEEN if check["hidden"] and status is not Status.PASSED else check["message"]
    parts = [WORDS.get(status, ""), said or "", hint or ""]
    test: dict[str, Any] = {
        "name": one_line(f"{exercise['title']} ({exercise['name']}): {check['promise']}"),
        "output": for_terminal("\n\n".join(part for part in parts if part)),
        "tags": [one_line(exercise["name"])],
        "visibility": "after_published" if check["hidden"] else "visible",
    }
    if check.get("answered"):  # a prediction: given, which nothing else says of it
        test["score"], test["max_score"] = check["score"], check["max_score"]
    elif status is not Status.MANUAL:  # those points come from a rubric in Gradescope
        test["score"] = check["score"]
        test["max_score"] = check["max_score"]
        test["status"] = "passed" if status is Status.PASSED else "failed"
    return test
