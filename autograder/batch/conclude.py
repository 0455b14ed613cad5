"""The end of a run: the files about the class, and what the screen says."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.batch.run import Results, Run
from autograder.course.seeds import foreseeable, inputs_of, seed_of
from autograder.insight.answers import Answers
from autograder.insight.late import late_words
from autograder.insight.names import Names
from autograder.insight.over_time import find_past
from autograder.insight.similarity import PAGE as SIMILAR
from autograder.insight.similarity import write_similarity
from autograder.insight.write import write_class
from autograder.intake.table import SET_ASIDE, counted, listed, summary, text_of, with_unreadable
from autograder.intake.whole import Intake
from autograder.lms.exports.sheet import write_whole
from autograder.text import one_line

MOST_LISTED = 10
NAMES_KEY, PSEUDONYMS = "names.key", "pseudonyms"
TABLE = "intake.csv"


@dataclass(frozen=True)
class Ending:
    """What the end of a run needs: the intake, and what was asked for."""

    out: Path
    intake: Intake
    previous: dict[str, object] | None
    hide_names: bool = False
    similarity: bool = False
    earlier: Sequence[Path] = ()  # folders of earlier terms


def conclude(run: Run, end: Ending) -> None:
    """Write the pages of the class, and print a summary."""
    gone = run.journal.set_apart(set(run.submissions))
    names = Names(_names_key(run, end.out)) if end.hide_names else None
    results = Results(run.journal, run.submissions)
    rows = end.intake.rows
    answers = None if names else Answers(run.assignment, results)
    data = write_class(
        end.out,
        run.assignment,
        results if answers is None else answers,
        end.intake.absent | end.intake.set_aside,
        previous=end.previous,
        names=names,
        alike=SIMILAR if end.similarity else "",
        handed_in=summary(rows, names is None),
        past=find_past(end.out, end.earlier),
        answers=answers.page if answers is not None else "",
        full_names={who: one.name for who, one in end.intake.known.items()},
    )
    if answers is not None:
        answers.write(end.out)
    rows = with_unreadable(rows, results.unreadable)
    write_whole(end.out / TABLE, text_of(rows).encode("utf-8", "replace"))
    if end.similarity:
        write_similarity(end.out, run.assignment, run.submissions, names=names)
    counter = run.counter
    print(
        f"{run.assignment.name}: {counter.graded:,} graded now, {counter.before:,} before"
        + (f", {counter.rate:.1f} a second" if counter.graded else "")
    )
    for told in late_words(data):
        print(told)
    for level in sorted(results.levels):
        print(f"isolation {level}")
    if told := foreseeable(inputs_of(run.assignment.root)):
        print(told)
    _tell(run, end, results.unreadable, gone)


def _tell(run: Run, end: Ending, unreadable: Mapping[str, str], gone: list[str]) -> None:
    print(f"{counted(end.intake.rows)}. Each is in {end.out / TABLE}")
    list_them(
        "Could not be read, so that they have no points; class.html says why", sorted(unreadable)
    )
    aside = listed(end.intake.rows, SET_ASIDE, MOST_LISTED)
    if aside:
        print("Set aside, look at them:")
        print("\n".join(aside))
    list_them("Handed in nothing", sorted(end.intake.absent))
    list_them(f"No longer handed in; their results are in {end.out / 'earlier'}", gone)
    list_them("NOT GRADED, because the grader failed; they have no score", sorted(run.set_aside))
    for student, why in sorted(run.set_aside.items())[:MOST_LISTED]:
        print(f"  {one_line(student)}: {one_line(why, 300)}", file=sys.stderr)
    more = f", and with care at {end.out / SIMILAR}" if end.similarity else ""
    print(f"Look at {end.out / 'class.html'}{more}")


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


def list_them(title: str, students: list[str], number: str = " ({:,})") -> None:
    """Print a line that names some of the students, with their number after the title."""
    if students:
        shown = ", ".join(one_line(student) for student in sorted(students)[:MOST_LISTED])
        more = f" and {len(students) - MOST_LISTED:,} more" if len(students) > MOST_LISTED else ""
        print(f"{title}{number.format(len(students))}: {shown}{more}")
