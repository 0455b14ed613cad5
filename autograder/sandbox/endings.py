"""Why a child ended by itself, in words."""

from __future__ import annotations

import signal
import sys

from autograder.child.channel import TOO_MUCH_PRINTED
from autograder.course.limits import Limits
from autograder.sandbox.process import Ending

REASONS = {  # by exit status
    -signal.SIGSEGV: "Python itself crashed: does a recursion go too deep, or is its memory of "
    "{0.memory:,} bytes used up?",
    -signal.SIGABRT: "Python itself crashed: is the memory of {0.memory:,} bytes used up?",
}
if sys.platform != "win32":
    REASONS |= {
        -signal.SIGKILL: "it was killed: is too much memory used?",
        -signal.SIGSYS: "it asked the system for something that grading does not allow",
        -signal.SIGXCPU: "it used more than {0.cpu} s of CPU time: does every loop end?",
        -signal.SIGXFSZ: "it wrote a file of more than {0.file_size:,} bytes",
        -signal.SIGBUS: "Python itself crashed",
    }


def reason(ending: Ending, limits: Limits) -> str:
    """Return why a process ended, from how it ended and its limits."""
    if ending.status == TOO_MUCH_PRINTED:
        return f"it printed more than {limits.output:,} characters"
    if ending.status in REASONS:
        return REASONS[ending.status].format(limits)
    return f"exit status {ending.status}: is exit() called?"
