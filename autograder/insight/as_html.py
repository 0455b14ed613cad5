"""The class as one page for the instructor, made of nothing but the class's data."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import Any

from autograder.insight import charts
from autograder.insight.gather import CELLS, FAILED_US, NO_RESULT, TIMED_OUT, UNREADABLE
from autograder.insight.lessons import exercises, misconceptions, unknown
from autograder.insight.measures import BINS
from autograder.insight.page import count, page, percent, section, table
from autograder.insight.students import SCRIPT, STYLE, students
from autograder.lms.exports.grades import plain
from autograder.text import for_html, one_line

Data = dict[str, Any]
Links = Mapping[str, Mapping[str, str]]
KINDS = {
    FAILED_US: ("A check of ours failed", "Not the student's fault: no score of theirs counts."),
    NO_RESULT: ("No result", "Nobody could grade these."),
    UNREADABLE: ("Files that cannot be read", "They have no points; ask for a proper file."),
    TIMED_OUT: ("Stopped for taking too long", ""),
    CELLS: ("Damaged cells and odd files", "The rest of the submission was graded."),
}
MOVED = 12  # students and misconceptions whose figures changed, shown at once


def to_html(data: Data, links: Links, alike: str = "") -> str:
    """Return the page; `links` are addresses of a student's files by shown name and ending.

    `alike` is the address of the page of submissions that are alike, if there is one.
    """
    parts = {
        "scores": ("Scores", scores(data)),
        "misconceptions": ("Teach again", misconceptions(data)),
        "exercises": ("Exercises", exercises(data)),
        "unknown": ("Nobody knows yet", unknown(data)),
        "changes": ("Since the last run", changed(data)),
        "problems": ("Problems", problems(data)),
        "seconds": ("Time", times(data)),
        "students": ("Students", students(data, links)),
    }
    there = {name: part for name, part in parts.items() if part[1]}
    items = "".join(f'<li><a href="#{name}">{title}</a>' for name, (title, _) in there.items())
    title = f"{one_line(data['assignment'])}: the class"
    body = [
        f"<header><h1>{for_html(title)}</h1>{_lead(data, alike)}</header>",
        f'<nav aria-label="Contents"><ul>{items}</ul></nav>{charts.patterns()}<main>',
        *(part for _, part in there.values()),
        "</main>",
    ]
    return page(title, body, STYLE, SCRIPT)


def _lead(data: Data, alike: str) -> str:
    made = f'<p class="quiet">{for_html(one_line(data["made"]))}</p>' if data["made"] else ""
    hidden = "<p>Names are hidden: pseudonyms stand for them.</p>"
    more = f'<p><a href="{for_html(alike)}">Submissions that are alike</a>: read with care.</p>'
    return made + (hidden if data["names"] != "shown" else "") + (more if alike else "")


def scores(data: Data) -> str:
    """Return the section on how the scores are spread."""
    score, most = data["score"], data["max_score"]
    left_out = len(data["students"]) - score["students"]
    if not score["students"]:
        return section("scores", "Scores", "<p>Nobody has a score yet.</p>")
    facts = {
        "students": f"{score['students']:,}",
        f"mean of {plain(most)} points": f"{score['mean']:.2f}",
        "median": plain(score["median"]),
        "middle half": f"{plain(score['lower'])} to {plain(score['upper'])}",
        "with all points": f"{score['full']:,}",
        "with none": f"{score['none']:,}",
    }
    items = "".join(
        f"<li><b>{for_html(value)}</b> {for_html(name)}" for name, value in facts.items()
    )
    notes = ""
    if left_out:
        notes += f"<p>{count(left_out, 'more student')} without a score: see Problems.</p>"
    if by_hand := sum(one["manual"] for one in data["exercises"]):
        notes += f"<p>{plain(by_hand)} more points are given by hand and not counted here.</p>"
    return section("scores", "Scores", f'<ul class="facts">{items}</ul>{notes}{_histogram(data)}')


def _histogram(data: Data) -> str:
    score, most = data["score"], data["max_score"]
    if not most:
        return ""
    edges = [plain(most * place / BINS) for place in range(BINS + 1)]
    marks = {
        f"mean {score['mean']:.2f}": score["mean"] / most,
        f"median {plain(score['median'])}": score["median"] / most,
    }
    ranges = [f"{low} to {high}" for low, high in itertools.pairwise(edges)]
    rows = [(where, f"{n:,}") for where, n in zip(ranges, score["histogram"], strict=True)]
    words = "; ".join(f"{where} points: {n}" for where, n in rows)
    drawing = charts.histogram(score["histogram"], edges, marks)
    chart = charts.figure(
        drawing,
        224,
        f"How many students have how many points. {words}",
        "Students by points, in tenths of the full score; a score on an edge counts to its right.",
    )
    behind = table("Students by points", ("points", "students"), rows, numbers=(1,))
    return (
        f'<div class="sides"><div>{chart}</div>'
        f"<details><summary>The same as a table</summary>{behind}</details></div>"
    )


def problems(data: Data) -> str:
    """Return the section on what went wrong, with whose work; how it was locked in comes last."""
    body = "".join(_kind(kind, data["problems"]) for kind in KINDS)
    levels = [
        f"<li>{for_html(one['level'])}{_note(one['note'])}: {count(one['students'], 'student')}"
        for one in data["isolation"]
    ]
    if len(levels) > 1:
        body += "<p>Not all were locked in alike:</p>"
    elif not body:
        body = "<p>None.</p>"
    return section("problems", "Problems", f"{body}<h3>Isolation</h3><ul>{''.join(levels)}</ul>")


def _note(note: str) -> str:
    return f" ({for_html(note)})" if note else ""


def _kind(kind: str, found: Iterable[Data]) -> str:
    mine = [one for one in found if one["kind"] == kind]
    if not mine:
        return ""
    title, advice = KINDS[kind]
    who = len({one["student"] for one in mine})
    items = "".join(
        f"<li>{for_html(one_line(one['student']))}"
        + (f": {for_html(one['text'])}" if one["text"] else "")
        for one in mine
    )
    return (
        f"<h3>{title}: {count(who, 'student')}</h3>{f'<p>{advice}</p>' if advice else ''}"
        f"<details{' open' if len(mine) <= 10 else ''}><summary>Whose, and what</summary>"
        f"<ul>{items}</ul></details>"
    )


def changed(data: Data) -> str:
    """Return the section on what is different since the last run; nothing if there was none."""
    found = data["changes"]
    if found is None:
        return ""
    said = [found["note"]] if found["note"] else []
    tables = []
    if found["students"] is not None:
        said += [_names(found["students"][key], key) for key in ("new", "gone")]
        tables += [_moved(found["students"][key], key) for key in ("better", "worse")]
    elif not found["note"]:
        said.append("The last run called the students otherwise: they are not compared.")
    if mean := found["mean"]:
        said.append(f"The mean went from {mean['before']:.2f} to {mean['now']:.2f}.")
    if found["exercises"]:
        tables.append(_shares(found["exercises"]))
    if found["misconceptions"]:
        told = found["misconceptions"][:MOVED]
        names = [f"{o['name'].replace('_', ' ')} ({o['exercise']})" for o in told]
        counts = [(str(o["before"]), str(o["now"])) for o in told]
        both = [(name, *pair) for name, pair in zip(names, counts, strict=True)]
        caption = "Students with a misconception" + _first(found["misconceptions"])
        tables.append(table(caption, ("misconception", "before", "now"), both, numbers=(1, 2)))
    lines = "".join(f"<p>{for_html(line)}</p>" for line in said if line)
    beside = "".join(f"<div>{one}</div>" for one in tables if one)
    body = lines + (f'<div class="sides">{beside}</div>' if beside else "")
    return section("changes", "Since the last run", body or "<p>Nothing changed.</p>")


def _shares(found: list[Data]) -> str:
    """The mean shares that differ as they are shown."""
    rows = [(one["name"], percent(one["before"]), percent(one["now"])) for one in found]
    rows = [row for row in rows if row[1] != row[2]]
    heads = ("exercise", "before", "now")
    return table("Mean shares", heads, rows, numbers=(1, 2)) if rows else ""


def _first(found: list[Data]) -> str:
    return f": the {MOVED} that moved most" if len(found) > MOVED else ""


def _names(students: list[str], words: str) -> str:
    if not students:
        return ""
    names = ", ".join(one_line(name) for name in students[:MOVED])
    more = " and others" if len(students) > MOVED else ""
    return f"{count(len(students), 'student')} {words}: {names}{more}."


def _moved(found: list[Data], words: str) -> str:
    rows = [
        (one_line(one["student"]), _score(one["before"]), _score(one["now"]))
        for one in found[:MOVED]
    ]
    caption = f"{count(len(found), 'student')} {words}{_first(found)}"
    heads = ("student", "points before", "now")
    return table(caption, heads, rows, numbers=(1, 2)) if rows else ""


def _score(value: float | None) -> str:
    return "–" if value is None else plain(value)


def times(data: Data) -> str:
    """Return the section on how long grading took: the one part that differs between runs."""
    found = data["seconds"]
    if not found:
        return ""
    slow = [(one_line(one["student"]), f"{one['took']:.2f}") for one in found["slowest"]]
    mine = sorted(found["exercises"].items(), key=lambda pair: -pair[1])
    tables = table("Slowest submissions", ("student", "seconds"), slow, numbers=(1,))
    if mine:
        rows = [(name, f"{took:.3f}") for name, took in mine]
        tables += table("Exercises, the median", ("exercise", "seconds"), rows, numbers=(1,))
    return section(
        "seconds",
        "Time",
        f"<p>A submission took {found['median']:.2f} s in the median, one in twenty more than "
        f'{found["one_in_twenty"]:.2f} s.</p><div class="sides">{tables}</div>',
    )
