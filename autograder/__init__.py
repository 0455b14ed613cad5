"""Auto-graded exercises on the basics of machine learning; checks say why an answer is wrong."""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"
__all__ = ["check", "check_gradient"]


def load_ipython_extension(shell: Any) -> None:
    """Add `%grade` to a notebook; `%load_ext autograder` calls this."""
    from autograder.live.magic import register

    register(shell)


def __getattr__(name: str) -> Any:
    # Imported on demand, since the child process and most commands need neither.
    if name == "check":
        from autograder.live.notebook_checks import check

        return check
    if name == "check_gradient":
        from autograder.gradcheck.live import check_gradient

        return check_gradient
    raise AttributeError(f"module 'autograder' has no attribute {name!r}")
