"""Figures as a child describes them."""

from __future__ import annotations

from typing import Any

import numpy as np

XY = np.zeros((3, 2))


def figure(height: float = 1.0) -> dict[str, Any]:
    """Return a figure with one part of each kind, whose line has this height."""
    line = {"kind": "data", "x": np.arange(3.0), "y": np.full(3, height), "label": "f"}
    return {
        "lines": [{**line, "marker": "o", "marked": np.array([0, 2]), "style": "-"}],
        "points": [{"xy": XY, "label": None}],
        "quivers": [{"xy": XY, "uv": XY}],
        "contours": [{"levels": np.arange(2.0), "xy": XY}],
        "verticals": [0.5],
        "legend": ["f"],
        "texts": [],
        "undrawn": 0,
        **dict.fromkeys(("title", "xlabel", "ylabel"), ""),
        **dict.fromkeys(("xscale", "yscale"), "linear"),
    }
