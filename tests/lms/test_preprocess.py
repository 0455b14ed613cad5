"""Our parts of nbgrader's commands, cell by cell."""

from __future__ import annotations

import pytest
from parts import NBGRADER

# nbgrader takes seconds to load: not before the first of these tests runs.
pytestmark = [NBGRADER.needed, pytest.mark.long]

GIVEN = """def f(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### STUDENTS GET
    # return 3 * x
    ### END SOLUTION"""


def cleared(source: str, kind: str = "code") -> str:
    """Return the text of a cell after `generate_assignment` has cleared it."""
    import nbformat

    from autograder.lms.preprocess import Clear

    cell = nbformat.v4.new_code_cell(source)
    cell["cell_type"] = kind
    mark = {"grade": False, "solution": True, "locked": False, "schema_version": 3}
    cell.metadata["nbgrader"] = {**mark, "grade_id": "f", "task": False}
    found, _ = Clear().preprocess_cell(cell, {"language": "python"}, 0)
    return str(found.source)


def test_code_to_mend_is_what_students_get():
    assert cleared(GIVEN) == "def f(x):\n    return 3 * x"


def test_all_other_cells_are_nbgraders():
    plain = GIVEN.replace("    ### STUDENTS GET\n    # return 3 * x\n", "")
    assert cleared(plain) == "def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    assert cleared("x = 1") == "# YOUR CODE HERE\nraise NotImplementedError()"
    assert (
        cleared("# ### BEGIN SOLUTION\nbecause\n# ### END SOLUTION", "markdown")
        == "YOUR ANSWER HERE"
    )
