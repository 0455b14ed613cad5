"""What a submission will import is read from its text."""

from __future__ import annotations

from autograder.child import preload
from autograder.sandbox.imports import modules_of


def test_imports_are_read_from_the_text():
    source = """
import math, os.path as path, numpy as np
    from collections import (Counter,
        deque)
from matplotlib import pyplot as plt
x = __import__("statistics"); plt.tight_layout(); np.testing.assert_equal(1, 1)
import autograder, reference, solutions.secret, antigravity, subprocess32
"""
    found = modules_of([source])
    for name in ("math", "os.path", "numpy", "collections", "statistics", "numpy.testing"):
        assert name in found
    assert "matplotlib.pyplot" in found
    assert preload.FONTS in found
    assert not {"autograder", "reference", "solutions.secret", "antigravity"} & set(found)
    assert modules_of(["x = 1"], draws=True) == ["matplotlib.figure"]
