"""Our settings of nbgrader, for the `nbgrader_config.py` of a course.

nbgrader reads that file three times per command, so `configure` assigns lists and never appends.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from autograder.lms.database import with_driver

TEXT = '''"""The course's settings for nbgrader, and so for `autograder autograde`."""

from pathlib import Path

from autograder.lms.config import configure

c = get_config()  # noqa: F821 - nbgrader gives it
configure(c, root=Path(__file__).parent, course_id="{course}")

# Several instructors at once are better served by PostgreSQL (pip install 'saywhy[postgres]'):
# c.CourseDirectory.db_url = "postgresql+psycopg://user:password@host/gradebook"
# The variable AUTOGRADER_DB does the same without writing a password down.

# When work is due and what being late costs says dates.toml. Any other setting of nbgrader goes
# below: the exchange, the time zone of its pages.
'''
STUB = "raise NotImplementedError"
WRITTEN = "*Your answer here.*"


def configure(c: Any, root: Path, course_id: str = "") -> None:
    """Set nbgrader's config `c` to grade the course at `root` with the isolated grader."""
    from nbconvert.preprocessors import ClearMetadataPreprocessor, CSSHTMLHeaderPreprocessor
    from nbgrader import preprocessors as stock
    from nbgrader.converters import GenerateAssignment

    from autograder.lms.exchange import become_default
    from autograder.lms.hide_models import HideModels
    from autograder.lms.late import LatePenalties, tell_bad_timestamps
    from autograder.lms.preprocess import Clear, Grade, IntakeExporter, Mend, only_ours

    tell_bad_timestamps()
    become_default()
    root = root.resolve()
    c.CourseDirectory.root = str(root)
    c.CourseDirectory.course_id = course_id
    database = os.environ.get("AUTOGRADER_DB") or f"sqlite:///{root / 'gradebook.db'}"
    c.CourseDirectory.db_url = with_driver(database)
    c.ClearSolutions.code_stub = {"python": STUB}
    c.ClearSolutions.text_stub = WRITTEN
    c.ClearSolutions.begin_solution_delimeter = "### BEGIN SOLUTION"
    c.ClearSolutions.end_solution_delimeter = "### END SOLUTION"
    c.GenerateAssignment.preprocessors = [
        Clear if one is stock.ClearSolutions else one
        for one in GenerateAssignment.preprocessors.default()
    ]
    c.Autograde.exporter_class = IntakeExporter
    c.Autograde.pre_convert_hook = only_ours
    c.GenerateFeedback.preprocessors = [stock.GetGrades, HideModels, CSSHTMLHeaderPreprocessor]
    # Mend makes sound notebooks, so each of nbgrader's own checks need run only once.
    c.Autograde.sanitize_preprocessors = [
        Mend,
        stock.OverwriteKernelspec,
        stock.OverwriteCells,
        stock.CheckCellMetadata,
    ]
    c.Autograde.autograde_preprocessors = [
        Grade,
        stock.IgnorePattern,
        ClearMetadataPreprocessor,
        stock.LimitOutput,
        stock.SaveAutoGrades,
        LatePenalties,
    ]
