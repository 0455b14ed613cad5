"""The lines of the screen fit it, whatever its size, and nothing is out of reach."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories.watch_states import HINT, exercise, graded, result, some_state

from autograder.results import Status
from autograder.watch.body import page
from autograder.watch.state import State
from autograder.watch.work import Collected, Graded

SIZES = [(20, 3), (24, 6), (40, 12), (80, 24), (132, 50)]


def plain(state: State, width: int, height: int) -> list[str]:
    return [line.plain.rstrip() for line in page(state, width, height).lines]


def states() -> list[State]:
    """The state at the start, and after hints, troubles and long texts."""
    found = [State(["01_one"]), some_state(), some_state(), some_state(), some_state()]
    for _ in range(3):
        found[2].hint()
    found[3].take(Collected(trouble="one line\n" * 50, broken=True))
    found[4].take(Graded("01_one", result("01_one", unreadable=True), 0.0, ()))
    found[4].keys_shown = True
    return found


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_page_fits(width: int, height: int):
    for state in states():
        found = page(state, width, height)
        assert len(found.lines) <= height
        assert max(line.cell_len for line in found.lines) <= width


@pytest.mark.parametrize(("width", "height"), SIZES[1:])
def test_every_line_can_be_reached(width: int, height: int):
    state = some_state()
    for _ in range(3):
        state.hint()
    state.seeks_hint = False
    whole = [line for line in plain(state, width, 200) if line]
    seen: set[str] = set()
    for _ in range(60):
        found = page(state, width, height)
        seen.update(line.plain.rstrip() for line in found.lines)
        state.top = found.top + found.step
    answer = whole[whole.index(next(line for line in whole if line.startswith("Next:"))) : -1]
    assert [line for line in answer if line not in seen] == []


def test_what_does_not_fit_is_cut_with_a_sign():
    state = some_state()
    assert any("more lines: space" in line for line in plain(state, 24, 8))
    state.top = 5
    assert any("lines above: b" in line for line in plain(state, 24, 8))
    assert not any("more lines" in line for line in plain(state, 80, 40))


@pytest.mark.parametrize(("width", "height"), SIZES[2:])
def test_a_new_hint_is_always_in_view(width: int, height: int):
    state = some_state()
    for paragraph in HINT.split("\n\n"):
        state.hint()
        found = page(state, width, height)
        assert paragraph in " ".join(" ".join(line.plain for line in found.lines).split())
        state.top, state.seeks_hint = found.top, False


def test_the_general_guide_waits_for_the_key_as_well():
    state = State(["01_one"])
    unknown = replace(exercise("b", Status.FAILED, HINT), hint=None, misconception=None)
    state.take(graded("01_one", unknown))
    assert "What was seen" not in " ".join(plain(state, 80, 40))
    state.hint()
    shown = " ".join(plain(state, 80, 40))
    assert "What was seen is too large." in shown
    assert "This looks like" not in shown


def test_no_order_to_the_terminal_comes_through():
    state = State(["01_one"])
    nasty = exercise("b", Status.FAILED, "\x1b[2Jgone\n\n\x1b]0;title\x07")
    state.take(graded("01_one", nasty))
    state.hint()
    state.hint()
    assert not any("\x1b" in line or "\x07" in line for line in plain(state, 80, 40))


def test_the_progress_is_over_all_assignments():
    lines = plain(some_state(), 80, 24)
    assert "1 of 4 exercises · 1 / 4 points" in lines[0]
    assert lines[1] == "▸01_one:1/3  02_two:0/1"
    assert plain(some_state(), 20, 12)[1] == "▸1:1/3 2:0/1"
