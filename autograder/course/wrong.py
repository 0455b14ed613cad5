"""Misconceptions, as their authors declare them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any


@dataclass(frozen=True)
class Wrong:
    """A misconception: a wrong version of one function of an exercise, and its hint.

    Of a family there is one for each value of its parameter, `variant`, or for each combination of
    values if there are several; they share the name.
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

    Of several parameters all combinations are tried. The words `says` and hint name the value where
    they have the parameter in braces.
    """
    if not family:
        yield Wrong(name, exercise, function, same_as, hint, call, says)
        return
    for values in product(*family.values()):
        told, taught = says, hint
        for parameter, value in zip(family, values, strict=True):
            told, taught = (t.replace(f"{{{parameter}}}", str(value)) for t in (told, taught))
        fixed = partial(call, **dict(zip(family, values, strict=True)))
        variant = " ".join(map(str, values))
        yield Wrong(name, exercise, function, same_as, taught, fixed, told, variant)
