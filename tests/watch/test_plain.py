"""Without a terminal: plain lines, one report a change, for every way a file can change."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories.processes import command, start
from factories.terminals import PATIENCE
from factories.toy_course import TOY, as_notebook, with_body

pytestmark = pytest.mark.slow


class Output:
    """A running `autograder watch` and what it has printed."""

    def __init__(self, course: Path) -> None:
        self.process = start(
            command("watch"),
            cwd=course,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "FORCE_COLOR": "1"},  # even so
        )
        self.text = ""
        self.read = 0
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.text += line

    def until(self, wanted: str) -> str:
        """Wait for a text after what has been waited for before; return all that is new."""
        end = time.monotonic() + PATIENCE
        while wanted not in self.text[self.read :]:
            assert time.monotonic() < end, f"never printed: {wanted!r} in {self.text[self.read :]}"
            time.sleep(0.02)
        time.sleep(0.1)  # the rest of the report
        new, self.read = self.text[self.read :], len(self.text)
        return new


@pytest.fixture
def output(own_course: Path) -> Iterator[Output]:
    found = Output(own_course)
    yield found
    found.process.kill()
    found.process.wait()
    found.reader.join()
    assert found.process.stdout is not None
    found.process.stdout.close()


@pytest.mark.long
def test_a_file_and_all_that_may_happen_to_it(
    output: Output, own_course: Path, bare: str, solved: str
):
    work = own_course / "assignments" / TOY / "toy.py"
    output.until("0 / 10")

    work.write_text(with_body(bare, "double", "return np.asarray(x) ** 2"))
    new = output.until("Next:")
    assert "✗ double" in new
    assert "Large numbers grow too fast." in new
    assert "both_sides" not in new  # it was not touched

    work.write_text("# %% x=" + "[" * 5_000 + "\n")
    assert "cannot be read: a value in the marker in line 1" in output.until("Next:")

    work.write_text(with_body(bare, "double", "return (("))
    assert "SyntaxError" in output.until("Next:")

    work.unlink()  # the notebook is still there
    output.until("0 / 10")

    fresh = work.with_name(".toy.py.new")
    fresh.write_text(solved)
    fresh.replace(work)
    assert "10 / 10" in output.until("done")

    notebook = as_notebook(with_body(bare, "double", "return 2 * np.asarray(x)"))
    work.with_suffix(".ipynb").write_text(json.dumps(notebook))
    assert "were edited, and they differ" in output.until("Next:")

    work.unlink()
    assert "3 / 10" in output.until("Next:")
    work.with_suffix(".ipynb").unlink()
    assert "holds no toy.py and no toy.ipynb" in output.until("Next:")
    work.write_text(solved)
    output.until("10 / 10")
    assert "\x1b" not in output.text


@pytest.mark.long
def test_checks_that_change_are_collected_again(output: Output, own_course: Path, solved: str):
    work = own_course / "assignments" / TOY / "toy.py"
    checks = own_course / "solutions" / TOY / "test_public.py"
    text = checks.read_text()
    output.until("0 / 10")
    work.write_text(solved)
    output.until("10 / 10")
    checks.write_text(text.replace("[2.0, -5.0]", "[3.0, -5.0]"))
    assert "✗ double" in output.until("9 / 10")
    checks.write_text("import (")
    output.until("The checks cannot be used")
    checks.write_text(text)
    output.until("10 / 10")


@pytest.mark.long
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly(output: Output, how: signal.Signals):
    output.until("0 / 10")
    output.process.send_signal(how)
    assert output.process.wait(PATIENCE) == 0
    assert "Traceback" not in output.text
