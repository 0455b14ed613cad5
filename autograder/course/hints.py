"""Hints in three tiers: what was observed, what to look at, a worked smaller case.

Each misconception has a hint; each exercise has a guide, for mistakes that match none.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

TIERS = 3
WANTED = "wanted are three: what was observed, what to look at, a worked smaller case"


_GUIDE = re.compile(r"^@guide\(.+?(?=^@|\Z)", re.M | re.S)


@dataclass(frozen=True)
class Guide:
    """Help with an exercise for any mistake, in tiers, and a remark for when it is solved."""

    exercise: str
    tiers: tuple[str, ...] = ()
    notice: str | None = None


def paragraphs_of(docstring: str | None) -> str:
    """Return a docstring as paragraphs, each on one line."""
    blocks = re.split(r"\n\s*\n", (docstring or "").strip())
    return "\n\n".join(" ".join(block.split()) for block in blocks if block.strip())


def guides_in(text: str) -> Iterator[Guide]:
    """Yield the guides that a file of misconceptions defines, by `@guide("exercise")`."""
    try:  # the rest of the file is long
        found = [node for part in _GUIDE.findall(text) for node in ast.parse(part).body]
    except SyntaxError:
        found = ast.parse(text).body
    for node in found:
        if not isinstance(node, ast.FunctionDef):
            continue
        for mark in node.decorator_list:
            match mark:
                case ast.Call(func=ast.Name("guide"), args=[ast.Constant(str(exercise))]):
                    yield guide_of(exercise, paragraphs_of(ast.get_docstring(node)))


def guide_of(exercise: str, text: str) -> Guide:
    """Return the guide in a text of paragraphs; one after the tiers is its notice."""
    parts = text.split("\n\n") if text else []
    notice = parts.pop() if len(parts) == TIERS + 1 else None
    return Guide(exercise, tuple(parts), notice)


def tiers_of(hint: str) -> tuple[str, ...]:
    """Return the tiers of a hint; paragraphs beyond the third belong to it."""
    parts = hint.split("\n\n") if hint else []
    return (*parts[: TIERS - 1], *filter(None, ["\n\n".join(parts[TIERS - 1 :])]))


def faults_of_hint(name: str, hint: str) -> Iterator[str]:
    """Say what the hint of a misconception lacks."""
    found = len(hint.split("\n\n"))
    if not hint:
        yield f"{name} has no hint (its docstring)"
    elif found != TIERS:
        yield f"the hint of {name} has {found} paragraphs; {WANTED}"


def faults_of_guides(guides: Sequence[Guide], exercises: Collection[str]) -> Iterator[str]:
    """Say which exercises lack a complete guide, and which guides are superfluous."""
    names = [one.exercise for one in guides]
    for name in exercises:
        if name not in names:
            yield f'{name} has no guide (@guide("{name}") in misconceptions.py)'
    for number, one in enumerate(guides):
        if one.exercise not in exercises:
            yield f"a guide is for {one.exercise}, which is no exercise"
        elif one.exercise in names[:number]:
            yield f"{one.exercise} has a second guide"
        if len(one.tiers) != TIERS:
            yield f"the guide of {one.exercise} has {len(one.tiers)} tiers; {WANTED}"
        if one.notice is None:
            yield f"the guide of {one.exercise} lacks a fourth paragraph, shown after full marks"
