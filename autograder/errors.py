"""Errors that end a command with a sentence and an exit code instead of a traceback."""


class AutograderError(Exception):
    """Something the user can mend; its text names the place and the usual fix (exit code 2)."""


class BrokenChecksError(Exception):
    """Our own checks cannot be loaded: nobody's work was judged (exit code 3)."""
