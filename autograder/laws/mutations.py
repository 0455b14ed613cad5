"""Mutants: model solutions with one small fault each, planted in the text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.laws.alike import is_look
from autograder.laws.operators import MUTATE
from autograder.laws.source import Edit, Source
from autograder.release.markers import solution_lines


@dataclass(frozen=True)
class Mutant:
    """A model solution with one fault: its text, the function, and the lines that differ."""

    text: str
    function: str
    line: int
    old: str
    new: str

    @property
    def diff(self) -> str:
        """The lines that differ, as `diff` shows them."""
        lines = [f"- {one}" for one in self.old.split("\n")]
        return "\n".join([*lines, *(f"+ {one}" for one in self.new.split("\n"))])


def mutants(text: str) -> Iterator[Mutant]:
    """Yield the mutants of an author's text, by line: each compiles, and no two are the same."""
    source = Source(text)
    inside = solution_lines(text)
    for function in source.tree.body:
        if not isinstance(function, ast.FunctionDef):
            continue
        seen = {ast.dump(ast.parse(source.of(function)))}
        for node in ast.walk(function):
            for mutate in MUTATE if not is_look(source, node) else ():
                for edit in mutate(source, node):
                    if source.line(edit.start) not in inside:
                        continue
                    found = _apply(source, function, edit)
                    if found is not None and found[1] not in seen:
                        seen.add(found[1])
                        yield found[0]


def _apply(source: Source, function: ast.FunctionDef, edit: Edit) -> tuple[Mutant, str] | None:
    """Return the mutant and its function's syntax tree as text; None if it does not compile."""
    text = source.text[: edit.start] + edit.new + source.text[edit.stop :]
    stop = source.stop(function) + len(text) - len(source.text)
    try:
        dump = ast.dump(ast.parse(text[source.start(function) : stop]))
    except SyntaxError:
        return None
    first, last = source.line(edit.start) - 1, source.line(edit.stop) - 1
    more = edit.new.count("\n") - (last - first)
    old = [line.strip() for line in source.lines[first : last + 1]]
    new = [line.strip() for line in text.split("\n")[first : last + 1 + more]]
    return Mutant(text, function.name, first + 1, "\n".join(old), "\n".join(new)), dump
