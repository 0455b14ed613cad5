"""Attacks on the grader's own process while it reads: whole files that are hard to read.

Each once cost an earlier grader hours, gigabytes, or its life (`before` says which); those that did
not are the same idea elsewhere. `tests/programs/attack_earlier.py` tries them on a checkout of it.
"""

import json
from typing import Any

from attacks.attack import HONEST, collect

ATTACKS, add = collect("deny")

LATE, FELL, HEAVY = "late", "ended with a traceback", "took more than 400 MB"
SLOW = "took several seconds"
SPOILS = "what cannot be read has no points"
NO_READER = "the naive grader has no reader of its own"
HONEST_CELL = {"cell_type": "code", "metadata": {}, "source": HONEST}
LINEAR = "Each character is read once, whatever stands around it"
BOUND = "What is above a bound is refused, with a sentence that names the bound"
GUARDED = "Any fault of reading is a sentence on this file, and costs nobody else anything"


def python(text: str) -> tuple[tuple[str, bytes], ...]:
    """An honest file with more below."""
    return ((".py", f"# %%\n{HONEST}\n{text}".encode("utf-8", "surrogatepass")),)


def notebook(*cells: Any, **more: Any) -> tuple[tuple[str, bytes], ...]:
    """An honest notebook with more cells, and more beside its cells."""
    data = {"cells": [HONEST_CELL, *cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return ((".ipynb", json.dumps(data | more).encode()),)


def code(source: Any, **more: Any) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "source": source, **more}


def prose(source: Any, **more: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source, **more}


def deep(text: bytes, depth: int) -> tuple[tuple[str, bytes], ...]:
    """An honest notebook with lists in lists at the place of `"DEEP"`."""
    [(ending, data)] = notebook(code("x = 1", metadata={"nbgrader": {"DEEP": 1}}))
    return ((ending, data.replace(b'{"DEEP": 1}', text % (b"[" * depth + b"]" * depth))),)


def many(part: str, count: int) -> tuple[tuple[str, bytes], ...]:
    """An honest notebook with a list of many equal parts, which `json` would take long to write."""
    [(ending, data)] = notebook(x="MANY")
    return ((ending, data.replace(b'"MANY"', f"[{', '.join([part] * count)}]".encode())),)


READ = {  # name: files, why it fails, what it did before
    "a_marker_of_lists": (python("# %% " + "a=[ " * 2_400), LINEAR, ""),
    "thousands_of_long_markers": (python(("# %% " + "a=[ " * 2_400 + "\n") * 500), LINEAR, LATE),
    "thousands_of_markers_of_letters": (python(f"# %% {'a' * 9_000}\n" * 100), LINEAR, LATE),
    "markers_of_open_objects": (python(f"# %% {'a={ ' * 2_400}\n" * 500), LINEAR, LATE),
    "a_cell_of_blank_lines": (python("# %%" + "\n" * 90_000 + "x = 1\n"), LINEAR, ""),
    "blank_lines_at_the_end": (python("# %%" + "\n" * 90_000), LINEAR, SLOW),
    "cells_of_blank_lines": (python(("# %%" + "\n" * 30_000) * 3), LINEAR, ""),
    "prose_of_blank_lines": (python("# %% [markdown]\n" + "#\n" * 90_000), LINEAR, ""),
    "strings_of_markers": (python("# %%\n" + '"""\n# %%\n"""\n' * 25_000), LINEAR, SLOW),
    "a_megabyte_of_quotes": (python("# %%\n" + '"' * 900_000), LINEAR, ""),
    "a_megabyte_of_backslashes": (python("# %%\nx = '" + "\\" * 900_000), LINEAR, ""),
    "a_megabyte_of_brackets": (python("# %%\nx = " + "[" * 900_000), LINEAR, ""),
    "lines_that_look_like_magics": (python("# %%\n" + "a.b.c.d = !x\n" * 50_000), LINEAR, ""),
    "a_magic_of_blanks": (python("# %%\n%time" + " " * 900_000), LINEAR, ""),
    "a_thousand_cells_that_store": (
        notebook(*[code(f"%%writefile a{n}.py\ndef f{n}(): pass") for n in range(1_000)]),
        LINEAR,
        "",
    ),
    "ten_thousand_cells": (notebook(*[code("x = 1")] * 9_000), LINEAR, ""),
    "a_list_of_a_hundred_thousand_parts": (notebook(code(["#\n"] * 90_000)), LINEAR, ""),
    "prose_of_halves": (notebook(prose("\ud800" * 100_000)), LINEAR, ""),
    "a_name_of_dashes": (
        notebook(prose("x", metadata={"nbgrader": {"solution": 1, "grade_id": "-1" * 500_000}})),
        LINEAR,
        "",
    ),
}
REFUSED = {
    "a_marker_of_300_kilobytes": (python("# %% " + "a" * 300_000), BOUND, LATE),
    "a_deep_marker": (python("# %% x=" + "[" * 100_000), BOUND, FELL),
    "a_marker_as_deep_as_allowed": (python("# %% x=" + "[" * 9_000), GUARDED, FELL),
    "a_marker_of_objects_in_objects": (python("# %% x=" + '{"a":' * 1_900 + "}"), GUARDED, FELL),
    "a_marker_with_a_long_number": (python("# %% x=" + "9" * 5_000), GUARDED, FELL),
    "half_a_character_in_code": (notebook(code("x = '\ud800'")), GUARDED, ""),
    "half_a_character_beside_another_face": (
        notebook(code("x = '\ud800'")) + python("# %%\nx = 1\n"),
        GUARDED,
        FELL,
    ),
    "half_a_character_in_a_name": (notebook(code("\udfff = 1")), GUARDED, ""),
    "millions_of_lists": (many("[]", 5_000_000), BOUND, HEAVY),
    "millions_of_objects": (many('{"": 0}', 2_000_000), BOUND, HEAVY),
    "lists_in_lists": (((".ipynb", b'{"cells": ' + b"[" * 5_000_000),), GUARDED, ""),
    "a_number_for_cells": (((".ipynb", b'{"cells": ' + b"9" * 100_000 + b"}"),), GUARDED, ""),
    "millions_of_cells": (python("# %%\n" * 4_000_000), BOUND, LATE),
    "a_cell_of_two_megabytes": (python("# %%\nx = 1\n" + "#" * 2_000_000), BOUND, ""),
    "millions_of_lines": (python("\n" * 5_000_000), BOUND, LATE),
    "tens_of_thousands_of_cells": (notebook(*[code("x")] * 20_000), BOUND, ""),
}
EITHER = {
    "a_deep_name": (
        deep(b'{"solution": 1, "grade_id": %s}', 960),
        GUARDED,
        "",
    ),
    "deep_metadata": (deep(b"%s", 960), GUARDED, ""),
}
COSTLY = {"lines_that_look_like_magics": "to cut it into statements takes its own time"}
for found, unreadable in ((READ, False), (REFUSED, True), (EITHER, None)):
    for name, (files, reason, before) in found.items():
        add(
            f"hands_in_{name}",
            "",
            f"{reason}.",
            files=files,
            unreadable=unreadable,
            before=before,
            megabytes=300,
            spoils=COSTLY.get(name, "") if unreadable is False else SPOILS,
            teeth=False,
            because=NO_READER,
        )
