"""Where this program keeps what it knows of a student."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from autograder.batch.conclude import TABLE
from autograder.batch.journal import EARLIER, JOURNAL, RESULTS
from autograder.errors import AutograderError
from autograder.forget.trace import Trace, folders, lines, rows, whole
from autograder.insight.answers import PAGE as ANSWERS
from autograder.insight.names import stem_of
from autograder.insight.similarity import DATA as SIMILAR_DATA
from autograder.insight.similarity import PAGE as SIMILAR
from autograder.insight.write import DATA, GRADES, PAGE
from autograder.lms.course import CONFIG
from autograder.locks import is_alone

OF_COURSE = ("submitted", "autograded", "feedback")  # nbgrader's folders, each with one a student
SENT = ".sent.jsonl"  # ends the name of the journal of scores sent by LTI
AGAIN = "made again by the next grade-all"


@dataclass(frozen=True)
class Search:
    """Whom to forget, and where to look."""

    student: str
    course: Path
    results: list[Path] = field(default_factory=list)
    lti: list[Path] = field(default_factory=list)  # configuration files of LTI
    lms_id: str = ""
    database: str = ""


def traces(search: Search) -> list[Trace]:
    """Return everything that is kept of the student, in the order in which it is deleted."""
    found: list[Trace] = []
    if (search.course / CONFIG).is_file():
        found += _in_gradebook(search)
        found += folders([search.course / part for part in OF_COURSE], search.student)
        for table in sorted(search.course.glob("intake_*.csv")):
            found += rows(table, search.student)
    for out in dict.fromkeys([*search.results, *_results_in(search.course)]):
        found += _in_results(out, search.student)
    for config in dict.fromkeys([*search.lti, *_configs_in(search.course)]):
        found += _sent(config, search)
    return found


def _results_in(course: Path) -> Iterator[Path]:
    for pattern in (JOURNAL, f"*/{JOURNAL}", f"*/*/{JOURNAL}"):
        for journal in sorted(course.glob(pattern)):
            yield journal.parent


def _in_results(out: Path, student: str) -> list[Trace]:
    """What a folder of grade-all holds: results, lines, rows, and the pages of the class."""
    if not (out / JOURNAL).is_file():
        raise AutograderError(f"{out} is no folder of `autograder grade-all`: no {JOURNAL} in it.")
    stem = stem_of(student)
    files = [
        out / part / f"{stem}{end}" for part in (RESULTS, EARLIER) for end in (".json", ".html")
    ]
    found = [whole(path) for path in files if path.is_file()]
    found += rows(out / GRADES, student)
    found += rows(out / TABLE, student)
    journal = lines(out / JOURNAL, lambda line: isinstance(line, list) and line[0] == student)
    if not found and not journal:
        return []
    pages = [out / name for name in (PAGE, DATA, SIMILAR, SIMILAR_DATA, ANSWERS)]
    for page in [page for page in pages if page.is_file()]:
        one = whole(page)
        found.append(Trace(f"{one.told} ({AGAIN})", one.delete))
    return [*found, *(Trace(one.told, partial(_alone, out, one)) for one in journal)]


def _alone(out: Path, trace: Trace) -> None:
    """Delete lines of a journal, unless a run is writing to it."""
    with (out / JOURNAL).open("ab") as file:
        if not is_alone(file):
            raise AutograderError(f"A run is writing to {out}: wait for it.")
        trace.delete()


def _configs_in(course: Path) -> Iterator[Path]:
    for journal in sorted(course.glob(f"*{SENT}")):
        yield journal.with_name(journal.name.removesuffix(SENT) + ".toml")


def _sent(config: Path, search: Search) -> list[Trace]:
    users = {search.lms_id, _users(config).get(search.student, "")} - {""}
    return lines(config.with_suffix(SENT), lambda line: line["score"]["userId"] in users)


def _users(config: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(config.read_text(encoding="utf-8")).get("users", {})
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _in_gradebook(search: Search) -> list[Trace]:
    file = search.course / "gradebook.db"
    url = search.database or os.environ.get("AUTOGRADER_DB", "")
    if not url and not file.is_file():
        return []
    from autograder.lms.database import let_it_find_alembic, with_driver

    url = with_driver(url) if url else f"sqlite:///{file.resolve()}"
    try:
        from autograder.lms.gradebook import forget, knows
    except ImportError:
        raise AutograderError(
            "The gradebook needs nbgrader, which is not installed here: "
            "pip install 'saywhy[instructor]'"
        ) from None
    let_it_find_alembic()
    if not knows(url, search.student):
        return []
    shown = file if url.startswith("sqlite:") else "the gradebook"
    return [
        Trace(
            f"{shown}: the student with all submissions and grades",
            partial(forget, url, search.student),
        )
    ]
