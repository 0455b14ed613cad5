"""Derives students' files from the author's files, in this direction only and reproducibly."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import pytest

from autograder.checks.session import with_checks
from autograder.course import percent
from autograder.course.assignment import ASSIGNMENTS, HINTS, Assignment
from autograder.course.catalog import Catalog
from autograder.course.given_cells import check_cell
from autograder.course.limits import LIMITS_FILE
from autograder.course.notebook import arriving, to_notebook
from autograder.course.published import published
from autograder.course.submission import read_text
from autograder.course.template import template_of
from autograder.course.workload import headings
from autograder.errors import AutograderError
from autograder.feedback.expected_figures import shapes_of
from autograder.feedback.misconceptions import by_exercise, info_of
from autograder.feedback.not_started import digests_of
from autograder.release.archive import zipped
from autograder.release.digests import DIGESTS, digests
from autograder.release.drift import NO_DATA, drift
from autograder.release.hints import hints_of
from autograder.release.kept import Kept
from autograder.release.markers import stub
from autograder.release.students_project import students_project
from autograder.report.terminal import StandardOutput

BUNDLE = Path("dist", "student.zip")
ALL_FRESH: Mapping[str, Kept] = {}
PROJECT = "pyproject.toml"
BUNDLED = ("Makefile", "LICENSE", PROJECT, "constraints.txt")
EDITORS = (".vscode", ".devcontainer", "binder")  # folders of settings for editors and clouds
ENGINE = (".py", ".typed", ".jinja", ".css", ".js")  # endings of the engine's files
STUDENT_README = Path("docs", "student.md")
PAGES = {STUDENT_README: "README.md", Path("docs", "glossary.md"): "glossary.md"}  # in the bundle


def points_of(items: list[pytest.Item]) -> dict[str, float]:
    """Return the sum of the checks' points for each exercise."""
    grouped = by_exercise(items)
    return {name: sum(info_of(i).points for i in mine) for name, mine in grouped.items()}


def derive(
    assignment: Assignment, items: Mapping[Path, list[pytest.Item]], kept: Kept | None = None
) -> dict[str, str]:
    """Return the files of `assignments/NN_slug/` (name to text), from the author's folder."""
    slug, source = assignment.slug, assignment.source
    text = (source / f"{slug}.py").read_text(encoding="utf-8")
    bare = stub(text, f"{slug}.py")
    # Not that of an earlier release: the text may have changed since.
    cells = percent.parse(bare)
    checks = map(check_cell, assignment.exercises)
    template = template_of(cells, checks, headings(cells).values())
    public = source / "test_public.py"
    mine = [item for file in assignment.test_files() for item in items.get(file, [])]
    points = points_of(mine)
    shown = by_exercise(items.get(public, []))
    draw = partial(shapes_of, assignment.model, shown)
    hints = {
        "version": 1,
        "digest": read_text(Path(f"{slug}.py"), bare, template).digest,
        "checks": digests_of(assignment.test_files()),  # these have loaded
        "text": bare,
        "points": points,
        "guides": {
            one.exercise: {"tiers": one.tiers, "notice": one.notice} for one in assignment.guides
        },
        "figures": kept.figures(draw) if kept else draw(),
        "misconceptions": hints_of(assignment, shown, kept),
    }
    first = arriving(published(assignment.root), assignment.name)
    own = source / LIMITS_FILE
    limits = {LIMITS_FILE: own.read_text(encoding="utf-8")} if own.is_file() else {}
    return {
        **limits,
        f"{slug}.py": bare,
        f"{slug}.ipynb": to_notebook(cells, points, first),
        "test_public.py": public.read_text(encoding="utf-8"),
        HINTS: json.dumps(hints, ensure_ascii=False, indent=None, separators=(",", ":")) + "\n",
    }


