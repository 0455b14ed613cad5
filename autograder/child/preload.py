"""Load library modules before the lock, since afterwards a child cannot open files.

`autograder.sandbox.imports` chooses the names, so that no text of a submission gets here.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
from typing import Any

ALWAYS = (  # NumPy loads its parts late; warnings need the last two
    "numpy.random",
    "numpy.linalg",
    "numpy.fft",
    "numpy.polynomial",
    "numpy.ma",
    "linecache",
    "tracemalloc",
)
# Modules that Matplotlib loads late; preloaded if any of its parts is.
DRAWING = (
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "contourpy",
    "mpl_toolkits.mplot3d",
    "PIL.PngImagePlugin",
)
# Symbols of every kind: together they need all fonts that Matplotlib uses for formulas.
SYMBOLS = (
    r"$x^2 2\times\sum\int\alpha\partial\nabla\infty\leq\sqrt{x}\frac{1}{2}\hat{x}\|\theta"
    r"\left(\right)\mathrm{x}\mathbf{x}\mathit{x}\mathtt{x}\mathcal{L}\mathbb{R}\mathsf{x}$"
)
# Two names that are no modules: load what drawing to pixels needs; make empty Axes in advance.
FONTS, AXES = "matplotlib fonts", "matplotlib axes"
SHELF: dict[str, bytes] = {}  # contents of files that can be read behind the lock, by path


def preload(modules: list[str]) -> None:
    """Import the `modules` that can be imported."""
    draws = any(name.startswith("matplotlib") for name in modules)
    for name in (*ALWAYS, *(DRAWING if draws else ()), *modules):
        if name in (FONTS, AXES):
            _load_fonts() if name == FONTS else _stock_up_on_axes()
            continue
        # A module may fail in any way; the submission's own import will then fail, too.
        with contextlib.suppress(BaseException):
            _load(name)


def _load(name: str) -> None:
    """Import a module, or get an attribute that its package loads on demand."""
    try:
        importlib.import_module(name)
    except ModuleNotFoundError:
        package, _, part = name.rpartition(".")
        getattr(importlib.import_module(package), part)


def _stock_up_on_axes() -> None:
    from autograder.child.drawing import stock_up  # brings NumPy, which this module does not need

    stock_up()


def _load_fonts() -> None:
    """Draw once, so that Matplotlib finds its fonts; keep their files, which it reads again."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    usual = io.open

    def keeping(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if mode == "rb":
            path = str(os.fsdecode(file))
            with usual(path, mode) as opened:
                SHELF[path] = opened.read()
        return usual(file, mode, *args, **kwargs)

    io.open = keeping
    try:
        figure = Figure(layout="tight")
        FigureCanvasAgg(figure)
        ax = figure.add_subplot(yscale="log", title=SYMBOLS)
        ax.plot([1, 2], [1, 100], label="x")
        ax.legend(title="bold").get_title().set_fontweight("bold")
        figure.canvas.draw()
    finally:
        io.open = usual
