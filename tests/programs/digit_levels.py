"""Prints how well readers of 07's digits do over many students, honest ones and cheats.

Run it as `python tests/programs/digit_levels.py [STUDENTS]`, by default for 20; it takes a minute.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from factories.digit_readers import HIDDEN, all_readers, middles


def rows(students: int) -> Iterator[str]:
    """Yield a table: for each reader its accuracies, and how many students reach each level."""
    levels = " | ".join(f">= {level}" for level in HIDDEN.LEVELS)
    yield f"| reader | worst | median | best | {levels} |"
    yield "|---|" + "---|" * (3 + len(HIDDEN.LEVELS))
    for name, reader in all_readers().items():
        found = middles(reader, students)
        reached = [sum(one >= level for one in found) for level in HIDDEN.LEVELS]
        shares = [f"{one:.3f}" for one in (found[0], median(found), found[-1])]
        yield " | ".join(["| " + name, *shares, *(f"{n} of {students}" for n in reached)]) + " |"


def main() -> None:
    for row in rows(int(sys.argv[1]) if len(sys.argv) > 1 else 20):
        print(row, flush=True)


if __name__ == "__main__":
    main()
