"""The speed of the reference's training, beside PyTorch, scikit-learn and a plain NumPy loop.

    python -m bench.training [--quick]

Before anything is timed, each must reach the plain loop's parameters and loss to 1e-8. Then they
take turns, in rounds, with one thread each, and the medians count. The time is CPU time, which
other programs disturb less: with one thread it is the time that passes on an idle machine.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from statistics import median

import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bench import trainers
from bench.trainers import Task

ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
INSTALL = "not installed: pip install -e '.[bench]'"
CLOSE = 1e-8


@dataclass(frozen=True)
class Contestant:
    name: str
    train: Callable[[Task, int], np.ndarray]
    needs: str = "numpy"
    shuffles_itself: bool = False  # then it is compared with the plain loop in the given order
    takes: Callable[[Task], bool] = lambda task: True

    def is_installed(self) -> bool:
        try:
            import_module(self.needs)
        except ImportError:
            return False
        return True


def one_by_one(task: Task) -> bool:
    return len(task.widths) == 2 and task.batch_size == 1


OURS = Contestant("ours", trainers.ours)
PLAIN = Contestant("plain NumPy loop", trainers.plain)
TORCH = Contestant("PyTorch: nn, optim.SGD", trainers.torch_as_taught, "torch")
LEAN = Contestant("PyTorch: autograd only", trainers.torch_lean, "torch")
COMPILED = Contestant(
    "scikit-learn: SGDRegressor", trainers.sgd_regressor, "sklearn", True, one_by_one
)
MLP = Contestant(
    "scikit-learn: MLPRegressor", trainers.mlp_regressor, "sklearn", True,
    lambda task: not one_by_one(task),
)  # fmt: skip
CONTESTANTS = (OURS, PLAIN, TORCH, LEAN, COMPILED, MLP)

NOTES = """\
scikit-learn's two shuffle in an order of their own: compared unshuffled.
SGDRegressor is compiled. It has no mini-batches: the same work at B = 1 only.
MLPRegressor also adds up the loss of every batch. Our network is trained by
reference.sgd.sgd, which keeps the parameters of every step.
"""


def tasks(examples: int) -> list[Task]:
    """The lecture's linear model with D = 20, and two small networks."""
    rng = np.random.default_rng(0)
    found = []
    for widths, sizes in (((20, 1), (1, 16, 256)), ((1, 16, 1), (16,)), ((20, 64, 1), (16,))):
        X = rng.normal(size=(examples, widths[0]))
        target = X @ rng.normal(size=(widths[0], 1)) / widths[0] ** 0.5 + 0.5
        Y = (target if len(widths) == 2 else np.sin(2 * target)) + rng.normal(0, 0.1, target.shape)
        start = trainers.random_start(widths, rng)
        kind = f"linear, D = {widths[0]}" if len(widths) == 2 else f"network {list(widths)}"
        found += [Task(f"{kind}, B = {B}", widths, B, X, Y, start) for B in sizes]
    return found


def demand_same_work(task: Task, contestant: Contestant) -> None:
    """RuntimeError unless two epochs lead where the plain loop goes, in parameters and loss."""
    task = replace(task, shuffled=not contestant.shuffles_itself)
    want, got = trainers.plain(task, 2), contestant.train(task, 2)
    for what, a, b in (("parameters", got, want), ("loss", task.loss(got), task.loss(want))):
        if not np.allclose(a, b, rtol=0, atol=CLOSE):
            off = np.max(np.abs(np.subtract(a, b)))
            raise RuntimeError(f"{task.name}: {contestant.name} is {off:.1e} off in its {what}")


def measure(
    task: Task, contestants: Sequence[Contestant], rounds: int, seconds: float
) -> dict[str, list[float]]:
    """Microseconds a step of each contestant in each round, which lasts `seconds` or more."""
    steps = -(-len(task.X) // task.batch_size)

    def timed(contestant: Contestant, epochs: int) -> float:
        begin = time.process_time()
        contestant.train(task, epochs)
        return time.process_time() - begin

    # A whole fit is timed, its preparations too: many epochs, so that a step's share is small.
    epochs = dict.fromkeys((c.name for c in contestants), 1)
    for c in contestants:
        while timed(c, epochs[c.name]) < seconds:
            epochs[c.name] *= 2
    taken: dict[str, list[float]] = {c.name: [] for c in contestants}
    for _ in range(rounds):
        for c in contestants:
            taken[c.name].append(1e6 * timed(c, epochs[c.name]) / (steps * epochs[c.name]))
    return taken


def ratio(taken: Mapping[str, list[float]], name: str) -> float:
    """How many times as long as ours, by the median of the rounds."""
    return median(a / b for a, b in zip(taken[name], taken[OURS.name], strict=True))


def goals(task: Task, taken: Mapping[str, list[float]]) -> list[str]:
    """Each goal of this task, with what was measured."""
    found = []
    if TORCH.name in taken:
        least, is_now = (30 if task.batch_size <= 16 else 5), ratio(taken, TORCH.name)
        word = "met" if is_now >= least else "not met"
        found.append(
            f"{task.name}: {is_now:.0f}x as fast as PyTorch, goal at least {least}x: {word}"
        )
    if COMPILED.name in taken:
        is_now = 1 / ratio(taken, COMPILED.name)
        word = "met" if is_now <= 3 else "not met"
        found.append(
            f"{task.name}: {is_now:.1f}x the time of scikit-learn, goal at most 3x: {word}"
        )
    return found


def report(console: Console, examples: int, rounds: int, seconds: float) -> None:
    """Check, time and print everything."""
    table = Table(title=f"Training by Eq. 1.21, U = {examples:,} examples, float64, one thread")
    table.add_column("training")
    table.add_column("by", no_wrap=True)
    table.add_column("µs/step", justify="right")
    table.add_column("x ours", justify="right")
    reached: list[str] = []
    for task in tasks(examples):
        console.print(f"Timing {task.name} ...", style="dim", highlight=False)
        there = [c for c in CONTESTANTS if c.takes(task)]
        ready = [c for c in there if c.is_installed()]
        for contestant in ready:
            demand_same_work(task, contestant)
        taken = measure(task, ready, rounds, seconds)
        for contestant in there:
            name, first = contestant.name, task.name if contestant is OURS else ""
            if name in taken:
                numbers = f"{median(taken[name]):.3g}", f"{ratio(taken, name):.3g}"
                table.add_row(first, name, *numbers)
            else:
                table.add_row(first, Text(f"{name}\n{INSTALL}"))
        table.add_section()
        reached += goals(task, taken)
    console.print(table)
    console.print(NOTES, *reached, sep="\n", highlight=False, markup=False)


def main() -> None:
    """Time in a process of its own, as NumPy reads the number of threads when it is imported."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.training", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--quick", action="store_true", help="fewer examples and rounds")
    quick = parser.parse_args().quick
    if not ONE_THREAD.items() <= os.environ.items():
        command = [sys.executable, "-m", "bench.training", *["--quick"] * quick]
        root = Path(__file__).parents[1]
        sys.exit(subprocess.run(command, cwd=root, env=os.environ | ONE_THREAD).returncode)
    examples, rounds, seconds = (1_000, 3, 0.05) if quick else (10_000, 5, 0.2)
    report(Console(), examples, rounds, seconds)


if __name__ == "__main__":
    main()
