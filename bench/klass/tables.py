"""What came out, as tables: costs, ratios beside their goals, and the model for a university."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence

from rich.table import Table

from bench.cost import Cost
from bench.klass.contestants import AGAIN, DASK, FLOOR, ONE, STOCK, TWO, Contestant
from bench.verdicts import Goal, table_of

Found = dict[str, Contestant]
FLAT = 1.1  # a peak of memory may differ by so much from run to run
ASSIGNMENTS, SUBMISSIONS, CORES = 6, 100_000, 2
FORMULA = (
    "T(m) = sum over assignments of: s + N (max((g + r) / (2 m), r) + p), for m machines of 2 cores"
)


def median(costs: Sequence[Cost], part: Callable[[Cost], float]) -> float:
    """The median over the rounds."""
    return statistics.median(map(part, costs))


def wall(cost: Cost) -> float:
    return cost.wall


def cpu(cost: Cost) -> float:
    return cost.cpu


def ratio(found: Found, above: str, below: str, part: Callable[[Cost], float]) -> float | None:
    """The median of the rounds' ratios; None where one of the two did not run."""
    if above not in found or below not in found:
        return None
    pairs = zip(found[above].costs, found[below].costs, strict=True)
    return statistics.median(part(a) / part(b) for a, b in pairs)


def costs(found: Found, title: str) -> Table:
    """Seconds and memory of each contestant, and how many times ours with two workers it takes."""
    table = Table(title=title)
    heads = ("a submission", "of", "wall ms", "CPU ms", "x wall", "x CPU", "start s")
    for number, head in enumerate((*heads, "peak MB", "MB a worker")):
        table.add_column(head, justify="right" if number else "left")
    for name, one in found.items():
        worker = one.weight.worker / 1e6
        table.add_row(
            name,
            str(one.count),
            f"{1e3 * median(one.costs, wall):.1f}",
            f"{1e3 * median(one.costs, cpu):.1f}",
            f"{ratio(found, name, TWO, wall) or 0:.2f}",
            f"{ratio(found, name, TWO, cpu) or 0:.2f}",
            f"{median(one.starts, wall):.1f}" if one.fewer else "in it",
            f"{one.weight.memory / 1e6:.0f}",
            f"{worker:.0f}" if worker else "",
        )
    return table


def goals(found: Found, few: Cost, many: Cost, counts: tuple[int, int]) -> Table:
    """Each goal and whether it is met."""
    fewer, more = counts
    which = f"{more:,} / {fewer:,} submissions"
    rows: list[tuple[str, float | None, float, bool]] = [
        (f"{STOCK} / ours on 2 cores, wall", ratio(found, STOCK, TWO, wall), 75, True),
        (f"{STOCK} / ours on 2 cores, CPU", ratio(found, STOCK, TWO, cpu), 40, True),
        ("1 worker / 2 workers, wall", ratio(found, ONE, TWO, wall), 1.8, True),
        ("Dask / local, wall", ratio(found, DASK, TWO, wall), 1.15, False),
        ("Dask / local, CPU (no goal of its own)", ratio(found, DASK, TWO, cpu), 1.15, False),
        ("1 worker / the floor, wall", ratio(found, ONE, FLOOR, wall), 2, False),
        ("1 worker / the floor, CPU", ratio(found, ONE, FLOOR, cpu), 2, False),
        (f"memory of the lead, {which}", many.lead / few.lead, FLAT, False),
        (f"memory of a worker, {which}", many.alone / few.alone, FLAT, False),
    ]
    return table_of(Goal(*row) for row in rows)


def model(found: Found, each: dict[str, float]) -> Table:
    """What a whole university costs; `each` gives the workers' CPU seconds a submission."""
    lead = median(found.get(DASK, found[TWO]).costs, lambda cost: cost.lead_cpu)
    p = max(0.0, median(found[AGAIN].costs, cpu))  # reading and the pages of the class
    r = max(0.0, lead - p)
    s = median(found[TWO].starts, cpu)
    table = Table(title=f"{SUBMISSIONS:,} submissions x {len(each)} assignments", min_width=100)
    for head in ("machines", "hours", "CPU hours"):
        table.add_column(head, justify="right")
    for machines in (1, 10, 100):
        hours = sum(
            s + SUBMISSIONS * (max((g + r) / (CORES * machines), r) + p) for g in each.values()
        )
        work = sum(s * machines + SUBMISSIONS * (g + r + p) for g in each.values())
        table.add_row(str(machines), f"{hours / 3600:.2f}", f"{work / 3600:.2f}")
    shown = ", ".join(f"{name} {1e3 * g:.1f}" for name, g in each.items())
    table.caption = (
        f"{FORMULA}\nN = {SUBMISSIONS:,}; CPU seconds, so that other programs do not count: "
        f"s = {s:.1f} s to start; ms a submission: r = {1e3 * r:.2f} for the one process that "
        f"reads, sends and writes results, p = {1e3 * p:.2f} to look at all results again and make "
        f"the pages of the class, g for a worker: {shown}"
    )
    return table
