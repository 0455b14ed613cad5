"""Grading of a class: finds the submissions, lets workers grade them, keeps each result at once."""
