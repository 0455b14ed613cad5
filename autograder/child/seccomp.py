"""A filter on the system calls of a sealed child.

It allows what computing needs: open descriptors, memory, time, random bytes. No allowed call opens
a file, makes a socket or starts a process. Other calls fail with EPERM, and those that only an
attack would use kill the process.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from functools import cache

from autograder.child import kernel

# linux/audit.h
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# (x86_64, aarch64); None where the architecture has no such call.
ALLOWED: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63),
    "write": (1, 64),
    "close": (3, 57),
    "fstat": (5, 80),
    "poll": (7, None),
    "lseek": (8, 62),
    "munmap": (11, 215),
    "brk": (12, 214),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "readv": (19, 65),
    "writev": (20, 66),
    "select": (23, None),
    "sched_yield": (24, 124),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "nanosleep": (35, 101),
    "getpid": (39, 172),
    "exit": (60, 93),
    "uname": (63, 160),
    "getcwd": (79, 17),
    "gettimeofday": (96, 169),
    "getrusage": (98, 165),
    "times": (100, 153),
    "getuid": (102, 174),
    "getgid": (104, 176),
    "geteuid": (107, 175),
    "getegid": (108, 177),
    "sigaltstack": (131, 132),
    "gettid": (186, 178),
    "time": (201, None),
    "futex": (202, 98),
    "sched_getaffinity": (204, 123),
    "restart_syscall": (219, 128),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "exit_group": (231, 94),
    "pselect6": (270, 72),
    "ppoll": (271, 73),
    "getrandom": (318, 278),
}
# Allowed unless they make memory executable (their third argument).
WITHOUT_EXECUTION = {"mmap": (9, 222), "mprotect": (10, 226)}
HOSTILE: dict[str, tuple[int | None, int | None]] = {
    "execve": (59, 221),
    "ptrace": (101, 117),
    "personality": (135, 92),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "mount": (165, 40),
    "umount2": (166, 39),
    "reboot": (169, 142),
    "init_module": (175, 105),
    "kexec_load": (246, 104),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "unshare": (272, 97),
    "perf_event_open": (298, 241),
    "open_by_handle_at": (304, 265),
    "setns": (308, 268),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "finit_module": (313, 273),
    "bpf": (321, 280),
    "execveat": (322, 281),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
}

# linux/bpf_common.h and linux/seccomp.h
LOAD, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_BITS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
KILL, REFUSE, ALLOW = 0x80000000, 0x00050000 | errno.EPERM, 0x7FFF0000
NUMBER, ARCHITECTURE, THIRD_ARGUMENT = 0, 4, 32  # offsets in struct seccomp_data
FILTER_MODE = 2
X32_CALLS = 0x40000000  # x86_64's second set of numbers
PROT_EXEC = 4


class _Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("<HBBI", code, if_true, if_false, value)


@cache
def program(machine: str) -> bytes:
    """Return the filter for `machine` as BPF instructions; none unless in `ARCHITECTURES`."""
    if machine not in ARCHITECTURES or sys.maxsize < 2**32:
        return b""
    column = list(ARCHITECTURES).index(machine)

    def numbers(table: dict[str, tuple[int | None, int | None]]) -> list[int]:
        return [number for row in table.values() if (number := row[column]) is not None]

    steps = [
        _step(LOAD, ARCHITECTURE),
        _step(JUMP_EQUAL, ARCHITECTURES[machine], 1, 0),
        _step(RETURN, KILL),
        _step(LOAD, NUMBER),
        _step(JUMP_AT_LEAST, X32_CALLS, 0, 1),
        _step(RETURN, KILL),
    ]
    for number in numbers(ALLOWED):
        steps += [_step(JUMP_EQUAL, number, 0, 1), _step(RETURN, ALLOW)]
    for number in numbers(HOSTILE):
        steps += [_step(JUMP_EQUAL, number, 0, 1), _step(RETURN, KILL)]
    for row in WITHOUT_EXECUTION.values():
        steps += [
            _step(JUMP_EQUAL, row[column], 0, 4),
            _step(LOAD, THIRD_ARGUMENT),
            _step(JUMP_BITS, PROT_EXEC, 0, 1),
            _step(RETURN, REFUSE),
            _step(RETURN, ALLOW),
        ]
    steps.append(_step(RETURN, REFUSE))
    return b"".join(steps)


def install() -> bool:
    """Put this process under the filter for good; return False if that is impossible."""
    code = program(os.uname().machine) if sys.platform == "linux" else b""
    if not code:
        return False
    record = _Program(len(code) // 8, code)
    pointer = ctypes.cast(ctypes.pointer(record), ctypes.c_void_p)
    mode = ctypes.c_ulong(FILTER_MODE)
    zero = ctypes.c_ulong(0)
    return bool(kernel.libc().prctl(kernel.SET_SECCOMP, mode, pointer, zero, zero) == 0)
