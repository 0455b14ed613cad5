"""Records a wrong answer that is understood, as a picture that moves: docs/pictures/recording.svg.

    .venv/bin/python -m docs.recording

Below is the real screen of `autograder watch`, above it the line that is being written. Whoever
wants no motion sees one still; so does everybody after three rounds. Needs the extra `dev`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from docs.screenshots import ASSIGNMENT, COLOUR_OF, FOLDER, ROOT, with_bodies

sys.path.insert(0, str(ROOT / "tests"))
from factories.terminals import Terminal

FILE = "recording.svg"
COLUMNS, LINES = 88, 19
WIDTH, HEIGHT, MARGIN = 8.4, 18, 12  # of a character, of a line, around all: pixels
ROUNDS = 3
FUNCTION, SIGNATURE = "quadratic_approx", "def quadratic_approx(f0, df0, d2f0, dx):"
FIRST = "dx = np.asarray(dx)"
STUB = "raise NotImplementedError"
WRONG = "return f0 + df0 * dx + d2f0 * dx ** 2"
RIGHT = "return f0 + df0 * dx + d2f0 / 2 * dx ** 2"
BEFORE = {"linear_approx": "return f0 + df0 * np.asarray(dx)"}
ALT = (
    "A student writes a parabola without its half. make watch says: this looks like your code "
    "forgets the half, and unfolds two hints. The student writes d2f0 / 2, and sees a tick."
)
Row = list[tuple[str, str, bool]]  # runs of text, with colour and weight


@dataclass(frozen=True)
class Frame:
    """What is shown for some seconds."""

    line: str
    rows: list[Row]
    seconds: float
    is_still: bool = False


def frames() -> Iterator[Frame]:
    """Yield the recording, made in a student's copy."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "assignments" / ASSIGNMENT, Path(folder, "assignments", ASSIGNMENT))
        work = Path(folder, "assignments", ASSIGNMENT, f"{ASSIGNMENT.split('_')[1]}.py")
        given = work.read_text(encoding="utf-8")
        work.write_text(with_bodies(given, BEFORE), encoding="utf-8")
        with Terminal(["watch"], Path(folder), COLUMNS, LINES) as terminal:
            terminal.until(f"Next: write {FUNCTION}")
            yield Frame(STUB, shown(terminal), 2)
            for end in range(6, len(WRONG), 6):
                yield Frame(WRONG[:end], shown(terminal), 0.35)
            work.write_text(
                with_bodies(given, {**BEFORE, FUNCTION: f"{FIRST}\n    {WRONG}"}), encoding="utf-8"
            )
            terminal.until(lambda text: f"✗ {FUNCTION}" in text and "checked in" in text)
            yield Frame(WRONG, shown(terminal), 4)
            for tier in range(2):
                terminal.press("h")
                terminal.until(f"hint {tier + 1}/3")
                yield Frame(WRONG, shown(terminal), 4, is_still=tier == 1)
            work.write_text(
                with_bodies(given, {**BEFORE, FUNCTION: f"{FIRST}\n    {RIGHT}"}), encoding="utf-8"
            )
            terminal.until(lambda text: "Done. Next: taylor_poly" in text and "checked in" in text)
            yield Frame(RIGHT, shown(terminal), 4)


def shown(terminal: Any) -> list[Row]:
    """Return what stands on the terminal's screen."""
    buffer = terminal.screen.buffer
    return [row(buffer[line]) for line in range(LINES)]


def row(cells: Mapping[int, Any]) -> Row:
    """Return one line of a terminal as runs of equal look."""
    looks = [cells[column] for column in range(COLUMNS)]
    return [
        ("".join(one.data for one in run), COLOUR_OF.get(colour, colour), bold)
        for (colour, bold), run in groupby(looks, key=lambda one: (one.fg, one.bold))
    ]


def written(line: str) -> list[Row]:
    """Return the lines of the editor above the terminal."""
    quiet, ink = COLOUR_OF["brightblack"], COLOUR_OF["default"]
    body = [f"{line}▏"] if line == STUB else [FIRST, f"{line}▏"]
    texts = [SIGNATURE, *(f"    {one}" for one in body), ""][:3]
    return [
        [(f"{ASSIGNMENT.split('_')[1]}.py", quiet, False)],
        *([(text, ink, text.endswith("▏"))] for text in texts),
        [("─" * COLUMNS, quiet, False)],
    ]


def drawn(frame: Frame) -> str:
    """Return the text of a frame as SVG."""
    parts = []
    for number, line in enumerate([*written(frame.line), *frame.rows], 1):
        column = 0
        for text, colour, bold in line:
            if text.strip():
                lead = len(text) - len(text.lstrip())
                x = MARGIN + WIDTH * (column + lead)
                y = MARGIN + HEIGHT * number - 5
                weight = ' font-weight="bold"' if bold else ""
                length = f' textLength="{WIDTH * len(text.strip()):.1f}"'
                parts.append(
                    f'<text x="{x:.1f}" y="{y}" fill="{colour}"{weight}{length}>'
                    f"{escape(text.strip())}</text>"
                )
            column += len(text)
    return "".join(parts)


def recording(found: list[Frame]) -> str:
    """Return the moving picture."""
    total, begun, styles, groups = sum(one.seconds for one in found), 0.0, [], []
    for number, one in enumerate(found):
        start, end = 100 * begun / total, 100 * (begun + one.seconds) / total
        begun += one.seconds
        hidden = "0%{visibility:hidden}" if start else ""
        after = f"{end:.2f}%{{visibility:hidden}}" if end < 100 else ""
        styles.append(f"@keyframes f{number}{{{hidden}{start:.2f}%{{visibility:visible}}{after}}}")
        styles.append(f"#f{number}{{animation:f{number} {total:.2f}s step-end {ROUNDS}}}")
        still = ' class="still"' if one.is_still else ""
        groups.append(f'<g id="f{number}"{still}>{drawn(one)}</g>')
    width = round(2 * MARGIN + WIDTH * COLUMNS)
    height = 2 * MARGIN + HEIGHT * (LINES + len(written(STUB)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="{escape(ALT)}"><title>{escape(ALT)}</title>'
        "<style>text{font:14px 'DejaVu Sans Mono',Menlo,Consolas,monospace;white-space:pre}"
        f"g{{visibility:hidden}}g.still{{visibility:visible}}{''.join(styles)}"
        "@media(prefers-reduced-motion:reduce){g{animation:none!important}}</style>"
        f'<rect width="{width}" height="{height}" rx="8" fill="#16181d"/>{"".join(groups)}</svg>\n'
    )


if __name__ == "__main__":
    made = list(frames())
    (FOLDER / FILE).write_text(recording(made), encoding="utf-8")
    seconds = sum(one.seconds for one in made)
    print(f"wrote {FILE}: {seconds:.0f} s, {(FOLDER / FILE).stat().st_size // 1000} kB")
