"""`autograder verify` and `autograder matrix`: what proves an assignment."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from autograder.course.catalog import Catalog
from autograder.errors import AutograderError

KEPT, BROKEN = 0, 1
VERIFY = """\
  autograder verify
  autograder verify 01_taylor
  autograder verify --mutants 01_taylor              law 7: small faults in the model solution
  autograder verify --mutants --sample 40            40 of them in each assignment"""


def add(
    add_command: Callable[[str, str, str], argparse.ArgumentParser],
    add_isolation: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Add the commands to the command line."""
    purpose = "prove that the assignments keep the laws; exit 1 names each broken one"
    command = add_command("verify", purpose, VERIFY)
    command.add_argument("assignment", nargs="*", metavar="ASSIGNMENT")
    command.add_argument(
        "--mutants",
        action="store_true",
        help="plant small faults in the model solutions, and name those that keep every point",
    )
    command.add_argument(
        "--sample", type=_count, metavar="N", help="with --mutants: try N in each assignment only"
    )
    add_isolation(command)
    command.set_defaults(run=_verify)
    purpose = "show which check catches which wrong version"
    command = add_command("matrix", purpose, "  autograder matrix 01_taylor")
    command.add_argument("assignment", metavar="ASSIGNMENT")
    command.set_defaults(run=_matrix)


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of mutants")
    return int(text)


def _verify(options: argparse.Namespace) -> int:
    from autograder.laws.laws import verify
    from autograder.laws.mutants import verify_mutants
    from autograder.sandbox.launcher import Policy

    catalog, policy = Catalog.find(Path.cwd()), Policy(options.isolation)
    chosen = [catalog.get(name) for name in options.assignment] or catalog.assignments
    if options.sample and not options.mutants:
        raise AutograderError("--sample goes with --mutants.")
    if options.mutants:
        return KEPT if verify_mutants(chosen, policy, options.sample) else BROKEN
    return KEPT if verify(chosen, policy) else BROKEN


def _matrix(options: argparse.Namespace) -> int:
    from autograder.laws.matrix import show

    return show(Catalog.find(Path.cwd()).get(options.assignment))
