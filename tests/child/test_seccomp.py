"""The filter on system calls: the kernel's numbers, and no call that opens anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.child import seccomp

HEADERS = {
    "x86_64": (Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), r"__NR_(\w+)\s+(\d+)"),
    "aarch64": (Path("/usr/include/asm-generic/unistd.h"), r"__NR(?:3264)?_(\w+)\s+(\d+)"),
}


@pytest.mark.parametrize("machine", seccomp.ARCHITECTURES)
def test_system_calls_have_the_kernels_numbers(machine):
    path, pattern = HEADERS[machine]
    if not path.exists():
        pytest.skip(f"the kernel's header {path.name} for {machine} is not installed")
    true = {
        name: int(number) for name, number in re.findall(rf"#define {pattern}", path.read_text())
    }
    column = list(seccomp.ARCHITECTURES).index(machine)
    for table in (seccomp.ALLOWED, seccomp.HOSTILE, seccomp.WITHOUT_EXECUTION):
        for name, row in table.items():
            assert row[column] == true.get(name), name


def test_no_allowed_call_opens_anything():
    doors = {"open", "openat", "openat2", "socket", "connect", "clone", "clone3", "fork", "vfork"}
    doors |= {"execve", "kill", "tgkill", "ptrace", "prctl", "seccomp", "dup", "dup2", "dup3"}
    assert not doors & set(seccomp.ALLOWED)
    numbers = [row for table in (seccomp.ALLOWED, seccomp.HOSTILE) for row in table.values()]
    for column in (0, 1):
        known = [row[column] for row in numbers if row[column] is not None]
        assert len(known) == len(set(known))
