"""Draw error against step for three functions, with the step that the checker takes.

    python -m bench.gradients.figure [FILE.png]

It is the picture of docs/gradient_checker.md.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from autograder.gradcheck import derivative

OUT = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "error_against_step.png"
# Title, f, f' and x.
SHOWN: tuple[tuple[str, Callable[[Any], Any], Callable[[Any], Any], float], ...] = (
    ("exp(sin x)", lambda x: np.exp(np.sin(x)), lambda x: np.cos(x) * np.exp(np.sin(x)), 1.0),
    ("1e6 + sin x", lambda x: 1e6 + np.sin(x), np.cos, 1.0),
    ("exp x in float32", lambda x: np.exp(np.float32(x)), np.exp, 1.0),
)
STEPS = 2.0 ** -np.arange(2.3, 50, 0.5)


def plain(f: Callable[[Any], Any], x: float) -> np.ndarray:
    """The central differences of f at x over all steps."""
    return np.array([(float(f(x + h)) - float(f(x - h))) / ((x + h) - (x - h)) for h in STEPS])


def draw() -> Figure:
    """Return the picture: one panel a function, all axes logarithmic."""
    figure = Figure(figsize=(9.6, 3.2), dpi=110, layout="constrained")
    for ax, (title, f, exact, x) in zip(figure.subplots(1, 3, sharey=True), SHOWN, strict=True):
        found, truth = derivative(f, x), float(exact(x))
        ax.loglog(STEPS, np.abs(plain(f, x) - truth) + 1e-17, "-", color="0.7", lw=1)
        ax.loglog([], [], "-", color="0.7", lw=1, label="central difference, true error")
        known = np.isfinite(found.errors[:, 0])
        ax.loglog(found.steps[known], found.errors[known, 0], "ko", ms=4, label="estimated error")
        pick = found.picked
        ax.loglog(found.steps[pick], found.errors[pick, 0], "ks", ms=11, mfc="none",
                  label="the step taken")  # fmt: skip
        off = abs(float(found.value[0]) - truth)
        ax.axhline(max(off, 1e-17), color="k", ls=":", lw=1, label="true error of the result")
        ax.set(title=title, xlabel="step h")
    figure.axes[0].set_ylabel("error of the slope")
    figure.axes[0].legend(fontsize=6, loc="upper left")
    return figure


def main() -> None:
    """Write the picture."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    draw().savefig(out)
    print(f"wrote {out.name}")


if __name__ == "__main__":
    main()
