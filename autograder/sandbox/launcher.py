"""The levels of isolation, and the launcher, which starts children at one of them.

L3: L2 inside bubblewrap, where that is installed and allowed.
L2: a filter on system calls, limits, Landlock if the kernel has it, and a uid per child if we are
    root. It needs no namespaces, so it works in containers and on CI machines.
L1: a process per submission, with limits (on Linux) and deadlines: it protects against mistakes,
    not against hostile code.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from enum import StrEnum
from typing import Any

from autograder.child import channel, kernel, lock
from autograder.child.channel import Channel
from autograder.course.limits import Limits
from autograder.errors import AutograderError
from autograder.sandbox import bubblewrap
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.process import STARTING, Child, FreshChild, LaunchError

CAN_FORK = sys.platform == "linux"  # elsewhere forking a process that has loaded NumPy is unsafe
OWN_UIDS = 0x70000000  # no account has a uid from here on
SEALED_LAYERS = {lock.LIMITS, lock.SECCOMP}  # which L2 requires


class Policy(StrEnum):
    """The isolation that the caller asks for."""

    BEST = "best"
    STRICT = "strict"
    LIMITS = "limits"


class Launcher:
    """Starts the children of one grader, all at the same level of isolation."""

    def __init__(self, policy: Policy = Policy.BEST, draws: bool = False) -> None:
        """If a submission `draws`, the first fork server has Matplotlib, for all children."""
        self.policy, self.draws = policy, draws
        self.level = 0  # not known yet
        self.layers: list[str] = []
        self.reasons: list[str] = []  # why a higher level is not in force
        self._forkservers: dict[bool, ForkServer] = {}  # by whether they have Matplotlib
        self._wrapped = False
        self._spare: Child | None = None
        self._count = 0
        self._folder = tempfile.TemporaryDirectory(prefix="grading-", ignore_cleanup_errors=True)

    def warm(self) -> None:
        """Start the fork server, or else a spare child, without waiting for it."""
        if not CAN_FORK:
            self._spare = self._spare or FreshChild(self._own_folder())
        elif not self._forkservers:
            self._wrapped = self.policy is not Policy.LIMITS and self._can_wrap()
            self._start_server(self.draws)

    def _start_server(self, draws: bool) -> ForkServer:
        wrap = bubblewrap.command() if self._wrapped else ()
        self._forkservers[draws] = ForkServer(draws, wrap)
        return self._forkservers[draws]

    def _can_wrap(self) -> bool:
        if not bubblewrap.is_installed():
            self.reasons.append("no L3: bubblewrap is not installed")
            return False
        return not self.reasons

    def settle(self) -> None:
        """Find the level in force by a test of the lock; `AutograderError` if it is too low."""
        while not self.level:
            try:
                self._try()
            except LaunchError as error:
                if not self._wrapped:
                    raise
                self.reasons.append(f"no L3: {error}")
                self._forkservers.clear()

    def _try(self) -> None:
        self.warm()
        sealed, missing = False, "it needs Linux"
        if CAN_FORK and self.policy is not Policy.LIMITS:
            report = self._report_of_canary(self.draws)
            self.layers = [str(layer) for layer in report["layers"]]
            sealed = set(self.layers) >= SEALED_LAYERS and not report["worked"]
            missing = self._what_is_missing(report)
        if sealed:
            self.level = 3 if self._wrapped else 2
            return
        if self.policy is Policy.STRICT:
            raise AutograderError(
                f"--isolation strict needs level L2, which cannot be had here: {missing}. "
                "Nothing was graded. Grade on a machine or in a container that allows seccomp "
                "filters; or accept less with --isolation best, for code that you trust."
            )
        if self.policy is Policy.BEST:
            self.reasons.append(f"no L2: {missing}")
        self.level, self.layers = 1, ["process", *([lock.LIMITS] if CAN_FORK else []), "deadline"]

    def _report_of_canary(self, draws: bool) -> dict[str, Any]:
        child, report = self._start(Limits(), draws, sealed=True, canary=kernel.__file__)
        child.close()
        return report

    @staticmethod
    def _what_is_missing(report: dict[str, Any]) -> str:
        if lock.SECCOMP not in report["layers"]:
            return "this system refuses filters on system calls (seccomp)"
        if worked := report["worked"]:
            return f"a locked child could {', '.join(map(str, worked))}"
        return "limits on resources cannot be set"

    def child(self, limits: Limits, draws: bool = False) -> Child:
        """Return a child that is locked and waits for its submission.

        Each child can draw; one that `draws` has Matplotlib from the start, where that saves time.
        """
        self.settle()
        if self._forkservers and draws and True not in self._forkservers:
            self._start_second()
        child, report = self._start(limits, draws, sealed=self.level > 1)
        missing = set(self.layers) - set(report["layers"]) if self.level > 1 else set()
        if missing:  # although the canary had these layers
            child.close()
            raise LaunchError(f"a child was not locked as it should be: {missing} is missing")
        return child

    def _start_second(self) -> None:
        """Start the fork server with Matplotlib; `LaunchError` if its children's lock is weaker."""
        server = self._start_server(draws=True)
        try:
            report = self._report_of_canary(draws=True) if self.level > 1 else {}
            if report and (set(self.layers) - set(report["layers"]) or report["worked"]):
                missing = self._what_is_missing(report)
                raise LaunchError(f"a second lock does not hold: {missing}")
        except LaunchError:
            del self._forkservers[True]
            server.close()
            raise

    def _start(
        self, limits: Limits, draws: bool, sealed: bool, canary: str | None = None
    ) -> tuple[Child, dict[str, Any]]:
        from autograder.child.wire import decode, encode  # imports NumPy, so only when needed

        child = self._new_child(draws)
        setup = {
            **vars(limits),
            "sealed": sealed,
            "uid": self._next_uid(),
            "folder": bubblewrap.FOLDER if self._wrapped else self._own_folder(),
            "canary": canary,
        }
        wire = Channel(child.read_fd, child.write_fd)
        try:
            child.watchdog.deadline = time.monotonic() + STARTING
            wire.send(channel.SETUP, encode(setup))
            _, payload = wire.receive()
        except (OSError, EOFError, ValueError) as error:
            ending = child.close()
            raise LaunchError(f"a child ended before its work: {error}, {ending}") from None
        child.watchdog.deadline = float("inf")
        return child, decode(payload)

    def _new_child(self, draws: bool) -> Child:
        self.warm()
        if self._forkservers:
            either = next(iter(self._forkservers.values()))
            return self._forkservers.get(draws, either).fork()
        child, self._spare = self._spare, None
        assert child is not None
        return child

    def _next_uid(self) -> int | None:
        """A uid for a child, which no account and no other living child has; None unless root."""
        if not CAN_FORK or os.geteuid() != 0:
            return None
        self._count += 1
        return OWN_UIDS + ((os.getpid() & 0xFFFFF) << 8) + (self._count & 0xFF)

    def _own_folder(self) -> str:
        """Make an empty working directory for one child; a sealed one cannot write to it."""
        return tempfile.mkdtemp(prefix="submission-", dir=self._folder.name)

    @property
    def is_sound(self) -> bool:
        """Whether the fork servers still run, those that there are."""
        return all(one.process.poll() is None for one in self._forkservers.values())

    @property
    def name(self) -> str:
        """The level in force and its layers, as stored with every result."""
        layers = ["bubblewrap", *self.layers] if self.level == 3 else self.layers
        return f"L{self.level} {'+'.join(layers)}"

    @property
    def note(self) -> str:
        """Why no higher level is in force, if that is known."""
        return "; ".join(self.reasons)

    def close(self) -> None:
        """End the fork servers with their children, and a spare child; remove their folders."""
        if self._spare is not None:
            self._spare.close()
            self._spare = None
        while self._forkservers:
            self._forkservers.popitem()[1].close()
        self._folder.cleanup()

    def __enter__(self) -> Launcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
