"""Explains crashes: what Python means by an error, at the student's own line.

An explanation stands only where its evidence holds: the type and the words of the error, and the
form of the line at which it arose. Where it does not, Python's own words are all that is said. No
explanation gives the answer away: it says what was found, and asks or points.
"""
