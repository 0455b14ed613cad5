"""The scores as tables, on the terminal and in Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median

from rich.table import Table

from bench.gradients.rules import OURS, Rule
from bench.gradients.scores import SCALE_1, SCALED, UNSCALED, Score, Tally
from bench.gradients.special import GROUPS

INSTALL = "not installed: pip install -e '.[bench]'"
Scores = Mapping[str, Score]

NOTES = """\
A pair is the share of right gradients that were rejected / of wrong ones that were accepted, in %.
Open: neither accepted nor rejected, in % of all claims. Only such faults are counted that float64
values of the function could show: off by 10 times what differences can resolve at best.
Five scales: A f(x/s) for s and A of 1e-6 to 1e6. Other placements: the function varies on the scale
1 but x is 1e3, 1e6, 1e-6 or 0; or every coordinate has a scale of its own.
Too small: error estimates that the true error exceeds more than 10 times, in % of all entries.
Asked: evaluations of f for each coordinate, at one point each; µs: the median time for each
coordinate, of the rule and of f."""


@dataclass(frozen=True)
class Grid:
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def rich(self) -> Table:
        table = Table(title=self.title)
        for number, column in enumerate(self.columns):
            table.add_column(column, justify="right" if number else "left", no_wrap=not number)
        for row in self.rows:
            table.add_row(*row)
        return table

    def markdown(self) -> str:
        line = "|".join([" --- ", *[" ---: "] * (len(self.columns) - 1)])
        body = [
            self.columns,
            *([*row, *[""] * (len(self.columns) - len(row))] for row in self.rows),
        ]
        lines = ["| " + " | ".join(row) + " |" for row in body]
        return "\n".join([f"### {self.title}", "", lines[0], f"|{line}|", *lines[1:], ""])


def percent(part: int, whole: int) -> str:
    """A share in %, of two digits; "0" means none at all, and "100" all without exception."""
    if not whole:
        return "–"
    share = 100 * part / whole
    if part < whole and share > 99:
        return f"{100 - float(f'{100 - share:.2g}'):.10g}"
    return f"{share:.2g}" if 0 < share < 10 else f"{share:.0f}"


def pair(tally: Tally) -> str:
    rejects = percent(tally.false_rejects, tally.right)
    return f"{rejects} / {percent(tally.false_accepts, tally.wrong)}"


def undecided(tally: Tally) -> str:
    return percent(tally.right_open + tally.wrong_open, tally.right + tally.wrong)


def overview(rules: Sequence[Rule], scores: Scores, seeds: Sequence[int]) -> Grid:
    columns = [
        "rule", SCALED, SCALE_1, UNSCALED, "open", "right + wrong", "asked: mean (max)", "µs",
        "too small",
    ]  # fmt: skip
    rows = []
    for rule in rules:
        if not rule.is_installed():
            rows.append([rule.name, INSTALL])
            continue
        score = scores[rule.name]
        every = score.tally(SCALED) + score.tally(UNSCALED)
        rows.append([
            rule.name, *(pair(score.tally(group)) for group in (SCALED, SCALE_1, UNSCALED)),
            undecided(every), f"{every.right:,} + {every.wrong:,}",
            f"{mean(score.evaluations):.0f} ({max(score.evaluations):.0f})",
            f"{1e6 * median(score.seconds):.0f}",
            percent(score.too_small, score.entries) if rule.is_estimator else "",
        ])  # fmt: skip
    title = f"False rejects / false accepts in %, seeds {', '.join(map(str, seeds))}"
    return Grid(title, columns, rows)


def apart(rules: Sequence[Rule], scores: Scores) -> Grid:
    columns = ["rule"]
    for group in GROUPS:
        tally = scores[OURS.name].tally(group)
        columns.append(f"{group} ({tally.right} + {tally.wrong})")
    rows = []
    for rule in rules:
        tallies = [scores[rule.name].tally(group) for group in GROUPS]
        rows.append([rule.name, *(f"{pair(t)} ({undecided(t)})" for t in tallies)])
    title = "Counted apart: false rejects / false accepts (open) in %; right + wrong claims"
    return Grid(title, columns, rows)


def names(score: Score) -> Grid:
    """Which planted faults our diagnosis calls by their names, where all they change is seen."""
    rows = [
        [fault, str(len(found)), percent(sum(found), len(found))]
        for fault, found in sorted(score.named.items())
    ]
    every = [is_right for found in score.named.values() for is_right in found]
    rows.append(["all", str(len(every)), percent(sum(every), len(every))])
    return Grid(
        "Faults that ours rejected, and named right", ["fault", "rejected", "named, %"], rows
    )


def remarks(rules: Sequence[Rule]) -> list[str]:
    """How every rule was read."""
    return [f"{rule.name}: {rule.note}" for rule in rules]


def hidden(score: Score) -> str:
    """What became of the faults that nobody can see."""
    share = percent(score.hidden_accepted, score.hidden)
    return f"Below what f's values can tell: {score.hidden} faults; ours accepted {share} %."
