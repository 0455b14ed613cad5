"""The journal of a class: nothing is lost, whatever happens to the disk, the folder or the file."""

from __future__ import annotations

import errno
import json
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError

import pytest
from factories.toy_course import TOY

from autograder.batch.journal import JOURNAL, Journal
from autograder.errors import AutograderError
from autograder.grading.made_by import REASONS, UNTOLD


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with Journal(tmp_path, TOY) as journal:
        journal.keep("ada", "t", "{}")

        def full(path: Path, data: bytes) -> int:
            path.touch()
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(Path, "write_bytes", full)
        with pytest.raises(AutograderError, match=r"No space left.*is kept: mend this"):
            journal.keep("bob", "t", "{}")
    with Journal(tmp_path, TOY) as journal:
        assert journal.has("ada", "t")
        assert not journal.has("bob", "t")
    assert [path.name for path in (tmp_path / "results").iterdir()] == ["ada.json"]


def test_what_two_threads_write_at_once_is_both_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A task is fetched, and its student introduced, while another's result is kept."""
    both, write = Barrier(2), Path.write_bytes

    def together(path: Path, data: bytes) -> int:
        size = write(path, data)
        with suppress(BrokenBarrierError):
            both.wait(1)  # for the other thread to have written, too, if it may
        return size

    with Journal(tmp_path, TOY) as journal:
        journal.keep("ada", "t", '{"version": 1, "student": "ada", "assignments": []}')
    with Journal(tmp_path, TOY) as journal, ThreadPoolExecutor() as threads:
        monkeypatch.setattr(Path, "write_bytes", together)
        ends = [
            threads.submit(journal.introduce, "ada", {"login": "a1"}),
            threads.submit(journal.keep, "bob", "t", "{}"),
        ]
        for end in ends:
            end.result()
    assert json.loads((tmp_path / "results" / "ada.json").read_text())["assignments"] == []
    with Journal(tmp_path, TOY) as journal:
        assert journal.has("ada", "t")
        assert journal.has("bob", "t")


def test_two_runs_do_not_share_a_folder(tmp_path: Path):
    pytest.importorskip("fcntl", reason="this system cannot lock files")
    with Journal(tmp_path, TOY), pytest.raises(AutograderError, match="Another run"):
        Journal(tmp_path, TOY).__enter__()


def test_two_assignments_do_not_share_a_folder(tmp_path: Path):
    with Journal(tmp_path, "02_other") as journal:
        journal.keep("ada", "t", "{}")
    with pytest.raises(AutograderError, match="holds the results of 02_other: name another"):
        Journal(tmp_path, TOY).__enter__()
    with Journal(tmp_path, "02_other") as journal:
        assert journal.has("ada", "t")


def test_a_journal_that_is_garbage_is_no_journal(tmp_path: Path):
    with Journal(tmp_path, TOY) as journal:
        journal.keep("ada", "t", "{}")
    whole = (tmp_path / JOURNAL).read_bytes()
    for garbage in (b"\x00\xff\n", b"[" * 100_000 + b"\n", b"{}\n[1]\n7\n", whole[:-9]):
        (tmp_path / JOURNAL).write_bytes(garbage)
        with Journal(tmp_path, TOY) as journal:
            assert not journal.has("ada", "t")
            journal.keep("ada", "t", "{}")
        with Journal(tmp_path, TOY) as journal:
            assert journal.has("ada", "t")


def test_a_page_never_outlives_its_result(tmp_path: Path):
    with Journal(tmp_path, TOY) as journal:
        journal.keep("ada", "t", "{}", "<p>")
    with Journal(tmp_path, TOY) as journal:
        assert journal.has("ada", "t")
        journal.path("ada", ".html").write_text("<p>edited")
        assert not journal.has("ada", "t")
        journal.keep("ada", "u", "{}")
        assert not journal.path("ada", ".html").exists()
    with Journal(tmp_path, TOY) as journal:
        assert journal.has("ada", "u")


