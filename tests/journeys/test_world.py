"""Right answers earn their marks wherever and however they were written.

Each case changes one thing in the toy's solved notebook; what the grader says of it is true.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from factories.toy_course import as_notebook, exercise

pytestmark = pytest.mark.slow

FULL = 10.0
Cells = list[dict[str, Any]]


def code(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}


def place_of(cells: Cells, text: str) -> int:
    return next(at for at, cell in enumerate(cells) if text in "".join(cell["source"]))


def first(source: str) -> Callable[[Cells], None]:
    """Put a cell before all others."""
    return lambda cells: cells.insert(0, code(source))


def atop(name: str, lines: str) -> Callable[[Cells], None]:
    """Put lines above the text of the cell with `name`."""

    def change(cells: Cells) -> None:
        cell = cells[place_of(cells, name)]
        cell["source"] = lines + "".join(cell["source"])

    return change


def instead(old: str, new: str) -> Callable[[Cells], None]:
    """Replace some text in its cell."""

    def change(cells: Cells) -> None:
        cell = cells[place_of(cells, old)]
        cell["source"] = "".join(cell["source"]).replace(old, new)

    return change


def without(text: str) -> Callable[[Cells], None]:
    """Delete the cell with some text."""
    return lambda cells: cells.pop(place_of(cells, text)) and None


def turned(kind: str, marks: bool) -> Callable[[Cells], None]:
    """Turn the cell of `double` into another kind."""

    def change(cells: Cells) -> None:
        cell = cells[place_of(cells, "def double")]
        cell["cell_type"] = kind
        cell["metadata"] = cell["metadata"] if marks else {}

    return change


NOTHING_SAID = {
    "Greek names": first("α = 0.1\nη = [α, 2]\ndef γ(β): return β + α\nγ(1)"),
    "star": first("from numpy import *"),
    "strptime": first("from datetime import datetime\nx = datetime.strptime('2026', '%Y')"),
    "help": first("import numpy as np\nhelp(np.sum)"),
    "names of characters": first(r"s = '\N{GREEK SMALL LETTER ALPHA}'.encode('cp1253')"),
    "xkcd": first("import matplotlib.pyplot as plt\nplt.xkcd()\nplt.plot([1, 2])\nplt.show()"),
    "labels of contours": first(
        "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\n"
        "ax.clabel(ax.contour([[1, 2], [3, 4]]))\nplt.savefig('a.pdf')"
    ),
    "triangles": first(
        "import matplotlib.pyplot as p\np.tricontourf([0, 1, 0], [0, 0, 1], [1, 2, 3])"
    ),
    "folders": first(
        "import os\nos.makedirs('a/b', exist_ok=True)\nos.chdir('a')\n"
        "open('b/c.txt', 'w').write('x')\n"
        "assert os.listdir('b') == ['c.txt'] and os.path.isfile('b/c.txt')"
    ),
    "arrays in files": first(
        "import numpy as np\nnp.savetxt('a', np.eye(2))\nassert np.loadtxt('a').sum() == 2"
    ),
    "no import cell": without("import numpy as np"),
    "a name of a picture": instead("return 2 * np", "plt.gcf()\n    return 2 * np"),
    "a value of a picture": lambda cells: (
        atop("import matplotlib", "half = 0.5\n")(cells),
        instead("return 2 * np.asarray(x)", "return np.asarray(x) / half")(cells),
    )[0],
    "an unknown cell magic": atop("def double", "%%debug\n"),
    "a remainder over two lines": instead(
        "    return 2 * np", "    k = (7\n         % 8)\n    return 2 * np"
    ),
    "such a remainder and a magic": atop(
        "def double", "%matplotlib inline\nk = (7\n     % 8)\ns = '''\n!ls\n%time\n'''\n"
    ),
    "a shell line that goes on": atop("def double", "!pip install numpy \\\n    matplotlib\n"),
    "annotations of nothing": instead("def double(x):", "def double(x: nothing | there) -> gone:"),
}
# The score, and what is said.
SAID: dict[str, tuple[Callable[[Cells], None], float, str]] = {
    "pandas": (atop("import numpy", "import pandas as pd\n"), FULL, "No module named 'pandas'"),
    "Colab": (
        atop("import numpy", "from google.colab import drive\ndrive.mount('/content/drive')\n"),
        FULL,
        "No module named 'google'",
    ),
    "a typo above": (atop("def double", "print(duoble(1))\n"), FULL, "name 'duoble' is not"),
    "input()": (atop("def double", "n = input()\n"), FULL, "input() has nobody to ask"),
    "an endless loop above": (atop("def double", "while True: pass\n"), FULL, "stopped after"),
    "an exit above": (atop("def double", "import os\nos._exit(1)\n"), FULL, "ended the process"),
    "a return outside": (atop("def double", "return 5\n"), FULL, "'return' outside function"),
    "a broken line above": (atop("def double", "print('a' 'b'\n"), FULL, "was never closed"),
    "markdown": (turned("markdown", marks=True), FULL, "was turned into a markdown cell"),
    "raw": (turned("raw", marks=False), FULL, "was turned into a raw cell"),
    "a stub below": (
        lambda cells: cells.append(
            code(
                'def double(x):\n    """Return 2 x, shaped like x."""\n'
                "    raise NotImplementedError"
            )
        ),
        FULL,
        "defines `double` once more, without a solution",
    ),
    "a conflict": (
        instead(
            "    return 2 * np.asarray(x)",
            "<<<<<<< HEAD\n    return 2 * np.asarray(x)\n=======\n    return x + x\n>>>>>>> b",
        ),
        FULL - 3,
        "a merge conflict of Git",
    ),
}


def noted(data: dict[str, Any]) -> list[str]:
    return [one for one in data["problems"] if "cell" in one]


@pytest.mark.parametrize("change", NOTHING_SAID.values(), ids=NOTHING_SAID.keys())
def test_it_costs_nothing(graded, solved, change):
    notebook = as_notebook(solved)
    change(notebook["cells"])
    data = graded(json.dumps(notebook), "toy.ipynb")
    assert (data["score"], data["problems"]) == (FULL, [])


@pytest.mark.parametrize(("change", "score", "said"), SAID.values(), ids=SAID.keys())
def test_the_loss_is_no_larger_than_the_fault(graded, solved, change, score, said):
    notebook = as_notebook(solved)
    change(notebook["cells"])
    data = graded(json.dumps(notebook), "toy.ipynb", seconds=3.0)
    assert data["score"] == score
    assert said in data["problems"][0]


def test_effects_of_a_problem_are_not_shown_as_causes(graded, solved):
    text = solved.replace(
        "def double(x):", "import torch\nt = torch.ones(3)\nu = t + 1\ndef double(x):"
    ).replace("return 2 * np.asarray(x)", "return torch.add(x, x)")
    data = graded(text)
    assert len(data["problems"]) == 1
    assert "No module named 'torch'" in data["problems"][0]
    message = exercise(data, "double")["checks"][0]["message"]
    assert "name 'torch' is not defined" in message
    assert "See the problem in cell" in message
