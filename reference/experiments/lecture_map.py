"""Which exercise, function and experiment treat what of the lecture: the page docs/lecture_map.md.

Nothing here says which exercise teaches which equation: that is read off the assignments, from the
marks of their checks, from their own cells, and from the numbered equations above these. Functions
come from `reference.lecture`, experiments from their docstrings. Only definitions, which have no
number, are listed, with words that must occur in the assignment's text.

The assignments come as an argument, of whatever class: `docs/write_lecture_map.py` hands in the
engine's, which the reference does not import.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from reference import lecture
from reference.experiments.definitions import DEFINITIONS
from reference.experiments.gallery import EXPERIMENTS

QUESTIONS = "questions"
_LIST = r"((?:\d\.\d+[a-c]?|[a-c]\b)(?:(?:\s*(?:,|–|-|and)\s*)+(?:\d\.\d+[a-c]?|[a-c]\b))*)"
_TAGGED = re.compile(r"\\qquad\s*\((\d\.\d+)\b")

Items = Mapping[str, Sequence[str]]  # assignment -> exercises


class Cell(Protocol):
    """A cell of an assignment's text: code of an `exercise`, or code or prose of none."""

    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def exercise(self) -> str | None: ...


class Assignment(Protocol):
    """What the map has to know of an assignment."""

    @property
    def name(self) -> str: ...
    @property
    def cells(self) -> Sequence[Cell]: ...
    @property
    def exercises(self) -> Mapping[str, object]: ...
    def test_files(self) -> list[Path]: ...


def citations(kind: str, text: str) -> set[str]:
    """The numbers behind "Eq."/"Eqs." (`kind` "eq") or "Fig."/"Figure" ("fig") in a text.

    Lists and ranges count in full: "Eqs. 1.15-1.17", "Fig. 1.1b, c". A figure without its letter
    stands for all its parts.
    """
    heads = {"eq": r"Eqs?\.\s*", "fig": r"Fig(?:s?\.|ures?)\s+"}
    known = {"eq": list(lecture.EQUATIONS), "fig": [f.split()[1] for f in lecture.FIGURES]}[kind]
    found: set[str] = set()
    for group in re.findall(heads[kind] + _LIST, text):
        pieces = re.split(r"(\d\.\d+[a-c]?|\b[a-c]\b)", group)
        last = ""
        for joint, piece in zip(pieces[::2], pieces[1::2], strict=False):
            number = piece if "." in piece else last.rstrip("abc") + piece
            parts = [n for n in known if number == n or (kind == "fig" and number == n[:-1])]
            if joint.strip() in ("-", "–") and {last, number} <= set(known):
                parts = known[known.index(last) : known.index(number) + 1]
            found.update(parts)
            last = number
    return found


def marked(path: Path) -> Iterator[tuple[str, str]]:
    """The (exercise, equation) pairs in the marks of a file of checks, read without running it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.exercise"):
            continue
        named = {k.arg: ast.literal_eval(k.value) for k in node.keywords if k.arg == "equation"}
        for number in citations("eq", f"Eq. {named.get('equation')}"):
            yield ast.literal_eval(node.args[0]), number


def _sections(assignment: Assignment) -> Iterator[tuple[str, str, str]]:
    """(exercise, the text above it, its own text); what stands above a question goes on."""
    above = ""
    for cell in assignment.cells:
        if cell.exercise is None or cell.kind != "code":
            above += f"\n{cell.title}\n{cell.text}"
            continue
        own = f"{cell.title}\n{cell.text}"
        yield cell.exercise, above, own
        if cell.exercise != QUESTIONS:
            above = ""


def taught(assignment: Assignment) -> dict[str, list[str]]:
    """Which exercises treat "Eq. 1.2", "Fig. 1.3", ...: from citation to exercises, in order."""
    pairs: set[tuple[str, str]] = set()
    for file in assignment.test_files():
        pairs.update((exercise, f"Eq. {number}") for exercise, number in marked(file))
    for exercise, above, own in _sections(assignment):
        equations = citations("eq", own)
        if exercise != QUESTIONS:
            equations |= set(_TAGGED.findall(above))
            pairs.update((exercise, f"Fig. {n}") for n in citations("fig", f"{above}\n{own}"))
        pairs.update((exercise, f"Eq. {n}") for n in equations)
    order = list(assignment.exercises)
    table: dict[str, list[str]] = {}
    for exercise, citation in sorted(pairs, key=lambda pair: order.index(pair[0])):
        table.setdefault(citation, []).append(exercise)
    return table


@dataclass(frozen=True)
class Row:
    """One line of the page: what it is, and what treats it."""

    what: str
    items: Items
    functions: tuple[str, ...]
    experiments: tuple[str, ...]


def rows(assignments: Sequence[Assignment]) -> dict[str, list[Row]]:
    """All lines of the page by part, for these assignments."""
    by_name = {one.name: taught(one) for one in assignments}

    def numbered(citation: str, functions: tuple[str, ...]) -> Row:
        items = {name: table[citation] for name, table in by_name.items() if citation in table}
        kind, number = citation.split(". ")
        shown = [
            n
            for n, e in EXPERIMENTS.items()
            if number in citations(kind.lower(), e.run.__doc__ or "")
        ]
        return Row(citation, items, functions, tuple(shown))

    return {
        "Equations": [numbered(f"Eq. {n}", names) for n, names in lecture.EQUATIONS.items()],
        "Figures": [numbered(figure, names) for figure, names in lecture.FIGURES.items()],
        "Definitions": [
            Row(
                f"{one.term} ({one.where})",
                {name: items for name, items in one.items.items() if name in by_name},
                one.functions,
                one.experiments,
            )
            for one in DEFINITIONS
        ],
    }


def _grouped(groups: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(
        f"{head}: " + ", ".join(f"`{n}`" for n in names) for head, names in groups.items()
    )


def _line(row: Row) -> str:
    modules: dict[str, list[str]] = {}
    for name in row.functions:
        module, function = name.split(".")
        modules.setdefault(f"[{module}](../reference/{module}.py)", []).append(function)
    experiments = ", ".join(f"[{name}](figures/{name}.png)" for name in row.experiments)
    cells = (row.what, _grouped(row.items) or "—", _grouped(modules), experiments)
    return f"| {' | '.join(cells)} |"


def page(assignments: Sequence[Assignment]) -> str:
    """The text of docs/lecture_map.md for these assignments."""
    parts = [
        "# Where each part of the lecture is taught, computed and shown",
        "Made by `python -m docs.write_lecture_map` from the checks and texts of the "
        "assignments, from `reference/lecture.py` and from the experiments. What is wrong in the "
        "print is on a page of its own: [errata](errata.md).",
    ]
    for title, lines in rows(assignments).items():
        head = f"| {title[:-1].lower()} | exercises | reference | experiments |\n|---|---|---|---|"
        parts += [f"## {title}", "\n".join([head, *map(_line, lines)])]
    return "\n\n".join(parts) + "\n"
