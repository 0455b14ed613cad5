"""The course's folder: is it the right one, and is everything in it as it was released?"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from autograder.course.digests import digest_of
from autograder.doctor.findings import Finding, good, note, wrong
from autograder.release.digests import DIGESTS
from autograder.text import one_line

NAME = re.compile(r"\d{2}_[a-z][a-z0-9_]*")
PARTS = ("solutions", "assignments")
FRESH = "Take a fresh copy of it from the zip that you were given; your own files stay."
# Modules of the standard library that nothing here imports.
HARMLESS = {"test", "this", "antigravity", "idlelib", "turtledemo", "main", "__main__"}
LIBRARIES = {
    *("autograder", "numpy", "matplotlib", "mpl_toolkits", "pytest", "rich"),
    *("jinja2", "markupsafe"),
}
MARK = re.compile(r"^(?:[^\S\n]*+\")?(<{7}|>{7}) ", re.M)


def root_of(folder: Path) -> Path | None:
    """Return the nearest course at or above `folder`, or None."""
    for place in (folder, *folder.parents):
        if _assignments(place):
            return place
    return None


def _assignments(place: Path) -> list[str]:
    found: set[str] = set()
    for part in PARTS:
        if (place / part).is_dir():
            try:
                names = [child.name for child in (place / part).iterdir()]
            except OSError:
                continue
            found.update(name for name in names if NAME.fullmatch(name))
    return sorted(found)


def lost(folder: Path) -> Finding:
    """Return the finding that `folder` is not in a course, and where one may be."""
    text = f"{one_line(str(folder))} is not the course's folder, nor in it: no assignments/ here."
    try:
        inner = [child for child in sorted(folder.iterdir()) if child.is_dir()]
        zips = [one.name for one in sorted(folder.glob("*.zip"))]
    except OSError:
        inner, zips = [], []
    for child in inner:
        if _assignments(child):
            return wrong(text, f"It is one level down: cd {one_line(str(child))}")
    if zips:
        return wrong(text, f"Unzip {one_line(zips[0])} first, then go into the new folder.")
    return wrong(text, "Go to the folder that holds assignments/ and the Makefile: cd FOLDER")


def shadows(root: Path) -> Iterator[Finding]:
    """Find files that hide a module of the standard library, or a library."""
    known = set(getattr(sys, "stdlib_module_names", ())) | LIBRARIES
    folders = [root, *(root / "assignments" / name for name in _assignments(root))]
    for folder in folders:
        if not folder.is_dir():
            continue
        for file in sorted(folder.iterdir()):
            package = file.is_dir() and (file / "__init__.py").is_file()
            if not package and file.suffix != ".py":
                continue
            name = file.stem if not package else file.name
            if name not in known - HARMLESS or (folder == root and name == "autograder"):
                continue
            place = one_line(str(file.relative_to(root)))
            yield wrong(
                f"{place} hides the real {name}: `import {name}` finds your file in its place.",
                f"Rename it, to my_{name}{file.suffix} for instance.",
            )


def handed_out(root: Path) -> list[Finding]:
    """Compare checks, hints and grader with their digests at the release."""
    try:
        text = (root / DIGESTS).read_text(encoding="utf-8")
        digests: dict[str, str] = json.loads(text)
        wanted = {str(path): str(digest) for path, digest in digests.items()}
    except FileNotFoundError:
        return _against_source(root)
    except (OSError, ValueError, AttributeError):
        return [wrong(f"{DIGESTS} is damaged.", FRESH)]
    found = []
    for path, digest in wanted.items():
        now = _digest(root / path)
        if now == digest:
            continue
        fault = "is missing" if not (root / path).exists() else "is not as it was handed out"
        found.append(wrong(f"{one_line(path)} {fault}.", FRESH))
    return found or [good(f"Checks, hints and grader are as they were handed out ({len(wanted)}).")]


def _against_source(root: Path) -> list[Finding]:
    """For an author's copy: compare the released public checks with the source."""
    found = []
    for name in _assignments(root):
        source, copy = (root / part / name / "test_public.py" for part in PARTS)
        if source.is_file() and _digest(source) != _digest(copy):
            text = f"{copy.relative_to(root)} differs from {source.relative_to(root)}."
            found.append(wrong(text, "make release"))
        if source.is_file() and not (copy.parent / "hints.json").is_file():
            text = f"{copy.parent.relative_to(root)}/hints.json is missing."
            found.append(wrong(text, "make release"))
    if not found and not (root / "solutions").is_dir():
        text = f"There is no {DIGESTS}, so that nobody can tell whether the checks are unchanged."
        found.append(note(text, FRESH))
    return found


def _digest(path: Path) -> str:
    try:
        return digest_of(path.read_bytes())
    except OSError:
        return ""


def works(root: Path) -> list[Finding]:
    """Read each submission as grading would; return what prevents or disturbs that."""
    found: list[Finding] = []
    fine = 0
    for name in _assignments(root):
        mine = list(_work(root, name))
        found += mine
        fine += not mine
    if fine:
        found.append(good(f"{fine} of {len(_assignments(root))} assignments can be read."))
    return found


def _work(root: Path, name: str) -> Iterator[Finding]:
    from autograder.course.assignment import Assignment
    from autograder.errors import AutograderError
    from autograder.intake.one import submission_at

    one = Assignment(root, name)
    marked = [file for file in _faces(one.released, one.slug) if _has_marks(file)]
    for file in marked:
        place = one_line(str(file.relative_to(root)))
        yield wrong(
            f"{place} holds the marks of a merge that was not finished (<<<<<<<, >>>>>>>).",
            "Choose one version of each marked part and delete the marks, or take a fresh copy.",
        )
    if marked:
        return
    try:
        found = submission_at(one.released, one)
    except AutograderError as error:
        yield wrong(*_halves(str(error), root))
        return
    for text in found.notes:
        what, fix = [*re.split("[:;] (?=save |its name )", one_line(text), maxsplit=1), ""][:2]
        yield wrong(f"{what}.", f"{fix[:1].upper()}{fix[1:]}.")


def _halves(text: str, root: Path) -> list[str]:
    """Split a message of this program into what is wrong and what helps."""
    text = text.replace(f"{root}/", "")
    what, stop, fix = text.partition(". ")
    return [what + stop.strip(), fix or "Take a fresh copy of the assignment's folder."]


def _faces(folder: Path, slug: str) -> list[Path]:
    faces = [folder / f"{slug}{ending}" for ending in (".py", ".ipynb")]
    return [face for face in faces if face.is_file()]


def _has_marks(file: Path) -> bool:
    try:
        text = file.read_bytes().decode("utf-8", "replace")
    except OSError:
        return False
    return len({match[1] for match in MARK.finditer(text.replace("\r", ""))}) == 2
