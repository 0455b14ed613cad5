"""Attacks on the grader's own process: whatever it is made to do ends, and costs little.

Each is graded through the real command; bounds are on CPU time, memory and the verdict. That they
have teeth shows against an engine that does not bound itself: `tests/programs/grader_attacks.py`.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest
from attacks.suite.deny_grader import ATTACKS, OnGrader
from parts import BUBBLEWRAP
from programs.covert_channel import learnt, told
from programs.grader_attacks import course_in, tried, wins
from selection import mixed, tiers

ENGINE = Path(__file__).parents[2]
LEVELS = ("L2", "L3")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="measures by means of Linux")


@pytest.fixture(scope="module")
def weighed_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return course_in(tmp_path_factory.mktemp("course"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("level", "attack"),
    tiers([(level, one) for one in mixed(ATTACKS) for level in LEVELS], 2, 6, with_all=40),
    ids=lambda one: one if isinstance(one, str) else one.name,
)
def test_the_grader_holds(level: str, attack: OnGrader, weighed_course: Path):
    if level == "L3":
        BUBBLEWRAP.need()
    cost = tried(attack, weighed_course, ENGINE, python=Path(sys.executable), level=level)
    if f'"isolation": "{level}' not in cost.result:
        pytest.skip(f"this machine does not reach {level}")
    assert wins(attack, cost) == [], cost.output[-2000:]


def test_all_work_of_the_grader_is_attacked():
    assert len({one.name for one in ATTACKS}) == len(ATTACKS) >= 30
    assert min(Counter(one.work for one in ATTACKS).values()) >= 5
    for one in ATTACKS:
        compile(one.text, one.name, "exec")


@pytest.mark.long
def test_thirteen_submissions_learn_nothing_of_a_hidden_input():
    messages = told(ENGINE, Path(sys.executable))
    assert len(messages) == 13
    assert len(set(messages)) == 1
    assert learnt(messages) is None
