"""The names and modules that a notebook has without any import of its own, as stand-ins."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

HELPERS = ("check", "check_gradient")  # the names that a notebook imports from `autograder`
# Every kernel has these modules.
IPYTHON = (
    "IPython",
    "IPython.display",
    "IPython.core",
    "IPython.core.display",
    "IPython.core.interactiveshell",
)


class _Quiet:
    """Stands in for IPython's shell: each method takes any arguments and returns None.

    It is false, so that Matplotlib, which asks for a shell, finds none.
    """

    def __bool__(self) -> bool:
        return False

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *args, **kwargs: None


class _Showing(ModuleType):
    """Stands in for a module that shows things: whatever it has takes any arguments."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: None


def fresh_names(module_name: str) -> dict[str, Any]:
    """Return a namespace like that of a new notebook, where its helpers do nothing."""
    module = ModuleType(module_name)
    sys.modules[module_name] = module  # dataclasses and pickle look it up there
    module.__dict__.update(display=lambda *a, **k: None, get_ipython=_Quiet)
    stand_in = ModuleType("autograder")
    stand_in.__dict__.update(dict.fromkeys(HELPERS, lambda *args, **kwargs: None))
    sys.modules["autograder"] = stand_in
    for name in IPYTHON:
        parent, _, last = name.rpartition(".")
        sys.modules[name] = _Showing(name)
        if parent:
            setattr(sys.modules[parent], last, sys.modules[name])
    sys.modules["IPython"].__dict__.update(get_ipython=_Quiet, version_info=(9, 0, 0))
    builtins.input = _no_input
    return module.__dict__


def _no_input(prompt: object = "") -> str:
    raise RuntimeError("input() has nobody to ask while grading: write the value into the code")
