"""The oracle of the course on whose checks the grader's own process is attacked: it needs none."""
