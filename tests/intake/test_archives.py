"""Archives are read safely: bounded, never unpacked to disk, and each refusal is named."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest
from factories.downloads import zipped

from autograder.course.assignment import Assignment
from autograder.course.foreign import UnreadableError
from autograder.intake import archives
from autograder.intake.archives import STUDENTS, Bounds, members_of
from autograder.intake.items import Item, Kind
from autograder.intake.table import SET_ASIDE
from autograder.intake.tree import item_of
from autograder.intake.whole import take_in


def opened(path: Path, data: bytes, bounds: Bounds = STUDENTS) -> dict[str, Item]:
    path.write_bytes(data)
    archive = Item((path.name,), Kind.FILE, str(path), path.read_bytes)
    return {item.entry: item for item in members_of(path, archive, bounds)}


def with_flag(data: bytes, flag: int) -> bytes:
    """Set a flag of the only member, in both of its headers."""
    changed = bytearray(data)
    changed[6] |= flag
    changed[data.index(b"PK\x01\x02") + 8] |= flag
    return bytes(changed)


def test_members_are_read_where_they_are(tmp_path: Path):
    found = opened(tmp_path / "a.zip", zipped({"b/toy.py": b"x = 1", "empty/": b""}))
    assert set(found) == {"a.zip", "a.zip!/b/toy.py", "a.zip!/empty"}
    assert found["a.zip!/b/toy.py"].load() == b"x = 1"
    assert found["a.zip!/empty"].kind is Kind.EMPTY
    assert found["a.zip"].opened == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"]


@pytest.mark.parametrize(
    "name", ["../../evil.py", "/etc/evil.py", "C:\\evil.py", "a\\..\\..\\evil.py"]
)
def test_no_path_leads_out(tmp_path: Path, name: str):
    found = opened(tmp_path / "a.zip", zipped({name: b"x = 1"}))
    (evil,) = [item for entry, item in found.items() if entry.endswith("evil.py")]
    with pytest.raises(UnreadableError, match="leads out of the archive"):
        evil.load()


def test_a_link_in_an_archive_is_none(tmp_path: Path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("toy.py")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/hostname")
    found = opened(tmp_path / "a.zip", out.getvalue())
    assert found["a.zip!/toy.py"].kind is Kind.LINK
    with pytest.raises(UnreadableError, match="is a link"):
        found["a.zip!/toy.py"].load()


def test_what_is_locked_or_damaged_is_named(tmp_path: Path):
    sound = zipped({"toy.py": b"x = 1"})
    locked = opened(tmp_path / "a.zip", with_flag(sound, 1))
    assert "password" in locked["a.zip"].trouble
    assert "password" in locked["a.zip!/toy.py"].trouble
    for damaged in (b"", b"PK", sound[: len(sound) // 2], b"no zip" * 100):
        found = opened(tmp_path / "a.zip", damaged)
        assert list(found) == ["a.zip"]
        assert "is damaged, or no zip archive" in found["a.zip"].trouble
    at = sound.index(b"x = 1") if b"x = 1" in sound else len("toy.py") + 30
    torn = opened(tmp_path / "a.zip", sound[:at] + b"\xff\xff" + sound[at + 2 :])
    with pytest.raises(UnreadableError, match="cannot be read"):
        torn["a.zip!/toy.py"].load()


def test_bombs_are_refused_before_they_are_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    flat = opened(tmp_path / "a.zip", zipped({"toy.py": b"0" * 2**23}))
    assert "too large when it is unpacked" in flat["a.zip"].trouble
    many = zipped({f"{n}.py": b"" for n in range(40)})
    few = Bounds(members=30, size=2**20, directory=2**20)
    assert "more than 30 files" in opened(tmp_path / "a.zip", many, few)["a.zip"].trouble
    narrow = Bounds(members=100, size=2**20, directory=100)
    assert "too many files" in opened(tmp_path / "a.zip", many, narrow)["a.zip"].trouble
    large = Bounds(members=100, size=3, directory=2**20)
    found = opened(tmp_path / "a.zip", zipped({"toy.py": b"x = 1"}), large)
    assert "holds more than" in found["a.zip!/toy.py"].trouble
    monkeypatch.setattr(archives, "MAX_BYTES", 4)
    long = opened(tmp_path / "a.zip", zipped({"toy.py": b"x = 1"}))
    with pytest.raises(UnreadableError, match="has more than"):
        long["a.zip!/toy.py"].load()


def test_names_of_macos_and_windows(tmp_path: Path):
    mac = zipped({"m\u00fcller/toy.py": b"x = 1"})
    silent = mac.replace(b"\x00\x08", b"\x00\x00") if b"\x00\x08" in mac else mac
    assert "a.zip!/m\u00fcller/toy.py" in opened(tmp_path / "a.zip", silent)
    assert "a.zip!/b/toy.py" in opened(tmp_path / "a.zip", zipped({"b\\toy.py": b"x"}))


def test_a_locked_archive_is_set_aside_by_name(toy: Assignment, tmp_path: Path, solved: str):
    locked = with_flag(zipped({"toy.py": solved.encode()}), 1)
    (tmp_path / "emil.zip").write_bytes(locked)
    (tmp_path / "ada.py").write_text(solved)
    found = take_in(tmp_path, toy)
    assert "password" in found.set_aside["emil"]
    aside = [row.entry for row in found.rows if row.status == SET_ASIDE]
    assert aside == ["emil.zip", "emil.zip!/toy.py"]


def test_a_single_archive_is_opened_for_grade(tmp_path: Path):
    path = tmp_path / "work.zip"
    path.write_bytes(zipped({"toy.py": b"x = 1"}))
    assert [item.entry for item in item_of(path)] == ["work.zip", "work.zip!/toy.py"]
