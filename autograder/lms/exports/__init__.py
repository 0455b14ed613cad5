"""Grades in the forms that learning management systems take."""
