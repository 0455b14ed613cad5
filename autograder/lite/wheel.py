"""The one wheel that a browser loads: the engine, the pure packages it needs, the assignments.

Everything lies in one folder of its own, so that no file takes the place of one of Pyodide's. The
packages are taken from this installation: the site holds what was tried here, and making it needs
no network.
"""

from __future__ import annotations

import importlib.metadata as installed
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder import __version__
from autograder.course import percent
from autograder.course.assignment import ASSIGNMENTS, HINTS, Assignment
from autograder.course.limits import LIMITS_FILE
from autograder.course.notebook import arriving, to_notebook
from autograder.course.published import published
from autograder.errors import AutograderError
from autograder.release.archive import zipped
from autograder.release.release import ENGINE

FOLDER = "saywhy_course"
NAME = f"{FOLDER}-{__version__}-py3-none-any.whl"
FROM_PYODIDE = ("numpy", "matplotlib")  # compiled: they come with Pyodide
NEEDED = ("pytest", "rich", "jinja2")
HOME = Path(__file__).resolve().parents[1]
# Pygments is half of all that is loaded, and of its lexers only these are used.
LEXERS = ("__init__", "_mapping", "diff", "python", "special")


def course_wheel(assignments: list[Assignment]) -> bytes:
    """Return the wheel, whose name must be `NAME`."""
    content = {**dict(packages()), **dict(engine())}
    for one in assignments:
        content |= {f"{ASSIGNMENTS}/{one.name}/{n}": data for n, data in released(one).items()}
    start = (Path(__file__).parent / "start.py").read_bytes()
    own = {f"{FOLDER}/{name}": data for name, data in content.items()}
    return as_wheel({"autograder.py": start, **own})


def released(one: Assignment) -> dict[str, bytes]:
    """Return the files of an assignment as students first get them, by their relative paths.

    The texts are those that were released, whatever somebody has written into the folder since.
    """
    text, points = one.hints.get("text"), one.hints.get("points")
    if not isinstance(text, str) or not isinstance(points, dict):
        raise AutograderError(f"{one.name} was never released: run `autograder release` first.")
    kept = [HINTS, "test_public.py"]
    if (one.released / LIMITS_FILE).is_file():
        kept.append(LIMITS_FILE)
    first = arriving(published(one.root), one.name)
    return {
        f"{one.slug}.py": text.encode(),
        f"{one.slug}.ipynb": to_notebook(percent.parse(text), points, first).encode(),
        **{name: (one.released / name).read_bytes() for name in kept},
        **one.data,
    }


def engine() -> Iterator[tuple[str, bytes]]:
    """Yield the engine's files, each with its path."""
    for path in sorted(HOME.rglob("*")):
        if path.suffix in ENGINE and path.is_file():
            yield path.relative_to(HOME.parent).as_posix(), path.read_bytes()


def packages() -> Iterator[tuple[str, bytes]]:
    """Yield the files of the pure packages that the engine needs, each with its path."""
    for one in distributions(NEEDED).values():
        for file in one.files or ():
            if is_used(file.parts) and (path := Path(str(file.locate()))).is_file():
                yield file.as_posix(), path.read_bytes()


def is_used(parts: tuple[str, ...]) -> bool:
    """Whether a browser needs this file of a package; compiled parts have pure fallbacks."""
    if parts[0] in ("..", "/") or "__pycache__" in parts or not parts[1:]:
        return parts == ("py.py",)  # a module of pytest's that is no package
    if parts[:2] == ("pygments", "lexers"):
        return parts[2].removesuffix(".py") in LEXERS
    if parts[0].endswith(".dist-info"):
        return parts[1] == "METADATA" or "icense" in parts[-1].lower()
    return parts[-1].endswith((".py", ".typed", ".json"))


def distributions(names: tuple[str, ...]) -> dict[str, installed.Distribution]:
    """Return the distributions of these names and of all that they need in a browser, by name."""
    from packaging.requirements import Requirement  # pytest needs it, so it is there
    from packaging.utils import canonicalize_name

    browser = {"extra": "", "sys_platform": "emscripten", "platform_system": "Emscripten"}
    found: dict[str, installed.Distribution] = {}
    waiting = list(names)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in found or name in FROM_PYODIDE:
            continue
        try:
            found[name] = installed.distribution(name)
        except installed.PackageNotFoundError:
            raise AutograderError(
                f"{name} is not installed, and the site needs it: run `make setup` first."
            ) from None
        for line in found[name].requires or ():
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate(browser):
                waiting.append(need.name)
    return found


def as_wheel(content: Mapping[str, bytes]) -> bytes:
    """Return a wheel of these files; its metadata name nothing else that would be loaded."""
    info = f"{FOLDER}-{__version__}.dist-info"
    about = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {FOLDER}\nVersion: {__version__}\n"
        + "".join(f"Requires-Dist: {name}\n" for name in FROM_PYODIDE),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files = {**content, **{name: text.encode() for name, text in about.items()}}
    record = "".join(f"{name},,\n" for name in sorted([*files, f"{info}/RECORD"]))
    return zipped({**files, f"{info}/RECORD": record.encode()})
