"""The command line: `autograder COMMAND`, the same as `python -m autograder COMMAND`.

Exit codes: 0 grading worked (with --strict: 1 if points were lost); 1 a law is broken; 2 usage or
an unreadable submission; 3 the grader itself failed, so that no result can be trusted.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from autograder import __version__, doctor, explain, watch
from autograder.batch import command as batches
from autograder.course.catalog import Catalog
from autograder.errors import AutograderError, BrokenChecksError
from autograder.forget import command as forgetting
from autograder.gradient_cli import command as gradient_command
from autograder.grading.lightly import few_collections, one_thread
from autograder.laws import command as laws
from autograder.lite import command as lite
from autograder.lms import command as courses
from autograder.lms.exports import command as exports
from autograder.lms.lti import options as lti
from autograder.results import Report
from autograder.sandbox.process import NO_PROCESS, LaunchError
from autograder.text import for_terminal

OK, LOST, USAGE, BROKEN = 0, 1, 2, 3
NO_PROGRAMS = (
    "this command starts programs, which no browser can: it needs the course on a computer. "
    'Here check("exercise") checks one exercise, and %grade the whole assignment.'
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    options = _parser().parse_args(arguments)
    if sys.platform == "emscripten":
        print(f"autograder: {NO_PROGRAMS}", file=sys.stderr)
        return USAGE
    try:
        with few_collections():
            return int(options.run(options))
    except AutograderError as error:
        print(f"autograder: {for_terminal(str(error))}", file=sys.stderr)
        return USAGE
    except LaunchError as error:
        print(f"autograder: {for_terminal(NO_PROCESS.format(error))}", file=sys.stderr)
        return BROKEN
    except KeyboardInterrupt:
        print("autograder: stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output, such as `head`, is gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="autograder",
        description="Grade exercises, and say why an answer is wrong.",
        epilog="autograder COMMAND --help shows examples.",
    )
    parser.add_argument("--version", action="version", version=f"autograder {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_grade(commands)
    batches.add(partial(_add, commands), _add_isolation)
    gradient_command.add(partial(_add, commands))
    watch.add(partial(_add, commands), _add_isolation)
    doctor.add(partial(_add, commands))
    laws.add(partial(_add, commands), _add_isolation)
    _add_author_commands(commands)
    lite.add(partial(_add, commands))
    explain.add(partial(_add, commands), _add_isolation)
    courses.add(commands)
    exports.add(commands)
    lti.add(commands)
    forgetting.add(partial(_add, commands))
    return parser


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    purpose: str,
    examples: str,
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=purpose,
        description=f"{purpose[0].upper()}{purpose[1:]}.",
        epilog=f"examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _add_grade(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    grade = _add(
        commands,
        "grade",
        "grade one student's work",
        "  autograder grade                     all assignments of this course\n"
        "  autograder grade 01_taylor           one of them\n"
        "  autograder grade taylor --submission ~/Downloads/taylor.ipynb\n"
        "  autograder grade --submission submitted/ada --student ada --json ada.json",
    )
    grade.add_argument("assignment", nargs="*", metavar="ASSIGNMENT", help="name, slug or number")
    grade.add_argument("--submission", type=_path, metavar="PATH", help="a file or folder to grade")
    grade.add_argument("--student", metavar="ID", help="draws this student's hidden inputs")
    grade.add_argument("--public", action="store_true", help="run the public checks only")
    grade.add_argument("--strict", action="store_true", help="exit with 1 if points were lost")
    grade.add_argument("--json", type=_path, metavar="FILE", help="write the result as JSON")
    grade.add_argument("--html", type=_path, metavar="FILE", help="write a report page")
    grade.add_argument("--timeout", type=_seconds, metavar="S", help="seconds a check (usually 10)")
    grade.add_argument("--verbose", action="store_true", help="name the isolation in force, too")
    _add_isolation(grade)
    grade.set_defaults(run=_grade)


def _add_isolation(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--isolation",
        choices=["best", "strict", "limits"],
        default="best",
        help="best: as far as this system can lock the code in (default); strict: refuse below "
        "level L2; limits: level L1, for code that you trust",
    )


def _add_author_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    release = _add(
        commands,
        "release",
        "derive assignments/ and dist/student.zip from solutions/",
        "  autograder release\n"
        "  autograder release 01_taylor   one assignment, in a second\n"
        "  autograder release --check     only compare; exit 1 on a drift",
    )
    release.add_argument("assignment", nargs="*", metavar="ASSIGNMENT", help="name, slug or number")
    release.add_argument("--check", action="store_true", help="compare only; exit 1 on a drift")
    release.set_defaults(run=_release)
    new = _add(
        commands,
        "new",
        "scaffold an assignment that passes `verify`",
        "  autograder new 07_momentum",
    )
    new.add_argument("name", metavar="NN_slug")
    new.set_defaults(run=_new)


def _path(text: str) -> Path:
    """A path with ~ expanded, since a shell leaves it in SUBMISSION=~/x.py."""
    return Path(text).expanduser()


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 86_400:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return value


def _grade(options: argparse.Namespace) -> int:
    from autograder.child.kernel import hide_memory
    from autograder.grading.grader import grade
    from autograder.sandbox.launcher import Policy

    catalog = Catalog.find(Path.cwd())
    path = options.submission
    if path is not None and not path.exists():
        raise AutograderError(f"There is no file or folder {path}. Check the path.")
    if options.assignment:
        chosen = list(dict.fromkeys(catalog.get(name) for name in options.assignment))
    else:
        chosen = catalog.assignments if path is None else catalog.guess(path)
    for file in (options.json, options.html):
        if file is not None and not file.absolute().parent.is_dir():
            raise AutograderError(f"The folder of {file} does not exist: make it first.")

    try:
        hide_memory()
        limits = {"seconds": options.timeout} if options.timeout else {}
        policy = Policy(options.isolation)
        page = options.html is not None
        asked = options.verbose or options.strict or options.isolation != "best"
        level = asked or options.json is not None
        who = options.student
        with one_thread():
            report = grade(chosen, path, who, options.public, limits, policy, page, level)
        if path is not None:
            from autograder.course.deadlines import dated

            report = dated(report, catalog.root)
    except BrokenChecksError as error:
        print(f"autograder: the checks do not load; nothing was graded.\n{error}", file=sys.stderr)
        return BROKEN
    # An instructor grades others' code, and must know if it is not locked in.
    is_low = (
        bool(report.isolation) and not report.is_sealed and any(one.has_source for one in chosen)
    )
    _write(report, options, isolated=asked or is_low)
    if report.grader_failed:
        print("autograder: a check of ours failed: see 'grader error'.", file=sys.stderr)
        return BROKEN
    if any(one.unreadable for one in report.assignments):
        return USAGE
    return LOST if options.strict and report.score < report.max_score else OK


def _write(report: Report, options: argparse.Namespace, isolated: bool) -> None:
    from autograder.course.seeds import foreseeable
    from autograder.report import saving, terminal

    try:
        terminal.show(report, terminal.StandardOutput(), isolated)
    finally:  # also if the reader of our output, such as `head`, is gone
        none = foreseeable(report.inputs) if options.student else ""  # students have no secret
        for told in filter(None, (saving.redrawn_since(options.json, report), none)):
            print(f"autograder: {told}", file=sys.stderr)
        saving.save(report, options.json, options.html)


def _release(options: argparse.Namespace) -> int:
    from autograder.release.release import release

    return release(Catalog.find(Path.cwd()), options.check, options.assignment)


def _new(options: argparse.Namespace) -> int:
    from autograder.release.scaffold import scaffold

    return scaffold(Catalog.find(Path.cwd()).root, options.name)
