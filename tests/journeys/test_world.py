"""Right answers earn their marks wherever and however they were written.

Each case changes one thing in the toy's solved notebook; what the grader says of it is true.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from factories.odd_notebooks import FULL, NOTHING_SAID, SAID
from factories.toy_course import as_notebook, exercise

pytestmark = pytest.mark.slow


def noted(data: dict[str, Any]) -> list[str]:
    return [one for one in data["problems"] if "cell" in one]


@pytest.mark.parametrize("change", NOTHING_SAID.values(), ids=NOTHING_SAID.keys())
def test_it_costs_nothing(graded, solved, change):
    notebook = as_notebook(solved)
    change(notebook["cells"])
    data = graded(json.dumps(notebook), "toy.ipynb")
    assert (data["score"], data["problems"]) == (FULL, [])


@pytest.mark.parametrize(("change", "score", "said"), SAID.values(), ids=SAID.keys())
def test_the_loss_is_no_larger_than_the_fault(graded, solved, change, score, said):
    notebook = as_notebook(solved)
    change(notebook["cells"])
    data = graded(json.dumps(notebook), "toy.ipynb", seconds=3.0)
    assert data["score"] == score
    assert said in data["problems"][0]


def test_effects_of_a_problem_are_not_shown_as_causes(graded, solved):
    text = solved.replace(
        "def double(x):", "import torch\nt = torch.ones(3)\nu = t + 1\ndef double(x):"
    ).replace("return 2 * np.asarray(x)", "return torch.add(x, x)")
    data = graded(text)
    assert len(data["problems"]) == 1
    assert "No module named 'torch'" in data["problems"][0]
    message = exercise(data, "double")["checks"][0]["message"]
    assert "name 'torch' is not defined" in message
    assert "See the problem in cell" in message
