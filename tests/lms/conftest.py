"""nbgrader's programs are on the PATH, as in its journeys."""

from factories.classroom import programs_on_the_path

__all__ = ["programs_on_the_path"]
