"""Changes of the toy's solved notebook, as people make them, and what is true of it then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from factories.versions import code

FULL = 10.0  # points
Cells = list[dict[str, Any]]
Change = Callable[[Cells], None]


def place_of(cells: Cells, text: str) -> int:
    return next(at for at, cell in enumerate(cells) if text in "".join(cell["source"]))


def first(source: str) -> Change:
    """Put a cell before all others."""
    return lambda cells: cells.insert(0, code(source))


def atop(name: str, lines: str) -> Change:
    """Put lines above the text of the cell with `name`."""

    def change(cells: Cells) -> None:
        cell = cells[place_of(cells, name)]
        cell["source"] = lines + "".join(cell["source"])

    return change


def instead(old: str, new: str) -> Change:
    """Replace some text in its cell."""

    def change(cells: Cells) -> None:
        cell = cells[place_of(cells, old)]
        cell["source"] = "".join(cell["source"]).replace(old, new)

    return change


def without(text: str) -> Change:
    """Delete the cell with some text."""
    return lambda cells: cells.pop(place_of(cells, text)) and None


def turned(kind: str, marks: bool) -> Change:
    """Turn the cell of `double` into another kind."""

    def change(cells: Cells) -> None:
        cell = cells[place_of(cells, "def double")]
        cell["cell_type"] = kind
        cell["metadata"] = cell["metadata"] if marks else {}

    return change


def together(*changes: Change) -> Change:
    """Make several changes."""
    return lambda cells: [change(cells) for change in changes] and None


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
    "a value of a picture": together(
        atop("import matplotlib", "half = 0.5\n"),
        instead("return 2 * np.asarray(x)", "return np.asarray(x) / half"),
    ),
    "a name that only a text holds": instead(
        "return 2 * np", "return eval('2 if plt else 0') * np"
    ),
    "a deleted import": lambda cells: cells.append(code("del np")),
    "pyplot's current axes": instead("ax.plot(x, x, l", "plt.sca(ax)\n    plt.plot(x, x, l"),
    "a timed statement": together(
        atop("def double", "%time two = 2\n"), instead("return 2 * np", "return two * np")
    ),
    "a magic without its sign": first("pip install numpy"),
    "IPython": atop(
        "def double",
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "InteractiveShell.ast_node_interactivity = 'last_expr'\n"
        "from IPython.display import HTML, clear_output\n"
        "clear_output()\ndisplay(HTML('<b>b</b>'))\n",
    ),
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
SAID: dict[str, tuple[Change, float, str]] = {
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
    "a decorator that is not there": (
        atop("def double", "from numba import njit\n\n\n@njit(parallel=True)\n"),
        FULL,
        "No module named 'numba'",
    ),
    "a cell that is only stored": (
        atop("def double", "%%writefile double.py\n"),
        FULL,
        "begins with %%writefile, so a notebook runs nothing of it",
    ),
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
