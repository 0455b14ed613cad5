"""The pack of libraries: whose it must be, when it is built anew, and what it holds."""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.child import pack as maker
from autograder.child.library import Library
from autograder.sandbox import pack
from autograder.sandbox.launcher import CAN_FORK
from autograder.sandbox.process import LaunchError

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="only a fork server reads a pack")


@pytest.fixture(scope="module")
def content() -> bytes:
    """A pack of this environment."""
    return read(pack.open_pack())


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for packs."""
    tmp_path.chmod(0o700)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = tmp_path / "autograder"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch, content: bytes) -> list[list[str]]:
    """The commands that would have built a pack; each puts a copy of one in place."""
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        path = Path(eval(command[-1])[0])
        path.write_bytes(content)
        path.chmod(0o600)
        return subprocess.CompletedProcess(command, 0, b"", b"")

    monkeypatch.setattr(pack.subprocess, "run", run)
    return commands


def read(descriptor: int) -> bytes:
    with open(descriptor, "rb") as file:
        return file.read()


def packs(cache: Path) -> list[Path]:
    return sorted(cache.iterdir())


def test_it_is_built_once(cache, builds, content):
    assert read(pack.open_pack()) == content
    assert read(pack.open_pack()) == content
    assert len(builds) == 1
    [path] = packs(cache)
    assert path.stat().st_mode & 0o777 == 0o600


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "cut off": lambda path: os.truncate(path, path.stat().st_size - 1),
    "a head alone": lambda path: os.truncate(path, maker.SIZES.size),
    "longer": lambda path: os.truncate(path, path.stat().st_size + 1),
    "absurd sizes": lambda path: path.write_bytes(b"\xff" * 1000),
    "sizes that add up, of nothing": lambda path: path.write_bytes(
        maker.SIZES.pack(8, 0, 0) + b"[[[[[[[["
    ),
    "made of a list": lambda path: path.write_bytes(maker.SIZES.pack(2, 0, 0) + b"[]"),
    "of another format": lambda path: path.write_bytes(marshal.dumps({"a": 1}) * 10),
    "open to its group": lambda path: path.chmod(0o620),
    "open to all": lambda path: path.chmod(0o602),
    "a pipe": lambda path: (path.unlink(), os.mkfifo(path, 0o600)),
    "a link": lambda path: (path.rename(path.parent / "other"), path.symlink_to("other")),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_pack_that_is_not_sound_is_not_read(cache, builds, content, damage):
    os.close(pack.open_pack())
    [path] = packs(cache)
    damage(path)
    assert read(pack.open_pack()) == content
    assert len(builds) >= 2


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root")
@pytest.mark.parametrize("whose", ["the pack", "its folder", "the folder above"])
def test_what_belongs_to_another_user_is_not_read(cache, builds, whose):
    os.close(pack.open_pack())
    [path] = packs(cache)
    theirs = {"the pack": path, "its folder": cache, "the folder above": cache.parent}[whose]
    os.chown(theirs, 54_321, 54_321)
    planted = b"planted" * 100
    path.write_bytes(planted)
    assert planted not in read(pack.open_pack())
    assert len(builds) == 2


@pytest.mark.parametrize(
    ("name", "mode"), [("autograder", 0o777), ("autograder", 0o770), (".", 0o777)]
)
def test_a_folder_that_others_may_write_holds_no_pack(cache, builds, content, name, mode):
    cache.parent.joinpath(name).chmod(mode)
    assert read(pack.open_pack()) == content
    assert packs(cache) == []


@pytest.mark.parametrize("place", ["", "relative", "/dev/null", "/proc/self"])
def test_without_a_cache_it_lives_as_long_as_it_is_open(
    tmp_path, monkeypatch, builds, content, place
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", place)
    monkeypatch.setenv("HOME", "/dev/null")
    assert read(pack.open_pack()) == content
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_costs_the_cache_alone(cache, builds, content, monkeypatch):
    run = pack.subprocess.run

    def fail_in_the_cache(command: list[str], **more: object):
        if str(cache) in command[-1]:
            return subprocess.CompletedProcess(command, 1, b"", b"OSError: No space left on device")
        return run(command, **more)

    monkeypatch.setattr(pack.subprocess, "run", fail_in_the_cache)
    assert read(pack.open_pack()) == content
    assert packs(cache) == []


def test_a_failure_says_why(cache, monkeypatch):
    failed = subprocess.CompletedProcess([], 1, b"", b"Traceback\nMemoryError: too small\n")
    monkeypatch.setattr(pack.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(LaunchError, match="libraries cannot be read: MemoryError: too small"):
        pack.open_pack()

    def take_long(command: list[str], **_: object):
        raise subprocess.TimeoutExpired(command, 1.0)

    monkeypatch.setattr(pack.subprocess, "run", take_long)
    with pytest.raises(LaunchError, match="cannot be read in 300 s"):
        pack.open_pack()


def test_changed_libraries_make_it_out_of_date(cache, builds, content, tmp_path):
    os.close(pack.open_pack())
    [path] = packs(cache)
    sizes = maker.SIZES.unpack(content[: maker.SIZES.size])
    place = tmp_path / "numpy"
    place.mkdir()
    made_of = f'{{"{place}": {place.stat().st_mtime!r}}}'.encode()
    rest = content[maker.SIZES.size + sizes[0] :]
    path.write_bytes(maker.SIZES.pack(len(made_of), *sizes[1:]) + made_of + rest)
    os.close(pack.open_pack())
    assert len(builds) == 1
    os.utime(place, (1.0, 1.0))
    os.close(pack.open_pack())
    assert len(builds) == 2


def test_packs_of_no_use_are_removed(cache, builds):
    gone, unused = cache / "libraries-gone.pack", cache / "libraries-unused.pack"
    made_of = b'{"/there/is/no/such/folder": 1.0}'
    gone.write_bytes(maker.SIZES.pack(len(made_of), 0, 0) + made_of)
    unused.write_bytes(maker.SIZES.pack(2, 0, 0) + b"{}")
    for path in (gone, unused):
        path.chmod(0o600)
    os.utime(unused, (time.time() - pack.UNUSED - 60,) * 2)
    mine = cache / "libraries-of-mine.txt"
    mine.touch()
    os.close(pack.open_pack())
    assert sorted({gone, unused, mine} & {*packs(cache)}) == [mine]


def test_two_builders_do_not_meet(cache):
    code = "from autograder.sandbox.pack import open_pack; print(open_pack())"
    both = [
        subprocess.Popen([sys.executable, "-c", code], cwd=Path(pack.__file__).parents[2])
        for _ in range(2)
    ]
    assert [one.wait(120) for one in both] == [0, 0]
    [path] = packs(cache)
    Library().map(os.open(path, os.O_RDONLY))


class TestContents:
    def test_only_libraries_are_in_it(self, tmp_path, monkeypatch):
        place = tmp_path / "site-packages"
        for name in ("numpy", "packaging", "course", "numpy-2.0.dist-info", "pytest-8.dist-info"):
            (place / name).mkdir(parents=True)
            (place / name / "secret.txt").write_text("secret")
        (place / "numpy" / "__init__.py").touch()
        (place / "six.py").touch()
        (place / "solution.py").touch()
        monkeypatch.setattr(maker.sysconfig, "get_path", lambda name: "/absent")
        monkeypatch.setattr(sys, "path", [str(place), str(tmp_path / "absent")])
        folders: dict[str, list[str]] = {}
        files = {name for name, *_ in maker._libraries(folders)}
        assert folders[str(place)] == ["numpy", "numpy-2.0.dist-info", "six.py"]
        assert str(place / "numpy" / "secret.txt") in files  # it is NumPy's own
        assert not any("packaging" in name or "course" in name for name in files)
        assert set(maker.sources()) == {
            str(path) for path in (place, *(place / name for name in folders[str(place)]))
        }

    def test_odd_files_are_left_out(self, tmp_path):
        (tmp_path / "there.txt").write_text("a")
        (tmp_path / "nowhere.txt").symlink_to("absent")
        os.mkfifo(tmp_path / "pipe")
        (tmp_path / "later.py").write_text("this is no Python")
        folders: dict[str, list[str]] = {}
        names = sorted(path.name for path in tmp_path.iterdir())
        found = {
            Path(path).name: data for path, _, data in maker._walk(str(tmp_path), names, folders)
        }
        assert found == {"there.txt": b"a", "later.py": None}

    def test_building_changes_no_library(self, cache):
        before = maker.sources()
        os.close(pack.open_pack())
        assert maker.sources() == before
