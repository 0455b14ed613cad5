"""A fork server that does not start, or has ended, says why in its last words."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from autograder.sandbox import forkserver
from autograder.sandbox.forkserver import GONE, ForkServer
from autograder.sandbox.launcher import CAN_FORK
from autograder.sandbox.process import LaunchError

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="sealed children need Linux")


SAID = "RuntimeError: no memory"


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ForkServer]:
    """Start this program in the place of the fork server."""

    def start(program: str) -> ForkServer:
        line = [sys.executable, "-I", "-S", "-c", program]
        monkeypatch.setattr(forkserver, "command", lambda *_: line)
        return ForkServer(draws=False)

    return start


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("import sys; print('first', file=sys.stderr); raise RuntimeError('no memory')", SAID),
        ("raise SystemExit(3)", GONE),
    ],
)
def test_what_does_not_start_is_told_by_its_last_line(running, program: str, said: str):
    server = running(program)
    with pytest.raises(LaunchError) as caught:
        server.fork()
    assert str(caught.value) == said
    with pytest.raises(LaunchError, match=GONE):  # which is all that is known later
        server.fork()
    server.close()
    assert server.process.returncode is not None
