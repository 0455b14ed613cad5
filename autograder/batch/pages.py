"""The pages and tables about a class, after a run."""

from __future__ import annotations

import argparse
import secrets
from pathlib import Path
from typing import Any

from autograder.batch.roster import Submissions
from autograder.batch.run import Results, Run
from autograder.course.seeds import seed_of
from autograder.insight.answers import write_answers
from autograder.insight.names import Names
from autograder.insight.over_time import find_past
from autograder.insight.similarity import PAGE as SIMILAR
from autograder.insight.similarity import write_similarity
from autograder.insight.write import write_class

NAMES_KEY, PSEUDONYMS = "names.key", "pseudonyms"


def write_pages(
    run: Run,
    results: Results,
    absent: dict[str, str],
    previous: dict[str, object] | None,
    options: argparse.Namespace,
) -> dict[str, Any]:
    """Write the pages and tables of the class; return its data."""
    names = Names(_names_key(run, options.out)) if options.hide_names else None
    if options.similarity:
        handed_in = Submissions(run.entries, run.assignment)
        write_similarity(options.out, run.assignment, handed_in, names=names)
    again = Results(run.journal, run.entries)  # a mapping counts what it is asked for
    return write_class(
        options.out,
        run.assignment,
        results,
        absent,
        previous=previous,
        names=names,
        alike=SIMILAR if options.similarity else "",
        past=find_past(options.out, options.earlier),
        answers="" if names else write_answers(options.out, run.assignment, again),
    )


def _names_key(run: Run, out: Path) -> str:
    """The key of the pseudonyms: derived from the course's secret, else random, made once."""
    drawn = seed_of(run.assignment.root, PSEUDONYMS)
    if drawn != PSEUDONYMS:  # equal if the course has no secret
        return drawn
    key = out / NAMES_KEY
    if not key.exists():
        fresh = key.with_name(f".{NAMES_KEY}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32))
        fresh.replace(key)
        print(f"{key} is new: whoever has it can undo the pseudonyms. Keep it to yourself.")
    return key.read_text()
