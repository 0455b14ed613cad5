"""Runs checks outside of grading: in a notebook, and under plain pytest."""
