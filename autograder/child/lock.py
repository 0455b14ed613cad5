"""Lock a child down before it sees a submission; and a canary that tests the lock.

The sequence matters: limits while they can still be set, then the uid, then the steps that cannot
be undone: memory hidden, no new privileges, no paths or ports (Landlock), few system calls
(seccomp).
"""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.child import kernel, seccomp

LIMITS, UID, LANDLOCK, SECCOMP = "limits", "uid", "landlock", "seccomp"


def lock(order: dict[str, Any]) -> list[str]:
    """Lock this process as `order` says; return the layers now in force.

    `order` holds the limits `cpu` (seconds), `memory`, `file_size` (bytes), `files`, `processes`,
    whether to be `sealed`, and the `uid` to become (or None).
    """
    layers = [LIMITS] if _limit(order) else []
    if order["sealed"] and order["uid"] is not None and _become(order["uid"]):
        layers.append(UID)
    kernel.hide_memory()
    kernel.die_with_parent()  # after the change of uid, which would cancel it
    if order["sealed"] and kernel.forbid_new_privileges():
        layers += [LANDLOCK] if kernel.landlock() else []
        layers += [SECCOMP] if seccomp.install() else []
    return layers


def _limit(order: dict[str, Any]) -> bool:
    """Set the resource limits; return False if this is not Linux."""
    try:
        import resource
    except ImportError:  # Windows
        return False
    bounds = {
        "RLIMIT_AS": order["memory"],
        "RLIMIT_FSIZE": order["file_size"],
        "RLIMIT_NOFILE": order["files"],
        "RLIMIT_CORE": 0,
    }
    if order["sealed"]:
        bounds |= {"RLIMIT_NPROC": order["processes"], "RLIMIT_MEMLOCK": 0, "RLIMIT_MSGQUEUE": 0}
    pairs = {name: (value, value) for name, value in bounds.items()}
    pairs["RLIMIT_CPU"] = (order["cpu"], order["cpu"] + 1)  # SIGXCPU, which has a name, comes first
    for name, pair in pairs.items():
        kind = getattr(resource, name, None)
        if kind is not None:
            with contextlib.suppress(ValueError, OSError):  # a lower limit is already in force
                resource.setrlimit(kind, pair)
    return sys.platform == "linux"


def _become(uid: int) -> bool:
    """Change from root to a uid and gid that no other process has; False if not allowed."""
    try:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    except (AttributeError, OSError):
        return False
    return True


def try_the_lock(file: str) -> list[str]:
    """Attempt what a locked child must not do; return the names of the attempts that worked."""
    attempts: dict[str, Callable[[], object]] = {
        "open a file": lambda: os.close(os.open(file, os.O_RDONLY)),
        "look at a file": lambda: Path(file).stat(),
        "list a folder": lambda: list(os.scandir("/")),
        "make a socket": socket.socket,
        "start a process": _fork,
        "send a signal": lambda: os.kill(os.getppid(), 0),
        "make memory executable": lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_EXEC),
        "make its own memory executable": _make_executable,
        "make memory that others see": _make_shared,
        "become root": lambda: os.setuid(0),
        "duplicate a descriptor": lambda: os.dup(0),
        "make a pipe": os.pipe,
    }
    worked = []
    for name, attempt in attempts.items():
        try:
            attempt()
        except (OSError, AttributeError):
            continue
        worked.append(name)
    return worked


def _make_executable() -> None:
    """Have a page executed that was writable, as of a library that is mapped privately."""
    page = mmap.mmap(-1, mmap.PAGESIZE)
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    rights = ctypes.c_int(mmap.PROT_READ | mmap.PROT_EXEC)
    if kernel.libc().mprotect(ctypes.c_void_p(address), ctypes.c_size_t(mmap.PAGESIZE), rights):
        raise OSError


def _make_shared() -> None:
    os.close(os.memfd_create("shared"))


def _fork() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
