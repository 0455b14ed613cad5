"""Checks outside of grading: a notebook, plain pytest."""
