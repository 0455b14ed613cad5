"""Which submissions share code that few others have: fingerprints of copydetect, all pairs.

copydetect (Schleimer, Wilkerson and Aiken's winnowing, as in MOSS) turns code into a text without
names, comments and spaces and takes every 25 characters in a row as a fingerprint. Its own
comparison of all pairs takes milliseconds each, hours for thousands of students. So here
the pairs come from an index of fingerprints, and copydetect compares the few that are told.
"""

from __future__ import annotations

import importlib.util
import io
import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.errors import AutograderError
from autograder.insight.own_code import OwnLine, OwnLines, joined

LENGTH = 25  # characters of a fingerprint, copydetect's default: a statement or two
# Every fingerprint counts, not a sample by their hashes: those differ from run to run.
WINDOW = 1
FEW, FEW_SHARE = 3, 0.02  # a passage that more students than both have is a common form
MIN_SHARED = 50  # fingerprints beyond the common forms that a pair needs to be told
MIN_SHARE = 0.5  # and their share of what the one with less of its own has
MAX_TOLD = 100  # pairs
SAMPLED = 20_000  # pairs drawn to say what is usual in this class
MIN_LINE = 12  # characters of a line worth comparing letter by letter
Hashes = NDArray[np.int64]


def need_copydetect() -> None:
    """Raise `AutograderError` where it is not installed.

    It is looked for, not imported: that brings Matplotlib's pyplot, and takes a while.
    """
    if importlib.util.find_spec("copydetect") is None:
        raise AutograderError(
            "The list of submissions that are alike needs copydetect: "
            "pip install 'saywhy[similarity]'. All else is there without it."
        )


@dataclass(frozen=True)
class SimilarPair:
    """Two students, by number, and the fingerprints that they share and few others have."""

    one: int
    other: int
    shared: int
    share: float


@dataclass
class Likeness:
    """The fingerprints of a class: `all` by student, `rare` those of them that few have."""

    texts: Sequence[OwnLines]
    all: list[Hashes]
    rare: list[Hashes]
    common: set[int]
    limit: int

    def overall(self, one: int, other: int) -> float:
        """The share of all own code, common forms too, that the shorter has with the longer."""
        both, shorter = self._both(self.all[one], self.all[other])
        return both / shorter if shorter else 0.0

    @staticmethod
    def _both(one: Hashes, other: Hashes) -> tuple[int, int]:
        shorter = min(len(one), len(other))
        return len(np.intersect1d(one, other, assume_unique=True)), shorter

    def sample(self, rng: np.random.Generator) -> NDArray[np.float64]:
        """Return how alike pairs drawn at random are overall, sorted; all pairs if they are few."""
        count = len(self.all)
        if count * (count - 1) // 2 <= SAMPLED:
            one, other = np.triu_indices(count, 1)
        else:
            one = rng.integers(count, size=SAMPLED)
            other = (one + rng.integers(1, count, size=SAMPLED)) % count
        pairs = zip(one.tolist(), other.tolist(), strict=True)
        return np.sort([self.overall(a, b) for a, b in pairs])

    def pairs(self) -> list[SimilarPair]:
        """Return the pairs that share enough beyond the common forms, most shared first."""
        owners = np.repeat(np.arange(len(self.rare)), [len(one) for one in self.rare])
        values, where = np.unique(np.concatenate([*self.rare, _none()]), return_inverse=True)
        holders = owners[np.argsort(where, kind="stable")]  # of each value in turn, ascending
        begins = np.searchsorted(np.sort(where), np.arange(len(values) + 1))
        found = []
        for one, mine in enumerate(self.rare):
            at = np.searchsorted(values, mine)
            lists = [holders[begins[i] : begins[i + 1]] for i in at]
            counts = np.bincount(np.concatenate([*lists, _none()]), minlength=len(self.rare))
            for other in np.flatnonzero(counts[one + 1 :] >= MIN_SHARED) + one + 1:
                share = counts[other] / min(len(mine), len(self.rare[other]))
                if share >= MIN_SHARE:
                    found.append(SimilarPair(one, int(other), int(counts[other]), float(share)))
        return sorted(found, key=lambda pair: (-pair.shared, -pair.share, pair.one, pair.other))


