"""Bubblewrap around the fork server: own namespaces, and in view only the files Python needs."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from autograder.sandbox.process import ROOT

FOLDER = "/empty"  # inside
SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/localtime")


def is_installed() -> bool:
    """Whether there is a bubblewrap to try."""
    return sys.platform == "linux" and shutil.which("bwrap") is not None


def command() -> list[str]:
    """Return what comes before the command that is to run inside."""
    namespaces = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    if os.geteuid() == 0:  # each child gets a uid of its own, and is ended as such
        kept = ("CAP_SETUID", "CAP_SETGID", "CAP_KILL")
        rights = ["--cap-drop", "ALL", *(arg for one in kept for arg in ("--cap-add", one))]
    else:
        rights = ["--unshare-user", "--disable-userns"]
    shown = [arg for path in _shown() for arg in ("--ro-bind", path, path)]
    # The places first: what is shown may lie within them.
    places = ["--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--dir", FOLDER]
    safety = ["--unshare-cgroup-try", "--die-with-parent", "--new-session", "--chdir", "/"]
    program = str(shutil.which("bwrap"))
    return [program, *namespaces, *rights, *places, *shown, *safety, "--"]


def _shown() -> list[str]:
    """What can be read inside: Python, its libraries, our child's modules, the list of fonts."""
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    fonts = os.environ.get("MPLCONFIGDIR") or str(Path(cache) / "matplotlib")
    ours = [ROOT / "autograder" / "__init__.py", ROOT / "autograder" / "child"]
    paths = [*SYSTEM, sys.base_prefix, sys.prefix, *map(str, ours), fonts]
    return [path for path in dict.fromkeys(paths) if Path(path).exists()]
