"""What to teach again: exercises with their verdicts, misconceptions, wrong answers unexplained."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.insight import charts
from autograder.insight.page import Table, percent, titles_of
from autograder.lms.exports.grades import plain
from autograder.results import Status

Data = dict[str, Any]
HARD, EASY = 0.4, 0.95  # mean shares of the points below and above which a word is said
TELLING = 0.2  # the discrimination below which an exercise hardly tells who knows the rest
FEW = 30  # students below which figures are told to be shaky
MANY = 12  # misconceptions shown at once
REASONS = {
    "misconception": "known wrong versions",
    "mend_first": "it uses a function that is not right yet",
    "explained_crash": "crashes that are explained",
    "failed": "wrong answers that nobody knows yet",
    "crashed": "crashes that nothing explains",
    "timed_out": "time-outs",
    "not_started": "not started",
    "blocked": "waiting for an earlier promise",
}


def exercises(data: Data) -> Data | None:
    """Return a bar of verdicts for each exercise, and the table behind it."""
    counted = [one for one in data["exercises"] if one["status"]]
    if not counted:
        return None
    titles = titles_of(data)
    rows = [(titles[one["name"]], percent(one["difficulty"]), one["status"]) for one in counted]
    seen = [s for s in charts.PARTS if any(one["status"].get(s) for one in counted)]
    words = "; ".join(_in_words(one, titles[one["name"]]) for one in counted)
    return {
        "legend": charts.Chart(*charts.legend(seen), "What the patterns of the bars mean"),
        "chart": charts.Chart(
            *charts.stacked(rows),
            f"Verdicts by exercise. {words}",
            "To the right: the mean share of points.",
        ),
        "table": _table(counted, titles),
        "telling": f"{TELLING:g}",
        "few": FEW if data["score"]["students"] < FEW else 0,
    }


def _in_words(one: Data, title: str) -> str:
    verdicts = ", ".join(f"{charts.WORDS[Status(s)]} {n}" for s, n in one["status"].items())
    return f"{title}: mean share {percent(one['difficulty'])}; {verdicts}"


def _table(counted: list[Data], titles: Mapping[str, str]) -> Table:
    rows = [
        (
            titles[one["name"]],
            one["name"],
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
    shares = ("mean share", "if begun", "discrimination")
    heads = ("exercise", "name", "Eq.", "points", *shares, "remark")
    return Table("The figures of each exercise", heads, rows, {4, 5, 6})


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


def misconceptions(data: Data) -> Data | None:
    """Return what the class misunderstood, the most frequent first."""
    found = data["misconceptions"]
    if not data["lost"] and not found:
        return None
    return {
        "chart": _chart(found[:MANY]) if found else None,
        "tables": [_by_equation(data), _reasons(data), *_kinds(data)],
        "first": found[:MANY],
        "rest": found[MANY:],
        "students": sum(sum(row["status"].values()) for row in data["exercises"][:1]),
    }


def _chart(told: list[Data]) -> charts.Chart:
    rows = [
        (one["name"].replace("_", " "), f"{one['students']:,}", one["students"]) for one in told
    ]
    words = "; ".join(f"{name}: {number}" for name, number, _ in rows)
    return charts.Chart(
        *charts.bars(rows),
        f"The most frequent misconceptions. {words}",
        "Students with each misconception, the most frequent ones; more on them below.",
    )


def _by_equation(data: Data) -> Table:
    """Where the class lost most, by what the exercises teach."""
    titles = titles_of(data)
    names: dict[str, list[str]] = {}
    lost: dict[str, float] = {}
    for one in data["exercises"]:
        key = one["equation"] or "–"
        names.setdefault(key, []).append(titles[one["name"]])
        lost[key] = lost.get(key, 0.0) + one["lost"]
    order = sorted((key for key in lost if lost[key]), key=lambda key: -lost[key])
    rows = [(key, ", ".join(names[key]), plain(lost[key])) for key in order]
    heads = ("equation", "exercises", "points lost")
    return Table("Equations to teach again", heads, rows, {2})


def _reasons(data: Data) -> Table:
    whole = sum(data["lost"].values())
    rows = [
        (REASONS.get(why, why), f"{data['causes'][why]:,}", plain(points), percent(points / whole))
        for why, points in sorted(data["lost"].items(), key=lambda pair: -pair[1])
    ]
    heads = ("why", "exercises", "points", "share")
    return Table("Why the points were lost", heads, rows, {1, 2, 3})


def _kinds(data: Data) -> list[Table]:
    """What stopped exercises: explained crashes by kind, and functions to be mended first."""
    told = (
        ("crashes", "Crashes that are explained", "crash"),
        ("mend_first", "Functions that others wait for", "function"),
    )
    return [
        Table(
            title,
            (head, "exercises"),
            [
                (name.replace("_", " ") if key == "crashes" else name, f"{count:,}")
                for name, count in sorted(data[key].items(), key=lambda pair: (-pair[1], pair[0]))
            ],
            {1},
        )
        for key, title, head in told
        if data[key]
    ]


def count_points(points: float) -> str:
    """Return points with their noun."""
    return f"{plain(points)} {'point' if points == 1 else 'points'}"


def unknown(data: Data) -> Data | None:
    """Return wrong answers that no known wrong version explains and several students gave."""
    if not data["unknown"]:
        return None
    found = [one for one in data["unknown"] if one["students"] > 1][:MANY]
    return {"found": found, "more": data["unknown_kinds"] - len(found)}
