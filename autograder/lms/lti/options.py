"""The options of `autograder lti`; `actions`, loaded when the command runs, does the rest."""

from __future__ import annotations

import argparse
from pathlib import Path

ACTIONS = {
    "key": "print the public key, to register the tool in the LMS",
    "members": "write the roster of a course, so that nobody types names and ids",
    "columns": "list the columns of a course's gradebook",
    "serve": "answer deep links and launches: run it as a service of the hub",
}
EXAMPLES = """examples:
  autograder lti key --config lti.toml
  autograder lti members --config lti.toml --out roster.csv
  autograder lti columns --config lti.toml
  autograder lti serve --config lti.toml --port 9003
  autograder export lti --results graded --roster roster.csv --config lti.toml --dry-run

exit codes: 0 done; 1 done, but something is missing, and is listed; 2 usage, or the LMS did not
do what it was asked"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    width = max(map(len, ACTIONS))
    actions = "\n".join(f"  {name:{width}}  {text}" for name, text in ACTIONS.items())
    purpose = "talk to an LMS by LTI 1.3: members, columns, deep links"
    parser = commands.add_parser(
        "lti",
        help=purpose,
        description=f"{purpose.capitalize()}.\n\nactions:\n{actions}",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("action", choices=list(ACTIONS), metavar="ACTION")
    parser.add_argument(
        "--config", type=_path, required=True, metavar="FILE", help="TOML: see docs/lti.md"
    )
    parser.add_argument(
        "--context", default="", metavar="NAME", help="which course, if launches told of several"
    )
    parser.add_argument("--out", type=_path, metavar="FILE", help="where to write the table")
    _add_member_options(parser)
    parser.add_argument(
        "--port", type=int, metavar="N", help="serve: at 127.0.0.1 (a hub tells it by itself)"
    )
    parser.set_defaults(run=_run)


def _add_member_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--role",
        choices=["learner", "instructor", "all"],
        default="learner",
        help="members: of which role",
    )
    parser.add_argument(
        "--inactive", action="store_true", help="members: also who is inactive or deleted"
    )
    parser.add_argument(
        "--student",
        choices=["login", "email", "sis_id", "lms_id"],
        default="",
        help="members: what names a student in the grader; usually the first that everybody has",
    )
    parser.add_argument(
        "--accounts",
        action="store_true",
        help="members: named by their accounts in the hub of deploy/jupyterhub",
    )


def _path(text: str) -> Path:
    return Path(text).expanduser()


def _run(options: argparse.Namespace) -> int:
    from autograder.lms.lti.actions import run

    return run(options)
