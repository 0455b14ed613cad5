"""Law 8: who knows only the answers to the public inputs earns at most a quarter.

The memoriser is made from the traces of the model solution. It is right wherever a public check
looks; on other inputs it gives, for each function, the constant that wins most. Functions that are
lent to it all look alike to it, so it is right with another function at the same point, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import FunctionType
from typing import Any

import numpy as np

from autograder.feedback.misconceptions import outcomes
from autograder.laws.survey import SEED, Survey
from autograder.results import Status

SHARE = 0.25
Guess = Callable[..., Any]
Key = tuple[Any, ...]


def memoriser_earns_little(survey: Survey) -> Iterator[str]:
    """8. Who knows the answers to all public inputs by heart earns at most a quarter."""
    earned, most, passed = share(survey)
    if earned > SHARE * most:
        yield (
            f"the public inputs by heart earn {earned:g} of {most:g} points "
            f"({earned / most:.0%}); of the hidden checks they pass {', '.join(passed) or 'none'}"
        )


def share(survey: Survey) -> tuple[float, float, list[str]]:
    """Return the memoriser's points, the most that there are, and the hidden checks it passes."""
    names, seen = recorded(survey)
    hidden = [item for item in survey.items if survey.infos[item.name].hidden]
    points = {name: info.points for name, info in survey.infos.items()}
    passed: list[str] = []
    for exercise in survey.grouped:
        checks = [item for item in hidden if survey.infos[item.name].exercise == exercise]
        ways = (
            [n for n, o in outcomes(guessing, checks, SEED).items() if o.status is Status.PASSED]
            for guess in guesses(seen)
            for guessing in [{n: by_heart(f, seen[n], guess(n)) for n, f in names.items()}]
        )
        passed += max(ways, key=lambda won: sum(points[name] for name in won), default=[])
    public = sum(info.points for info in survey.infos.values() if not info.hidden)
    earned = public + sum(points[name] for name in passed)
    return earned, sum(points.values()), passed


def recorded(survey: Survey) -> tuple[dict[str, Guess], dict[str, dict[Key, Any]]]:
    """Return the functions that checks call, and the answers to the public inputs of each."""
    called = {call.function for outcome in survey.model.values() for call in outcome.calls}
    names = {n: f for n, f in survey.assignment.model.items() if n in called and callable(f)}
    seen: dict[str, dict[Key, Any]] = {name: {} for name in names}

    def recording(name: str, function: Guess) -> Guess:
        def record(*args: Any, **kwargs: Any) -> Any:
            answer = function(*args, **kwargs)
            if args or kwargs:  # what is asked without an input is a question, not an input
                seen[name].setdefault(key(args, kwargs), answer)
            return answer

        return record

    public = [item for item in survey.items if not survey.infos[item.name].hidden]
    outcomes({name: recording(name, f) for name, f in names.items()}, public, SEED)
    return names, seen


def by_heart(function: Guess, seen: Mapping[Key, Any], guess: Guess) -> Guess:
    """Return the function that is right on what was `seen`, and answers `guess` elsewhere."""

    def answer(*args: Any, **kwargs: Any) -> Any:
        known = key(args, kwargs) in seen
        return function(*args, **kwargs) if known else guess(*args, **kwargs)

    return answer


def guesses(seen: Mapping[str, Mapping[Key, Any]]) -> Iterator[Callable[[str], Guess]]:
    """Yield what may be answered elsewhere: plausible constants, by the function's name."""
    yield lambda name: lambda *args, **kwargs: None
    yield lambda name: lambda *args, **kwargs: 0.0
    yield lambda name: lambda *args, **kwargs: "A"
    yield lambda name: lambda *args, **kwargs: args[0] if args else None
    yield lambda name: lambda *args, **kwargs: args[-1] if args else None
    yield lambda name: lambda *args, **kwargs: np.zeros_like(np.asarray(args[-1], dtype=float))
    for place in (0, -1):  # the first and the last answer that it knows

        def known(name: str, place: int = place) -> Guess:
            answers = list(seen[name].values()) or [None]
            return lambda *args, **kwargs: answers[place]

        yield known


def key(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Key:
    """Return what the memoriser recognises a call by: the values, whatever holds them."""
    return (*map(_plain, args), *((name, _plain(kwargs[name])) for name in sorted(kwargs)))


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return tuple(map(_plain, value))
    if isinstance(value, (np.ndarray, np.number, np.bool_)):
        return _plain(value.tolist())
    if isinstance(value, np.random.Generator):
        return str(value.bit_generator.state)
    if isinstance(value, (bool, int, float, complex, str, type(None))):
        return value
    return FunctionType  # a function or an Axes: one looks like another
