"""The pack of libraries: built once, found again, built anew when they change, in any home."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from parts import ROOT_USER

from autograder.child import pack as child_pack
from autograder.child.library import Library
from autograder.sandbox import pack
from autograder.sandbox.launcher import CAN_FORK
from autograder.sandbox.pack import open_pack
from autograder.sandbox.places import cache_folders, library_places
from autograder.sandbox.process import LaunchError, command

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="only the fork server needs a pack")


@pytest.fixture
def site(tmp_path, monkeypatch) -> Path:
    """A folder of installed packages, with a small NumPy, that alone is packed; empty caches."""
    folder = tmp_path / "site"
    (folder / "numpy" / "core").mkdir(parents=True)
    (folder / "numpy" / "__init__.py").write_text("version = 1\n")
    (folder / "numpy" / "core" / "data.txt").write_text("data\n")
    (folder / "numpy-1.0.dist-info").mkdir()
    (folder / "other").mkdir()
    (folder / "other" / "__init__.py").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    for module in (pack, sys.modules["autograder.sandbox.process"]):
        monkeypatch.setattr(module, "library_places", lambda: [str(folder)])
    # Python's own libraries would take most of the time.
    light = "import sys, sysconfig\nsysconfig.get_config_vars()\n"
    light += "sys.path[:] = [p for p in sys.path if p.endswith('site')]\n"
    boot = "from importlib import import_module"
    process = sys.modules["autograder.sandbox.process"]
    boot_script = process._BOOT.replace(
        boot, f"{boot}\nmain = import_module('autograder.child.pack')\n{light}"
    )
    monkeypatch.setattr(process, "_BOOT", boot_script)
    return folder


def content(name: str, site: Path) -> bytes | None:
    """What the pack says is in a file."""
    library = Library()
    descriptor = open_pack()
    library.map(descriptor)
    os.close(descriptor)
    return library.content(str(site / name))


def packs(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.pack"))


@pytest.fixture
def builds(monkeypatch) -> list[Path]:
    """Where packs were built."""
    found: list[Path] = []
    built = pack._built

    def build(folder: Path, name: str) -> int:
        found.append(folder)
        return built(folder, name)

    monkeypatch.setattr(pack, "_built", build)
    return found


def test_it_is_built_once_for_this_user_alone(site, tmp_path, builds):
    assert content("numpy/core/data.txt", site) == b"data\n"
    assert content("numpy/core/data.txt", site) == b"data\n"
    assert content("other/__init__.py", site) is None
    assert builds == [tmp_path / "cache" / "autograder"]
    (path,) = packs(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_it_is_built_whatever_the_umask(site, builds):
    before = os.umask(0o002)  # a pack that a group can write is not trusted
    try:
        for _ in range(2):
            os.close(open_pack())
    finally:
        os.umask(before)
    assert len(builds) == 1


@pytest.mark.parametrize("what", ["another version", "another package"])
def test_it_is_built_anew_after_an_installation(site, builds, what):
    os.close(open_pack())
    if what == "another version":  # as pip does it, though within one tick of the clock
        (site / "numpy" / "core" / "data.txt").write_text("newer\n")
        (site / "numpy-1.0.dist-info").rename(site / "numpy-2.0.dist-info")
        os.utime(site, (1, 1))
        assert content("numpy/core/data.txt", site) == b"newer\n"
    else:
        (site / "six.py").write_text("")
        (site / "six-1.dist-info").mkdir()
        os.utime(site, (1, 1))
        os.close(open_pack())
    assert len(builds) == 2
    os.close(open_pack())
    assert len(builds) == 2


def test_what_changes_while_it_is_built_makes_it_out_of_date(site, monkeypatch, builds):
    run = subprocess.run

    def change_meanwhile(*args, **kwargs):
        done = run(*args, **kwargs)
        os.utime(site, (len(builds), 1))
        return done

    with monkeypatch.context() as patch:
        patch.setattr(pack.subprocess, "run", change_meanwhile)
        os.close(open_pack())
    os.close(open_pack())
    assert len(builds) == 2


def test_several_may_build_it_at_once(site, tmp_path):
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: open_pack(), range(6)))
    for descriptor in found:
        assert pack._is_fresh(descriptor)
        os.close(descriptor)
    (path,) = packs(tmp_path)
    assert list(path.parent.iterdir()) == [path]


def homeless(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/nonexistent/home")


def not_a_folder(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/cache")


def relative(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")


def of_somebody_else(monkeypatch, tmp_path: Path) -> None:
    home = tmp_path / "theirs"
    home.mkdir()
    os.chown(home, 12345, 12345)
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / ".cache"))


def open_to_others(monkeypatch, tmp_path: Path) -> None:
    (tmp_path / "cache" / "autograder").mkdir(parents=True)
    (tmp_path / "cache" / "autograder").chmod(0o777)


@pytest.mark.parametrize(
    "without",
    [
        homeless,
        not_a_folder,
        relative,
        pytest.param(of_somebody_else, marks=ROOT_USER.needed),
        open_to_others,
    ],
)
def test_without_a_cache_it_lies_with_the_temporary_files(
    site, tmp_path, monkeypatch, builds, without
):
    without(monkeypatch, tmp_path)
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        assert content("numpy/core/data.txt", site) == b"data\n"
    assert builds == [tmp_path / f"autograder-{os.geteuid()}"]
    assert not (tmp_path / "theirs" / ".cache").exists()


def test_where_nothing_can_be_kept_it_lives_as_long_as_it_is_used(site, tmp_path, monkeypatch):
    monkeypatch.setattr(pack, "cache_folders", lambda: [Path("/dev/null/no")])
    assert content("numpy/core/data.txt", site) == b"data\n"
    assert packs(tmp_path) == []


def test_a_full_disk_is_no_end(site, tmp_path, monkeypatch, builds):
    """The next place is tried; if none has room, that is said."""
    run = subprocess.run

    def full(line, **kwargs):
        return run([sys.executable, "-c", f"raise SystemExit({child_pack.NO_ROOM})"], **kwargs)

    monkeypatch.setattr(pack.subprocess, "run", full)
    with pytest.raises(LaunchError, match="the libraries find no room"):
        open_pack()
    assert builds[:2] == cache_folders()
    assert len(builds) == 3
    assert packs(tmp_path) == []


def test_the_child_says_that_the_disk_is_full(site):
    with Path("/dev/full").open("wb") as disk:
        done = subprocess.run(
            command("pack", disk.fileno()), pass_fds=(disk.fileno(),), check=False
        )
    assert done.returncode == child_pack.NO_ROOM


def test_what_cannot_be_read_is_told(site, monkeypatch):
    monkeypatch.setattr(pack, "command", lambda *_: [sys.executable, "-c", "1 / 0"])
    with pytest.raises(LaunchError, match="cannot be read: ZeroDivisionError"):
        open_pack()


def test_links_to_nowhere_and_closed_files_are_passed_over(site):
    (site / "numpy" / "gone.py").symlink_to("/nowhere")
    (site / "numpy" / "gone.txt").symlink_to("/nowhere")
    assert content("numpy/core/data.txt", site) == b"data\n"


def test_old_packs_go_when_a_new_one_comes(site, tmp_path):
    folder = tmp_path / "cache" / "autograder"
    folder.mkdir(parents=True, mode=0o700)
    (folder / "libraries-old.pack").write_bytes(b"of an environment that has gone")
    (folder / "unfinished-old").write_bytes(b"left behind")
    os.utime(folder / "unfinished-old", (1, 1))
    (folder / "unfinished-new").write_bytes(b"somebody builds it")
    os.close(open_pack())
    left = {path.name for path in folder.iterdir()} - {pack._name()}
    assert left == {"unfinished-new"}


def test_libraries_are_found_where_packages_are_installed(tmp_path, monkeypatch):
    course, installed = tmp_path / "course", tmp_path / "installed"
    for folder in (course, installed):
        (folder / "numpy").mkdir(parents=True)
    (installed / "numpy-2.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", ["", str(course), str(installed), "/nowhere", "relative"])
    assert library_places() == [str(installed)]
