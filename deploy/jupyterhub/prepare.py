"""Makes what the hub needs: the proxy, the course's account and groups, its folders.

    python prepare.py REPOSITORY

May be run again at any time; a course that is there stays as it is.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from accounts import add_account, exists, run
from settings import IS_ROOT, Settings

# Of the fourth series, which runs with the Node.js of Debian 12, too.
PROXY_VERSION = "4.6.3"
PATIENCE = 600  # seconds for npm, on a slow line, too
PROXY = Path(sys.prefix, "proxy", "node_modules", ".bin", "configurable-http-proxy")


def install_proxy() -> None:
    """Install the proxy beside this Python, by npm, if it is not there."""
    folder = PROXY.parents[2]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:  # one npm at a time
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not PROXY.exists():
            command = ["npm", "install", "--no-fund", "--no-audit", "--silent"]
            command += ["--prefix", str(folder), f"configurable-http-proxy@{PROXY_VERSION}"]
            subprocess.run(command, stdin=subprocess.DEVNULL, timeout=PATIENCE, check=True)


def make_accounts(settings: Settings) -> None:
    """Make the two groups, and the account that owns the course."""
    for group in (settings.students, settings.instructors):
        run("groupadd", "--force", group)
    if not exists(settings.keeper):
        add_account(settings.keeper, f"Grades {settings.course}")


def make_folder(path: Path, mode: int, owner: str = "", group: str = "") -> None:
    """Make a folder with exactly these rights."""
    path.mkdir(parents=True, exist_ok=True)
    if IS_ROOT:
        shutil.chown(path, owner or "root", group or owner or "root")
    path.chmod(mode)


def make_folders(settings: Settings) -> None:
    """Make the folders of the hub, of the course, and of the exchange.

    nbgrader wants the exchange writable for everybody. The sticky bit keeps the students from
    moving what is not theirs; what was handed in lies where nobody but the course can list it.
    """
    keeper = settings.keeper
    make_folder(settings.home, 0o755)
    make_folder(settings.state, 0o700)
    make_folder(settings.home / "ngshare", 0o700, keeper)
    make_folder(settings.shared, 0o1777)
    exchange = settings.shared / settings.course
    make_folder(exchange, 0o755, keeper)
    make_folder(exchange / "outbound", 0o755, keeper)
    make_folder(exchange / "inbound", 0o3733, keeper)


def make_course(settings: Settings, repository: Path) -> None:
    """Make the course's folder, which its account owns and the instructors may read."""
    made = (settings.folder / "nbgrader_config.py").exists()
    make_folder(settings.folder, 0o2750, settings.keeper, settings.instructors if IS_ROOT else "")
    if made:
        return
    command = [sys.executable, "-m", "autograder", "new-course", str(settings.folder)]
    subprocess.run(command, cwd=repository, check=True, stdout=subprocess.DEVNULL)
    for path in (settings.folder, *settings.folder.rglob("*")):
        if IS_ROOT:
            shutil.chown(path, settings.keeper, settings.instructors)
        path.chmod(0o2750 if path.is_dir() else 0o640)


def prepare(settings: Settings, repository: Path) -> None:
    """Make all of it."""
    install_proxy()
    if IS_ROOT:
        make_accounts(settings)
    make_folders(settings)
    make_course(settings, repository)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    prepare(Settings.read(os.environ), Path(sys.argv[1]).resolve())
