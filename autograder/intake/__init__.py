"""Intake: what lies in a folder or archive of submissions, and which file of whom counts.

Every door uses it: `grade` for one student, `grade-all` and `autograde` for a class. Nothing is
skipped in silence: each file, link, archive member and empty folder gets a row with a status.
"""