def derive_all(
    catalog: Catalog, assignments: list[Assignment], kept: Mapping[str, Kept] = ALL_FRESH
) -> dict[Path, str]:
    """Return the derived files of the assignments, path (relative to the root) to text.

    `kept` holds, by assignment, what an earlier release has found.
    """
    files = [file for one in assignments for file in one.test_files()]

    def use(items: Mapping[Path, list[pytest.Item]]) -> dict[Path, str]:
        return {
            Path(ASSIGNMENTS, one.name, name): text
            for one in assignments
            for name, text in derive(one, items, kept.get(one.name)).items()
        }

    return with_checks(catalog.root, files, use)


def data_files(assignments: Sequence[Assignment]) -> dict[Path, bytes]:
    """Return the files of data that students get, path (relative to the root) to bytes."""
    return {
        Path(ASSIGNMENTS, one.name, path): content
        for one in assignments
        for path, content in one.data.items()
    }


def bundle(root: Path, derived: Mapping[Path, str], data: Mapping[Path, bytes] = NO_DATA) -> bytes:
    """Return the student's zip: the engine and the derived folders, without the solutions."""
    content = {path.as_posix(): text.encode() for path, text in derived.items()}
    content |= {path.as_posix(): found for path, found in data.items()}
    files = sorted((root / "autograder").rglob("*"))
    engine = [path for path in files if path.suffix in ENGINE]
    settings = [path for name in EDITORS for path in sorted((root / name).rglob("*"))]
    for path in [*engine, *settings, *(root / name for name in BUNDLED)]:
        if path.is_file():
            content[path.relative_to(root).as_posix()] = path.read_bytes()
    if PROJECT in content:
        content[PROJECT] = students_project(content[PROJECT].decode()).encode()
    for page, name in PAGES.items():
        if (root / page).is_file():
            content[name] = (root / page).read_bytes()
    content[DIGESTS] = digests(content)
    return zipped(content)


def read_bundle(data: bytes) -> dict[str, str]:
    """Return the files of a bundle, name to text; what is no text, such as data, is mangled."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}


def release(catalog: Catalog, check_only: bool, wanted: Sequence[str] = ()) -> int:
    """Write the derived files and the bundle, or only compare the files; return the exit code.

    `wanted` are assignments; without any, all are derived. The bundle then holds the others as
    they are.
    """
    console = StandardOutput()
    everything = [one for one in catalog.assignments if one.has_source]
    if not everything:
        raise AutograderError(
            "There is no solutions/ folder here: only an instructor's copy can release."
        )
    chosen = {catalog.get(name).name for name in wanted}
    assignments = [one for one in everything if one.name in chosen or not chosen]
    if not assignments:
        raise AutograderError(f"{', '.join(sorted(chosen))} has no source here.")
    kept = {} if check_only else {one.name: Kept(one) for one in assignments}
    derived, data = derive_all(catalog, assignments, kept), data_files(assignments)
    if check_only:
        found = drift(catalog.root, derived, data)
        for line in found:
            console.print(f"drift: {line}")
        names = ", ".join(one.name for one in assignments)
        if not found:
            console.print(f"assignments/ equals a fresh derivation of solutions/ ({names}).")
        else:
            console.print("Run `autograder release` and commit what it writes.")
        return 1 if found else 0
    for path, content in [
        *((path, text.encode()) for path, text in derived.items()),
        *data.items(),
    ]:
        _write(catalog.root / path, content)
        console.print(f"wrote {path}")
    for known in kept.values():
        known.save()
    others = [one for one in everything if one not in assignments]
    _write(
        catalog.root / BUNDLE,
        bundle(catalog.root, as_they_are(others) | derived, data | data_files(others)),
    )
    console.print(f"wrote {BUNDLE}")
    return 0


def as_they_are(assignments: list[Assignment]) -> dict[Path, str]:
    """Return the derived files of assignments that were released before, path to text."""
    found = {}
    for one in assignments:
        if not (one.released / HINTS).is_file():
            raise AutograderError(
                f"{one.name} was never released: run `autograder release` for all of them first."
            )
        for path in sorted(one.released.iterdir()):
            if path.is_file():
                text = path.read_text(encoding="utf-8")
                found[path.relative_to(one.root)] = text
    return found


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
