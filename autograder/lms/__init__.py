"""The connection of the grader to learning systems: nbgrader, Canvas, Moodle and others."""
