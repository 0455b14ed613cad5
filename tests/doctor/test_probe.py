"""A Python that answers oddly, or not at all: what is wrong with it is said, never raised."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from autograder.doctor import probe
from autograder.doctor.machine import judged
from autograder.doctor.probe import Probe, ask

ANSWER = {"version": [3, 12, 1], "packages": {"numpy": ["version", "2.1"]}, "engine": "here"}
GOOD = json.dumps(ANSWER)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its Pythons are shell scripts")


@pytest.fixture
def python(tmp_path: Path):
    """Return a maker of programs that stand in for a Python: each runs a few lines of shell."""

    def make(*lines: str) -> str:
        program = tmp_path / "python"
        program.write_text("\n".join(["#!/bin/sh", *lines, ""]))
        program.chmod(0o755)
        return str(program)

    return make


@pytest.mark.parametrize(
    ("lines", "trouble"),
    [
        (["exit 3"], "it ended with exit code 3"),
        (["exit 0"], "it ended with exit code 0"),
        (["kill -9 $$"], "it ended with exit code -9"),
        (["echo first >&2", "echo 'lib.so: no such file' >&2", "exit 127"], "lib.so: no such file"),
        (["echo No module named encodings >&2", "echo half of", "exit 1"], "No module named encod"),
        (["echo '[1, 2]'", "exit 1"], "it ended with exit code 1"),
        (["echo '{\"version\": [3, 12]}'", "exit 1"], "it ended with exit code 1"),
        (['echo \'{"version": 3, "packages": {}, "engine": ""}\''], "it ended with exit code 0"),
        (["printf '\\377\\376' >&2", "exit 1"], "\ufffd\ufffd"),
    ],
)
def test_a_python_that_gives_no_answer_is_told_by_its_last_words_or_its_end(python, lines, trouble):
    found = ask(python(*lines), ["numpy"])
    assert found.trouble.startswith(trouble)
    assert (found.version, found.packages, found.engine) == ((), {}, "")


def test_an_answer_counts_whatever_was_printed_before_and_however_it_ended(python):
    """Some libraries greet on import, and some crash when Python ends: all was said by then."""
    found = ask(python("echo Welcome", f"echo '{GOOD}'", "echo warning >&2", "exit 1"), [])
    assert found == Probe((3, 12, 1), {"numpy": ("version", "2.1")}, "here")


def test_a_python_that_cannot_be_started_is_told_by_the_system(tmp_path: Path):
    assert ask(str(tmp_path / "none"), []).trouble == "No such file or directory"
    assert ask(str(tmp_path), []).trouble == "Permission denied"


def test_a_python_that_does_not_answer_is_left(python, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(probe, "PATIENCE", 0.1)
    assert ask(python("exec sleep 60"), []).trouble == "it did not answer within 0.1 s"


def test_it_is_asked_apart_from_the_folder_and_gets_no_input(python):
    program = python('read line || line=none; echo "$line $1 $2 $4 $5" >&2', "exit 1")
    ours, theirs = os.pipe()
    before = os.dup(0)
    os.write(theirs, b"typed\n")
    os.dup2(ours, 0)
    try:
        assert ask(program, ["a", "b"]).trouble == "none -I -c a b"
    finally:
        os.dup2(before, 0)
        for number in (ours, theirs, before):
            os.close(number)


def test_missing_and_present_packages_are_told_apart():
    found = ask(sys.executable, ["numpy", "no_such_package"])
    assert found.version == sys.version_info[:3]
    assert found.packages["numpy"][0] == "version"
    assert found.packages["no_such_package"][0] == "missing"
    assert "No module named" in found.packages["no_such_package"][1]
    assert Path(found.engine).name == "__init__.py"


def test_what_could_not_be_asked_is_no_healthy_python(python):
    (found, *others) = judged(ask(python("exit 3"), []), {"numpy": "2.0"}, "python3")
    assert not others
    assert "it ended with exit code 3" in found.text
