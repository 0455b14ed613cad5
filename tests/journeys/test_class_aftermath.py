"""What is there after a run: the times of exercises, and nothing in the temporary folder."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from factories.toy_class import hand_in
from factories.toy_course import TOY


@pytest.fixture
def submitted(tmp_path: Path, solved: str, bare: str) -> Path:
    return hand_in(tmp_path / "submitted", solved, bare, 3)


@pytest.mark.long
def test_the_class_tells_its_slowest_exercises_and_nothing_is_left(
    cli: Callable[..., Any], submitted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    place, out = tmp_path / "temporary", tmp_path / "out"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    assert cli("grade-all", TOY, submitted, "--out", out, "--jobs", 2).returncode == 0
    assert list(place.iterdir()) == []
    first = json.loads((out / "class.json").read_text())["seconds"]["exercises"]
    assert max(first.values()) > 0
    results = [json.loads(one.read_text()) for one in (out / "results").iterdir()]
    exercises = [one for r in results for a in r["assignments"] for one in a["exercises"]]
    assert not any("seconds" in one for one in exercises)  # they would differ from run to run
    assert cli("grade-all", TOY, submitted, "--out", out).returncode == 0
    again = json.loads((out / "class.json").read_text())["seconds"]["exercises"]
    assert again == first  # the journal knows them


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_told_and_not_waited_for(cli: Callable[..., Any], tmp_path: Path):
    pipe = tmp_path / "toy.py"
    os.mkfifo(pipe)
    ran = cli("grade", TOY, "--submission", pipe)
    assert ran.returncode == 2
    assert "is no ordinary file" in " ".join(ran.stdout.split())
