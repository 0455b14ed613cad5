"""Which library modules a submission will import, read from its text without running it.

They are loaded before the child is locked. Only names of Python's own library, NumPy and
Matplotlib come out, so the text decides nothing but which public code is loaded.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

from autograder.child.preload import FONTS

LIBRARIES = frozenset({"numpy", "matplotlib", "mpl_toolkits"})
# Modules that do something when they are merely imported, or that grading has no use for.
NOT_FOR_GRADING = frozenset(
    {"antigravity", "this", "idlelib", "lib2to3", "turtledemo", "tkinter", "turtle", "test"}
    | {"ensurepip", "venv", "curses", "msilib", "winreg", "winsound"}
)
NOT_FOR_GRADING_ANYWHERE = frozenset({"__main__", "tests", "conftest"})
MOST, LONGEST = 100, 100  # names of one submission, letters of a name
_IMPORT = re.compile(r"\bimport[ \t]+([\w.]+(?:[ \t]+as[ \t]+\w+)?(?:[ \t]*,[ \t]*[\w. \t]+)*)")
_FROM = re.compile(r"\bfrom[ \t]+([\w.]+)[ \t]+import[ \t]+\(?([\w \t,]*)")
_DYNAMIC = re.compile(r"""(?:__import__|import_module)\(\s*["']([\w.]+)["']""")
# NumPy loads these when they are first used, without an import.
_LATE = re.compile(r"\b(?:np|numpy)\.(testing|ma|ctypeslib|polynomial|rec|char|strings|typing)\b")
_DRAWS = re.compile(r"layout|savefig|\bdraw|extent|tightbbox|print_png|imsave")


def modules_of(sources: Iterable[str], draws: bool = False) -> list[str]:
    """Return the modules to load for `sources`; `draws` if a figure is to be drawn."""
    text = "\n".join(sources)
    found: dict[str, None] = dict.fromkeys(["matplotlib.figure"] if draws else [])
    imports = "\n".join(line for line in text.split("\n") if "import" in line)  # few: quicker
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
