"""A few real results of the toy, graded once; classes are made up from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from factories.toy_course import TOY, with_body

from autograder.grading.grader import Grader
from autograder.report.as_json import to_data


@pytest.fixture(scope="session")
def results(
    graders: Callable[..., Grader],
    solved: str,
    bare: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, dict[str, Any]]:
    """Results by what was handed in; tests must not change them."""
    squares = with_body(bare, "double", "return np.asarray(x) ** 2")
    odd = with_body(
        with_body(bare, "double", "return 17 + 0 * np.asarray(x)"), "both_sides", "return [][3]"
    )
    texts = {
        "solved": solved,
        "stub": bare,
        "squares": with_body(squares, "question_1", "return 1"),
        "odd": odd,
        "broken": f"{solved}\n# %% mine\nx = = 3  # by Ada Lovelace\n",
        "unreadable": "",
    }
    folder = tmp_path_factory.mktemp("handed_in")
    found = {}
    for name, text in texts.items():
        path: Path = folder / f"{name}.py"
        path.write_text(text)
        found[name] = to_data(graders(seconds=10.0).grade(TOY, path, "somebody"))
    return found
