"""The words with which texts promise arguments, and what each of them allows.

Words are phrases of `KINDS`, of which one must hold, of `PROPERTIES`, of which all must, or of
`SILENT`. Words about quantities that none of these knows are a fault: authors use known words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from factories.values import (
    Call,
    Check,
    a_function,
    annotated,
    both,
    chain,
    classes,
    definite,
    finite,
    indices,
    layers,
    many,
    network,
    number,
    one_or_the_other,
    runs,
    sets,
    shape_of,
    shaped,
    whole,
)

SIZE = r"(?:[A-Zd]\+1|[A-Z]\b|two|three|2)"
# Words that promise something: if one is left over, its phrase is unknown.
TELLING = re.compile(
    r"[<>=]|\b(?:numbers?|arrays?|lists?|matrix|shape|whole|integers?|positive|negative|zero|NaN"
    r"|order|symmetric|least|most|more|fewer|none|empty|pairs?|functions?|takes|gives|returns)\b"
)


@dataclass(frozen=True)
class Promise:
    """What is promised of one argument, and of the answers of a function."""

    words: str
    annotation: Any
    kinds: list[Check]
    properties: list[Check]
    answer: Check | None = None
    faults: tuple[str, ...] = ()

    def holds(self, call: Call, value: Any) -> bool:
        """Whether the promise is kept."""
        return (
            annotated(value, self.annotation)
            and any(kind(call, value) for kind in self.kinds)
            and all(one(call, value) for one in self.properties)
        )


def promise_of(words: str, annotation: Any, place: int) -> Promise:
    """Read the words on an argument, which is at `place` among those that share them."""
    kinds: list[Check] = []
    properties: list[Check] = []
    answer: Check | None = None
    rest = words
    for pattern, make in ANSWERS:
        if answer is None and (found := re.search(pattern, rest)):
            kinds, answer = [a_function], make(found)
            rest = re.sub(r"\bfunctions?\b", " ", rest.replace(found[0], " ", 1))
    if answer is None:
        for pattern, read in KINDS:
            while found := re.search(pattern, rest):
                kinds.append(read(found, place))
                rest = rest.replace(found[0], " ", 1)
    for pattern, prove in PROPERTIES:
        while found := re.search(pattern, rest):
            properties.append(prove(found))
            rest = rest.replace(found[0], " ", 1)
    for pattern in SILENT:
        rest = re.sub(pattern, " ", rest)
    faults = [f"unknown words: {rest.strip()!r}"] if TELLING.search(rest) else []
    if not kinds and annotation in BY_ANNOTATION:
        kinds = [BY_ANNOTATION[annotation]]
    if not kinds:
        faults.append(f"nothing says what it is: {words!r}")
    if "may be NaN" not in words:
        properties.append(lambda call, value: finite(value))
    return Promise(words, annotation, kinds, properties, answer, tuple(faults))


def comparison(m: re.Match[str]) -> Check:
    """A comparison such as `0 < c < 1`, in which an unknown name stands for the value."""
    text = f"_ {m[0]}" if m[0][0] in "<>" else m[0]

    def holds(call: Call, value: Any) -> bool:
        known = {**call.sizes, **call.arguments}
        names = {name: known.get(name, value) for name in re.findall(r"[A-Za-z_]\w*", text)}
        parts = re.split(r" (<=?|>=?) ", text)
        values = [np.asarray(names.get(one, one), dtype=float) for one in parts[::2]]
        return all(
            np.all(COMPARED[sign](a, b))
            for sign, a, b in zip(parts[1::2], values, values[1:], strict=False)
        )

    return holds


COMPARED = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}
TERM, SIGN = r"(?:\w+)", r"(?:<=?|>=?)"

Reader = Callable[[re.Match[str], int], Check]
PLACES = r"(?:positive |more )?(?:numbers?|steps|places|desired responses)(?: each)?"
# What a function gives; the argument is then a function.
ANSWERS: list[tuple[str, Callable[[re.Match[str]], Check]]] = [
    (
        rf"(?:{SIZE} functions; each )?takes an array of {SIZE} numbers(?: \(the point\))?"
        rf",? (?:and )?gives (?:an array of )?({SIZE}) numbers",
        lambda m: shaped(m[1]),
    ),
    (
        rf"takes (?:an array of {SIZE} numbers|a point of N numbers), (?:gives|returns) one number",
        lambda m: number,
    ),
    (r"takes a point \(N,\), returns \(N,\)", lambda m: shaped("N")),
    (rf"gradient\(theta, batch\) gives ({SIZE}) numbers; takes two arrays", lambda m: shaped(m[1])),
    (
        r"run\(rate\) trains with a rate and gives the validation losses by epoch: an array of"
        r" numbers, of which some",
        lambda m: many(),
    ),
    (r"takes a number or an array", lambda m: lambda call, value: shape_of(value) is not None),
    (r"(?:each )?takes one number(?: and returns one)?", lambda m: number),
    (r"functions? of (?:one|two) numbers?", lambda m: number),
]
KINDS: list[tuple[str, Reader]] = [
    (r"a list of at least one matrix, .*? columns as the next one has rows", lambda m, i: chain),
    (
        r"pairs \(train_losses, validation_losses\) of E\+1 numbers each: before training, and"
        r" after each of 10 epochs or more",
        lambda m, i: lambda call, value: all(len(a) == len(b) > 10 for a, b in value),
    ),
    (r"a network: layers \(W, b\), first layer first", lambda m, i: network),
    (
        rf"({SIZE}) classes, whole numbers from 0 to (?:C-1|9)",
        lambda m, i: both(shaped(m[1]), classes),
    ),
    (r"a list of at least one layer, .* an entry for each neuron", lambda m, i: layers),
    (r"pairs \(x, y\) of U numbers each", lambda m, i: sets),
    (r"one list or array for each run: after how many", lambda m, i: runs),
    (r"which value, just as many numbers", lambda m, i: runs),
    (r"the name of each run", lambda m, i: lambda call, value: len(value) > 0),
    (r"Matplotlib Axes", lambda m, i: lambda call, value: hasattr(value, "plot")),
    (r"to choose from, in any order; at least one", lambda m, i: many(whole)),
    (r"the loss after each epoch, at least one", lambda m, i: many()),
    (r"two whole numbers or more", lambda m, i: many(whole, lambda call, value: len(value) >= 2)),
    (
        r"three numbers >= 0 with sum 1",
        lambda m, i: lambda call, value: min(value) >= 0 and abs(sum(value) - 1) < 1e-12,
    ),
    (
        r"S numbers of training points, each larger than `degree`",
        lambda m, i: many(
            whole,
            lambda call, value: min(value) > call.arguments["degree"],
            lambda call, value: max(value) <= len(call.arguments["train"][0]),
        ),
    ),
    (
        r"f\(x0\), f'\(x0\), f''\(x0\), and perhaps more",
        lambda m, i: many(lambda call, value: len(value) >= 3),
    ),
    (
        rf"({SIZE}) numbers, if (\w+) is one number; else the Jacobian, ({SIZE}) x ({SIZE})",
        one_or_the_other,
    ),
    (rf"shape \(({SIZE}|1), ({SIZE}|1)\)", lambda m, i: shaped(m[1], m[2])),
    (rf"({SIZE}) rows.*? of ({SIZE}) numbers(?: each)?", lambda m, i: shaped(m[1], m[2])),
    (rf"({SIZE}) x ({SIZE}) numbers", lambda m, i: shaped(m[1], m[2])),
    (rf"({SIZE}) and ({SIZE}) numbers", lambda m, i: shaped(m[i + 1])),
    (rf"({SIZE})(?= >= \d)? indices of examples", lambda m, i: both(shaped(m[1]), indices)),
    (rf"({SIZE}) >= \d indices of examples", lambda m, i: both(shaped(m[1]), indices)),
    (rf"({SIZE}) degrees", lambda m, i: both(shaped(m[1]), whole)),
    (
        rf"({SIZE}) positive numbers",
        lambda m, i: both(shaped(m[1]), lambda call, value: min(value) > 0),
    ),
    (rf"({SIZE})(?: >= 0)? {PLACES}", lambda m, i: shaped(m[1])),
    (
        r"the number of|largest number of|how many|the order of the Taylor|the highest power"
        r"|of the polynomial|B, the number of",
        lambda m, i: both(number, whole),
    ),
    (r"\b(?:a|one|the) number\b|the numbers(?= f)", lambda m, i: number),
]
PROPERTIES: list[tuple[str, Callable[[re.Match[str]], Check]]] = [
    (r"in increasing order", lambda m: lambda call, value: bool(np.all(np.diff(value) > 0))),
    (r"symmetric, with positive eigenvalues", lambda m: definite),
    (
        r"with more than `degree` different x",
        lambda m: lambda call, value: len(set(call.arguments["x"])) > call.arguments["degree"],
    ),
    (rf"\b{TERM} {SIGN} {TERM}(?: {SIGN} {TERM})?|{SIGN} \d+", comparison),
]
SILENT = [
    r"not necessarily symmetric",
    r"a list or array(?: of)?",
    r"some may be NaN or infinite",
    r"in any order",
    r"in the order of the walk.*",
    r"at most tol",
    r"if it is n or more",
    r"if it is U or more, one batch of all",
    r"may be NaN or infinite, where training has diverged",
    r"0 gives the plain least-squares fit",
]
BY_ANNOTATION: dict[Any, Check] = {
    float: number,
    int: both(number, whole),
    Callable: a_function,
    np.random.Generator: lambda call, value: True,
}
