"""What to teach again: exercises with their verdicts, misconceptions, wrong answers unexplained."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.insight import charts
from autograder.insight.page import count, percent, section, table
from autograder.lms.exports.grades import plain
from autograder.results import Status
from autograder.text import for_html, one_line

Data = dict[str, Any]
HARD, EASY = 0.4, 0.95  # mean shares of the points below and above which a word is said
TELLING = 0.2  # the discrimination below which an exercise hardly tells who knows the rest
FEW = 30  # students below which figures are told to be shaky
REASONS = {
    "misconception": "known wrong versions",
    "failed": "wrong answers that nobody knows yet",
    "crashed": "crashes",
    "timed_out": "time-outs",
    "not_started": "not started",
    "blocked": "waiting for an earlier promise",
}


def exercises(data: Data) -> str:
    """Return the section on exercises: a bar of verdicts each, and the table behind it."""
    counted = [one for one in data["exercises"] if one["status"]]
    if not counted:
        return ""
    rows = [(one["name"], percent(one["difficulty"]), one["status"]) for one in counted]
    drawing, height = charts.stacked(rows)
    seen = [s for s in charts.PARTS if any(one["status"].get(s) for one in counted)]
    key, key_height = charts.legend(seen)
    words = "; ".join(_in_words(one) for one in counted)
    chart = charts.figure(
        drawing, height, f"Verdicts by exercise. {words}", "To the right: the mean share of points."
    )
    legend = charts.figure(key, key_height, "What the patterns of the bars mean")
    few = " With fewer than 30 students both figures are shaky." if _few(data) else ""
    said = (
        "<p>Mean share: the part of the points that the class has, 100 % if all have all. "
        "Discrimination: whether those who do well here do well in the rest, from −1 to 1; "
        f"below {TELLING:g} the exercise hardly tells.{few}</p>"
    )
    sides = f'<div>{legend}{chart}</div><div class="broad">{_table(counted)}</div>'
    return section("exercises", "Exercises", f'{said}<div class="sides">{sides}</div>')


def _few(data: Data) -> bool:
    return int(data["score"]["students"]) < FEW


def _in_words(one: Data) -> str:
    verdicts = ", ".join(f"{charts.WORDS[Status(s)]} {n}" for s, n in one["status"].items())
    return f"{one['name']}: mean share {percent(one['difficulty'])}; {verdicts}"


def _table(counted: list[Data]) -> str:
    rows = [
        (
            f"{one['name']}",
            one["equation"] or "",
            plain(one["max_score"])
            + (f" + {plain(one['manual'])} by hand" if one["manual"] else ""),
            percent(one["difficulty"]),
            percent(one["begun"]),
            "–" if one["discrimination"] is None else f"{one['discrimination']:.2f}",
            _remark(one),
        )
        for one in counted
    ]
    heads = ("exercise", "Eq.", "points", "mean share", "if begun", "discrimination", "remark")
    return table("The figures of each exercise", heads, rows, numbers=(3, 4, 5))


def _remark(one: Data) -> str:
    share, telling = one["difficulty"], one["discrimination"]
    said = []
    if share is not None and share < HARD:
        said.append("hard")
    if share is not None and share > EASY:
        said.append("easy")
    if telling is not None and telling < 0:
        said.append("those who do well elsewhere do worse here: look at its checks")
    elif telling is not None and telling < TELLING:
        said.append("hardly tells")
    return "; ".join(said)


def misconceptions(data: Data) -> str:
    """Return the section on what the class misunderstood, the most frequent first."""
    whole = sum(data["lost"].values())
    if not whole and not data["misconceptions"]:
        return ""
    total = sum(sum(row["status"].values()) for row in data["exercises"][:1])
    found = [_misconception(one, total) for one in data["misconceptions"]]
    first, rest = "".join(found[:MANY]), "".join(found[MANY:])
    more = f"<summary>{len(found) - MANY} more</summary>" + f'<div class="cards">{rest}</div>'
    none = "" if found else "<p>No known misconception was seen.</p>"
    body = (
        f'<div class="sides"><div>{_chart(data)}</div>'
        f'<div class="more">{_by_equation(data)}{_reasons(data, whole)}</div></div>'
        f'{none}<div class="cards">{first}</div>{f"<details>{more}</details>" if rest else ""}'
    )
    return section("misconceptions", "Teach again", body)


def _chart(data: Data) -> str:
    told = data["misconceptions"][:MANY]
    if not told:
        return ""
    rows = [
        (one["name"].replace("_", " "), f"{one['students']:,}", one["students"]) for one in told
    ]
    drawing, height = charts.bars(rows)
    words = "; ".join(f"{name}: {number}" for name, number, _ in rows)
    caption = "Students with each misconception, the most frequent ones; more on them below."
    return charts.figure(drawing, height, f"The most frequent misconceptions. {words}", caption)


def _by_equation(data: Data) -> str:
    """Where the class lost most, by what the exercises teach."""
    names: dict[str, list[str]] = {}
    lost: dict[str, float] = {}
    for one in data["exercises"]:
        key = one["equation"] or "–"
        names.setdefault(key, []).append(one["name"])
        lost[key] = lost.get(key, 0.0) + one["lost"]
    order = sorted((key for key in lost if lost[key]), key=lambda key: -lost[key])
    rows = [(key, ", ".join(names[key]), plain(lost[key])) for key in order]
    heads = ("equation", "exercises", "points lost")
    return table("Equations to teach again", heads, rows, numbers=(2,)) if rows else ""


def _reasons(data: Data, whole: float) -> str:
    rows = [
        (REASONS.get(why, why), plain(points), percent(points / whole))
        for why, points in sorted(data["lost"].items(), key=lambda pair: -pair[1])
    ]
    heads = ("why", "points", "share")
    return table("Why the points were lost", heads, rows, numbers=(1, 2)) if rows else ""


MANY = 12  # misconceptions shown at once


def _misconception(one: Data, total: int) -> str:
    name = one["name"].replace("_", " ")
    where = f"<code>{for_html(one['exercise'])}</code>" + _equation(one)
    hint = "".join(f"<p>{for_html(part)}</p>" for part in one["hint"].split("\n\n"))
    share = f" ({percent(one['students'] / total)})" if total else ""
    return (
        f"<article><h3>{for_html(name)}</h3>"
        f"<p>{count(one['students'], 'student')}{share} in {where}, where they lost "
        f"{count_points(one['lost'])}.</p>"
        f"<details><summary>The hint that they get</summary>{hint}</details></article>"
    )


def _equation(one: Data) -> str:
    return f" (Eq. {for_html(one['equation'])})" if one["equation"] else ""


def count_points(points: float) -> str:
    """Return points with their noun."""
    return f"{plain(points)} {'point' if points == 1 else 'points'}"


def unknown(data: Data) -> str:
    """Return the section on wrong answers that no known wrong version explains."""
    found: Sequence[Data] = [one for one in data["unknown"] if one["students"] > 1]
    if not data["unknown"]:
        return ""
    lead = (
        "<p>Wrong answers that no known wrong version explains. What several students give alike "
        "is worth a look, and an entry in the assignment's <code>misconceptions.py</code>: then "
        "the next class gets a hint.</p>"
    )
    single = data["unknown_kinds"] - min(len(found), MANY)
    rest = f"<p>{count(single, 'more kind', 'more kinds')} of wrong answer, rarer ones.</p>"
    body = "".join(_unknown(one) for one in found[:MANY])
    cards = f'<div class="cards">{body}</div>'
    return section("unknown", "Nobody knows yet", f"{lead}{cards}{rest if single > 0 else ''}")


def _unknown(one: Data) -> str:
    message = f"<pre>{for_html(one['message'])}</pre>" if one["message"] else ""
    who = for_html(", ".join(map(one_line, one["samples"])))
    more = " and others" if one["students"] > len(one["samples"]) else ""
    return (
        f"<article><h3>{count(one['students'], 'student')} in "
        f"<code>{for_html(one['exercise'])}</code>{_equation(one)}, "
        f"{count_points(one['lost'])} lost</h3>"
        f"<p>{for_html(one['promise'])}</p>{message}"
        f'<p class="quiet">For example {who}{more}</p></article>'
    )
