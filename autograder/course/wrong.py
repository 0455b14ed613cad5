"""Misconceptions, as their authors declare them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any


@dataclass(frozen=True)
class Wrong:
    """A misconception: a wrong version of one function of an exercise, and its hint.

    Of a family there is one for each value of its parameter, `variant`; they share the name.
    """

    name: str
    exercise: str
    function: str
    same_as: str | None
    hint: str
    call: Callable[..., Any]
    says: str = ""  # the mistake in a sentence
    variant: str = ""

    @property
    def key(self) -> str:
        """What no other misconception of the exercise has."""
        return f"{self.name} {self.variant}".rstrip()


def versions(
    name: str,
    call: Callable[..., Any],
    hint: str,
    exercise: str,
    function: str,
    same_as: str | None,
    says: str,
    family: Mapping[str, Iterable[Any]],
) -> Iterator[Wrong]:
    """Yield the misconception that `call` is marked as; of a family, one for each value.

    The words `says` and hint name the value where they have the parameter in braces.
    """
    if not family:
        yield Wrong(name, exercise, function, same_as, hint, call, says)
    for parameter, values in family.items():
        for value in values:
            told, taught = (text.replace(f"{{{parameter}}}", str(value)) for text in (says, hint))
            fixed = partial(call, **{parameter: value})
            yield Wrong(name, exercise, function, same_as, taught, fixed, told, str(value))
