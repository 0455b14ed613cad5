"""Starts the fork server, asks it to fork and kill children, and receives how they ended."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence

from autograder.child.channel import ENDED, FAILED, FORK, KILL, MAX_PACKET, READY
from autograder.sandbox.pack import open_pack
from autograder.sandbox.process import STARTING, Ending, LaunchError, Watchdog, command, environment

GONE = "the process that starts children has ended"


class ForkServer:
    """A running fork server; `wrap` is the command to run it under, such as bubblewrap's."""

    def __init__(self, draws: bool, wrap: Sequence[str] = ()) -> None:
        pack = open_pack()
        self.endings: dict[int, Ending] = {}
        self.ready = False
        self._failures: dict[int, int] = {}
        self._last = 0
        self._complaint = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.process = subprocess.Popen(
            [*wrap, *command("forkserver", pack, draws)],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=self._complaint,
            cwd="/",
            env=environment(),
            start_new_session=True,
            pass_fds=(pack,),
        )
        os.close(pack)
        theirs.close()

    def fork(self) -> ForkedChild:
        """Return a new child, which waits for its settings."""
        self.wait_until_ready()
        ours, theirs = socket.socketpair()
        self._last += 1
        try:
            socket.send_fds(self.control, [b"%s %d" % (FORK, self._last)], [theirs.fileno()])
        except OSError:
            ours.close()
            raise LaunchError(self._last_words()) from None
        finally:
            theirs.close()
        return ForkedChild(self, self._last, ours)

    def wait_until_ready(self) -> None:
        """Wait until its modules are loaded; `LaunchError` if it ends or takes too long."""
        while not self.ready:
            self._hear(time.monotonic() + STARTING)

    def kill(self, number: int) -> None:
        """Kill a child; do nothing if it has ended."""
        with contextlib.suppress(OSError):
            self.control.send(b"%s %d" % (KILL, number))

    def ending(self, number: int) -> Ending:
        """Wait until a child ends and return how; `LaunchError` if it was never forked."""
        while number not in self.endings:
            self._hear(time.monotonic() + STARTING)
            if number in self._failures:
                reason = os.strerror(self._failures.pop(number))
                raise LaunchError(f"no process could be started: {reason}")
        return self.endings.pop(number)

    def _hear(self, deadline: float) -> None:
        """Receive one message from the fork server; `LaunchError` if it has ended."""
        if self.control.fileno() < 0:
            raise LaunchError(GONE)
        poll = select.poll()  # select.select() fails where many descriptors are open
        poll.register(self.control, select.POLLIN)
        message = b""
        if poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
            with contextlib.suppress(OSError):
                message = self.control.recv(MAX_PACKET)
        if not message:
            raise LaunchError(self._last_words())
        verb, *rest = message.split()
        if verb == READY:
            self.ready = True
        elif verb == ENDED:
            self.endings[int(rest[0])] = Ending(int(rest[1]), float(rest[2]))
        elif verb == FAILED:
            self._failures[int(rest[0])] = int(rest[1])

    def _last_words(self) -> str:
        """End the fork server; return the last line of its standard error, or `GONE`."""
        self._end()
        if self._complaint.closed:
            return GONE
        self._complaint.seek(0)
        lines = self._complaint.read(10_000).decode("utf-8", "replace").strip().splitlines()
        self._complaint.close()
        return lines[-1] if lines else GONE

    def close(self) -> None:
        """End the fork server and all its children."""
        self._end()
        self._complaint.close()

    def _end(self) -> None:
        self.control.close()
        try:
            self.process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            self.process.kill()  # its children die with it
            self.process.wait()


class ForkedChild:
    """A child that the fork server forked."""

    def __init__(self, server: ForkServer, number: int, wire: socket.socket) -> None:
        self._forkserver, self._number, self._wire = server, number, wire
        self._ending: Ending | None = None
        self.read_fd = self.write_fd = wire.fileno()
        self.watchdog = Watchdog(lambda: server.kill(number))
        self.watchdog.start()

    def close(self) -> Ending:
        """Kill the process if it still runs, and return how it ended."""
        if self._ending is None:
            self._wire.close()
            self.watchdog.rest()
            self._forkserver.kill(self._number)
            self._ending = self._forkserver.ending(self._number)
        return self._ending