def test_what_is_graded_anew_goes_on_too(tmp_path: Path):
    known = ("inputs", {"engine": "1"})  # by what hidden inputs are drawn, and results made
    with Journal(tmp_path, TOY, *known) as journal:
        journal.keep("ada", "t", "{}")
        journal.keep("bob", "t", "{}")
        journal.forget()
        journal.keep("bob", "t", "{}")
    with Journal(tmp_path, TOY, *known) as journal:
        assert not journal.has("ada", "t")
        assert journal.has("bob", "t")
        assert journal.outdated(["ada", "bob"]) == {}
    with Journal(tmp_path, TOY, "others", known[1]) as journal:
        assert list(journal.outdated(["ada", "bob"]).values()) == [["bob"]]


def test_a_journal_that_cannot_grow_ends_in_one_sentence(tmp_path: Path):
    resource = pytest.importorskip("resource", reason="this system has no such limits")
    with Journal(tmp_path, TOY) as journal:
        journal.keep("ada", "t", "{}")
    size = (tmp_path / JOURNAL).stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 40, hard))
    try:
        said = pytest.raises(AutograderError, match=r"jsonl cannot be written: File too large")
        with said, Journal(tmp_path, TOY) as journal:
            journal.keep("bob", "t", "{}")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with Journal(tmp_path, TOY) as journal:
        assert journal.has("ada", "t")
        assert not journal.has("bob", "t")


def test_results_whose_inputs_were_drawn_otherwise_are_known(tmp_path: Path):
    both = ["ada", "bob"]
    with Journal(tmp_path, TOY, "2 -") as journal:
        journal.keep("ada", "t", "{}")
        assert journal.outdated(both) == {}
    with Journal(tmp_path, TOY, "2 -") as journal:  # by what it was made is not told
        assert journal.outdated(both) == {UNTOLD: ["ada"]}
    path = tmp_path / JOURNAL
    old = path.read_text().replace(', "inputs": "2 -"', "")  # as it was before it told
    path.write_text(old)
    with Journal(tmp_path, TOY, "2 ab12") as journal:
        ((reason, students),) = journal.outdated(both).items()
        assert ("drawn by an older rule" in reason, students) == (True, ["ada"])
        journal.keep("bob", "t", "{}")
    with Journal(tmp_path, TOY, "2 -") as journal:
        (lost,) = [reason for reason, names in journal.outdated(both).items() if names == ["bob"]]
        assert "missing now" in lost


@pytest.mark.parametrize(("part", "said"), REASONS.items())
def test_results_that_were_made_otherwise_are_known(tmp_path: Path, part: str, said: str):
    made = dict.fromkeys(REASONS, "as before")
    with Journal(tmp_path, TOY, "2 -", made) as journal:
        journal.keep("ada", "t", "{}")
    with Journal(tmp_path, TOY, "2 -", made) as journal:
        assert journal.outdated(["ada", "new"]) == {}
    with Journal(tmp_path, TOY, "2 -", made | {part: "other"}) as journal:
        assert journal.outdated(["ada", "new"]) == {said: ["ada"]}
        journal.keep("ada", "u", "{}")
        journal.keep("gone", "u", "{}")
    with Journal(tmp_path, TOY, "2 -", made | {part: "other"}) as journal:
        assert journal.outdated(["ada"]) == {}


def test_other_names_in_the_lms_are_written_and_nothing_is_graded_again(tmp_path: Path):
    result, names = {"version": 1, "student": "ada", "score": 3.0}, {"lms_id": "7"}
    with Journal(tmp_path, TOY) as journal:
        journal.keep("ada", "t", json.dumps(result), "<p>", {"double": 0.5})
    for known_as in (names, {"login": "ada"}, {}):
        with Journal(tmp_path, TOY) as journal:
            journal.introduce("ada", known_as)
        with Journal(tmp_path, TOY) as journal:
            assert journal.has("ada", "t")
            assert journal.times_of("ada") == {"double": 0.5}
            before = journal.path("ada").stat().st_mtime_ns
            journal.introduce("ada", known_as)
            assert journal.path("ada").stat().st_mtime_ns == before
        found = json.loads(journal.path("ada").read_text())
        assert found == {**result, **({"known_as": known_as} if known_as else {})}
        assert list(found)[-1] == "score"
        assert journal.path("ada", ".html").read_text() == "<p>"
