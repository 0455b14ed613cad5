"""Where the reader is after saves and keys."""

from __future__ import annotations

from dataclasses import replace

from factories.watch_states import HINT, exercise, graded, result, some_state

from autograder.results import CheckResult, Status
from autograder.watch.advice import next_step
from autograder.watch.keys import DOWN, END, LAST_PAGE, NEXT_PAGE, keys_in
from autograder.watch.state import State
from autograder.watch.work import Collected, Graded

PASSED, FAILED, NOT_STARTED = Status.PASSED, Status.FAILED, Status.NOT_STARTED


def test_it_begins_with_what_is_wrong():
    assert some_state().at == ("01_one", "b")


def test_next_and_previous_go_round_over_the_unfinished_ones():
    state = some_state()
    seen = []
    for step in (1, 1, 1, -1, -1):
        state.move(step)
        seen.append(state.at[1])
    assert seen == ["c", "d", "b", "d", "c"]


def test_hints_come_in_tiers_and_each_mistake_begins_anew():
    state = some_state()
    shown = []
    for _ in range(4):
        state.hint()
        shown.append(len(state.tiers()))
    assert shown == [1, 2, 3, 3]
    assert state.tiers() == tuple(HINT.split("\n\n"))
    assert "last hint" in state.message
    state.wait_for(["01_one"], saved=True)
    state.take(graded("01_one", exercise("b", FAILED, "Another one.\n\nLook."), edited=("b",)))
    assert state.tiers() == ()
    state.take(graded("01_one", exercise("b", FAILED, HINT)))  # the old mistake is back
    assert len(state.tiers()) == 3


def test_where_there_is_no_hint_it_says_why():
    state = some_state(hint=None)
    state.hint()
    assert "No known mistake" in state.message
    state.move(1)
    state.hint()
    assert "Not started" in state.message
    assert State(["01_one"]).hint() is None


def test_a_save_turns_to_what_was_edited_and_stays_when_it_is_done():
    state = some_state()
    state.wait_for(["02_two"], saved=True)
    state.take(graded("02_two", exercise("d", PASSED), edited=("d",)))
    assert state.at == ("02_two", "d")
    assert next_step(state) == "Done. Next: b (n)"
    assert next_step(state, keys=False) == "Done. Next: b"
    state.wait_for(["01_one", "02_two"], saved=False)  # grading everything again turns nowhere
    state.take(graded("01_one", exercise("b", FAILED)))
    assert state.at == ("02_two", "d")


def test_a_helper_that_was_edited_turns_to_what_it_changed():
    state = some_state()
    state.wait_for(["01_one"], saved=True)
    changed = exercise("c", Status.CRASHED)
    state.take(graded("01_one", exercise("a", PASSED), exercise("b", FAILED, HINT), changed))
    assert state.at == ("01_one", "c")


def test_the_first_look_is_put_among_what_is_known():
    state = some_state()
    state.wait_for(["01_one"], saved=True)
    state.take(graded("01_one", exercise("c", FAILED), edited=("c",), whole=False))
    assert [e.status for e in state.results["01_one"].exercises] == [PASSED, FAILED, FAILED]
    assert state.at == ("01_one", "c")
    assert "01_one" in state.waiting


def test_an_unreadable_file_is_turned_to():
    state = some_state()
    state.wait_for(["02_two"], saved=True)
    state.take(Graded("02_two", result("02_two", unreadable=True), 0.1, ()))
    assert state.at == ("02_two", "")
    assert state.exercise() is None
    assert "save it again" in next_step(state)
    state.move(1)
    assert state.exercise() is not None


def test_what_stopped_a_cell_comes_before_what_it_caused():
    state = some_state()
    assert next_step(state) == "Next: the first ✗ of b. h: a hint."
    assert next_step(state, keys=False) == "Next: the first ✗ of b."
    state.results["01_one"] = replace(state.results["01_one"], problems=("cell 2: SyntaxError",))
    assert next_step(state) == "Next: what ! says, then the first ✗ of b. h: a hint."


def test_when_nothing_is_left_it_says_so():
    state = State(["01_one"])
    state.take(graded("01_one", exercise("a", PASSED)))
    assert "Well done" in next_step(state)
    state.move(1)
    assert "Nothing is left" in state.message
    state.take(Collected(trouble="test_public.py: SyntaxError", broken=True))
    assert state.trouble


def test_keys():
    assert keys_in("hN? \x1b[B\x1b[5~\x03") == ["h", "n", "?", NEXT_PAGE, DOWN, LAST_PAGE, END]
    assert keys_in("\x1b[1;5C\x1b") == ["\x1b[1;5c", "\x1b"]  # nothing of ours


def test_an_essay_that_is_not_written_is_what_is_left():
    state = State(["01_one"])
    state.take(Collected("L2"))
    essay = CheckResult(
        "written", "q", "The written answer", Status.MANUAL, 0, 0, False, unwritten=True
    )
    done = exercise("q", PASSED)
    state.take(graded("01_one", replace(done, checks=(*done.checks, essay))))
    assert next_step(state) == (
        "Everything here is done but ✎ the written answer in 01_one: not written yet."
    )
    state.move(1)
    assert "✎ the written answer in 01_one" in state.message
    state.take(graded("01_one", done))
    assert next_step(state) == "Everything here is done. Well done!"
