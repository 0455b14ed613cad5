"""The faces of a report that is hostile through and through."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from rich.console import Console
from test_text import Reader, is_safe

from autograder.material import Material, Passage, Place, Reading
from autograder.model import (
    AssignmentResult,
    CheckResult,
    ExerciseResult,
    Report,
    Status,
)
from autograder.report import as_html, as_json, terminal

EVIL = (
    '\x1b]0;owned\x07\x1b[2J\x9b31m<script>alert("1")</script>\u202e\u200b\ud800'
    "[bold]markup[/bold] [link=javascript:x]y[/link]\r'onload='x\x07\nz" + "\u0301" * 99
)
FAILING = [s for s in Status if s not in (Status.PASSED, Status.MANUAL)]


def hostile(status: Status, text: str = EVIL) -> Report:
    """A report with the same text wherever text stands."""
    check = CheckResult(text, text, text, status, 0.0, 1.0, False, text, text)
    passage = Passage(text, 7, (text, text), ((8, text),))
    reading = Reading((Place(text, (text,), slip=True),), (3,))
    material = Material((passage,), reading=reading)
    exercise = ExerciseResult(text, text, text, (check,), text, f"{text}\n\n{text}")
    exercise = replace(exercise, material=material)
    found = AssignmentResult(text, text, text, (exercise,), (text,), passages=(passage,))
    return Report(text, text, 0.1, (found,), text)


def skeleton(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


@pytest.mark.parametrize("status", Status)
def test_the_terminal_is_not_steered(status):
    out = io.StringIO()
    console = Console(file=out, width=60, markup=False, highlight=False, force_jupyter=False)
    terminal.show(hostile(status), console)
    shown = out.getvalue()
    shown.encode()
    assert is_safe(shown)
    assert "owned" not in shown
    if status in FAILING:
        assert "[bold]markup[/bold]" in shown.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize("status", Status)
def test_the_page_holds_no_element_and_no_attribute_of_a_submission(status):
    page = as_html.to_html(hostile(status))
    page.encode()
    assert is_safe(page)
    reader = skeleton(page)
    ours = skeleton(as_html.to_html(hostile(status, "harmless")))
    assert reader.tags == ours.tags
    assert reader.values == ours.values
    assert any('<script>alert("1")</script>' in text for text in reader.texts)


def test_the_data_can_be_written_read_and_listed():
    document = as_json.to_json(hostile(Status.FAILED))
    assert is_safe(document)
    data = json.loads(document.encode())
    assert data["student"] == EVIL.replace("\ud800", "\ufffd")
