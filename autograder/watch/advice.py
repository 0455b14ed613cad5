"""The next step for the student, in a sentence."""

from __future__ import annotations

import os
from dataclasses import replace

from autograder.results import Status
from autograder.text import one_line
from autograder.watch.state import DONE, State


def next_step(state: State, keys: bool = True) -> str:
    """Return the next step in a sentence, or "" if it is not known yet.

    Without `keys`, the sentence names no key to press.
    """
    one, at = state.assignment, state.exercise()
    if state.trouble or one is None:
        return ""
    if one.unreadable:
        return "Next: see to the file, then save it again."
    path = os.path.normpath(one.submission or "")
    if at is None or at.status in DONE:
        left = state.unfinished()
        if left:
            following = left[0][1] if at is None else _after(state)
            return f"Done. Next: {following}{' (n)' if keys else ''}"
        if missing := state.essays():
            return f"Everything here is done{missing}: not written yet."
        return "Everything here is done. Well done!"
    if at.status is Status.NOT_STARTED:
        return f"Next: write {at.name} in {path}, and save."
    if at.status is Status.BLOCKED and not at.mend_first:
        return f"Next: {at.name} waits for something earlier."
    if at.status is Status.GRADER_ERROR:
        return "A check of ours failed: not your mistake. Please report it."
    if at.mend_first:
        return f"Next: mend {one_line(at.mend_first)} first."
    more = len(at.help) - len(state.tiers())
    hint = f" h: {'another hint' if state.tiers() else 'a hint'}." if more > 0 and keys else ""
    first = "what ! says, then " if one.problems else ""  # usually a cell that failed
    return f"Next: {first}the first ✗ of {at.name}.{hint}"


def _after(state: State) -> str:
    there = replace(state)
    there.move(1)
    return there.at[1] if there.at else ""
