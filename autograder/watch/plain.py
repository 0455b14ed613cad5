"""The output without a terminal: a short report after each change, in plain lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from rich.console import Console
from rich.text import Text

from autograder.report.terminal import show_exercise
from autograder.report.verdicts import extra, points
from autograder.results import AssignmentResult, ExerciseResult
from autograder.text import for_terminal, one_line
from autograder.watch.advice import next_step
from autograder.watch.state import WRONG, State
from autograder.watch.work import Collected, Event, Graded


class Lines:
    """Prints news as soon as it is known, without terminal control codes."""

    def __init__(self) -> None:
        self._console = Console(highlight=False, markup=False, color_system=None, no_color=True)

    def say(self, text: str) -> None:
        """Print one line, not wrapped."""
        self._console.print(Text(for_terminal(text)), soft_wrap=True)
        self._console.file.flush()

    def tell(self, event: Event, before: AssignmentResult | None, state: State) -> None:
        """Print the news of an event; `before` is the assignment's previous result, if any."""
        if isinstance(event, Collected) and event.trouble:
            self.say(f"! The checks cannot be used: {event.trouble}")
        if not isinstance(event, Graded) or not event.whole:
            return
        one = event.result
        score = (
            ""
            if one.unreadable
            else (f"  {points(one.score, one.max_score)}{extra(one.bonus, one.max_bonus)}")
        )
        now = f"{datetime.now():%H:%M:%S}"
        self.say(f"{now}  {one_line(one.name)}{score}  ({event.seconds:.1f} s)")
        for problem in one.problems:
            self.say(f"  ! {problem}")
        for exercise in _news(event, before):
            first = exercise.help[0] if exercise.hint else None
            told = replace(exercise, hint=first)
            show_exercise(told, len(exercise.name), self._console)
        if before is not None and (step := next_step(state, keys=False)):
            self.say(f"  {step}")
        self._console.file.flush()


def _news(event: Graded, before: AssignmentResult | None) -> list[ExerciseResult]:
    """The exercises to print: the edited or changed ones; the first time, the wrong ones."""
    if before is None:
        return [one for one in event.result.exercises if one.status in WRONG]
    known = {one.name: one for one in before.exercises}
    return [
        one
        for one in event.result.exercises
        if one.name in event.edited or known.get(one.name) != one
    ]
