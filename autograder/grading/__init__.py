"""Grades submissions; `grade`, `grade-all`, `watch` and nbgrader all use `Grader`."""
