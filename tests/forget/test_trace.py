"""What is deleted of a file, and what of it stays as it was, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.errors import AutograderError
from autograder.forget.trace import folders, lines, rows, whole


def test_rows_of_a_student_and_their_part_of_a_group(tmp_path: Path):
    path = tmp_path / "t.csv"
    before = '\ufeffentry,student,reason\r\na.py,ada,"x, y"\r\nb.py,ada; bob,\r\nc.py,adam,\r\n'
    path.write_bytes(before.encode())
    (found,) = rows(path, "ada")
    assert found.told == f"{path}: 2 rows"
    assert path.read_bytes() == before.encode()  # nothing is deleted yet
    found.delete()
    assert path.read_bytes().decode() == "\ufeffentry,student,reason\r\nb.py,bob,\r\nc.py,adam,\r\n"
    assert rows(path, "ada") == rows(path, "nobody") == rows(tmp_path / "none.csv", "ada") == []


def test_a_name_like_a_formula_is_found_as_the_table_writes_it(tmp_path: Path):
    path = tmp_path / "t.csv"
    path.write_text("student,score\n'=cmd,1\n")
    assert len(rows(path, "=cmd")) == 1


def test_lines_of_a_student(tmp_path: Path):
    path = tmp_path / "journal.jsonl"
    kept = [b"\n", b'{"assignment": "01_toy"}\n', b'["bob", "t", "r"]\n', b'["ada", "to']
    path.write_bytes(b"".join([kept[0], kept[1], b'["ada", "t", "r"]\n', *kept[2:]]))
    (found,) = lines(path, lambda line: line[0] == "ada")
    found.delete()
    assert path.read_bytes() == b"".join(kept)


def test_folders_by_the_normal_form_of_a_name(tmp_path: Path):
    (tmp_path / "cafe\u0301").mkdir()
    (tmp_path / "cafe").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "cafe")
    (found,) = folders([tmp_path, tmp_path / "nowhere"], "caf\u00e9")
    found.delete()
    (link,) = folders([tmp_path], "link")
    link.delete()
    assert [path.name for path in tmp_path.iterdir()] == ["cafe"]  # what a link leads to stays


def test_what_cannot_be_deleted_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(AutograderError, match=r"ada\.json cannot be deleted: Permission denied"):
        whole(tmp_path / "ada.json").delete()


def test_damaged_lines_are_nobodys(tmp_path: Path):
    path = tmp_path / "journal.jsonl"
    path.write_text(json.dumps({"score": {}}) + "\n[]\n5\n")
    assert lines(path, lambda line: line["score"]["userId"] == "ada") == []
