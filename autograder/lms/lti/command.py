"""`autograder export lti`: sends grades, and reports what was sent, left out and refused."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from autograder.errors import AutograderError
from autograder.lms.exports.grades import Grade
from autograder.lms.exports.sheet import Sheet
from autograder.lms.lti.config import Config, need_library, read_config
from autograder.lms.lti.journal import Journal
from autograder.lms.lti.passback import FAILED, LEFT, PLANNED, SAME, SENT, Delivery, deliver
from autograder.lms.lti.places import Finder
from autograder.text import one_line

OK, INCOMPLETE, UNUSABLE = 0, 1, 3


def run_lti(
    options: argparse.Namespace, collect: Callable[[argparse.Namespace], list[Grade]]
) -> int:
    """Send the grades (or show the key to register); return the exit code."""
    if options.config is None:
        raise AutograderError("Say how to reach the platform: --config FILE (docs/lti.md).")
    config = read_config(options.config)
    if options.show_key or not options.dry_run:
        need_library()
    if options.show_key:
        from autograder.lms.lti.keys import key_set

        print(key_set(config))
        return OK
    grades = collect(options)
    journal = Journal(options.state or options.config.with_suffix(".sent.jsonl"))
    done = _deliver(grades, config, journal, options)
    if options.out is not None:
        _write_report(options.out, done)
    counts = Counter(one.what for one in done)
    told = (
        f"{counts[what]} {what}" for what in (SENT, PLANNED, SAME, LEFT, FAILED) if counts[what]
    )
    print(f"{', '.join(told)}.")
    if any(grade.unusable for grade in grades):
        return UNUSABLE
    return INCOMPLETE if counts[FAILED] or counts[LEFT] else OK


def _deliver(
    grades: list[Grade], config: Config, journal: Journal, options: argparse.Namespace
) -> list[Delivery]:
    sender = None
    if not options.dry_run:
        from autograder.lms.lti.platform import Platform

        sender = Platform(config)
    finder = Finder(config, options.config, options.context, options.make_columns, sender)
    done = []
    with nullcontext() if options.dry_run else journal:
        for one in deliver(grades, finder, config.users, journal, sender):
            file = sys.stderr if one.what in (FAILED, LEFT) else sys.stdout
            print(one_line(f"{one.what:13} {one.grade.label}: {one.detail}", 400), file=file)
            done.append(one)
    return done


def _write_report(path: Path, done: list[Delivery]) -> None:
    sheet = Sheet(["student", "assignment", "result", "detail"])
    for one in done:
        sheet.add([one.grade.student, one.grade.assignment, one.what, one.detail])
    sheet.write(path)
