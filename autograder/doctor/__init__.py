"""`autograder doctor`: says what is wrong with a set-up, and what usually fixes it.

It is used where packages are missing or Python is old. So no module of this package imports a
third-party package when it is loaded.
"""

from autograder.doctor.command import add

__all__ = ["add"]
