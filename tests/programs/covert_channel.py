"""Tries to read a hidden input by thirteen submissions: five bits each, by types of exceptions.

    python tests/programs/covert_channel.py CHECKOUT

Each submission raises, under the hidden check, the exception whose number is five bits of the
first number it was called with. Thirteen of them tell all 64, if the inputs stay the same and the
types are told.
"""

from __future__ import annotations

import builtins
import json
import struct
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from programs.grader_attacks import NAME, course_in
from programs.grader_costs import graded

BITS, SUBMISSIONS = 5, 13
TYPES = sorted(
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type)
    and issubclass(value, Exception)
    and name not in ("NotImplementedError", "ExceptionGroup")
    and not name.startswith("Unicode")
    and value.__name__ == name
)[: 2**BITS]
SPY = """\
import struct
import numpy as np

def twice(x):
    if len(x) == 4:
        (bits,) = struct.unpack(">Q", struct.pack(">d", float(x[0])))
        name = {types}[bits >> {shift} & {mask}]
        raise getattr(__builtins__, name, None) or __builtins__[name]
    return 2 * np.asarray(x, dtype=float)
"""


def told(checkout: Path, python: Path | None = None) -> list[str]:
    """Return what is told of the hidden check, by submission."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        course = course_in(Path(folder))
        file = Path(folder, "weighed.py")
        for number in range(SUBMISSIONS):
            text = SPY.format(types=TYPES, shift=BITS * number, mask=2**BITS - 1)
            file.write_text(text, encoding="utf-8")
            cost = graded(checkout, NAME, file, course=course, python=python)
            (twice, *_) = json.loads(cost.result)["assignments"][0]["exercises"]
            (hidden,) = [check for check in twice["checks"] if check["hidden"]]
            shown = {key: hidden[key] for key in ("status", "message")}
            found.append(json.dumps(shown | {key: twice[key] for key in ("misconception", "hint")}))
    return found


def learnt(messages: list[str]) -> float | None:
    """Return the number that the messages tell, or None if some tell no type."""
    bits = 0
    for number, message in enumerate(messages):
        names = [at for at, name in enumerate(TYPES) if f'"{name},' in message]
        if len(names) != 1:
            return None
        bits |= names[0] << BITS * number
    return float(struct.unpack(">d", struct.pack(">Q", bits & (2**64 - 1)))[0])


def main() -> None:
    messages = told(Path(sys.argv[1]).resolve())
    number = learnt(messages)
    print(f"{len(set(messages))} different messages in {len(messages)} submissions")
    print("learnt: nothing" if number is None else f"learnt: a hidden input, {number!r}")
    print(messages[0])


if __name__ == "__main__":
    main()
