"""The state: the results so far, and the reader's place: the exercise and the tier of its hint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from autograder.results import AssignmentResult, ExerciseResult, Status
from autograder.watch.work import Began, Collected, Event, Graded

DONE = (Status.PASSED, Status.MANUAL)  # nothing is left to do
WRONG = (Status.FAILED, Status.CRASHED, Status.TIMED_OUT, Status.GRADER_ERROR)
Place = tuple[str, str]  # assignment and exercise


@dataclass
class State:
    """Everything that the screen shows, as data that does not depend on a terminal."""

    names: Sequence[str]
    results: dict[str, AssignmentResult] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    busy: str = ""  # the assignment that is being graded
    waiting: set[str] = field(default_factory=set)  # assignments to be graded (again)
    saved: set[str] = field(default_factory=set)  # those of them that were just saved
    trouble: str = ""  # why nothing can be graded
    at: Place | None = None
    message: str = ""  # the answer to the last key
    top: int = 0  # lines of the answer above the screen
    seeks_hint: bool = False  # whether to scroll to the last hint
    keys_shown: bool = False
    _tiers: dict[tuple[Place, str], int] = field(default_factory=dict)

    def wait_for(self, names: Sequence[str], saved: bool) -> None:
        """Note that `names` will be graded again; the results of `saved` ones are shown."""
        self.waiting.update(names)
        self.saved.update(names if saved else ())
        self.message = ""

    def take(self, event: Event) -> None:
        """Update the state by an event of the grading."""
        if isinstance(event, Collected):
            self.trouble, self.busy = event.trouble, ""
        elif isinstance(event, Began):
            self.busy = event.name
        else:
            self._graded(event)

    def _graded(self, event: Graded) -> None:
        result, before = event.result, self.results.get(event.name)
        if not event.whole and before is not None:
            fresh = {one.name: one for one in result.exercises if one.name in event.edited}
            merged = tuple(fresh.get(one.name, one) for one in before.exercises)
            result = replace(before, exercises=merged, problems=result.problems, unreadable=False)
        self.results[event.name] = result
        self.seconds[event.name] = event.seconds
        if event.whole:
            self.busy = ""
        saved = event.name in self.saved
        if event.whole:
            self.waiting.discard(event.name)
            self.saved.discard(event.name)
        if saved or self.exercise() is None:
            self._look_at(event.name, _news(result, before, event.edited) if saved else ())

    def _look_at(self, name: str, edited: Sequence[str]) -> None:
        """Go to an edited exercise, else stay, else go to a wrong or unfinished one."""
        one, current = self.results[name], self.exercise()
        here = current is not None and self.at is not None and self.at[0] == name
        worked_on = [e for e in one.exercises if e.name in edited]
        wrong = [e for e in worked_on if e.status in WRONG]
        left = [e for e in one.exercises if e.status not in DONE]
        first = [e for e in left if e.status in WRONG] + left
        found = (wrong or worked_on or ([current] if here and current else first))[:1]
        place = (name, found[0].name) if found else None
        if place is None and (here or self.exercise() is None) and one.exercises:
            place = (name, one.exercises[-1].name)
        if one.unreadable:
            place = (name, "")
        if place is not None and place != self.at:
            self.at, self.message = place, ""
        self.top = 0

    @property
    def assignment(self) -> AssignmentResult | None:
        """The result of the current assignment."""
        return self.results.get(self.at[0]) if self.at else None

    def exercise(self) -> ExerciseResult | None:
        """Return the current exercise."""
        if self.assignment is None or self.at is None:
            return None
        return next((e for e in self.assignment.exercises if e.name == self.at[1]), None)

    def unfinished(self) -> list[Place]:
        """Return the places of all unfinished exercises, in the order of the course."""
        return [
            (name, one.name)
            for name in self.names
            if name in self.results and not self.results[name].unreadable
            for one in self.results[name].exercises
            if one.status not in DONE
        ]

    def essays(self) -> str:
        """Return a remark on the written answers that are missing, to end a sentence; or ""."""
        missing = [
            name
            for name in self.names
            if name in self.results and any(one.unwritten for one in self.results[name].exercises)
        ]
        return f" but ✎ the written answer in {', '.join(missing)}" if missing else ""

    def move(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) unfinished exercise, cyclically."""
        left = self.unfinished()
        self.top, self.message, self.keys_shown = 0, "", False
        if not left:
            self.message = f"Nothing is left: every exercise is done{self.essays()}."
            return
        places = [
            (name, one.name)
            for name in self.names
            if name in self.results
            for one in self.results[name].exercises
        ]
        here = places.index(self.at) if self.at in places else -1 if step > 0 else len(places)
        ordered = left[::step]
        after = [place for place in ordered if step * (places.index(place) - here) > 0]
        self.at = (after or ordered)[0]

    def tiers(self) -> tuple[str, ...]:
        """Return the tiers of the current exercise's hint that were requested so far."""
        one = self.exercise()
        return one.help[: self._shown(one)] if one is not None else ()

    def _shown(self, one: ExerciseResult) -> int:
        key = self._key(one)
        return self._tiers.get(key, 0) if key else 0

    def _key(self, one: ExerciseResult) -> tuple[Place, str] | None:
        # Another mistake has other help, which begins with its first tier.
        return (self.at, "\n".join(one.help)) if self.at else None

    def hint(self) -> None:
        """Show the next tier of the current exercise's hint, or say why there is none."""
        one, self.keys_shown, self.message = self.exercise(), False, ""
        key = self._key(one) if one is not None else None
        if one is None or key is None:
            self.message = "There is no exercise at hand yet."
        elif one.status in DONE:
            self.message = f"{one.name} is done: n goes on."
        elif not (tiers := one.help):
            self.message = _no_hint(one)
        elif self._shown(one) == len(tiers):
            self.message = "That was the last hint here. Try, save, and see."
        else:
            self._tiers[key] = self._shown(one) + 1
            self.seeks_hint = True


def _news(
    result: AssignmentResult, before: AssignmentResult | None, edited: Sequence[str]
) -> Sequence[str]:
    """The edited exercises; if none was edited, those whose results changed."""
    if edited or before is None:
        return edited
    known = {one.name: one for one in before.exercises}
    return [one.name for one in result.exercises if known.get(one.name) != one]


def _no_hint(one: ExerciseResult) -> str:
    if one.status is Status.NOT_STARTED:
        return "Not started yet: write a first try and save. Hints answer to what you wrote."
    if one.status is Status.BLOCKED:
        return "Something earlier must work first; it is named above."
    return "No known mistake explains this one. Work the call that is shown out on paper."
