"""The command in a real pseudo-terminal: saves, keys, sizes, and how it leaves."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from factories.terminals import Terminal
from factories.toy_course import TOY, with_body
from selection import tiers

pytestmark = pytest.mark.slow

SQUARES = "return np.asarray(x) ** 2"
HANGS = "while True: pass"


@pytest.fixture
def work(own_course: Path) -> Path:
    return own_course / "assignments" / TOY / "toy.py"


def opened(course: Path, columns: int = 80, lines: int = 24, **environment: str) -> Terminal:
    return Terminal(["watch"], course, columns, lines, environment)


def test_a_session(own_course: Path, work: Path, bare: str, solved: str):
    with opened(own_course) as terminal:
        terminal.until("Next: write double in assignments/01_toy/toy.py, and save.")
        work.write_text(with_body(bare, "double", SQUARES))
        text = terminal.until("✗ double")
        assert "double([1.0, -2.5]) returned" in text
        assert "This looks like" not in text
        terminal.press("h")
        text = terminal.until("This looks like: squares")
        assert "Large numbers grow too fast." in text
        assert "times itself?" not in text
        terminal.press("h")
        terminal.until("Is twice a number the number times itself?")
        terminal.press("h")
        terminal.until("A smaller case")
        terminal.press("h")
        terminal.until("That was the last hint here.")
        terminal.press("n")
        terminal.until("Next: write both_sides")
        terminal.press("p")
        terminal.until("✗ double")
        terminal.press("?")
        terminal.until("grade everything again")
        terminal.press("?")
        work.write_text(solved)
        terminal.until("Everything here is done. Well done!")
        assert "5 of 5 exercises" in terminal.lines[0]
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.restored
        assert b"\n\n\n" not in terminal.raw  # it draws; it does not scroll


@pytest.mark.parametrize(("columns", "lines"), tiers([(40, 12), (24, 6)], 0))
def test_a_small_terminal_and_another_size(
    own_course: Path, work: Path, bare: str, columns: int, lines: int
):
    work.write_text(with_body(bare, "double", SQUARES))
    with opened(own_course) as terminal:
        terminal.until("✗ double")
        assert "▸01_toy:0/5" in terminal.lines[1]
        terminal.resize(columns, lines)
        terminal.until("more lines: space")
        assert len(terminal.lines) == lines
        for _ in range(2):
            terminal.press("h")
        terminal.until("times itself?" if columns > 24 else "2 of 3")
        terminal.press("b" * 9)
        terminal.until("Next: the first ✗")
        terminal.resize(100, 30)
        text = terminal.until("times itself?")
        assert "more lines" not in text
        terminal.press("q")
        assert terminal.end() == 0


@pytest.mark.long
def test_an_endless_loop_is_overtaken_and_left(own_course: Path, work: Path, bare: str):
    long = "seconds = 600\ntotal = 600\n"  # whoever waits for the loop's end is never done
    (own_course / "solutions" / TOY / "limits.toml").write_text(long)
    with opened(own_course) as terminal:
        terminal.until("Next: write double")
        work.write_text(with_body(bare, "double", HANGS))
        terminal.until("checking ...")
        time.sleep(0.3)
        work.write_text(with_body(bare, "double", SQUARES))
        terminal.until("✗ double")
        work.write_text(with_body(bare, "double", HANGS))
        terminal.until("checking ...")
        time.sleep(0.3)
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.restored


@pytest.mark.parametrize(
    "how", tiers([signal.SIGTERM, "\x03", signal.SIGHUP, signal.SIGINT], 1, in_rest=1)
)
def test_every_way_out_restores_the_terminal(own_course: Path, how: signal.Signals | str):
    with opened(own_course) as terminal:
        terminal.until("Collecting the checks")
        if isinstance(how, str):
            terminal.press(how)
        else:
            terminal.process.send_signal(how)
        assert terminal.end() == 0
        assert terminal.restored


@pytest.mark.long
def test_trouble_at_the_start_is_told_after_the_screen_has_gone(own_course: Path):
    (own_course / "solutions" / TOY / "test_hidden.py").write_text("import nothing_of_the_kind")
    with opened(own_course) as terminal:
        assert terminal.end() == 3
        assert terminal.restored
        assert "nothing was graded" in terminal.text


@pytest.mark.long
def test_colours_only_where_they_are_wanted(own_course: Path):
    with opened(own_course, NO_COLOR="1") as terminal:
        terminal.until("Next: write double")
        terminal.press("q")
        assert terminal.end() == 0
        assert b"\x1b[3" not in terminal.raw
        assert b"\x1b[9" not in terminal.raw


@pytest.mark.long
def test_a_dumb_terminal_gets_plain_lines(own_course: Path):
    with opened(own_course, TERM="dumb") as terminal:
        terminal.until("0 / 10")
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.end() == 0
        assert b"\x1b" not in terminal.raw
