"""Locks on files."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.locks import is_alone


def test_a_file_is_locked_until_it_is_closed(tmp_path: Path):
    pytest.importorskip("fcntl", reason="this system has no locks of this kind")
    path = tmp_path / "journal"
    with path.open("w") as first, path.open("a") as second:
        assert is_alone(first)
        assert not is_alone(second)
        first.close()
        assert is_alone(second)


def test_where_there_are_no_locks_everybody_is_alone(tmp_path: Path, monkeypatch):
    fcntl = pytest.importorskip("fcntl", reason="this system has no locks of this kind")

    def refuse(*_: object) -> None:
        raise OSError("no locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with (tmp_path / "journal").open("w") as first, (tmp_path / "journal").open("a") as second:
        assert is_alone(first)
        assert is_alone(second)
