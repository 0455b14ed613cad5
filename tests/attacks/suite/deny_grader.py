"""Attacks on the grader's own process: while it answers, compares, diagnoses and draws.

Each replaces one function of `tests/data/weighed_course`, whose checks loop over what comes back.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

COMPARING, ANSWERING, DIAGNOSING, DRAWING = "comparing", "answering", "diagnosing", "drawing"
SIGNATURES = {
    "shuffled": "shuffled(n, rng)",
    "ordered": "ordered(x)",
    "added": "added(h, count, x)",
    "slope": "slope(f, x)",
    "plot": "plot(ax, f, x)",
}
HEAD = """\
import numpy as np

def twice(x):
    return 2 * np.asarray(x, dtype=float)
"""
# A figure on the wire that no drawing makes: the submission replaces what describes its Axes.
FORGED = """\
from autograder.child import drawing

def nothing():
    return {name: [] for name in ("lines", "points", "quivers", "contours", "verticals", "legend",
                                  "texts")} | {
        name: "" for name in ("title", "xlabel", "ylabel")} | {
        "xscale": "linear", "yscale": "linear", "undrawn": 0}

def line(count, marked=0):
    return {"kind": "data", "x": np.arange(float(count)), "y": np.zeros(count), "label": None,
            "marker": "o", "marked": np.arange(marked), "style": "-"}

def forged(ax):
    return nothing() | {figure}

drawing.describe = forged
"""


@dataclass(frozen=True)
class OnGrader:
    """One attack: the work of the grader that it makes dear, the function, and its body."""

    name: str
    work: str
    function: str
    body: str
    head: str = ""
    allowed: float = 0.0  # points for what is right of it

    @property
    def text(self) -> str:
        """The submission."""
        body = textwrap.indent(textwrap.dedent(self.body).strip(), "    ")
        return f"{HEAD}\n{self.head}\ndef {SIGNATURES[self.function]}:\n{body}\n"


ATTACKS: list[OnGrader] = []


def add(
    name: str, work: str, function: str, body: str, head: str = "", allowed: float = 0.0
) -> None:
    ATTACKS.append(OnGrader(name, work, function, body, head, allowed))


LONG = {
    "zeros": "[0] * 150_000",
    "nothings": "[None] * 190_000",
    "truths": "np.zeros(15_000_000, bool)",
    "halves": "np.arange(7_000_000, dtype=np.float16)",
    "long_integers": "[10 ** 2400 + i for i in range(5_000)]",
    "lists": "[[i] for i in range(90_000)]",
    "texts": "['x' * 40] * 150_000",
    "pairs": "np.zeros((500_000, 2))",
    "generators": "[np.random.default_rng(i) for i in range(60)] * 2000",
    "just_what_is_free": "np.arange(16_000) % 2 == 0",
}
for kind, value in LONG.items():
    add(f"shuffles_{kind}", COMPARING, "shuffled", f"return {value}")
add(
    "shuffles_zeros_for_hidden_inputs_alone",
    COMPARING,
    "shuffled",
    "return rng.permutation(n).tolist() if n == 6 else [0] * 150_000",
    allowed=1.0,
)
add("orders_a_long_row", COMPARING, "ordered", "return np.zeros(20_000)")
add("orders_a_long_list", COMPARING, "ordered", "return [0.0] * 20_000")
add("orders_a_column", COMPARING, "ordered", "return np.zeros((1_900_000, 1))")
add("orders_whole_numbers", COMPARING, "ordered", "return np.zeros(120_000, np.int8)")
add(
    "orders_a_long_row_the_second_time",
    COMPARING,
    "ordered",
    "return np.sort(x) if len(x) == 2 else np.zeros(30_000)",
)

BROAD = {
    "two_arrays": "h(np.zeros((15_000, 1)), np.zeros((1, 15_000)))",
    "a_keyword": "h(np.zeros((15_000, 1)), b=np.zeros(15_000))",
    "two_lists": "h([[0.0]] * 9_000, np.zeros(15_000))",
    "three_axes": "h(np.zeros((500, 1, 500)), b=np.zeros((1, 900, 1)))",
    "small_integers": "h(np.zeros((250_000, 1), np.int8), np.zeros(250_000, np.int8))",
    "half_of_it": "h(np.zeros((7_000, 1)), np.zeros((1, 7_000)))",
}
for kind, value in BROAD.items():
    add(f"asks_with_{kind}", ANSWERING, "added", f"return float(np.sum({value}))")
add("asks_to_count_for_ever", ANSWERING, "added", "return count(10 ** 15)")
add("asks_to_count_to_infinity", ANSWERING, "added", "return count(float('inf'))")
add("asks_without_end", ANSWERING, "added", "while True:\n    h(1.0, b=2.0)")
add("asks_to_count_often", ANSWERING, "added", "while True:\n    count(2_000_000)")
RIGHT = "return float(sum(h(a, b=1.0) for a in x))"
MUCH = {
    "texts": "['\\u0103'] * 70_000",
    "lists": "[[] for _ in range(100_000)]",
    "nothings": "[None] * 190_000",
    "numbers": "[0.5] * 50_000",
    "wholes": "list(range(10**6, 10**6 + 50_000))",
}
for kind, value in MUCH.items():
    add(
        f"asks_for_much_with_{kind}",
        ANSWERING,
        "added",
        f"much = {value}\nfor _ in range(90):\n    try:\n        h(much, b=much)\n"
        f"    except Exception:\n        pass\n{RIGHT}",
        allowed=1.0,
    )
add(
    "is_wrong_and_has_asked_much",
    DIAGNOSING,
    "added",
    "for i in range(10_000):\n    h(np.arange(200.0) + 200 * i, b=1.0)\nreturn 0.5",
)
add(
    "is_wrong_and_has_asked_with_lists",
    DIAGNOSING,
    "added",
    "for i in range(3_000):\n    h([i + j / 7 for j in range(1_000)], b=1.0)\nreturn 0.5",
)
add("gives_a_long_slope", DIAGNOSING, "slope", "return np.zeros(2_000_000)")
add("gives_a_square_of_slopes", DIAGNOSING, "slope", "return np.zeros((1_400, 1_400))")
add("gives_a_list_of_slopes", DIAGNOSING, "slope", "return [0.0] * 190_000")

FIGURES = {
    "levels_and_corners":
        '{"contours": [{"levels": np.arange(15_000.0), "xy": np.zeros((15_000, 2))}]}',
    "many_sets_of_levels":
        '{"contours": [{"levels": np.arange(900.0), "xy": np.zeros((900, 2))}] * 900}',
    "marks_on_lines": '{"lines": [line(570, 570) for _ in range(1000)]}',
    "marks_on_one_line": '{"lines": [line(640_000, 640_000)]}',
    "scattered_points":
        '{"points": [{"xy": np.zeros((1_000, 2)), "label": None} for _ in range(1000)]}',
    "arrows":
        '{"quivers": [{"xy": np.zeros((500, 2)), "uv": np.zeros((500, 2))} for _ in range(1000)]}',
    "long_lines": '{"lines": [line(1_000) for _ in range(1000)]}',
}  # fmt: skip
for kind, figure in FIGURES.items():
    add(f"draws_{kind}", DRAWING, "plot", "ax.plot(x, x)", FORGED.replace("{figure}", figure))
