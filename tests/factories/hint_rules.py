"""What a hint has to be: short, easy to read, with a worked case, and silent about the solution."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np

from autograder.course.assignment import Assignment
from autograder.course.hints import TIERS

# A hint is read between two tries, on a terminal of 80 columns: a tier of 70 words takes six lines.
MOST_WORDS, MOST_IN_ALL = 70, 120
# Grades of school by the Automated Readability Index. Students read in a second language, and with
# a red cross before their eyes: nothing harder than a newspaper for everyone.
MOST_GRADE = 9.0
RUN = 6  # tokens of the solution in a row; shorter runs, such as "x - x0", stand in equations, too
LEAST_SYMBOLS = 2  # operators that make a formula of an expression
LONGEST = 30  # tokens of a formula in a hint
BUILT_IN = {"abs": abs, "sum": sum, "len": len, "float": float}
SPACE = {"np": np, "__builtins__": {}, **BUILT_IN}
Numbers = tuple[float, ...]

NUMBER = (
    r"[-−]?\d+(?:[./]\d+)?|\b(?:no|none|once|twice|half|third|quarter|two|three|four|five|six|seven"
    r"|eight|nine|ten|hundred|thousand)\b"
)
REFERENCE = (
    r"\b(?:Eqs?\.|Fig\.|Sections?|Chapter|Assignment) \d+(?:\.\d+)?[a-c]?(?: (?:to|and) \d+\.\d+)?"
)
TOKEN = re.compile(r"\*\*|//|\d+(?:\.\d+)?|[^\W\d]\w*|[^\w\s]")


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text)


def grade(text: str) -> float:
    """The Automated Readability Index (Smith and Senter 1967) of the prose in a hint.

    Code, lists of numbers and references to the lecture count as one short word each.
    """
    prose = re.sub(r"`[^`]*`|\[[^\]]*\]|\([^)]*[=\d][^)]*\)", "it", re.sub(REFERENCE, "it", text))
    words = [word for word in re.findall(r"[A-Za-z]+", prose) if len(word) > 1 or word in "aAI"]
    sentences = max(1, len(re.findall(r"[.?!:;](?:\s|$)", prose)))
    letters = sum(map(len, words))
    return 4.71 * letters / max(1, len(words)) + 0.5 * len(words) / sentences - 21.43


def faults(tiers: tuple[str, ...]) -> Iterator[str]:
    """Say in what a hint is no hint: too few tiers, too long, too hard, or without a case."""
    if len(tiers) != TIERS:
        yield f"{len(tiers)} tiers"
        return
    lengths = [len(words_of(tier)) for tier in tiers]
    if max(lengths) > MOST_WORDS or sum(lengths) > MOST_IN_ALL:
        yield f"{lengths} words"
    if (level := grade(" ".join(tiers))) > MOST_GRADE:
        yield f"of grade {level:.1f}"
    numbers = len(re.findall(NUMBER, re.sub(REFERENCE, "", tiers[-1]), re.I))
    if numbers + ("smaller case" in tiers[-1]) < 2:
        yield f"no worked case: {tiers[-1]}"


@dataclass(frozen=True)
class Solution:
    """The solution of one exercise, as text that no hint may quote and formulas it may not give."""

    text: str
    stub: str = ""  # what students are given anyway

    @classmethod
    def of(cls, assignment: Assignment, exercise: str) -> Solution:
        cells = [c for c in assignment.cells if c.kind == "code" and c.exercise == exercise]
        stub = assignment.released / f"{assignment.slug}.py"
        return cls("\n".join(cell.text for cell in cells), stub.read_text(encoding="utf-8"))

    @cached_property
    def bodies(self) -> list[ast.stmt]:
        """The statements of all its functions, without docstrings."""
        functions = [n for n in ast.walk(ast.parse(self.text)) if isinstance(n, ast.FunctionDef)]
        return [s for f in functions for s in f.body[1 if ast.get_docstring(f) else 0 :]]

    @cached_property
    def runs(self) -> set[tuple[str, ...]]:
        """All runs of tokens in it that the stub does not show; statements are not joined."""
        mine = (TOKEN.findall(ast.unparse(statement)) for statement in self.bodies)
        return set().union(*map(runs_of, mine)) - runs_of(TOKEN.findall(self.stub))

    @cached_property
    def names(self) -> set[str]:
        found = (n for s in self.bodies for n in ast.walk(s))
        return {n.id for n in found if isinstance(n, ast.Name)} - {"np"}

    @cached_property
    def results(self) -> list[Numbers]:
        """What each of its formulas gives, those left out that the stub shows."""
        found = (n for s in self.bodies for n in ast.walk(s))
        mine = [numbers_of(n) for n in found if isinstance(n, ast.expr) and is_formula(n)]
        shown = [result for _, result in formulas_in(TOKEN.findall(self.stub), self.names)]
        return [one for one in mine if one and not any(map(partial(near, one), shown))]

    def given_away_by(self, hint: str) -> Iterator[str]:
        """Say where a hint quotes the solution, or writes a formula that computes the same."""
        tokens = TOKEN.findall(hint.replace("^", "**").replace("²", "**2"))
        for run in runs_of(tokens) & self.runs:
            yield f"quotes the solution: {' '.join(run)}"
        for text, result in formulas_in(tokens, self.names):
            if any(map(partial(near, result), self.results)):
                yield f"computes what the solution does: {text}"


def runs_of(tokens: list[str]) -> set[tuple[str, ...]]:
    return {tuple(tokens[k : k + RUN]) for k in range(len(tokens) - RUN + 1)}


def is_formula(node: ast.AST) -> bool:
    kinds = (ast.BinOp, ast.UnaryOp, ast.Call)
    computes = sum(isinstance(n, kinds) for n in ast.walk(node)) >= LEAST_SYMBOLS
    return computes and any(isinstance(n, ast.Name) for n in ast.walk(node))


def formulas_in(tokens: list[str], names: set[str]) -> Iterator[tuple[str, Numbers]]:
    """The formulas in the names of a solution that stand in the tokens of a text."""
    code = [not t[0].isalpha() or t in names or t in ("np", *BUILT_IN) for t in tokens]
    for start in range(len(tokens)):
        for end in range(start + 3, min(len(tokens), start + LONGEST) + 1):
            if not all(code[start:end]):
                break
            text = " ".join(tokens[start:end])
            try:
                tree = ast.parse(text, mode="eval").body
            except SyntaxError:
                continue
            if is_formula(tree) and (result := numbers_of(tree)):
                yield text, result


def numbers_of(tree: ast.expr) -> Numbers | None:
    """What a formula gives for three choices of its names, or None if it is not for numbers.

    A name that is called adds its own number to those it is called with.
    """
    nodes = list(ast.walk(tree))
    called = {n.func.id for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    names = {n.id for n in nodes if isinstance(n, ast.Name)} - {"np", *BUILT_IN}
    draws = {name: np.random.default_rng(list(name.encode())).uniform(1, 2, 3) for name in names}
    try:
        with warnings.catch_warnings(action="ignore"):  # of numbers that are called
            code = compile(ast.fix_missing_locations(ast.Expression(tree)), "formula", "eval")
            found = [eval(code, {**SPACE, **given}) for given in _choices(draws, called)]
        return tuple(float(value) for value in found)
    except Exception:  # a formula for arrays, or no formula at all
        return None


def _choices(draws: Mapping[str, Any], called: set[str]) -> Iterator[dict[str, Any]]:
    for k in range(3):
        numbers = {name: float(drawn[k]) for name, drawn in draws.items()}
        adding = {name: partial(_add, numbers[name]) for name in called & set(numbers)}
        yield {**numbers, **adding}


def _add(*numbers: float) -> float:
    return sum(numbers)


def near(one: Numbers, other: Numbers) -> bool:
    return np.allclose(one, other)
