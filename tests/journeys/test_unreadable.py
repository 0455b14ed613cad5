"""Files that end a parser, through each door: a sentence and zero, and all others are graded."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attacks.suite.deny_files import ATTACKS
from factories.toy_course import TOY
from selection import tiers

pytestmark = pytest.mark.slow

HOSTILE = [one for one in ATTACKS if one.unreadable]


def hand_in(folder: Path, name: str, files: tuple[tuple[str, bytes], ...]) -> Path:
    place = folder / name / TOY
    place.mkdir(parents=True)
    for ending, data in files:
        (place / f"toy{ending}").write_bytes(data)
    return place


@pytest.mark.parametrize("attack", tiers(HOSTILE[1:6:2], 1), ids=lambda one: one.name)
def test_one_submission(cli: Callable[..., Any], tmp_path: Path, attack: Any):
    place = hand_in(tmp_path, "eve", attack.files)
    out = tmp_path / "out.json"
    ran = cli("grade", TOY, "--submission", place, "--json", out, "--html", tmp_path / "page.html")
    assert ran.returncode == 2, ran.stderr
    assert "Traceback" not in ran.stderr
    assert "cannot be read" in " ".join(ran.stdout.split())
    data = json.loads(out.read_text())
    assert data["score"] == 0.0
    assert "cannot be read" in data["assignments"][0]["problems"][0]


@pytest.mark.long
def test_a_class(cli: Callable[..., Any], tmp_path: Path, solved: str):
    """Also its pages, and the list of what is alike, go on without them."""
    submitted, out = tmp_path / "submitted", tmp_path / "out"
    for attack in HOSTILE:
        hand_in(submitted, attack.name, attack.files)
    (submitted / "luke").symlink_to(hand_in(submitted, "ada", ((".py", solved.encode()),)).parent)
    hand_in(submitted, "bob", ((".py", solved.encode()),))
    ran = cli("grade-all", TOY, submitted, "--out", out, "--similarity")
    assert ran.returncode == 0, ran.stderr
    assert "failed" not in ran.stderr
    students = {
        one["student"]: one for one in json.loads((out / "class.json").read_text())["students"]
    }
    assert students.pop("ada")["score"] == students.pop("bob")["score"] == 10.0
    assert {one["mark"] for one in students.values()} == {"unreadable"}
    assert len(students) == len(HOSTILE) + 1
    alike = json.loads((out / "similarity.json").read_text())
    assert alike["unread"] == len(students)
    assert alike["compared"] == 2
    for name in students:
        [one] = json.loads((out / "results" / f"{name}.json").read_text())["assignments"]
        assert re.search("cannot be read|at most|is a link|differ", one["problems"][0]), name
