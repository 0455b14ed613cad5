"""Does what a page tells its reader to do, and compares what comes out with what the page shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from factories.pages import blocks, of_block


def run(command: str, folder: Path, columns: int = 80) -> str:
    """Run a shell command in `folder`, in a terminal so wide; return what it prints."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "COLUMNS": str(columns), "NO_COLOR": "1"}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"{command}: exit code {done.returncode}\n{done.stdout}"
    return done.stdout


def perform(page: str, folder: Path) -> None:
    """Do in `folder` what the page says, from its first block to its last.

    A block under `<!-- file: name -->` is written, or appended, after two blank lines, to what an
    earlier one wrote. The commands of a `console` block must print what is shown.
    """
    written = set()
    for block in blocks(page):
        kind, name = block.mark
        if kind == "file":
            with (folder / name).open("a" if name in written else "w", encoding="utf-8") as file:
                file.write(f"\n\n{block.text}" if name in written else block.text)
            written.add(name)
        elif block.language == "console":
            for command in of_block(block):
                printed = run(command.text, folder)
                assert agrees(command.shown or "", printed), f"$ {command.text}\n{printed}"


def agrees(shown: str, printed: str) -> bool:
    """Whether a page shows what was printed, blank lines and the ends of lines apart.

    A line `...` stands for any number of lines, `...` within a line for any text.
    """
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "..." else _line(line) for line in _lines(shown)
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _lines(printed))) is not None


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.split("\n") if line.strip()]


def _line(line: str) -> str:
    return ".*".join(map(re.escape, line.split("..."))) + r"\n"
