"""Gradescope's metadata, read as lines, as a reader of YAML reads it."""

from __future__ import annotations

import pytest

from autograder.intake.gradescope import Handed, Submitter, submissions

TEXT = """\
---
submission_1:
  :submitters:
  - :name: 'Ada O''Neil'
    :sid: '100'
    :email: ada@x.edu
  - :name: "B\\xF6b \\"x\\" \\u4e2d"
    :sid:
    :email: ~
  :created_at: 2026-11-09 12:05:00.000000000 Z
  :results:
    tests:
    - name: not a student
  :history:
  - :name: not a student
    :created_at: 2026-01-01 00:00:00.000000000 Z
submission_2.py:
  :submitters: []
'submission 3':
  :submitters:
  - :sid: '7'
    :name: Cy D
  :history:
    :submission_2:
      :created_at: 2026-01-01 00:00:00.000000000 Z
  :created_at: '2026-11-10 08:00:00.123456789 -05:00'
"""
FOUND = {
    "submission_1": Handed(
        [Submitter("Ada O'Neil", "100", "ada@x.edu"), Submitter('Böb "x" 中')],
        "2026-11-09 12:05:00.000000000 Z",
    ),
    "submission_2.py": Handed(),
    "submission 3": Handed([Submitter("Cy D", "7")], "2026-11-10 08:00:00.123456789 -05:00"),
}


def test_submitters_are_read():
    assert submissions(TEXT) == FOUND


def test_a_reader_of_yaml_reads_the_same():
    yaml = pytest.importorskip("yaml", reason="needs PyYAML, a part of the extra dev")
    read = {
        folder: [
            Submitter(*(str(one.get(key) or "") for key in (":name", ":sid", ":email")))
            for one in told[":submitters"]
        ]
        for folder, told in yaml.safe_load(TEXT).items()
    }
    assert read == {folder: one.submitters for folder, one in FOUND.items()}


@pytest.mark.parametrize("text", ["", "x", "- a\n- b", "a:\n  - :name: x", ":\n" * 9])
def test_other_text_names_nobody(text: str):
    assert not any(one.submitters for one in submissions(text).values())
