"""Every tolerance of the suite, each with its reason."""

from __future__ import annotations

# A right answer computed in float32 (eps 1.2e-7) through some dozens of operations errs by about
# 1e-6 of the scale; the nearest known wrong version differs by more than 1e-3.
FLOAT32 = 1e-5

# Two traces are the same wrong version when they agree to what float32 work leaves of them.
TRACE = 1e-5
