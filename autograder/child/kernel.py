"""Linux features that the standard library lacks: prctl and Landlock, through ctypes.

If the kernel lacks a feature or forbids it, the function returns False; it does not raise.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from functools import cache
from typing import Any

# linux/prctl.h
SET_PDEATHSIG, SET_DUMPABLE, SET_SECCOMP = 1, 4, 22
SET_CHILD_SUBREAPER, SET_NO_NEW_PRIVS = 36, 38
KILLED = 9  # SIGKILL; `signal` has no such name on Windows
# The Landlock calls have the same numbers on every architecture.
CREATE_RULESET, RESTRICT_SELF = 444, 446
VERSION_ONLY = 1
# The rights that each version of Landlock's ABI knows, linux/landlock.h.
RIGHTS_ON_FILES = {1: 13, 2: 14, 3: 15, 5: 16}  # number of bits, by version
RIGHTS_ON_PORTS = 0b11  # to bind and to connect, from version 4
SCOPES = 0b11  # abstract sockets and signals, from version 6


@cache
def libc() -> Any:
    """The C library."""
    return ctypes.CDLL(None, use_errno=True)


def prctl(option: int, value: Any) -> bool:
    """Call prctl(2) with one argument."""
    if sys.platform != "linux":
        return False
    zero = ctypes.c_ulong(0)
    if not isinstance(value, ctypes.c_void_p):
        value = ctypes.c_ulong(value)
    return bool(libc().prctl(option, value, zero, zero, zero) == 0)


def hide_memory() -> bool:
    """Keep other processes of this user from reading our memory, environment or descriptors."""
    return prctl(SET_DUMPABLE, 0)


def die_with_parent() -> bool:
    """Have the kernel kill this process when its parent ends."""
    return prctl(SET_PDEATHSIG, KILLED)


def adopt_orphans() -> bool:
    """Become the parent of the processes that our children leave behind."""
    return prctl(SET_CHILD_SUBREAPER, 1)


def forbid_new_privileges() -> bool:
    """Make set-uid programs powerless for good; Landlock and seccomp require it."""
    return prctl(SET_NO_NEW_PRIVS, 1)


def landlock() -> bool:
    """Forbid this process all paths, TCP ports and signals to others, for good.

    An older kernel forbids fewer of these. Return False if Landlock is missing.
    """
    if sys.platform != "linux":
        return False
    version = _syscall(CREATE_RULESET, None, 0, VERSION_ONLY)
    if version < 1:
        return False
    bits = max(count for since, count in RIGHTS_ON_FILES.items() if since <= version)
    rules = struct.pack("<Q", (1 << bits) - 1)
    if version >= 4:
        rules += struct.pack("<Q", RIGHTS_ON_PORTS)
    if version >= 6:
        rules += struct.pack("<Q", SCOPES)
    ruleset = _syscall(CREATE_RULESET, rules, len(rules), 0)
    if ruleset < 0:
        return False
    locked = _syscall(RESTRICT_SELF, None, ruleset, 0) == 0
    os.close(ruleset)
    return locked


def _syscall(number: int, data: bytes | None, first: int, second: int) -> int:
    """Make a Landlock call by syscall(2); only RESTRICT_SELF takes no pointer first."""
    rest = [ctypes.c_long(first), ctypes.c_long(second)]
    arguments = rest if data is None and number == RESTRICT_SELF else [data, *rest]
    return int(libc().syscall(ctypes.c_long(number), *arguments))
