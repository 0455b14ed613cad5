"""A text with its syntax tree: where its nodes lie, and edits of it."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """Replace the text of `start` to `stop`, counted in characters, by `new`."""

    start: int
    stop: int
    new: str


class Source:
    """A text with its syntax tree, what each node is a part of, and the places of nodes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = ast.parse(text)
        self.lines = text.split("\n")
        self.begins = [0]
        for line in self.lines:
            self.begins.append(self.begins[-1] + len(line) + 1)
        self.parents = {
            child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)
        }

    def start(self, node: ast.AST) -> int:
        """Return where a node begins."""
        line: int = node.lineno  # type: ignore[attr-defined]
        return self._place(line, node.col_offset)  # type: ignore[attr-defined]

    def stop(self, node: ast.AST) -> int:
        """Return where a node ends."""
        line: int = node.end_lineno  # type: ignore[attr-defined]
        return self._place(line, node.end_col_offset)  # type: ignore[attr-defined]

    def of(self, node: ast.AST) -> str:
        """Return the text of a node."""
        return self.text[self.start(node) : self.stop(node)]

    def replace(self, node: ast.AST, new: str) -> Edit:
        """Return the edit that puts `new` in the place of a node."""
        return Edit(self.start(node), self.stop(node), new)

    def between(self, left: ast.AST, right: ast.AST, old: str, new: str) -> Iterator[Edit]:
        """Yield the edit of the sign `old` between two nodes."""
        begin = self.stop(left)
        found = self.text.find(old, begin, self.start(right))
        if found >= 0:
            yield Edit(found, found + len(old), new)

    def line(self, place: int) -> int:
        """Return the number of the line of a place, the first being 1."""
        return bisect_right(self.begins, place)

    def _place(self, line: int, column: int) -> int:
        before = self.lines[line - 1].encode()[:column].decode()  # columns count bytes
        return self.begins[line - 1] + len(before)
