"""The bubblewrap command for the fork server: own namespaces, and only the files Python needs."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from autograder.sandbox.process import ROOT

FOLDER = "/empty"  # a child's working directory, inside bubblewrap
SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/localtime")


def is_installed() -> bool:
    """Whether bubblewrap is on the path of a Linux system; it may still fail."""
    return sys.platform == "linux" and shutil.which("bwrap") is not None


def command() -> list[str]:
    """Return the words that, put before a command, run it inside bubblewrap."""
    namespaces = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    if os.geteuid() == 0:  # to give each child its own uid, and to kill it then
        kept = ("CAP_SETUID", "CAP_SETGID", "CAP_KILL")
        rights = ["--cap-drop", "ALL", *(arg for one in kept for arg in ("--cap-add", one))]
    else:
        rights = ["--unshare-user", "--disable-userns"]
    shown = [arg for path in _shown() for arg in ("--ro-bind", path, path)]
    # Mounted first, since the shown paths may lie within them.
    places = ["--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--dir", FOLDER]
    safety = ["--unshare-cgroup-try", "--die-with-parent", "--new-session", "--chdir", "/"]
    program = str(shutil.which("bwrap"))
    return [program, *namespaces, *rights, *places, *shown, *safety, "--"]


def _shown() -> list[str]:
    """The paths readable inside: system libraries, Python, `child`, Matplotlib's font list."""
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    fonts = os.environ.get("MPLCONFIGDIR") or str(Path(cache) / "matplotlib")
    ours = [ROOT / "autograder" / "__init__.py", ROOT / "autograder" / "child"]
    paths = [*SYSTEM, sys.base_prefix, sys.prefix, *map(str, ours), fonts]
    return [path for path in dict.fromkeys(paths) if Path(path).exists()]
