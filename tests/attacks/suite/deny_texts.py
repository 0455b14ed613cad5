"""Attacks on the grader's own process while it draws and writes: names, texts and lines to show.

A submission chooses its names, its exceptions and its own lines; reports show some of them.
"""

from attacks.attack import collect, inside

ATTACKS, add = collect("deny")

LATE, SLOW = "late", "took several seconds"
LINEAR = "A text is cut first, then each of its characters looked at once"
BOUND = "Reports show a bounded part of a bounded number of texts"
NO_REPORT = "the naive grader has no report of its own"
SIGNS = {  # which begin an order to a terminal that never ends
    "titles": "\x90",
    "commands": "\x9d",
    "messages": "\x9e",
    "texts": "\x98",
}


def texts(sign: str) -> dict[str, tuple[str, str]]:
    """Places of a text of many such signs, and what they did to an earlier grader."""
    many = f"({sign!r} * 6396)"
    crash = f"""
        kind = type({many}, (Exception,), {{}})
        raise kind({sign!r} * 15_000)
        """
    return {
        "names": (f"for i in range(990):\n    globals()[str(i) + {many}] = len\n", LATE),
        "problems": (
            f"raise type({many}, (Exception,), {{}})({sign!r} * 15_000)\n" * 20,
            SLOW,
        ),
        "faults": (inside(crash), ""),
        "frames": (
            f"""
def deep(n):
    if not n:
        raise ValueError({many})
    again.__code__ = again.__code__.replace(co_name={many}, co_qualname={many})
    return again(n - 1)
def again(n):
    return deep(n - 1) if n > 0 else deep(0)
"""
            + "".join("deep(40)\n" for _ in range(20)),
            SLOW,
        ),
    }


for kind, sign in SIGNS.items():
    for place, (source, before) in texts(sign).items():
        add(
            f"fills_{place}_with_{kind}",
            source,
            f"{LINEAR}.",
            before=before,
            megabytes=300,
            teeth=False,
            because=NO_REPORT,
            spoils="" if place == "faults" else "it may use up its own time",
        )

SHOWN = {
    "lines_of_a_megabyte": "def quadratic_approx(*_):\n    x = '" + "a" * 900_000 + "'; 1 / 0\n",
    "lines_of_accents": "def quadratic_approx(*_):\n    x = '" + "a\u0301" * 200_000 + "'; 1 / 0\n",
    "lines_of_marks": "def quadratic_approx(*_):\n    x = '" + "\u202e" * 300_000 + "'; 1 / 0\n",
    "lines_of_tags": "def quadratic_approx(*_):\n    x = '" + "<b>&" * 200_000 + "'; 1 / 0\n",
    "a_function_of_50_000_lines": "def quadratic_approx(*_):\n"
    + "    x = 1\n" * 50_000
    + "    1/0\n",
    "lines_far_apart": "def quadratic_approx(*_): g0()\n"
    + "".join(f"def g{n}(): g{n + 1}()\n" + "#\n" * 2_000 for n in range(20))
    + "def g20(): 1 / 0\n",
    "decorators": "@len\n" * 20_000 + "def quadratic_approx(*_): pass\n",
    "definitions": "def quadratic_approx(*_): 1 / 0\n" * 20_000,
    "stubs": "def quadratic_approx(f0, df0, d2f0, dx):\n    raise NotImplementedError\n" * 10_000,
    "names_close_to_its_own": "del quadratic_approx\n"
    + "for i in range(999):\n    globals()[f'quadratic_appro{i}'] = len\n",
    "broken_lines": "def quadratic_approx(*_): return ((\n" * 5_000,
    "problems_of_many_lines": "".join("raise ValueError('\\n' * 100_000)\n" for _ in range(20)),
}
for name, source in SHOWN.items():
    add(
        f"shows_{name}",
        source,
        f"{BOUND}.",
        megabytes=300,
        teeth=False,
        because=NO_REPORT,
        spoils="it may use up its own time",
    )
