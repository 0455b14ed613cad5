"""A table of goals: what was measured beside each, and whether it is met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.table import Table


@dataclass(frozen=True)
class Goal:
    """A goal and what was measured; None where it could not be."""

    name: str
    value: float | None
    bound: float
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        if self.value is None:
            return False
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    @property
    def verdict(self) -> str:
        if self.value is None:
            return "not measured"
        return "met" if self.is_met else "MISSED"


def table_of(goals: Iterable[Goal], title: str = "Goals") -> Table:
    """One row for each goal."""
    table = Table("goal", "measured", "", title=title)
    for one in goals:
        bound = f"{one.name}: at {'least' if one.at_least else 'most'} {one.bound:g}"
        table.add_row(bound, "" if one.value is None else f"{one.value:.2f}", one.verdict)
    return table
