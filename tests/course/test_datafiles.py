"""The data of an assignment: what may lie there, and that functions of ours find it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.course.datafiles import MOST_BYTES, MOST_FILES, beside_data, files_of
from autograder.errors import AutograderError


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "more").mkdir(parents=True)
    (folder / "README.md").write_text("Numbers that we made up. Licence: CC0.\n")
    (folder / "numbers.csv").write_bytes(b"1,2\r\n")
    (folder / "more" / "b.bin").write_bytes(bytes(range(256)))
    return folder


def test_the_files_are_found_with_their_folders(tmp_path, data):
    (data / ".hidden").write_text("an editor's")
    (data / "__pycache__").mkdir()
    (data / "__pycache__" / "a.pyc").write_text("")
    found = files_of(tmp_path)
    assert list(found) == ["data/README.md", "data/numbers.csv", "data/more/b.bin"]
    assert found["data/numbers.csv"] == b"1,2\r\n"
    assert files_of(data / "more") == {}


def test_without_a_word_on_the_licence_nothing_is_given_on(tmp_path, data):
    for text in ("", " \n"):
        (data / "README.md").write_text(text)
        with pytest.raises(AutograderError, match="under which licence"):
            files_of(tmp_path)
    (data / "README.md").unlink()
    with pytest.raises(AutograderError, match=re.escape("has no README.md")):
        files_of(tmp_path)


def test_what_every_child_gets_is_bounded(tmp_path, data):
    (data / "large").write_bytes(bytes(MOST_BYTES))
    with pytest.raises(AutograderError, match="more than 100 files or 4,194,304 bytes"):
        files_of(tmp_path)
    (data / "large").unlink()
    for number in range(MOST_FILES):
        (data / str(number)).touch()
    with pytest.raises(AutograderError, match="every submission would be given"):
        files_of(tmp_path)


@pytest.mark.parametrize("where", ["a.csv", "more/a.csv"])
def test_a_link_is_refused(tmp_path, data, where):
    (data / where).symlink_to("/etc/passwd")
    with pytest.raises(AutograderError, match="is a link"):
        files_of(tmp_path)


def test_a_folder_that_is_a_link_is_refused(tmp_path, data):
    (data / "there").symlink_to("/etc", target_is_directory=True)
    with pytest.raises(AutograderError, match="is a link"):
        files_of(tmp_path)


def test_functions_of_ours_find_the_data_wherever_we_are(tmp_path, data, monkeypatch):
    monkeypatch.chdir("/")
    with beside_data(data / "more"):  # which has none
        assert Path.cwd() == Path("/")
    with beside_data(tmp_path):
        assert Path("data/numbers.csv").read_bytes() == b"1,2\r\n"
    assert Path.cwd() == Path("/")
    with pytest.raises(ZeroDivisionError), beside_data(tmp_path):
        raise ZeroDivisionError
    assert Path.cwd() == Path("/")
