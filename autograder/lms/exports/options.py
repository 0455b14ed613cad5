"""The settings of an export, and its account of everything that a person should look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from autograder.errors import AutograderError
from autograder.lms.exports.grades import Grade, plain
from autograder.lms.exports.sheet import Sheet
from autograder.text import one_line

MOST_SHOWN = 20
NOTHING = "nothing"
REDATED = "graded by other dates, so that late penalties are reckoned anew, by dates.toml as it is"
UNDATED = "graded by other dates, so that late penalties are unknown: give the same grade-all again"


@dataclass(frozen=True)
class ExportOptions:
    """Where to write, which file of the LMS to fill, and how to treat the scores.

    `columns` names the LMS's column of each assignment; `provisional` also exports scores for
    which a written answer waits; `rescale` fits scores to another number of points; `dry_run`
    writes nothing.
    """

    out: Path
    fill: Path | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    provisional: bool = False
    rescale: bool = False
    dry_run: bool = False

    def fit(self, grade: Grade, theirs: float | None, where: str) -> float | None:
        """Return the score in the LMS's points, or None if there is none to export.

        `AutograderError` if the points differ and `rescale` is not set.
        """
        value = grade.value(self.provisional)
        if value is None or theirs is None or abs(theirs - grade.max_score) < 1e-6:
            return value
        if not self.rescale or not grade.max_score:
            raise AutograderError(
                f"{where} has {plain(theirs)} points, but {grade.assignment} has "
                f"{plain(grade.max_score)}. Set the same number there, or add --rescale."
            )
        return value * theirs / grade.max_score

    def save(self, sheet: Sheet) -> None:
        """Write the file, unless this is a dry run."""
        if not self.dry_run:
            sheet.write(self.out)


class Change(NamedTuple):
    """A grade in its place: what stood there before, and what stands there now."""

    label: str
    old: str
    new: str


@dataclass
class Summary:
    """The outcome of an export; each list holds lines for a person to read."""

    changes: list[Change] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    unusable: list[str] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    redated: list[str] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, grades: Sequence[Grade]) -> Summary:
        """Return a tally with what the grades themselves say."""
        return cls(
            unusable=[f"{g.label}: {g.unusable}" for g in grades if g.unusable],
            pending=[g.label for g in grades if g.pending_manual and not g.unusable],
            problems=[f"{g.label}: {g.problems[0]}" for g in grades if g.problems],
            redated=[f"{g.label}: {g.redated}" for g in grades if g.redated],
            undated=[f"{g.label}: {g.undated}" for g in grades if g.undated],
        )

    def put(self, grade: Grade, new: str, old: str = "") -> None:
        """Note that a grade has found its place."""
        self.changes.append(Change(grade.label, old, new))

    @property
    def written(self) -> int:
        """How many grades found their place."""
        return len(self.changes)

    @property
    def complete(self) -> bool:
        """Whether every grade found its place, and is by the dates as they are now."""
        return not (self.unmatched or self.doubtful or self.refused or self.undated)

    def lines(self) -> Iterator[str]:
        """The lines to print, the most serious first."""
        yield from _listed("no score that may be used", self.unusable)
        yield from _listed("no place in the LMS's file for the grade of", self.unmatched)
        yield from _listed("not clear whose row it is, so that nothing is written", self.doubtful)
        yield from _listed("not written", self.refused)
        yield from _listed(UNDATED, self.undated)
        yield from _listed(REDATED, self.redated)
        yield from _listed("a written answer waits, so the score is not final", self.pending)
        yield from _listed("a problem with what was handed in", self.problems)
        yield from _listed("no grade for", self.absent)

    def planned(self) -> Iterator[str]:
        """The lines of a dry run: for each grade what stands there, and what would."""
        for one in self.changes:
            old = one_line(one.old) or NOTHING
            change = f"{old}, as before" if one.old == one.new else f"{old} → {one.new}"
            yield f"{one_line(one.label)}: {change}"


def _listed(what: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"{what} ({len(names)}):"
        yield from (f"  {one_line(name)}" for name in names[:MOST_SHOWN])
        if len(names) > MOST_SHOWN:
            yield f"  … and {len(names) - MOST_SHOWN} more"


def only_one(grades: Sequence[Grade], what: str) -> str:
    """Return the only assignment of the grades; `AutograderError`, naming `what`, if several."""
    names = sorted({grade.assignment for grade in grades})
    if len(names) != 1:
        raise AutograderError(
            f"{what} holds one assignment: choose with --assignment, from {', '.join(names)}."
        )
    return names[0]
