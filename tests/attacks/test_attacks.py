"""Hostile submissions against the grader, at each level of isolation, and against a naive one.

Each attack is graded by the real command line on real files, some in one run, and watched from
outside. It is stopped if nothing of what the level promises is lost: no points, no secret, no
time, no honest exercise, no effect. The control shows that the attacks are meant: against a
grader that runs a submission in its own process nearly all of them win.

A sample is tried at each level, more in `--rest` and with `--all`, some as an ordinary user where
we are root; with `--every`, all attacks at all levels. The control meets a sample, and all of them
whenever a file in tests/attacks differs from what was committed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attacks.attack import GROUPS, Attack
from attacks.campaign import ALL, aim, carry_out, ordinary_place, promised
from attacks.evidence import Evidence, wins
from attacks.harness import HOME, LIMITS, NAIVE, TOGETHER, Place, Run
from attacks.suite import deny_files, deny_texts, deny_wire
from parts import BUBBLEWRAP, ROOT_USER
from programs.attack_table import page
from selection import mixed, some, tiers

from autograder.child.channel import ASK, CELL, DONE, LOADED, PRINTED, Channel
from autograder.child.wire import encode

ORDINARY = "L2-ordinary-user"
FEW = {"L2": 11, "L3": 4, ORDINARY: 0, LIMITS: 3}
MORE = {"L2": TOGETHER - 1, "L3": TOGETHER // 2, ORDINARY: 0, LIMITS: 0}  # in the rest
# with --all; with --every all levels meet all
MANY = {"L2": 12 * TOGETHER, "L3": 6 * TOGETHER, ORDINARY: TOGETHER, LIMITS: 2 * TOGETHER}
ON_THE_GRADER = [*deny_files.ATTACKS, *deny_texts.ATTACKS]
NOTHING = Attack("does_nothing", "forge", "", "It is an honest submission that is half done.")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="watches by means of Linux")


def ids(attack: Attack) -> str:
    return f"{attack.group}-{attack.name}"


def base(level: str) -> str:
    """The level of isolation, whoever grades."""
    return level.partition("-")[0]


def chosen(level: str) -> list[Any]:
    """The attacks to try at `level`: those that it promises to stop."""
    promises = [(level, one) for one in mixed(ALL) if promised(one, base(level))]
    return tiers(promises, FEW[level], MORE[level], MANY[level])


def to_be_shown() -> list[Attack]:
    """The attacks that have to show their teeth."""
    found = [one for one in ALL if one.teeth]
    return found if were_edited() else some(found, 2, with_all=20)


def were_edited() -> bool:
    """Whether the attacks here differ from those that were committed."""
    status = ["git", "status", "--porcelain", "--", str(Path(__file__).parent)]
    try:
        return bool(subprocess.run(status, capture_output=True, check=False).stdout)
    except OSError:
        return False


class Campaigns:
    """The outcomes by level, each level carried out when it is first asked for."""

    def __init__(self, wanted: dict[str, list[Attack]], folder: Path) -> None:
        """`wanted` tells which attacks the selected tests ask for, by level."""
        self.wanted, self.folder = wanted, folder
        self.places: dict[str, Place] = {}
        self.outcomes: dict[str, dict[str, tuple[Evidence, dict[str, list[str]]]]] = {}
        self.lacking: dict[str, str] = {}

    def of(self, level: str) -> dict[str, tuple[Evidence, dict[str, list[str]]]]:
        """Return what each attack achieved; skips the test where the machine lacks the level."""
        if level not in self.outcomes and level not in self.lacking:
            self.lacking[level] = self._reason_against(level)
            if not self.lacking[level]:
                self.outcomes[level] = self._carry_out(level)
        if self.lacking[level]:
            pytest.skip(self.lacking[level])
        return self.outcomes[level]

    def _reason_against(self, level: str) -> str:
        """What this machine lacks for attacks at `level`, or nothing."""
        if level == NAIVE:
            return ""
        if level == "L3" and not BUBBLEWRAP.is_here:
            return BUBBLEWRAP.reason
        if level == ORDINARY:
            if not ROOT_USER.is_here:
                return ROOT_USER.reason
            try:
                self.places[level] = ordinary_place(self.folder)
            except OSError as error:
                return str(error)
        return ""

    def _carry_out(self, level: str) -> dict[str, tuple[Evidence, dict[str, list[str]]]]:
        """An honest submission is graded among the attacks: it shows that the level is reached."""
        place, wanted = self.places.get(level, HOME), self.wanted[level]
        if level == NAIVE:
            return carry_out(wanted, level, place)
        found = carry_out([NOTHING, *wanted], base(level), place)
        seen, lost = found[NOTHING.name]
        if not seen.isolation.startswith(base(level)):
            said = seen.isolation or seen.output[-300:]
            self.lacking[level] = f"this machine does not reach it: {said}"
        elif lost:
            self.lacking[level] = f"an honest submission: {lost}"
        return found


@pytest.fixture(scope="session")
def campaigns(request: pytest.FixtureRequest) -> Iterator[Campaigns]:
    wanted: dict[str, list[Attack]] = {}
    for item in request.session.items:
        given = getattr(item, "callspec", None)
        if given is not None and "campaigns" in getattr(item, "fixturenames", ()):
            wanted.setdefault(given.params.get("level", NAIVE), []).append(given.params["attack"])
    with tempfile.TemporaryDirectory(prefix="attacks-") as folder:
        yield Campaigns(wanted, Path(folder))


@pytest.mark.parametrize(
    ("level", "attack"),
    [case for level in FEW for case in chosen(level)],
    ids=lambda one: one if isinstance(one, str) else ids(one),
)
@pytest.mark.slow
def test_attack_is_stopped(campaigns: Campaigns, level: str, attack: Attack):
    seen, lost = campaigns.of(level)[attack.name]
    assert not lost, f"{attack.reason}\nBut: {lost}\n{seen.output[-2000:]}"
    assert seen.isolation.startswith(base(level))


@pytest.mark.parametrize("attack", to_be_shown(), ids=ids)
@pytest.mark.slow
def test_naive_grader_falls_for_it(campaigns: Campaigns, attack: Attack):
    if attack.root:
        ROOT_USER.need()
    seen, won = campaigns.of(NAIVE)[attack.name]
    assert aim(attack) in won, f"it has no teeth: {won}\n{seen.output[-2000:]}"


def test_naive_grader_grades_honest_work(tmp_path: Path):
    [seen] = Run(tmp_path / "run", [NOTHING], NAIVE, HOME).grade()
    assert wins(NOTHING, seen) == {}
    assert seen.points == {"linear_approx": 2.0, "taylor_errors": 2.0}


def test_there_are_attacks_of_every_kind():
    assert len({one.name for one in ALL}) == len(ALL) >= 80
    assert min(Counter(one.group for one in ALL)[group] for group in GROUPS) >= 6


@pytest.mark.parametrize("attack", ALL, ids=ids)
def test_attack_is_described(attack: Attack):
    assert attack.name.isidentifier()
    assert attack.reason.endswith(".")
    assert "\n" not in attack.reason
    assert attack.teeth or attack.because


def test_forged_frames_are_frames():
    """Otherwise attacks on the wire would miss it."""
    forging: dict[str, Any] = {"os": os, "sys": sys}
    exec(deny_wire.WIRE, forging)
    read, write = os.pipe()
    Channel(-1, write).send(DONE, encode({"value": 1}))
    assert os.read(read, 1000) == forging["frame"](DONE, {"value": 1})
    for end in (read, write):
        os.close(end)
    assert b"".join((CELL, LOADED, ASK, PRINTED, DONE)) == b"clapd"


def test_nearly_all_attacks_have_teeth():
    """Those on a wire, a reader or a report cannot be tried on a grader that has none."""
    others = [one for one in ALL if one not in ON_THE_GRADER]
    tried = [one for one in others if "has no wire" not in one.because]
    assert sum(one.teeth for one in tried) > 0.85 * len(tried) > 0.75 * len(others)


def test_attacks_on_the_grader_itself_had_teeth():
    """`programs/attack_earlier.py` shows what they did to a grader that did not bound itself."""
    assert len(ON_THE_GRADER) >= 60
    assert sum(bool(one.before) for one in ON_THE_GRADER) >= 20
    assert all(one.megabytes <= 300 for one in ON_THE_GRADER)


def test_the_page_of_attacks_is_fresh():
    told = (Path(__file__).parents[2] / "docs" / "attacks.md").read_text(encoding="utf-8")
    assert told == page(), "python tests/programs/attack_table.py > docs/attacks.md"
