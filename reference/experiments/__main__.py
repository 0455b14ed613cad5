"""Draw the experiments: python -m reference.experiments --help."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from reference.experiments.gallery import EXPERIMENTS, draw, page

ROOT = Path(__file__).resolve().parents[2]
FIGURES = Path("docs", "figures")
EXAMPLES = """examples:
  python -m reference.experiments                           draw all into docs/figures/ (about 45 s)
  python -m reference.experiments --only fig_1_3 fig_2_2    draw these two
  python -m reference.experiments --only equal_work --out /tmp
  python -m reference.experiments --list                    their names, and what each shows
"""


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    """The command line; exits with 2, as argparse does, if it cannot be understood."""
    parser = argparse.ArgumentParser(
        prog="python -m reference.experiments",
        description="Run the experiments behind the lecture's claims, and draw what comes out.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--only", nargs="+", metavar="NAME", choices=EXPERIMENTS, help="draw these, not all"
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where to (default: docs/figures/ of this project)"
    )
    parser.add_argument("--list", action="store_true", help="list the experiments and stop")
    return parser.parse_args(words)


def draw_all(names: Sequence[str], folder: Path) -> None:
    """Draw the experiments called `names`; the progress bar goes to the terminal's error side."""
    folder.mkdir(parents=True, exist_ok=True)
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[now]}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=len(names), now="")
        for name in names:
            progress.update(task, now=name)
            draw(name, folder)
            progress.advance(task)
        progress.update(task, now=f"in {folder}")


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; gives the exit code."""
    options = arguments(words)
    if options.list:
        width = max(map(len, EXPERIMENTS))
        for name, experiment in EXPERIMENTS.items():
            print(f"{name:{width}}  {experiment.claim}")
    else:
        draw_all(options.only or list(EXPERIMENTS), options.out or ROOT / FIGURES)
        if options.out is None:
            (ROOT / FIGURES / "README.md").write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
