"""Figures of a class: its scores, and how hard and how telling each exercise is."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.insight.gather import ABSENT, STATUSES, Floats, Roll
from autograder.results import Status

BINS = 10  # of the histogram: tenths of the full score
DIGITS = 6  # kept of every figure
FLAT = 1e-9  # a spread below it, relative to the points, is rounding and no difference at all


def rounded(value: float) -> float | None:
    """Return a figure as it is written, None for what cannot be said (NaN)."""
    return None if not np.isfinite(value) else round(float(value), DIGITS) + 0.0


def distribution(totals: Floats, max_score: float) -> dict[str, Any]:
    """Describe the scores (students,); NaN among them are students without one.

    `histogram` counts the scores in tenths of `max_score`, each from its lower edge up to the next
    one, the last with the full score.
    """
    known = totals[~np.isnan(totals)]
    if not known.size:
        empty = dict.fromkeys(("mean", "deviation", "lowest", "lower", "median", "upper"))
        return {"students": 0, **empty, "highest": None, "full": 0, "none": 0, "histogram": []}
    quartiles = np.quantile(known, [0.0, 0.25, 0.5, 0.75, 1.0])
    names = ("lowest", "lower", "median", "upper", "highest")
    # Shares are rounded first: 0.3 of 1 point belongs to the fourth tenth, though 0.3 < 3 / 10.
    share = np.round(known / max_score, DIGITS) if max_score else np.zeros(known.size)
    tenth = np.clip(np.floor(np.round(share * BINS, DIGITS)), 0, BINS - 1).astype(int)
    return {
        "students": int(known.size),
        "mean": rounded(known.mean()),
        "deviation": rounded(known.std()),
        **{name: rounded(value) for name, value in zip(names, quartiles, strict=True)},
        "full": int(np.sum(share >= 1)) if max_score else 0,
        "none": int(np.sum(known == 0)),
        "histogram": np.bincount(tenth, minlength=BINS).tolist(),
    }


def discrimination(scores: Floats) -> Floats:
    """Return for each exercise the correlation of its score with the score of all others.

    `scores` is students × exercises; students with a NaN are left out. The corrected item-total
    correlation of exercise i with the total T: the Pearson correlation of X_i and T - X_i over
    the students (J. P. Guilford, "The correlation of an item with a composite of the remaining
    items in a test", Educational and Psychological Measurement 13, 1953, pages 87-93). Without
    the subtraction an exercise would correlate with itself. NaN where it or the rest is the same
    for all.
    """
    whole = scores[~np.isnan(scores).any(axis=1)]
    count, size = whole.shape
    if count < 2 or size < 2:
        return np.full(size, np.nan)
    rest = whole.sum(axis=1, keepdims=True) - whole
    mine, others = whole - whole.mean(axis=0), rest - rest.mean(axis=0)
    spread, wide = (np.sqrt(np.mean(part**2, axis=0)) for part in (mine, others))
    flat = (spread <= FLAT * (1 + whole.max(axis=0))) | (wide <= FLAT * (1 + rest.max(axis=0)))
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.mean(mine * others, axis=0) / (spread * wide)
    return np.where(flat, np.nan, np.clip(found, -1, 1))


def exercises(roll: Roll) -> list[dict[str, Any]]:
    """Describe each exercise that has points or was given: difficulty, discrimination, verdicts.

    `difficulty` is the mean share of its points over all students with a verdict on it (1: all
    have all), `begun` the same over those who began.
    """
    counted = np.array([item.max_score > 0 for item in roll.items], bool)
    telling = np.full(len(roll.items), np.nan)
    given = ~(roll.verdicts == ABSENT).all(axis=1) if roll.students else np.zeros(0, bool)
    telling[counted] = discrimination(roll.scores[given][:, counted])
    found = []
    for place, item in enumerate(roll.items):
        verdicts = roll.verdicts[:, place]
        status = {
            str(one): count
            for number, one in enumerate(STATUSES)
            if (count := int(np.sum(verdicts == number)))
        }
        share = roll.scores[:, place] / item.max_score if item.max_score else np.zeros(0)
        started = verdicts != STATUSES.index(Status.NOT_STARTED)
        found.append(
            {
                "name": item.name,
                "title": item.title,
                "equation": item.equation,
                "max_score": rounded(item.max_score),
                "manual": rounded(item.manual),
                "lost": rounded(np.nansum(item.max_score - roll.scores[:, place])),
                "difficulty": _mean(share),
                "begun": _mean(share[started]) if share.size else None,
                "discrimination": rounded(telling[place]),
                "status": status,
            }
        )
    return found


def _mean(values: Floats) -> float | None:
    known = values[~np.isnan(values)]
    return rounded(known.mean()) if known.size else None


def seconds(roll: Roll, called: list[str], most: int = 10) -> dict[str, Any]:
    """Describe the time that grading took, as `called` students know it."""
    if not roll.students:
        return {}
    order = np.argsort(-roll.seconds, kind="stable")[:most]
    middle, high = np.quantile(roll.seconds, [0.5, 0.95])
    times = {
        item.name: rounded(float(np.median(column[~np.isnan(column)])))
        for item, column in zip(roll.items, roll.item_seconds.T, strict=True)
        if not np.isnan(column).all()
    }
    return {
        "sum": rounded(roll.seconds.sum()),
        "median": rounded(middle),
        "one_in_twenty": rounded(high),
        "slowest": [{"student": called[i], "took": rounded(roll.seconds[i])} for i in order],
        "exercises": times,
    }
