"""The options of `autograder export`; `job`, loaded when the command runs, does the rest."""

from __future__ import annotations

import argparse
from pathlib import Path

FORMATS = {
    "csv": "one row for each exercise of each student; fills a table of your own, if given",
    "canvas": "Canvas's gradebook; fills the file that Canvas exported, if given",
    "moodle": "fills an assignment's grading worksheet from Moodle",
    "blackboard": "fills the file that Blackboard's gradebook gave",
    "brightspace": "Brightspace's grades; fills the file that Brightspace exported, if given",
    "moodle-gradebook": "a file for Moodle's gradebook import, made or filled",
    "gradescope": "results.json for Gradescope",
    "gradescope-zip": "an autograder to upload to Gradescope",
    "lti": "sends the grades to the LMS itself (LTI 1.3, AGS)",
}
EXAMPLES = """examples:
  autograder export csv --results graded --out exercises.csv
  autograder export canvas --results graded --fill canvas.csv --out filled.csv
  autograder export canvas --gradebook sqlite:///gradebook.db --out canvas.csv
  autograder export moodle --results graded -A 01_taylor --fill worksheet.csv --out filled.csv
  autograder export blackboard --results graded --fill gc.xls --out filled.xls --dry-run
  autograder export gradescope --results graded/results/ada.json --out results.json
  autograder export gradescope-zip -A 01_taylor --out taylor.zip
  autograder export lti --gradebook sqlite:///gradebook.db --config lti.toml --dry-run

exit codes: 0 all is in its place; 1 some grades are not, and are listed; 2 usage; 3 a check of
ours failed or work is not graded yet, so that grades are left out"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    width = max(map(len, FORMATS))
    formats = "\n".join(f"  {name:{width}}  {text}" for name, text in FORMATS.items())
    parser = commands.add_parser(
        "export",
        help="write grades for an LMS, or send them there",
        description=f"Write grades for an LMS, or send them there.\n\nformats:\n{formats}",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("format", nargs="?", choices=list(FORMATS), metavar="FORMAT")
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--results",
        type=_path,
        metavar="PATH",
        help="result files: what `grade --json` or `grade-all` wrote",
    )
    source.add_argument(
        "--gradebook", metavar="URL", help="nbgrader's database, such as sqlite:///gradebook.db"
    )
    parser.add_argument(
        "-A", "--assignment", action="append", metavar="NAME", help="only this one; repeatable"
    )
    parser.add_argument(
        "--roster", type=_path, metavar="FILE", help="CSV: student, name, login, email, lms_id"
    )
    parser.add_argument("--out", type=_path, metavar="FILE", help="where to write to")
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="say what would be written or sent, and what is there now; change nothing",
    )
    _add_file_options(parser)
    _add_lti_options(parser)
    parser.set_defaults(run=_run)


def _add_file_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("files of an LMS")
    group.add_argument("--fill", type=_path, metavar="FILE", help="the file that the LMS gave")
    group.add_argument(
        "--column",
        action="append",
        default=[],
        type=_pair,
        metavar="NAME=ID",
        help="which of its columns is the assignment NAME, by title or number; repeatable",
    )
    group.add_argument(
        "--provisional",
        action="store_true",
        help="also scores for which a written answer waits",
    )
    group.add_argument(
        "--rescale", action="store_true", help="fit scores to the number of points in the LMS"
    )


def _add_lti_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("LTI")
    group.add_argument("--lti", action="store_true", help="the same as the format lti")
    group.add_argument("--config", type=_path, metavar="FILE", help="TOML: see docs/lti.md")
    group.add_argument(
        "--state", type=_path, metavar="FILE", help="what was sent (usually beside the config)"
    )
    group.add_argument(
        "--context", default="", metavar="NAME", help="which course, if launches told of several"
    )
    group.add_argument(
        "--make-columns", action="store_true", help="make the columns that the LMS lacks"
    )
    group.add_argument("--show-key", action="store_true", help="print the public key to register")


def _path(text: str) -> Path:
    return Path(text).expanduser()


def _pair(text: str) -> tuple[str, str]:
    name, sign, column = text.partition("=")
    if not (name and sign and column):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=ID")
    return name, column


def _run(options: argparse.Namespace) -> int:
    from autograder.lms.exports.job import run

    return run(options)
