"""A submission imports no other one: in a locked child that fails and says what to do instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from factories.toy_course import exercise, with_body

pytestmark = pytest.mark.slow
TWICE = "def twice(x):\n    return 2 * np.asarray(x)\n"
USES = "return twice(x)"
IMPORT = "# %% mine\nimport sys\nsys.path[:0] = ['.', '../01_earlier', {here!r}]\n{how}\n"
SAID = "what you need of another file of yours, copy into this one."
Graded = Callable[..., dict[str, Any]]


@pytest.mark.parametrize("how", ["from earlier import twice", "from mine import twice"])
def test_the_file_beside_it_cannot_be_imported(graded: Graded, bare: str, tmp_path: Path, how: str):
    """It lies beside the submission, as in a course's folder, and is not there in grading."""
    for name in ("earlier.py", "mine.py"):
        (tmp_path / name).write_text(f"import numpy as np\n{TWICE}")
    at = bare.index("# %% [markdown]\n# ## Twice")
    text = bare[:at] + IMPORT.format(here=str(tmp_path), how=how) + bare[at:]
    data = graded(with_body(text, "double", USES))
    assert exercise(data, "double")["score"] == 0.0
    (problem,) = data["problems"]
    assert f"No module named '{how.split()[1]}'" in problem
    assert problem.endswith(SAID)
    (check, _) = exercise(data, "double")["checks"]
    assert "See the problem in cell" in check["message"]


def test_a_copy_of_an_earlier_function_is_as_good_as_any(graded: Graded, bare: str):
    at = bare.index("# %% [markdown]\n# ## Twice")
    data = graded(with_body(f"{bare[:at]}# %% mine\n{TWICE}{bare[at:]}", "double", USES))
    one = exercise(data, "double")
    assert (one["score"], one["max_score"], data["problems"]) == (3.0, 3.0, [])


def test_the_models_behaviour_could_not_take_a_function_of_the_students(graded: Graded, bare: str):
    """What a check lends answers for numbers; a function that is given to it does not cross."""
    body = "return f(lambda t: t * x)"
    one = exercise(graded(with_body(bare, "both_sides", body)), "both_sides")
    assert one["status"] == "crashed"
    assert "f takes numbers, not an object of type function" in one["checks"][0]["message"]
