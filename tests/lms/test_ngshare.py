"""What ngshare's client sends of a folder, and what it makes of that on the other side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from parts import NBGRADER, NGSHARE

NBGRADER.need()
NGSHARE.need()

from nbgrader.coursedir import CourseDirectory  # noqa: E402
from traitlets.config import Config  # noqa: E402

from autograder.lms.ngshare import use_ngshare  # noqa: E402

FILES = {"toy.ipynb": "{}", "data/x.csv": "1", "assignments/01_toy/toy.py": "pass"}


def test_folders_arrive_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("USER", "ada")  # ngshare's client asks for it
    import ngshare_exchange

    for name in ("encode_dir", "decode_dir"):  # to be as they were, afterwards
        monkeypatch.setattr(ngshare_exchange.Exchange, name, None)
    c = Config()
    use_ngshare(c, "http://127.0.0.1/services/ngshare")
    c.CourseDirectory.assignment_id = "01_toy"
    client = ngshare_exchange.ExchangeCollect(coursedir=CourseDirectory(config=c), config=c)
    assert client.ngshare_url == "http://127.0.0.1/services/ngshare"
    sent, got = tmp_path / "01_toy", tmp_path / "got"
    for name, text in FILES.items():
        path = sent / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    told = client.encode_dir(str(sent), ignore=lambda folder, name, size: name == "x.csv")
    monkeypatch.chdir(sent)  # which has the same folders
    hostile = [{"path": name, "content": ""} for name in ("../out.py", "/tmp/out.py", "a/../../b")]
    client.decode_dir([*json.loads(told["files"]), *hostile], str(got))
    client.decode_dir([{"path": "toy.ipynb", "content": ""}], str(got), noclobber=True)
    arrived = {p.relative_to(got).as_posix(): p.read_text() for p in got.rglob("*") if p.is_file()}
    assert arrived == {name: text for name, text in FILES.items() if name != "data/x.csv"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["01_toy", "got"]
