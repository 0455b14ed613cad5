"""The tolerances of comparisons, with reasons."""

from __future__ import annotations

# A right answer computed in float32 (eps 1.2e-7) by some dozens of operations is off by about 1e-6
# of the scale; the nearest misconception differs by more than 1e-3.
FLOAT32 = 1e-5

# The numbers of two fingerprints agree if they are equal to the accuracy of float32.
TRACE = 1e-5
