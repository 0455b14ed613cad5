"""Which submissions are alike: `similarity.json` and `.html`, for the instructor alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from autograder.course.assignment import Assignment
from autograder.insight import likeness
from autograder.insight.likeness import Likeness, Passages, SimilarPair
from autograder.insight.likeness_html import to_html
from autograder.insight.measures import rounded
from autograder.insight.names import Names
from autograder.insight.own_code import Files, OwnLine, given_by, joined, read_all
from autograder.insight.write import write_data
from autograder.lms.exports.sheet import write_whole
from autograder.text import for_terminal

DATA, PAGE = "similarity.json", "similarity.html"
VERSION = 1
QUANTILES = {"median": 0.5, "one_in_twenty": 0.95, "one_in_hundred": 0.99, "most": 1.0}


def write_similarity(
    out: Path,
    assignment: Assignment,
    submissions: Mapping[str, Files],
    *,
    names: Names | None = None,
    seed: int = 0,
) -> dict[str, Any]:
    """Write both files into the folder `out`, each whole or not at all; return the data.

    `submissions`: the files of each student, which are read as text and never run;
    `seed` draws the pairs that tell what is usual. The same input gives the same bytes. Raises
    `AutograderError` where copydetect is not installed or a file cannot be written.
    """
    likeness.need_copydetect()
    data = similarity(assignment, submissions, names or Names(), np.random.default_rng(seed))
    write_whole(out / PAGE, to_html(data).encode())
    write_data(out / DATA, data)
    return data


def similarity(
    assignment: Assignment,
    submissions: Mapping[str, Files],
    names: Names,
    rng: np.random.Generator,
) -> dict[str, Any]:
    """Return what there is to tell, as plain data."""
    given = given_by(assignment)
    texts, unread = read_all(assignment, submissions, given)
    kept = {who: lines for who, lines in texts.items() if len(joined(lines)) >= likeness.LENGTH}
    # In the order of what they are called, so that pseudonyms give no order away.
    students = sorted(kept, key=names.of)
    found = likeness.measure([kept[who] for who in students], given.model)
    usual, pairs, passages = found.sample(rng), found.pairs(), Passages(found)
    called = [names.of(student) for student in students]
    return {
        "version": VERSION,
        "assignment": assignment.name,
        "names": names.kind,
        "compared": len(students),
        "unread": len(unread),
        "empty": len(texts) - len(kept),
        "all_pairs": len(students) * (len(students) - 1) // 2,
        "limit": found.limit,
        "length": likeness.LENGTH,
        "least_shared": likeness.MIN_SHARED,
        "least_share": likeness.MIN_SHARE,
        "usual": {k: rounded(np.quantile(usual, q)) for k, q in QUANTILES.items() if usual.size},
        "found": len(pairs),
        "pairs": [
            _told(pair, found, passages, called, usual) for pair in pairs[: likeness.MAX_TOLD]
        ],
    }


def _told(
    pair: SimilarPair, found: Likeness, passages: Passages, called: list[str], usual: Any
) -> dict[str, Any]:
    """One pair, with the lines in shared passages of both."""
    overall = found.overall(pair.one, pair.other)
    same = passages.same_lines(pair)
    one, other = passages.alike(pair)
    return {
        "one": called[pair.one],
        "other": called[pair.other],
        "shared": pair.shared,
        "share": rounded(pair.share),
        "overall": rounded(overall),
        "as_alike": rounded(float(np.mean(usual >= overall))),
        "same_lines": len(same),
        "lines_of_one": [_line(line, same) for line in one],
        "lines_of_other": [_line(line, same) for line in other],
    }


def _line(line: OwnLine, same: set[str]) -> list[Any]:
    """Function, place, text, and whether it is one of the lines that are the same."""
    return [line.function, line.place, for_terminal(line.text), line.text.strip() in same]
