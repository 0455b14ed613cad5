"""`started.py KIND ...` is `python -m autograder ...` with children of one kind alone.

They are `light`, without Matplotlib, or `heavy`. A submission's text tells otherwise which kind it
gets, and few attacks would meet both.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path.cwd())  # as `-m` has it
    kind = sys.argv.pop(1)
    from autograder.grading.job import Job

    Job.draws = kind == "heavy"  # type: ignore[assignment,method-assign]
    runpy.run_module("autograder", run_name="__main__", alter_sys=True)
