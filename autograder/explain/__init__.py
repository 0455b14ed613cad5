"""`autograder explain`: everything about one verdict, for the instructor who is asked about it."""

from autograder.explain.command import add

__all__ = ["add"]
