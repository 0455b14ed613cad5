"""The fork server: a process with NumPy loaded that forks one child per submission.

It holds no source, no check and no answer: the grader sends it only one end of a wire, through
which the child itself receives its limits and the submission. It kills a child on request, reports
the exit status of each child, and ends the processes that children leave behind.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import select
import signal
import socket
from pathlib import Path

from autograder.child import kernel
from autograder.child.channel import ENDED, FAILED, FORK, KILL, MAX_PACKET, READY, Channel
from autograder.child.preload import open_library, preload

WIRE = 3  # the descriptor of a child's wire; all above it are closed


def main(pack: int, draws: bool) -> None:
    """Serve the grader on standard input, a socket, until it closes.

    The pack of libraries is open at the descriptor `pack`; Matplotlib is loaded if one `draws`.
    """
    control = socket.socket(fileno=os.dup(0))
    kernel.hide_memory()
    kernel.die_with_parent()
    kernel.adopt_orphans()
    open_library(pack)  # before NumPy, which keeps a reference to `open`
    gc.disable()  # imports leave hardly any garbage
    preload(draws)
    gc.freeze()  # the memory loaded so far stays shared between all children
    gc.enable()
    control.send(READY)
    _ForkServer(control).run()
    os._exit(0)  # at once: there is nothing to clean up


class _ForkServer:
    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.number_of: dict[int, int] = {}  # our children: pid -> the grader's number
        self.bell, ring = os.pipe()
        for end in (self.bell, ring):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(ring, warn_on_full_buffer=False)

    def run(self) -> None:
        poll = select.poll()
        poll.register(self.control, select.POLLIN)
        poll.register(self.bell, select.POLLIN)
        while True:
            ready = {fd for fd, _ in poll.poll()}
            if self.bell in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(self.bell, MAX_PACKET)
                self.reap()
            if self.control.fileno() in ready and not self.obey():
                return self.end_all()

    def obey(self) -> bool:
        """Receive and obey one message; return False if the grader has closed the socket."""
        try:
            message, descriptors, _, _ = socket.recv_fds(self.control, MAX_PACKET, 1)
        except OSError:
            return False
        if not message:
            return False
        verb, _, number = message.partition(b" ")
        if verb == FORK:
            self.fork(int(number), descriptors[0])
        elif verb == KILL:
            for pid, known in self.number_of.items():
                if known == int(number):
                    _kill(pid)
        return True

    def fork(self, number: int, wire: int) -> None:
        try:
            pid = os.fork()
        except OSError as error:
            os.close(wire)
            self.control.send(b"%s %d %d" % (FAILED, number, error.errno or errno.EAGAIN))
            return
        if pid == 0:
            try:
                _become_child(wire)
            finally:
                os._exit(1)
        os.close(wire)
        self.number_of[pid] = number

    def reap(self) -> None:
        """Report each child that has ended: its exit status and its CPU seconds."""
        ended: list[bytes] = []
        try:
            while True:
                pid, status, used = os.wait4(-1, os.WNOHANG)
                if pid == 0:
                    self.end_orphans()
                    break
                if pid not in self.number_of:
                    continue  # an adopted orphan
                with contextlib.suppress(OSError):
                    os.killpg(pid, signal.SIGKILL)
                code, seconds = os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
                ended.append(b"%s %d %d %.6f" % (ENDED, self.number_of.pop(pid), code, seconds))
        except ChildProcessError:
            pass  # none is left: no orphan either
        for message in ended:
            with contextlib.suppress(OSError):
                self.control.send(message)

    def end_orphans(self) -> None:
        """Kill the processes that unsealed children started and left behind."""
        with contextlib.suppress(OSError, ValueError):
            text = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
            for pid in set(map(int, text.split())) - self.number_of.keys():
                _kill(pid)

    def end_all(self) -> None:
        for pid in self.number_of:
            _kill(pid)
        self.end_orphans()
        with contextlib.suppress(ChildProcessError):
            while True:
                os.wait()


def _kill(pid: int) -> None:
    """Kill a child that is not reaped yet, and its process group if it leads one."""
    for end in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            end(pid, signal.SIGKILL)


def _become_child(wire: int) -> None:
    """Close every descriptor above the wire; serve one submission."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.dup2(wire, WIRE)
    os.closerange(WIRE + 1, os.sysconf("SC_OPEN_MAX"))
    from autograder.child.worker import serve  # brings NumPy

    serve(Channel(WIRE, WIRE))
