"""The line magic `%grade`, which a notebook gets by `%load_ext autograder`."""

from __future__ import annotations

from typing import Any

from autograder.errors import AutograderError
from autograder.live.notebook_checks import show, show_all
from autograder.text import for_terminal


def register(shell: Any) -> None:
    """Register the line magic `%grade` with an IPython shell."""

    def grade(line: str) -> None:
        """Check one exercise, `%grade linear_approx`, or with `%grade` the whole assignment.

        The public checks run on the functions as they are in the notebook at this moment.
        """
        exercises = line.split()
        try:
            for name in exercises:
                show(name, shell.user_ns)
            if not exercises:
                show_all(shell.user_ns)
        except AutograderError as error:  # the user can mend it: no traceback
            print(for_terminal(str(error)))

    shell.register_magic_function(grade, "line", "grade")
