"""What deriving has found of misconceptions and figures, kept from one release to the next.

A misconception is tried again if it has changed, or anything on which its fingerprints may depend:
what its file holds besides other misconceptions, the code of the model solution, the public checks,
data, the reference, the program. The figures of the model solution depend on all but the first.
`release --check` and the laws keep nothing: what is released is proven by a fresh derivation.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.course.assignment import ORACLE, Assignment
from autograder.course.digests import digest_of_engine, digest_of_folders
from autograder.course.wrong import Wrong

FOLDER, WRONG = Path("dist", "derived"), "misconceptions.py"
Figures = dict[str, list[list[Any]]]  # by public check
Prints = dict[str, Any] | None  # of a misconception by public check; None if none catches it
_WORD = re.compile(r"\w+")


class Kept:
    """What is known of one assignment."""

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment
        self.path = assignment.root / FOLDER / f"{assignment.name}.json"
        self._before, self._now = _read(self.path), dict[str, Any]()

    def prints(self, wrong: Wrong, make: Callable[[], Prints]) -> Prints:
        """Return the fingerprints of a misconception, made only if they may be others now."""
        found: Prints = self._get(self._key(wrong), make)
        return found

    def figures(self, make: Callable[[], Figures]) -> Figures:
        """Return the figures of the model solution, made only if they may be others now."""
        found: Figures = self._get(_digest([self._world, "figures"]), make)
        return found

    def _get(self, key: str, make: Callable[[], Any]) -> Any:
        if key not in self._now:
            self._now[key] = self._before[key] if key in self._before else make()
        return self._now[key]

    def save(self) -> None:
        """Keep what was asked for, and nothing else, for the next release."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(self._now), encoding="utf-8")

    def _key(self, wrong: Wrong) -> str:
        texts = self._texts
        used, waiting = set[str](), [wrong.name]
        while waiting:
            name = waiting.pop()
            if name in texts and name not in used:
                used.add(name)
                waiting += set(_WORD.findall(texts[name])) & texts.keys()
        parts = [self._world, wrong.key, wrong.exercise, wrong.function]
        return _digest([*parts, *(texts[name] for name in sorted(used))])

    @cached_property
    def _texts(self) -> dict[str, str]:
        """The text of each misconception, and under "" all else in their file."""
        text = (self.assignment.source / WRONG).read_text(encoding="utf-8")
        names = {one.name for one in self.assignment.wrongs}
        found, lines = dict[str, str](), text.splitlines()
        others = []
        for node in ast.parse(text).body:
            first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
            own = "\n".join(lines[first - 1 : node.end_lineno])
            if isinstance(node, ast.FunctionDef) and node.name in names and node.name not in found:
                found[node.name] = own
            elif not _is_prose(node):
                others.append(own)
        return {**found, "": "\n".join(others)}

    @cached_property
    def _world(self) -> str:
        """A digest of all on which every misconception depends."""
        one = self.assignment
        code = [cell.text for cell in one.cells if cell.kind == "code"]
        folders = [one.source, one.root / ORACLE]
        around = digest_of_folders([each for each in folders if each.is_dir()], self._counts)
        return _digest([digest_of_engine(), around, *code, self._texts[""]])

    def _counts(self, file: Path) -> bool:
        own = (f"{self.assignment.slug}.py", WRONG, "test_hidden.py")
        at_home = file.parent == self.assignment.source
        return "__pycache__" not in file.parts and not (at_home and file.name in own)


def _is_prose(node: ast.stmt) -> bool:
    """Whether it only says something, as a guide does, and the text at the top."""
    body = node.body if isinstance(node, ast.FunctionDef) else [node]
    return all(isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) for one in body)


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
