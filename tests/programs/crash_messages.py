"""Print what beginners read of their crashes, at 80 columns: `python tests/programs/...py`."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from factories.beginners import Beginner, beginners, messages  # noqa: E402


def main() -> None:
    """Print all of them, or those whose title has the word that is given."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    chosen: list[Beginner] = [one for one in beginners() if re.search(word, one.title)]
    with tempfile.TemporaryDirectory() as folder:
        for one, told, _ in messages(chosen, Path(folder)):
            print(f"──── {one.title} ({one.assignment}, {one.exercise})\n{told}")


if __name__ == "__main__":
    main()
