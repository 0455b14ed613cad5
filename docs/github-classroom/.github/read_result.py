"""Says what a result means, by the result and not by an exit code alone.

Usage: read_result.py result.json exit_code.txt [ASSIGNMENT ...]

Prints a page in Markdown. Exit code: 0 all points; 1 points are missing; 2 there is no result to
trust: it is missing or damaged, lacks an assignment, disagrees with itself or with the exit code
of `make grade`, or a check of the grader's own failed. Needs Python alone.
"""

from __future__ import annotations

import json
import math
import re
import sys
from pathlib import Path
from typing import Any

ALL, SOME, NONE = 0, 1, 2
SIGNS = {"passed": "✓", "manual": "✎"}


class DoubtError(Exception):
    """The result cannot be trusted; the text says why."""


def main(result: str, code: str, *wanted: str) -> int:
    """Judge a result and print the page."""
    try:
        data = json.loads(Path(result).read_text(encoding="utf-8"))
        lost = judge(data, int(Path(code).read_text()), wanted)
    except OSError as error:
        return doubt(f"there is no {error.filename}: did grading run to its end?")
    except (KeyError, TypeError, ValueError) as error:
        return doubt(f"{type(error).__name__}: {error}")
    except DoubtError as error:
        return doubt(str(error))
    print("\n".join(page(data)))
    return SOME if lost else ALL


def judge(data: dict[str, Any], code: int, wanted: tuple[str, ...]) -> bool:
    """Return whether points were lost; raise `DoubtError` where that cannot be told."""
    if data["version"] != 1:
        raise DoubtError(f"its version is {data['version']}, not 1")
    names = [one["name"] for one in data["assignments"]]
    missing = [one for one in wanted if not any(one in (n, n.split("_", 1)[-1]) for n in names)]
    if missing or not names:
        raise DoubtError(f"it does not hold {' '.join(missing) or 'any assignment'}")
    score = most = 0.0
    for one in data["assignments"]:
        for exercise in one["exercises"]:
            for check in exercise["checks"]:
                if check["status"] == "grader_error":
                    raise DoubtError(f"a check of the grader's own failed: {check['name']}")
                if check["score"] > (check["max_score"] if check["status"] == "passed" else 0.0):
                    raise DoubtError(f"{check['name']} is {check['status']}, with points")
                score += check["score"]
                most += check["max_score"]
    if not (math.isclose(score, data["score"]) and math.isclose(most, data["max_score"])):
        raise DoubtError("its checks do not add up to its score")
    if most <= 0:
        raise DoubtError("no points can be won at all")
    lost = score < most
    if (code != 0) != lost:
        raise DoubtError(f"make grade ended with {code}, but {score:g} of {most:g} points are won")
    return lost


def page(data: dict[str, Any]) -> list[str]:
    """Return the lines of a page in Markdown; text of a submission's own does not act in it."""
    lines = [f"# {data['score']:g} of {data['max_score']:g} points", ""]
    lines += ["These are the public checks. More are run after the deadline.", ""]
    for one in data["assignments"]:
        lines += [f"## {plain(one['name'])}: {one['score']:g} of {one['max_score']:g}", ""]
        lines += [f"- {plain(problem)}" for problem in one["problems"]]
        lines += ["", "| | exercise | points | hint |", "|---|---|---|---|"]
        for exercise in one["exercises"]:
            points = f"{exercise['score']:g} / {exercise['max_score']:g}"
            sign = SIGNS.get(exercise["status"], "✗")
            cells = [sign, plain(exercise["name"]), points, plain(exercise["hint"] or "")]
            lines.append(f"| {' | '.join(cells)} |")
    return lines


def plain(text: str) -> str:
    """Return text as one line that Markdown and HTML show and do not obey."""
    return re.sub(r"[^\w\s.,;:?'°-]", lambda found: f"&#{ord(found[0])};", " ".join(text.split()))


def doubt(why: str) -> int:
    print(f"# No result\n\nThe grading cannot be trusted: {plain(why)}")
    print(f"No result: {why}", file=sys.stderr)
    return NONE


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
