"""`autograder doctor`: says what is wrong with a set-up, and what usually mends it.

It needs nothing but Python's own library, also an older one's, as it is asked where something is
missing: no module of this package imports anything else when it is loaded.
"""

from autograder.doctor.command import add

__all__ = ["add"]
