"""How far it is, in a terminal of any kind, and where there is none."""

from __future__ import annotations

import io
import time

import pytest
from rich.console import Console

from autograder.batch import progress
from autograder.batch.progress import Counter, shown


def said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], **options: object
) -> str:
    """What is shown of a class of 1,200: some graded before, some unreadable, one not graded."""
    file = io.StringIO()
    monkeypatch.setattr(progress, "Console", lambda stderr: Console(file=file, **options))
    monkeypatch.setattr(progress, "EVERY", 0.1)
    counter = Counter(1200)
    for number in range(300):
        counter.skip() if number < 100 else counter.count(number < 103, number == 299)
    with shown(counter):
        time.sleep(0.6)
    return file.getvalue() + capsys.readouterr().err


def test_a_terminal_shows_a_bar(monkeypatch, capsys):
    told = said(monkeypatch, capsys, force_terminal=True, width=160, _environ={"TERM": "xterm"})
    for part in ("grading", "300/1200", "a second", "100 graded before", "3 unreadable"):
        assert part in told
    assert "1 failed on our side" in told


def test_a_narrow_one_keeps_the_figures(monkeypatch, capsys):
    told = said(monkeypatch, capsys, force_terminal=True, width=40, _environ={"TERM": "xterm"})
    assert "300/1200" in told
    assert "━" not in told


@pytest.mark.parametrize("terminal", [True, False])
def test_without_a_cursor_there_are_lines(monkeypatch, capsys, terminal):
    environment = {"TERM": "dumb"}
    told = said(monkeypatch, capsys, force_terminal=terminal, _environ=environment)
    assert "300 of 1,200 graded" in told
    assert "s left" in told
    assert "\x1b" not in told


def test_a_slow_class_is_told_a_decimal(monkeypatch):
    counter = Counter(10)
    monkeypatch.setattr(progress.time, "monotonic", lambda: counter.began + 10)
    for _ in range(4):
        counter.count(False, False)
    assert counter.words() == "0.4 a second"