def _none() -> Hashes:
    return np.zeros(0, np.int64)


def measure(texts: Sequence[OwnLines], model: OwnLines) -> Likeness:
    """Take the fingerprints of each student's own lines; those of `model` are common forms."""
    known: dict[str, str] = {}
    every = [_fingerprints(lines, known) for lines in texts]
    values, counts = np.unique(np.concatenate([*every, _none()]), return_counts=True)
    limit = max(FEW, int(FEW_SHARE * len(texts)))
    common = np.union1d(values[counts > limit], _fingerprints(model, known))
    rare = [np.setdiff1d(mine, common, assume_unique=True) for mine in every]
    return Likeness(texts, every, rare, set(common.tolist()), limit)


def _fingerprints(lines: OwnLines, known: dict[str, str]) -> Hashes:
    """Fingerprints of own lines; `known` are the functions that somebody else wrote the same.

    Most time goes into taking code apart, and of short functions there are many twins.
    """
    from copydetect.utils import filter_code, hashed_kgrams

    bare = []
    for _, group in itertools.groupby(lines, key=lambda line: line.function):
        text = joined(tuple(group))
        if text not in known:
            known[text] = filter_code(text, "own.py", "python")[0]
        bare.append(known[text])
    return np.unique(np.asarray(hashed_kgrams("".join(bare), LENGTH), np.int64))


class Passages:
    """Where two students' own lines are alike, by copydetect, and which are the same letters."""

    def __init__(self, found: Likeness) -> None:
        self.found = found
        lines = Counter(
            line for text in found.texts for line in {_bare(own) for own in text} if line
        )
        self.rare_lines = {line for line, count in lines.items() if count <= found.limit}

    def same_lines(self, pair: SimilarPair) -> set[str]:
        """Return the lines, comments and names and all, that both have and few others."""
        one, other = ({_bare(own) for own in self.found.texts[i]} for i in (pair.one, pair.other))
        return one & other & self.rare_lines

    def alike(self, pair: SimilarPair) -> tuple[list[OwnLine], list[OwnLine]]:
        """Return for both the lines that lie in passages that they share."""
        from copydetect import compare_files

        one, other = self._prepared(pair.one), self._prepared(pair.other)
        _, _, (first, second) = compare_files(one, other)
        texts = self.found.texts
        return _covered(texts[pair.one], first), _covered(texts[pair.other], second)

    def _prepared(self, student: int) -> Any:
        """A fingerprint as copydetect compares it, without the common forms."""
        from copydetect import CodeFingerprint

        text = io.StringIO(joined(self.found.texts[student]))
        made = CodeFingerprint("own.py", LENGTH, WINDOW, language="python", fp=text)
        made.hashes = {one for one in made.hashes if int(one) not in self.found.common}
        return made


def _bare(line: OwnLine) -> str:
    """A line's letters, or nothing where it has too few to tell anything."""
    text = line.text.strip()
    return text if len(text) >= MIN_LINE else ""


def _covered(lines: OwnLines, slices: Any) -> list[OwnLine]:
    """The lines of which at least half lie in `slices`: begins and ends, in characters."""
    size = sum(len(line.text) + 1 for line in lines)
    inside = np.zeros(size + 1, bool)
    if np.size(slices):
        for begin, end in np.asarray(slices, int).T:
            inside[max(0, begin) : end] = True
    found, at = [], 0
    for line in lines:
        end = at + len(line.text)
        first = end - len(line.text.lstrip())
        if inside[first:end].mean() >= 0.5:
            found.append(line)
        at = end + 1
    return found
