"""A toy class that has handed in."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories.toy_class import KINDS, hand_in


@pytest.fixture
def submitted(tmp_path: Path, solved: str, bare: str) -> Path:
    return hand_in(tmp_path / "submitted", solved, bare, 2 * KINDS)
