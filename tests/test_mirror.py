"""Tests mirror the engine: each module has its file of tests, or its place in a list.

The module `autograder/course/submission.py` is tested by `tests/course/test_submission.py`. What
needs no file of its own is tested through something else of its package, which the list names.
"""

from __future__ import annotations

from pathlib import Path

from factories.toy_course import ROOT

TESTS, ENGINE = ROOT / "tests", ROOT / "autograder"
APART = {"attacks", "data", "factories", "journeys", "programs", "reference", "bench"}
# What tests the modules of a package that have no file of their own, and why that is enough.
THROUGH = {
    "": ("test_cli.py", "the command line prints errors and results, and is how it all starts"),
    "batch": ("batch/test_run.py", "whole runs: workers, tasks, signals, a command and its end"),
    "gradient_cli": ("gradient_cli/test_command.py", "the command isolates what it checks"),
    "checks": ("grading/test_job.py", "grading is a session of pytest with the plugin"),
    "child": ("sandbox/test_sandbox.py", "a child is tried from outside, as students' code is run"),
    "course": ("release/test_release.py", "a release reads and writes all that a course is"),
    "doctor": ("doctor/test_command.py", "the doctor before set-ups that are really broken"),
    "explain": ("explain/test_command.py", "the command on a course, a stored result and a file"),
    "feedback": ("grading/test_job.py", "what students read of a graded submission"),
    "feedback/crashes": (
        "feedback/crashes/test_table.py",
        "every entry of the table, provoked in a real child",
    ),
    "forget": ("forget/test_command.py", "a student in results, gradebook and journals"),
    "gradcheck": ("gradcheck/test_check.py", "one claim about a gradient goes through all parts"),
    "gradcheck/faults": ("gradcheck/faults/test_naming.py", "planted faults and their names"),
    "gradcheck/numeric": ("gradcheck/numeric/test_estimate.py", "slopes, their errors and kinds"),
    "gradcheck/showing": ("gradcheck/showing/test_live.py", "what is printed, and the picture"),
    "grading": ("grading/test_job.py", "one path from a submission to a result"),
    "insight": ("insight/test_write.py", "the page of a class, its data and its table, as written"),
    "intake": ("intake/test_whole.py", "downloads of classes, in which each file has its row"),
    "laws": ("laws/test_laws.py", "a course in which one thing at a time is wrong"),
    "live": ("live/test_notebook_checks.py", "check cells and the magic in a real kernel"),
    "lite": ("lite/test_site.py", "a site as it is built, and its page under a real Python"),
    "lms": ("journeys/nbgrader/test_small_class.py", "a class through nbgrader's own commands"),
    "lms/exports": ("lms/exports/test_command.py", "the files that the command writes"),
    "lms/lti": ("lms/lti/test_command.py", "scores sent to a platform over real HTTP"),
    "release": ("release/test_release.py", "the bundle as it is released"),
    "report": ("report/test_terminal.py", "all faces of one report, hostile or not"),
    "sandbox": ("sandbox/test_launcher.py", "children at each level of isolation"),
    "watch": ("watch/test_screen.py", "the command in a real terminal"),
}


def packages() -> dict[str, list[Path]]:
    """The modules of each package of the engine."""
    found: dict[str, list[Path]] = {}
    for path in sorted(ENGINE.rglob("*.py")):
        if path.name != "__init__.py":
            place = path.parent.relative_to(ENGINE).as_posix()
            found.setdefault("" if place == "." else place, []).append(path)
    return found


def own_tests(place: str, module: Path) -> Path:
    return TESTS / place / f"test_{module.name}"


def test_each_module_has_its_tests_or_is_tested_through_others():
    for place, modules in packages().items():
        lacking = [one.name for one in modules if not own_tests(place, one).exists()]
        assert not lacking or place in THROUGH, f"{place}: nothing tests {lacking}"


def test_what_tests_others_is_there_and_needed():
    for place, (path, reason) in THROUGH.items():
        assert (TESTS / path).is_file(), path
        assert reason
        modules = packages()[place]
        assert not all(own_tests(place, one).exists() for one in modules), place


def test_each_file_of_tests_names_a_module():
    rules = {"test_house.py", "test_mirror.py", "test_selection.py"}  # of all, and of the tests
    for path in TESTS.rglob("test_*.py"):
        place = path.relative_to(TESTS)
        if place.parts[0] not in APART and place.name not in rules:
            module = ENGINE / place.with_name(place.name.removeprefix("test_"))
            assert module.is_file(), f"{place} names no module"


def test_the_root_of_the_tests_holds_little():
    files = {path.name for path in TESTS.glob("*.py")}
    own = {f"test_{path.name}" for path in ENGINE.glob("*.py")}
    assert files - own <= {
        "conftest.py",
        "parts.py",
        "selection.py",
        "test_house.py",
        "test_mirror.py",
        "test_selection.py",
    }
