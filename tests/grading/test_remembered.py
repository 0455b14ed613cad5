"""A wrong answer that comes from earlier calls is told as such; any other one is not."""

from __future__ import annotations

import pytest
from factories.toy_course import exercise, with_body

from autograder.grading.remembered import REMEMBERS

pytestmark = pytest.mark.slow
DOUBLED = "globals()['met'] = 1\nreturn [2 * v for v in x]"


@pytest.mark.parametrize(
    ("more", "is_told"),
    [
        ("globals().get('met', 0)", True),  # 0 in a new process
        ("1.7", False),
        ("1 + np.random.default_rng().random()", False),  # never the same
        ("int('met' in globals() or 1 / 0)", False),  # no answer at all in a new process
    ],
)
def test_what_comes_from_earlier_calls_is_told(graded, bare, more, is_told):
    text = with_body(bare, "double", DOUBLED)
    text = with_body(text, "both_sides", f"return f(x) + f(-x) + {more}")
    found = exercise(graded(text), "both_sides")
    public, *hidden = found["checks"]
    assert (public["status"], found["misconception"]) == ("failed", None)
    assert (REMEMBERS in public["message"].replace("\n", " ")) is is_told
    assert all(REMEMBERS not in one["message"] for one in hidden)


def test_a_generator_is_no_memory(graded, bare):
    body = "globals()['n'] = globals().get('n', 0) + 1\nreturn rng.integers(n) + globals()['n']"
    found = exercise(graded(with_body(bare, "draw_one", body)), "draw_one")
    assert found["checks"][0]["status"] == "failed"
    assert REMEMBERS not in found["checks"][0]["message"]
