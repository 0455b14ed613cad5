"""Finds the library modules that a submission will import, from its text, without running it.

The child loads them before it is locked. Only modules of the standard library, NumPy and
Matplotlib are returned, so the text decides no more than which public code is loaded.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

from autograder.child.preload import FONTS

LIBRARIES = frozenset({"numpy", "matplotlib", "mpl_toolkits"})
# Modules that act when imported, or are of no use in grading.
NOT_FOR_GRADING = frozenset(
    {"antigravity", "this", "idlelib", "lib2to3", "turtledemo", "tkinter", "turtle", "test"}
    | {"ensurepip", "venv", "curses", "msilib", "winreg", "winsound"}
)
NOT_FOR_GRADING_ANYWHERE = frozenset({"__main__", "tests", "conftest"})
MOST, LONGEST = 100, 100  # modules of one submission, characters of a name
_IMPORT = re.compile(r"\bimport[ \t]+([\w.]+(?:[ \t]+as[ \t]+\w+)?(?:[ \t]*,[ \t]*[\w. \t]+)*)")
_FROM = re.compile(r"\bfrom[ \t]+([\w.]+)[ \t]+import[ \t]+\(?([\w \t,]*)")
_DYNAMIC = re.compile(r"""(?:__import__|import_module)\(\s*["']([\w.]+)["']""")
# NumPy loads these on first use, without an import statement.
_LATE = re.compile(r"\b(?:np|numpy)\.(testing|ma|ctypeslib|polynomial|rec|char|strings|typing)\b")
_DRAWS = re.compile(r"layout|savefig|\bdraw|extent|tightbbox|print_png|imsave")


def modules_of(sources: Iterable[str], draws: bool = False) -> list[str]:
    """Return the modules to load for `sources`; `draws` if a figure is to be drawn."""
    text = "\n".join(sources)
    found: dict[str, None] = dict.fromkeys(["matplotlib.figure"] if draws else [])
    imports = "\n".join(line for line in text.split("\n") if "import" in line)  # faster
    for names in _IMPORT.findall(imports):
        found.update(dict.fromkeys(part.split()[0] for part in names.split(",") if part.strip()))
    for package, names in _FROM.findall(imports):
        parts = [part.split()[0] for part in names.split(",") if part.strip()]
        found.update(dict.fromkeys([package, *(f"{package}.{part}" for part in parts)]))
    found.update(dict.fromkeys(_DYNAMIC.findall(text)))
    found.update(dict.fromkeys(f"numpy.{name}" for name in _LATE.findall(text)))
    modules = [name for name in found if _is_public(name)][:MOST]
    if any(name.startswith("matplotlib") for name in modules) and _DRAWS.search(text):
        modules.append(FONTS)
    return modules


def _is_public(name: str) -> bool:
    first, *rest = name.split(".")
    if first in NOT_FOR_GRADING or NOT_FOR_GRADING_ANYWHERE & {*rest} or not all(rest):
        return False
    if len(name) > LONGEST:
        return False
    return first in LIBRARIES or first in sys.stdlib_module_names
