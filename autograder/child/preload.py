"""Loading library modules before the lock: afterwards a child opens no file any more.

What it takes is our own choice of names (`autograder.sandbox.imports`), never a submission's text.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
from typing import Any

ALWAYS = (  # NumPy loads the parts of its own late; the last two write the texts of warnings
    "numpy.random",
    "numpy.linalg",
    "numpy.fft",
    "numpy.polynomial",
    "numpy.ma",
    "linecache",
    "tracemalloc",
)
# What Matplotlib loads late, as soon as any part of it is asked for.
DRAWING = (
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "contourpy",
    "mpl_toolkits.mplot3d",
    "PIL.PngImagePlugin",
)
# One of each kind of symbol: between them they need every font that Matplotlib's formulas use.
SYMBOLS = (
    r"$x^2 2\times\sum\int\alpha\partial\nabla\infty\leq\sqrt{x}\frac{1}{2}\hat{x}\|\theta"
    r"\left(\right)\mathrm{x}\mathbf{x}\mathit{x}\mathtt{x}\mathcal{L}\mathbb{R}\mathsf{x}$"
)
# These two are no modules: load what drawing to pixels needs; make some empty Axes beforehand.
FONTS, AXES = "matplotlib fonts", "matplotlib axes"
SHELF: dict[str, bytes] = {}  # files to read behind the lock, by path


def preload(modules: list[str]) -> None:
    """Import `modules`, as far as they exist."""
    draws = any(name.startswith("matplotlib") for name in modules)
    for name in (*ALWAYS, *(DRAWING if draws else ()), *modules):
        if name in (FONTS, AXES):
            _load_fonts() if name == FONTS else _stock_up_on_axes()
            continue
        # A module may fail in any way of its own: then the submission's import says so, too.
        with contextlib.suppress(BaseException):
            _load(name)


def _load(name: str) -> None:
    """Import a module, or what a package loads when it is asked for that name."""
    try:
        importlib.import_module(name)
    except ModuleNotFoundError:
        package, _, part = name.rpartition(".")
        getattr(importlib.import_module(package), part)


def _stock_up_on_axes() -> None:
    from autograder.child.drawing import stock_up  # brings NumPy, which this module does not need

    stock_up()


def _load_fonts() -> None:
    """Draw once, so that Matplotlib finds its fonts, and keep their files: it reads them again."""
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
