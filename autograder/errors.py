"""Errors that end a command with a sentence and an exit code instead of a traceback."""


class AutograderError(Exception):
    """An error that the user can mend; the text names place and usual fix (exit code 2)."""


class BrokenChecksError(Exception):
    """Our own checks cannot be loaded, so nothing was graded (exit code 3)."""
