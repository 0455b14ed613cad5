"""The course's settings for nbgrader, and so for `autograder autograde`."""

from pathlib import Path

from autograder.lms.config import configure

c = get_config()  # noqa: F821 - nbgrader gives it
configure(c, root=Path(__file__).parent, course_id="learning")

# Several instructors at once are better served by PostgreSQL (pip install 'saywhy[postgres]'):
# c.CourseDirectory.db_url = "postgresql+psycopg://user:password@host/gradebook"
# The variable AUTOGRADER_DB does the same without writing a password down.

# When work is due and what being late costs says dates.toml. Any other setting of nbgrader goes
# below: the exchange, the time zone of its pages.
