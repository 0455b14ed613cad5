"""The course on disk: assignments, their cells, exercises, limits, and submissions as files."""
