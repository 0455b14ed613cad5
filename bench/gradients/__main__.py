"""The gradient checker beside other rules, on right and on wrong gradients.

    python -m bench.gradients [--seeds 0 1 2] [--thin K] [--quick] [--no-peers] [--markdown FILE]

The functions are those of `handwritten` and as many drawn by the seed, each at one point a seed and
at every scale and amplitude of `cases`. The truth has 50 digits. All rules see the same claims, but
other packages, and ours with the complex step, only those of one case in six, drawn at random.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import Progress

from bench.gradients import tables
from bench.gradients.cases import Case, cases_of
from bench.gradients.grammar import drawn
from bench.gradients.handwritten import HANDWRITTEN, Subject
from bench.gradients.peers import PEERS
from bench.gradients.rules import OURS, OWN_RULES, WITH_COMPLEX, Rule
from bench.gradients.scores import Planter, Score, judge, judge_special
from bench.gradients.special import specials

QUICK = ("scale 1e-06", "scale 1", "scale 1e+06", "far off 1000")
OUR_RULES = (OURS, WITH_COMPLEX)
FAULTS = 3  # planted at each case


def subjects(rng: np.random.Generator, thin: int) -> list[Subject]:
    """As many functions drawn as written by hand, one in `thin` of them."""
    return [*HANDWRITTEN, *drawn(rng, len(HANDWRITTEN))][::thin]


def cases(
    chosen: Sequence[Subject], rng: np.random.Generator, quick: bool
) -> Iterator[tuple[int, Case]]:
    """Every case of the functions, with its function's number; one in three for a quick run."""
    for number, subject in enumerate(chosen):
        found = list(cases_of(subject, rng, QUICK if quick else None))
        for case in found[int(rng.integers(3)) :: 3] if quick else found:
            yield number, case


def run_seed(
    seed: int,
    rules: Sequence[Rule],
    scores: dict[str, Score],
    every: int,
    quick: bool,
    thin: int,
) -> Iterator[float]:
    """Put a seed's claims to the rules, a case in `every` to all of them; yield the share done."""
    np.random.seed(seed)  # HIPS autograd draws its directions from NumPy's old generator
    rng, planting, lots = (np.random.default_rng([seed, part]) for part in range(3))
    chosen, planter = subjects(rng, 6 if quick else thin), Planter(FAULTS, planting)
    for number, case in cases(chosen, rng, quick):
        yield 0.9 * number / len(chosen)
        claims = planter.claims(case)
        drawn_for_all = lots.random() < 1 / every
        for rule in rules:
            if drawn_for_all or not rule.is_sampled:
                judge(rule, claims, scores[rule.name])
    for number, rule in enumerate(rules):  # the noise is the same for all
        for special in specials(np.random.default_rng([seed, 3]))[:: 6 if quick else 1]:
            judge_special(rule, special, scores[rule.name])
        yield 0.9 + 0.1 * number / len(rules)


def run(
    console: Console,
    seeds: Sequence[int],
    rules: Sequence[Rule],
    every: int = 6,
    quick: bool = False,
    thin: int = 1,
) -> dict[str, Score]:
    """The scores of all rules that are installed."""
    ready = [rule for rule in rules if rule.is_installed()]
    scores = {rule.name: Score() for rule in ready}
    with Progress(console=console, transient=True) as progress:
        bar = progress.add_task("Checking", total=len(seeds))
        for number, seed in enumerate(seeds):
            for share in run_seed(seed, ready, scores, every, quick, thin):
                progress.update(bar, completed=number + share)
    return scores


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.gradients", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--quick", action="store_true", help="one seed, few cases, own rules only")
    parser.add_argument("--thin", type=int, default=1, metavar="K", help="one function in K")
    parser.add_argument("--peers", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables there, too")
    parser.add_argument("--failures", type=Path, metavar="FILE", help="write what ours got wrong")
    options = parser.parse_args()
    console = Console()
    seeds = options.seeds[:1] if options.quick else options.seeds
    rules = [*OWN_RULES, *PEERS] if options.peers and not options.quick else [*OWN_RULES]
    scores = run(
        console,
        seeds,
        rules,
        every=max(1, 6 // options.thin),
        quick=options.quick,
        thin=options.thin,
    )
    ready = [rule for rule in rules if rule.is_installed()]
    grids = [
        tables.overview(rules, scores, seeds),
        tables.apart(ready, scores),
        tables.names(scores[OURS.name]),
    ]
    for grid in grids:
        console.print(grid.rich())
    notes = [tables.NOTES, tables.hidden(scores[OURS.name]), *tables.remarks(rules)]
    console.print(*notes, sep="\n", highlight=False, markup=False)
    if options.markdown:
        text = "\n".join([*(grid.markdown() for grid in grids), *(f"- {n}" for n in notes)])
        options.markdown.write_text(text + "\n", encoding="utf-8")
    if options.failures:
        false = [f"{rule.name}: {one}" for rule in OUR_RULES for one in scores[rule.name].false]
        text = "\n\n".join(false)
        options.failures.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
