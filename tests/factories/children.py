"""Children of one level of isolation, with given sources."""

from __future__ import annotations

import pytest
from parts import BUBBLEWRAP

from autograder.course.limits import Limits
from autograder.sandbox import bubblewrap
from autograder.sandbox.launcher import CAN_FORK, Launcher, Policy
from autograder.sandbox.program import Program
from autograder.sandbox.sandbox import Sandbox


def open_launcher(level: int) -> Launcher:
    """Return a launcher at `level`, or skip where this machine cannot have it."""
    if level > 1 and not CAN_FORK:
        pytest.skip("sealed children need Linux")
    if level == 3:
        BUBBLEWRAP.need()
    with pytest.MonkeyPatch.context() as patch:
        if level == 2:
            patch.setattr(bubblewrap, "is_installed", lambda: False)
        launcher = Launcher(Policy.STRICT if level > 1 else Policy.LIMITS)
        launcher.settle()
    if launcher.level < level:
        launcher.close()
        pytest.skip(launcher.note)
    return launcher


def program_of(*sources: str) -> Program:
    cells = [(number, "s.py", number, source) for number, source in enumerate(sources, 1)]
    return Program(cells, module="s")


def sandbox(source: str, launcher: Launcher, **limits: float) -> Sandbox:
    return Sandbox(program_of(source), Limits(**limits), launcher)  # type: ignore[arg-type]
