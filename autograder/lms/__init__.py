"""Between the grader and the systems in which courses live: nbgrader, Canvas, Moodle and others."""
