"""Auto-graded exercises on the basics of machine learning; checks say why an answer is wrong."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from typing import Any

__version__ = "1.0.0"
__all__ = ["check", "check_gradient"]

# Imported on demand, since the child process and most commands need none of them.
_LAZY = {
    "check": "autograder.live.notebook_checks",
    "check_gradient": "autograder.gradcheck.showing.live",
    "Catalog": "autograder.course.catalog",
    "Grader": "autograder.grading.grader",
}
# Modules that docs and installations of earlier versions name, and the modules that replace them.
_MOVED = {
    "autograder.catalog": ["autograder.course.catalog"],
    "autograder.gradcheck.live": ["autograder.gradcheck.showing.live"],
    "autograder.grader": ["autograder.grading.grader"],
    "autograder.model": ["autograder.results", "autograder.errors"],
    "autograder.plugin": ["autograder.checks.plugin"],
    "autograder.standalone": ["autograder.live.pytest_plugin"],
}
_PYTEST_PLUGINS = ("autograder.plugin", "autograder.standalone")


def load_ipython_extension(shell: Any) -> None:
    """Add `%grade` to a notebook; `%load_ext autograder` calls this."""
    from autograder.live.magic import register

    register(shell)


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module 'autograder' has no attribute {name!r}")


class _Moved:
    """Imports a module of an earlier version by its old name, with a warning that names the new."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        return ModuleSpec(name, _Moved) if name in _MOVED else None  # type: ignore[arg-type]

    @staticmethod
    def create_module(spec: ModuleSpec) -> None:
        """Leave that to Python."""

    @staticmethod
    def exec_module(module: Any) -> None:
        import warnings

        name, places = module.__name__, _MOVED[module.__name__]
        text = f"{name} is now {' and '.join(places)}"
        warnings.warn(text, DeprecationWarning, stacklevel=2)
        if name in _PYTEST_PLUGINS:  # pytest registers each plug-in once, by its own name
            module.pytest_plugins = places
            return
        for place in places:
            found = vars(import_module(place))
            vars(module).update({key: value for key, value in found.items() if key[0] != "_"})


sys.meta_path.append(_Moved)  # the last: only for what is not found
