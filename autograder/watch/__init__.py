"""`autograder watch`: grades again after every save, and shows one thing to do at a time."""

from autograder.watch.command import add

__all__ = ["add"]
