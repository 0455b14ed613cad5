"""Grades submissions: one path for one student, a class, and every save."""
