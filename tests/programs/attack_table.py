"""Prints the attacks as a page in Markdown, docs/attacks.md.

Run it as `python tests/programs/attack_table.py > docs/attacks.md`.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from attacks.attack import GROUPS
from attacks.campaign import ALL

HEAD = """\
# The attacks that are tried

Each of these hostile submissions is graded through the real command, at L2 and L3, and fails for
the reason given; `stopped at` is the lowest level that promises to stop it. Each has shown that it
has teeth: against a grader that runs everything in one process it wins, unless it aims at
something that such a grader does not have. [security.md](security.md) explains the levels.

This page is printed by `python tests/programs/attack_table.py > docs/attacks.md`.

"""


def page() -> str:
    """Return one row an attack: its group and name, the level that stops it, and why it fails."""
    lines = ["| group | attack | stopped at | why it fails |", "|---|---|---|---|"]
    for group in GROUPS:
        lines += [
            f"| {group} | {one.name.replace('_', ' ')} | {one.stopped_at} | {one.reason} |"
            for one in ALL
            if one.group == group
        ]
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
