"""Tries the attacks on the grader's own process on another checkout, to show that they have teeth.

Run it as `python tests/programs/attack_earlier.py CHECKOUT [NAME ...]`, with a Python that has what
both need. It prints a row an attack: what was lost there, or `held`, and what was to be expected.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from attacks.attack import Attack
from attacks.campaign import carry_out
from attacks.harness import L2, Place
from attacks.suite import deny_files, deny_texts

OWN = [*deny_files.ATTACKS, *deny_texts.ATTACKS]


def rows(attacks: list[Attack], checkout: Path) -> list[str]:
    """Return one row an attack, each graded alone by the `autograder` in `checkout`."""
    place = Place(sys.executable, checkout)
    found = []
    for attack in attacks:
        [(seen, won)] = carry_out([attack], L2, place).values()
        what = "; ".join(text for texts in won.values() for text in texts) or "held"
        numbers = f"{seen.seconds:.1f} s | {seen.memory >> 20} MB"
        found.append(f"| {attack.name} | {numbers} | {what} | {attack.before or 'held'} |")
        print(found[-1], flush=True)
    return found


if __name__ == "__main__":
    print("| attack | CPU | memory | lost | expected |\n|---|---|---|---|---|")
    named = sys.argv[2:]
    rows([one for one in OWN if not named or one.name in named], Path(sys.argv[1]))
