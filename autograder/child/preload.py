"""What the fork server makes ready once for all its children: the libraries, and common imports.

Only time depends on what is imported here: a child imports anything else by itself, from the pack.
"""

from __future__ import annotations

import importlib
import os
import sys
from importlib.machinery import BuiltinImporter, FrozenImporter

from autograder.child import seccomp
from autograder.child.library import LIBRARY, OnlyKnown
from autograder.child.memory_files import FILES
from autograder.child.pack import CONFIG

USUAL = (
    "numpy.random",
    "numpy.linalg",
    "numpy.polynomial",
    "numpy.ma",
    "linecache",
    "tempfile",
    "tracemalloc",
)
DRAWING = ("matplotlib.pyplot", "matplotlib.backends.backend_agg")


def open_library(pack: int) -> None:
    """Map the pack that is open at the descriptor `pack`; from now on only libraries are found."""
    FILES.install()
    LIBRARY.map(pack)
    os.close(pack)
    os.environ["MPLCONFIGDIR"] = CONFIG
    refuse_others()


def refuse_others() -> None:
    """Let imports find the standard library, NumPy and Matplotlib, and no other package.

    The finders that editable installations add are dropped, too.
    """
    sys.meta_path[:] = [BuiltinImporter, FrozenImporter, OnlyKnown]


def preload(draws: bool) -> None:
    """Import what most submissions use; what drawing needs only if one `draws`."""
    for name in ("autograder.child.worker", *USUAL, *(DRAWING if draws else ())):
        importlib.import_module(name)
    if draws:
        from autograder.child.drawing import stock_up

        stock_up()
    seccomp.program(os.uname().machine)  # each child installs it
    LIBRARY.map_compiled_modules()
    sys.path_importer_cache.clear()  # it lists whole folders, with other packages
