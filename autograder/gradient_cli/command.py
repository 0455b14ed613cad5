"""`autograder check-gradient`: compare a student's function and its gradient numerically.

Both run in isolated children, as in grading; only points and values reach this process.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.errors import AutograderError
from autograder.gradient_cli import points
from autograder.gradient_cli.points import Point

if TYPE_CHECKING:
    from autograder.gradcheck import Report

OK, NOT_ACCEPTED = 0, 1
EXAMPLES = (
    "  autograder check-gradient my.py:loss --grad my.py:grad --at 1,2,-0.5\n"
    "  autograder check-gradient my.py:f --at 2.5        without --grad: the numeric derivative\n"
    "  autograder check-gradient a.ipynb:loss --grad b.py:grad --at 1,2 --at 0.5,-3\n"
    "  autograder check-gradient my.py:loss --grad my.py:grad --at 1,2 --picture error.png\n\n"
    "  autograder check-gradient my.py:loss --grad my.py:grad --at '1,2;3,4 0.5,1'\n"
    "  autograder check-gradient my.py:loss --grad my.py:grad --at params.npz\n\n"
    "A number after --at is handed over as a number, numbers with commas as an array ('2,' is\n"
    "an array of one), rows with semicolons as a matrix. Spaces separate several arguments; the\n"
    "arrays of an .npz file are arguments, too, in the file's order.\n"
    "Exit codes: 0 accepted; 1 rejected, or inconclusive at that point; 2 nothing\n"
    "could be checked."
)
AddCommand = Callable[[str, str, str], argparse.ArgumentParser]


def add(add_command: AddCommand) -> None:
    """Add the command; `add_command(name, purpose, examples)` returns its parser."""
    parser = add_command("check-gradient", "check one gradient numerically", EXAMPLES)
    parser._negative_number_matcher = re.compile(r"-\.?\d")  # as in Python 3.14: accepts -1,2 too
    parser.add_argument("function", type=_place, metavar="FILE:FUNCTION", help="f itself")
    parser.add_argument("--grad", type=_place, metavar="FILE:FUNCTION", help="its gradient")
    parser.add_argument(
        "--at",
        type=points.read,
        action="append",
        required=True,
        metavar="X",
        help="may be repeated",
    )
    parser.add_argument(
        "--directions", type=_count, metavar="K", help="K random directions, for a very long x"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="draws the directions")
    parser.add_argument("--examples", type=_count, metavar="N", help="how many a mean is over")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the findings as JSON")
    parser.add_argument("--picture", type=Path, metavar="FILE.png", help="draw error against step")
    parser.add_argument(
        "--timeout", type=float, default=10.0, metavar="S", help="seconds a call (default 10)"
    )
    parser.set_defaults(run=run)


def _place(text: str) -> tuple[Path, str]:
    path, colon, function = text.rpartition(":")
    if not colon or not path or not function.isidentifier():
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form FILE:FUNCTION")
    return Path(path).expanduser(), function


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Check at every point and print the findings; return the exit code."""
    from autograder.gradcheck import GradientError, Verdict
    from autograder.gradient_cli.isolated import IsolatedFunctions, NoProcess, Stop

    if options.directions and not options.grad:
        raise AutograderError("--directions needs --grad: without it every coordinate is shown.")
    if not 0 < options.timeout < 86_400:
        raise AutograderError(f"--timeout {options.timeout:g}: a number of seconds above 0.")
    findings: list[tuple[Any, Report, str]] = []
    with IsolatedFunctions(options.timeout) as inquiry:
        try:
            for at in options.at:
                report, told = _examine(inquiry, options, at)
                if len(options.at) > 1:
                    print(f"{'' if not findings else chr(10)}At {at.told}:")
                print(told)
                findings.append((at.plain(), report, told))
        except GradientError as error:
            raise AutograderError(f"Nothing could be checked: {error}.") from None
        except Stop as stop:
            raise AutograderError(stop.told) from None
        except NoProcess as end:
            raise end.error from None
        finally:
            inquiry.show_problems()
    _write(options, findings)
    accepted = all(report.verdict is Verdict.ACCEPT for _, report, _ in findings)
    return OK if accepted else NOT_ACCEPTED


def _examine(inquiry: Any, options: argparse.Namespace, at: Point) -> tuple[Report, str]:
    """Return the report at one point, and its text."""
    import numpy as np

    from autograder.gradcheck import check
    from autograder.gradcheck.showing.telling import estimated, tell

    x = at.value()
    function = inquiry.function(*options.function, at.names)
    if options.grad is None:
        report = inquiry.estimate(function, x)
        return report, estimated(report)
    gradient = inquiry.function(*options.grad, at.names)
    claimed = gradient(*x) if isinstance(x, tuple) else gradient(x)
    rng = np.random.default_rng(options.seed)
    report = check(function, claimed, x, directions=options.directions, rng=rng)
    return report, tell(report, options.examples)


def _write(options: argparse.Namespace, findings: list[tuple[Any, Report, str]]) -> None:
    """Write the JSON file and the picture, if requested."""
    from autograder.gradcheck import Verdict

    try:
        if options.json is not None:
            from autograder.gradcheck.showing.as_data import to_json

            options.json.write_text(to_json(findings, options.examples), encoding="utf-8")
        if options.picture is not None:
            from autograder.gradcheck.showing.picture import png

            reports = [report for _, report, _ in findings]
            rejected = [one for one in reports if one.verdict is Verdict.REJECT]
            options.picture.write_bytes(png((rejected or reports)[0]))
    except OSError as error:
        raise AutograderError(
            f"{error.filename} cannot be written: {error.strerror or error}."
        ) from None
