"""The class as one page for the instructor, made of nothing but the class's data.

Each function prepares a section, for the template of its name; None leaves the section out.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from autograder.insight import charts
from autograder.insight.gather import CELLS, FAILED_US, NO_RESULT, TIMED_OUT, UNREADABLE
from autograder.insight.late import late_words
from autograder.insight.lessons import count_points, exercises, misconceptions, unknown
from autograder.insight.measures import BINS
from autograder.insight.over_time_html import over_time_section
from autograder.insight.page import Table, count, percent, titles_of
from autograder.insight.students import students
from autograder.lms.exports.grades import plain
from autograder.report.rendering import render
from autograder.text import one_line

Data = dict[str, Any]
Links = Mapping[str, Mapping[str, str]]
TITLES = {
    "scores": "Scores",
    "misconceptions": "Teach again",
    "exercises": "Exercises",
    "unknown": "Nobody knows yet",
    "changes": "Since the last run",
    "over_time": "Over time",
    "problems": "Problems",
    "intake": "What was handed in",
    "seconds": "Time",
    "students": "Students",
}
KINDS = {
    FAILED_US: ("A check of ours failed", "Not the student's fault: no score of theirs counts."),
    NO_RESULT: ("No result", "Nobody could grade these."),
    UNREADABLE: ("Files that cannot be read", "They have no points; ask for a proper file."),
    TIMED_OUT: ("Stopped for taking too long", ""),
    CELLS: ("Damaged cells and odd files", "The rest of the submission was graded."),
}
MOVED = 12  # students and misconceptions whose figures changed, shown at once


def to_html(data: Data, links: Links, alike: str = "", answers: str = "") -> str:
    """Return the page; `links` are addresses of a student's files by shown name and ending.

    `alike` and `answers` are the addresses of the pages of submissions that are alike, and of
    written answers, if there are any.
    """
    sections = {
        "scores": scores(data),
        "misconceptions": misconceptions(data),
        "exercises": exercises(data),
        "unknown": unknown(data),
        "changes": changed(data),
        "over_time": over_time_section(data),
        "problems": problems(data),
        "intake": intake(data),
        "seconds": times(data),
        "students": students(data, links),
    }
    return render(
        "insight/templates/class.html.jinja",
        data=data,
        alike=alike,
        answers=answers,
        titles=TITLES,
        sections={name: one for name, one in sections.items() if one is not None},
        tiles=charts.TILES,
        count=count,
        count_points=count_points,
        percent=percent,
        exercise=titles_of(data),
    )


def scores(data: Data) -> Data:
    """Return how the scores are spread."""
    score, most = data["score"], data["max_score"]
    left_out = len(data["students"]) - score["students"]
    if not score["students"]:
        return {"facts": {}}
    facts = {
        "students": f"{score['students']:,}",
        f"mean of {plain(most)} points": f"{score['mean']:.2f}",
        "median": plain(score["median"]),
        "middle half": f"{plain(score['lower'])} to {plain(score['upper'])}",
        "with all points": f"{score['full']:,}",
        "with none": f"{score['none']:,}",
    }
    notes = []
    if left_out:
        notes.append(f"{count(left_out, 'more student')} without a score: see Problems.")
    if by_hand := sum(one["manual"] for one in data["exercises"]):
        notes.append(f"{plain(by_hand)} more points are given by hand and not counted here.")
    notes += late_words(data)
    return {"facts": facts, "notes": notes, **(_histogram(data) if most else {"chart": None})}


def _histogram(data: Data) -> Data:
    score, most = data["score"], data["max_score"]
    edges = [plain(most * place / BINS) for place in range(BINS + 1)]
    marks = {
        f"mean {score['mean']:.2f}": score["mean"] / most,
        f"median {plain(score['median'])}": score["median"] / most,
    }
    ranges = [f"{low} to {high}" for low, high in itertools.pairwise(edges)]
    rows = [(where, f"{n:,}") for where, n in zip(ranges, score["histogram"], strict=True)]
    words = "; ".join(f"{where} points: {n}" for where, n in rows)
    chart = charts.Chart(
        charts.histogram(score["histogram"], edges, marks),
        224,
        f"How many students have how many points. {words}",
        "Students by points, in tenths of the full score; a score on an edge counts to its right.",
    )
    return {"chart": chart, "table": Table("Students by points", ("points", "students"), rows, {1})}


def problems(data: Data) -> Data:
    """Return what went wrong, by kind, with whose work."""
    kinds = []
    for kind, (title, advice) in KINDS.items():
        if found := [one for one in data["problems"] if one["kind"] == kind]:
            who = len({one["student"] for one in found})
            kinds.append({"title": title, "advice": advice, "who": who, "found": found})
    return {"kinds": kinds}


def intake(data: Data) -> Data | None:
    """Return what became of each file that was handed in, if that is known."""
    found = data.get("intake")
    if not found:
        return None
    counts = [(status, f"{number:,}") for status, number in found["counts"].items()]
    why = [(reason, f"{number:,}") for reason, number in found["ignored"].items()]
    return {
        "tables": [
            Table("Files, by what became of them", ("what", "entries"), counts, {1}),
            Table("Why some were ignored", ("why", "entries"), why, {1}),
        ],
        "aside": found["aside"],
    }


def changed(data: Data) -> Data | None:
    """Return what is different since the last run, if there was one."""
    found = data["changes"]
    if found is None:
        return None
    said = [found["note"]] if found["note"] else []
    tables = []
    if found["students"] is not None:
        said += [_names(found["students"][key], key) for key in ("new", "gone")]
        tables += [_moved(found["students"][key], key) for key in ("better", "worse")]
    elif not found["note"]:
        said.append("The last run called the students otherwise: they are not compared.")
    if mean := found["mean"]:
        said.append(f"The mean went from {mean['before']:.2f} to {mean['now']:.2f}.")
    titles = titles_of(data)
    tables.append(_shares(found["exercises"], titles))
    if found["misconceptions"]:
        told = found["misconceptions"][:MOVED]
        wheres = [titles.get(one["exercise"], one["exercise"]) for one in told]
        names = [
            f"{one['name'].replace('_', ' ')} ({where})"
            for one, where in zip(told, wheres, strict=True)
        ]
        counts = [(str(o["before"]), str(o["now"])) for o in told]
        both = [(name, *pair) for name, pair in zip(names, counts, strict=True)]
        caption = "Students with a misconception" + _first(found["misconceptions"])
        tables.append(Table(caption, ("misconception", "before", "now"), both, {1, 2}))
    return {"lines": list(filter(None, said)), "tables": [one for one in tables if one.rows]}


def _shares(found: list[Data], titles: Mapping[str, str]) -> Table:
    """The mean shares that differ as they are shown."""
    shares = [(one["name"], percent(one["before"]), percent(one["now"])) for one in found]
    rows = [(titles.get(n, n), before, now) for n, before, now in shares if before != now]
    return Table("Mean shares", ("exercise", "before", "now"), rows, {1, 2})


def _first(found: list[Data]) -> str:
    return f": the {MOVED} that moved most" if len(found) > MOVED else ""


def _names(students: list[str], words: str) -> str:
    if not students:
        return ""
    names = ", ".join(one_line(name) for name in students[:MOVED])
    more = " and others" if len(students) > MOVED else ""
    return f"{count(len(students), 'student')} {words}: {names}{more}."


def _moved(found: list[Data], words: str) -> Table:
    rows = [
        (one_line(one["student"]), _score(one["before"]), _score(one["now"]))
        for one in found[:MOVED]
    ]
    caption = f"{count(len(found), 'student')} {words}{_first(found)}"
    return Table(caption, ("student", "points before", "now"), rows, {1, 2})


def _score(value: float | None) -> str:
    return "–" if value is None else plain(value)


def times(data: Data) -> Data | None:
    """Return how long grading took: the one part that differs between runs."""
    found = data["seconds"]
    if not found:
        return None
    slow = [(one_line(one["student"]), f"{one['took']:.2f}") for one in found["slowest"]]
    mine = sorted(found["exercises"].items(), key=lambda pair: -pair[1])
    titles = titles_of(data)
    rows = [(titles.get(name, name), f"{took:.3f}") for name, took in mine]
    return {
        "median": f"{found['median']:.2f}",
        "one_in_twenty": f"{found['one_in_twenty']:.2f}",
        "tables": [
            Table("Slowest submissions", ("student", "seconds"), slow, {1}),
            Table("Exercises, the median", ("exercise", "seconds"), rows, {1}),
        ],
    }
