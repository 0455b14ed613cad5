"""The zip with which Gradescope grades an assignment itself: the engine and all checks."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import autograder
from autograder.course.assignment import ASSIGNMENTS, ORACLE, SOLUTIONS, Assignment
from autograder.errors import AutograderError
from autograder.lms.exports.sheet import write_whole
from autograder.release.archive import zipped

NEEDED = ("Makefile", "pyproject.toml", "constraints.txt", "README.md", "LICENSE")
LEFT_OUT = ("__pycache__", ".pytest_cache", ".ipynb_checkpoints")
SCRIPTS = ("setup.sh", "run_autograder")


def export(assignment: Assignment, out: Path) -> int:
    """Write the zip of one assignment; return its number of files."""
    content = files_of(assignment)
    write_whole(out, zipped(content, SCRIPTS))
    return len(content)


def files_of(assignment: Assignment) -> dict[str, bytes]:
    """Return the contents of the zip's files by path; `AutograderError` without the source."""
    if not assignment.has_source:
        raise AutograderError(
            f"{assignment.name} has no {SOLUTIONS}/ folder here: only an instructor's copy holds "
            "the hidden checks that Gradescope shall run."
        )
    content: dict[str, bytes] = {}
    for path, file in _course(assignment).items():
        content[f"course/{path}"] = file.read_bytes()
    here = resources.files("autograder.lms.exports") / "gradescope_files"
    for name in SCRIPTS:
        text = (here / name).read_text(encoding="utf-8")
        content[name] = text.replace("@ASSIGNMENT@", assignment.name).encode()
    return content


def _course(assignment: Assignment) -> dict[str, Path]:
    """The files of a course with only this assignment: its own, the reference, the engine."""
    root, engine = assignment.root, Path(autograder.__file__).parent
    found: dict[str, Path] = {}
    for part in (f"{SOLUTIONS}/{assignment.name}", f"{ASSIGNMENTS}/{assignment.name}", ORACLE):
        found |= _below(root, root / part)
    found |= _below(engine.parent, engine)
    for name in NEEDED:
        places = [folder / name for folder in (root, engine.parent) if (folder / name).is_file()]
        if not places:
            raise AutograderError(
                f"{name} is neither in {root} nor beside the engine: make the zip from a copy of "
                "the whole project, not from an installed package."
            )
        found[name] = places[0]
    return found


def _below(base: Path, folder: Path) -> dict[str, Path]:
    files = {file.relative_to(base): file for file in sorted(folder.rglob("*")) if file.is_file()}
    kept = {path: file for path, file in files.items() if not set(LEFT_OUT) & set(path.parts)}
    return {path.as_posix(): file for path, file in kept.items()}
