"""Everything of ours that reads or writes foreign text, and kinds of text that are hard to read.

Each reader is a function of one text, each kind of garbage a function of a length. What a reader
refuses by `AutograderError` counts as read: it took its time as well.
"""

from __future__ import annotations

import atexit
import importlib.util
import json
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from pathlib import Path

from factories.hostile_report import hostile
from factories.toy_course import DATA, TOY
from rich.console import Console

from autograder.child import lines
from autograder.child.wire_types import Cell
from autograder.course import percent, submission
from autograder.course.assignment import Assignment
from autograder.course.template import defined_in, normal
from autograder.doctor.course import MARK
from autograder.errors import AutograderError
from autograder.feedback import cell_problems, excerpts
from autograder.feedback.crashes import answers
from autograder.feedback.crashes.evidence import crash_at
from autograder.feedback.crashes.table import explained
from autograder.grading.job import job_of
from autograder.insight.own_code import Given, own_lines
from autograder.intake.choosing import choose
from autograder.intake.downloads import LONGEST, again, claim_of, user_in_receipt
from autograder.intake.gradescope import submissions
from autograder.intake.items import Item, Kind
from autograder.intake.names import advice, junk, plain_stem
from autograder.intake.roster import Roster
from autograder.lms.exports.blackboard import Blackboard
from autograder.lms.exports.brightspace import Brightspace
from autograder.lms.exports.canvas import _TITLE
from autograder.lms.exports.gradebook import exercise_of
from autograder.lms.exports.gradescope import convert
from autograder.lms.exports.moodle import Gradebook
from autograder.lms.exports.numbers import decimal_comma, number
from autograder.lms.exports.results import load
from autograder.lms.exports.roster import read_roster
from autograder.lms.exports.sheet import Sheet
from autograder.lms.lti.protocol import is_below
from autograder.lms.prose import harmless
from autograder.lms.raw_cells import RawCell, _of_percent, cells_of
from autograder.lms.repair import Released, Repair
from autograder.report import as_html, as_json, filters, terminal
from autograder.report.drawn import _plain
from autograder.results import Report, Status
from autograder.text import (
    for_csv,
    for_json,
    for_markdown,
    for_terminal,
    markdown_block,
    markdown_code,
    one_line,
)
from autograder.watch.work import _FUNCTION

Reader = Callable[[str], object]
HUB = "https://hub.example.edu"
SMALL, LARGE = 100_000, 1_000_000  # characters
# Ten times the text may take this many times as long; quadratic work takes a hundred times. What
# takes less than the floor is too short to be measured, and too short to matter.
FACTOR, FLOOR = 25.0, 0.04  # seconds of CPU

UNITS = {
    "letters": "a",
    "digits": "9",
    "blanks": " ",
    "lines": "\n",
    "blank lines": " \n",
    "tabs": "\t",
    "returns": "\r",
    "form feeds": "\f\v",
    "line separators": "\u2028",
    "nothing": "\0",
    "controls": "\x01\x02",
    "bells": "\x07",
    "open brackets": "[",
    "open braces": "{",
    "open parentheses": "(",
    "all brackets": "([{",
    "closed brackets": "[]",
    "closing brackets": ")]}",
    "objects": '{"a":',
    "lists": "[1,",
    "quotes": '"',
    "apostrophes": "'",
    "triple quotes": '"""',
    "triple quotes on lines": '"""\n',
    "backslashes": "\\",
    "continued lines": "\\\n",
    "escaped quotes": '\\"',
    "escaped letters": "\\u0041",
    "halves of characters": "\ud800",
    "escapes of halves": "\\ud800",
    "markers": "# %%\n",
    "markers of prose": "# %% [markdown]\n# a\n",
    "marker signs": "# %% ",
    "options": "a=1 ",
    "open lists in options": "a=[ ",
    "open objects in options": "a={",
    "open texts in options": 'a=" ',
    "escapes in options": 'a="\\',
    "equal signs": "=",
    "dots": "a.",
    "dashes": "-",
    "magics": "%time a\n",
    "magic signs": "%",
    "calls for help": "a? ",
    "assigned magics": "a = !a\n",
    "functions": "def f(x):\n    return x\n",
    "functions of one line": "def f(x): return x\n",
    "open functions": "def f(\n",
    "words before functions": "async ",
    "definitions": "def ",
    "decorators": "@a\n",
    "checks": 'check("a")\n',
    "open checks": "check(\n",
    "stubs": "def double(x):\n    raise NotImplementedError\n",
    "fences": "```\n",
    "fence signs": "`",
    "tildes": "~~~ ",
    "code": "`a` ",
    "pictures": "![",
    "links": "](",
    "addresses": "](http://a",
    "attached": "![a](attachment:",
    "tags": "<a",
    "scripts": "<script>",
    "entities": "&lt;",
    "stars": "*a ",
    "many stars": "*",
    "formulas": "$a",
    "commands": "\\href",
    "escape signs": "\x1b",
    "escapes": "\x1b[",
    "long escapes": "\x1b[0;",
    "titles": "\x1b]",
    "one-byte titles": "\x90",
    "one-byte titles of letters": "\x9da",
    "one-byte escapes": "\x9b0",
    "accents": "a\u0301",
    "only accents": "\u0301",
    "marks of direction": "\u202e",
    "invisible letters": "\u3164",
    "wide letters": "\uff1d",
    "pictographs": "\U0001f600",
    "commas": ",",
    "semicolons": "a;",
    "cells of a table": '"a",',
    "rows of a table": "a,b\n",
    "formulas of a table": ";=1",
    "quoted rows": '"\n',
    "titles of Canvas": "a (1) ",
    "numbers in parentheses": "(1",
    "conflicts": "<<<<<<< a\n",
    "missing names": "name 'a' is not defined ",
    "errors": "AError",
    "written": "-written-1",
}


def one_of(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


KINDS: dict[str, Callable[[int], str]] = {name: one_of(unit) for name, unit in UNITS.items()} | {
    "a marker of letters": lambda size: "# %% " + "a" * size,
    "a marker of blanks": lambda size: "# %%" + " " * size + "x",
    "a marker of brackets": lambda size: "# %% x=" + "[" * size,
    "a marker of digits": lambda size: "# %% x=" + "9" * size,
    "a cell of blank lines": lambda size: "# %%" + "\n" * size,
    "a cell of blank lines and a letter": lambda size: "# %%" + "\n" * size + "x",
    "a line of blanks": lambda size: "# %%\n" + " " * size + "x",
    "an open string": lambda size: '# %%\nx = """' + "a\n" * (size // 2),
    "an open string of markers": lambda size: '# %%\nx = """\n' + "# %%\n" * (size // 5),
    "a long function": lambda size: "def double(x):\n" + "    x = x\n" * (size // 10),
    "a long name": lambda size: "def " + "a" * size + "(x):\n    return x\n",
    "a magic cell": lambda size: "%%writefile " + "a" * size,
    "a magic of blanks": lambda size: "%time" + " " * size,
    "blanks and a formula": lambda size: " " * size + "=1",
    "a title of blanks": lambda size: "a" + " " * size + "(x)",
    "a call of blanks": lambda size: "check(" + "\n" * size,
    "an escape of blanks": lambda size: "\x1b" + " " * size,
    "many keys": lambda size: json.dumps({f"k{n}": n for n in range(size // 12)}),
    "deep lists": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "many deep lists": lambda size: ("[" * 500 + "]" * 500 + ",") * (size // 1000),
}


@cache
def toy() -> Assignment:
    return Assignment(DATA / "toy_course", TOY)


@cache
def place() -> Path:
    """A folder for the files that some readers want."""
    found = Path(tempfile.mkdtemp(prefix="readers-"))
    atexit.register(shutil.rmtree, found)
    return found


def _file(name: str, text: str) -> Path:
    path = place() / name
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return path


def _notebook(cells: list[dict[str, object]]) -> bytes:
    data = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(data).encode()


def read_python(text: str) -> object:
    data = text.encode("utf-8", "surrogatepass")
    return submission.read_data(Path("toy.py"), data, toy().template)


def read_notebook_text(text: str) -> object:
    data = f'{{"cells": {text}'.encode("utf-8", "surrogatepass")
    return submission.read_data(Path("toy.ipynb"), data, toy().template)


def read_cell(text: str) -> object:
    cell = {"cell_type": "code", "source": text}
    return submission.read_data(Path("toy.ipynb"), _notebook([cell]), toy().template)


def read_prose(text: str) -> object:
    cells = [{"cell_type": "markdown", "source": text}, {"cell_type": "code", "source": "x"}]
    return submission.read_data(Path("toy.ipynb"), _notebook(cells), toy().template)


def read_many_cells(text: str) -> object:
    kinds = ("code", "markdown", "raw")
    parts = [text[at : at + 200] for at in range(0, len(text), 200)]
    cells = [
        {"cell_type": kinds[number % 3], "source": part, "metadata": {"nbgrader": {"id": part}}}
        for number, part in enumerate(parts)
    ]
    return submission.read_data(Path("toy.ipynb"), _notebook(cells), toy().template)


def read_utf16(text: str) -> object:
    data = text.encode("utf-16", "surrogatepass")
    return submission.read_data(Path("toy.py"), data, toy().template)


def read_both_faces(text: str) -> object:
    faces = {
        "toy.py": text.encode("utf-8", "surrogatepass"),
        "toy.ipynb": _notebook([{"cell_type": "code", "source": text}]),
    }
    items = [Item((name,), Kind.FILE, name, partial(faces.__getitem__, name)) for name in faces]
    return choose(items, toy())


def _plain_submission(text: str) -> submission.Submission:
    cell = Cell(1, "toy.py", 1, text)
    return submission.Submission(Path("toy.py"), "", (cell,), (), plain=True)


def own(text: str) -> object:
    return own_lines(_plain_submission(text), Given(frozenset()))


def alike(text: str) -> object:
    from autograder.insight.likeness import Passages, measure

    mine = own_lines(_plain_submission(text), Given(frozenset()))
    found = measure([mine, mine], ())
    return [Passages(found).alike(pair) for pair in found.pairs()]


def quoted(text: str) -> object:
    marks = {("toy.py", number): "here" for number in (1, 10, 100, 1000)}
    return excerpts.passages(_plain_submission(text), ["double", "shrink"], marks)


def told(text: str) -> object:
    frames = [("toy.py", number, "f") for number in (1, 5)]
    found = {"cell": 1, "type": "SyntaxError", "text": text, "frames": frames, "lost": []}
    return cell_problems.problem(found, _plain_submission(text))


def crashed(text: str) -> object:
    mine, frames = _plain_submission(text), [("toy.py", number, "double") for number in (1, 5)]
    errors = {"NameError": "name 'x' is not defined", "TypeError": text, "IndexError": text}
    found = [explained(crash_at(one, said, frames, mine)) for one, said in errors.items()]
    return found, answers.of_none(mine, "double"), answers.left_in(mine, "double")


def needs_figures(text: str) -> object:
    data = text.encode("utf-8", "surrogatepass")
    job = job_of(toy(), lambda: submission.read_data(Path("toy.py"), data, toy().template))
    return job.submission is not None and job.draws


def functions(text: str) -> object:
    return [match[0].rstrip() for match in _FUNCTION.finditer(text)], defined_in(text)


def of_lines(text: str) -> object:
    rows = text.split("\n")
    return lines.statement_starts(rows), lines.strings(rows), lines.without_magics(text)


def mended(text: str) -> object:
    released = [
        Released("double", "code", "def double(x): pass", False, True, False),
        Released("check-double", "code", 'check("double")', True, False, True, points=3.0),
        Released("double-written", "markdown", "**Your answer**", True, True, False, points=2.0),
    ]
    parts = [text[at : at + 1_000] for at in range(0, len(text), 1_000)]
    cells = [RawCell(kind, part) for part in parts for kind in ("code", "markdown", "raw")]
    return Repair(released).mend([RawCell("code", text), RawCell("markdown", text), *cells])


def raw_cells(text: str) -> object:
    cells = [{"cell_type": text, "id": text, "source": [text], "attachments": {text: text}}]
    return list(cells_of(cells))


def report(text: str) -> Report:
    """A report that has a tenth of the text in each of some twenty places."""
    return hostile(Status.FAILED, text[: len(text) // 10])


def shown_in_terminal(text: str) -> object:
    console = Console(file=(place() / "terminal").open("w", encoding="utf-8"), width=80)
    with console.file:
        return terminal.show(report(text), console)


def of_table(text: str) -> object:
    sheet = Sheet.read(_file("sheet.csv", f"student;id\n{text}"))
    return [sheet.cell(row, "ID", "student") for row in sheet.rows], sheet.text()


def of_header(text: str) -> object:
    return read_roster(_file("roster.csv", f"student,{text}\nada,1\n"))


def of_name(text: str) -> object:
    claimed = [claim_of(text[:LONGEST], is_folder) for is_folder in (False, True)]
    return claimed, again(text), plain_stem(text), advice(text), junk(text.split("/"))


def of_class(text: str) -> object:
    roster = Roster.read(_file("class.csv", f'student;name\nada;"{text}\n'))
    return roster.find(text), roster.find("ada")


def of_result(text: str) -> object:
    return load(_file("result.json", f'{{"version": 1, "assignments": {text}'))


READERS: dict[str, Reader] = {
    "percent.parse": percent.parse,
    "percent.has_cells": percent.has_cells,
    "a Python file": read_python,
    "a notebook's text": read_notebook_text,
    "a notebook's cell": read_cell,
    "a notebook's prose": read_prose,
    "a notebook's cells": read_many_cells,
    "a file in UTF-16": read_utf16,
    "both faces": read_both_faces,
    "normal": normal,
    "lines": of_lines,
    "the functions of a text": functions,
    "whether it draws": needs_figures,
    "own lines": own,
    "passages": quoted,
    "a problem": told,
    "a crash": crashed,
    "for_terminal": for_terminal,
    "one_line": one_line,
    "for_markdown": for_markdown,
    "markdown_code": markdown_code,
    "markdown_block": markdown_block,
    "for_csv": for_csv,
    "for_json": lambda text: for_json(json.dumps([text], ensure_ascii=False)),
    "harmless prose": harmless,
    "pieces of a sentence": filters.pieces,
    "a text of a figure": _plain,
    "repair": mended,
    "cells for nbgrader": _of_percent,
    "raw cells": raw_cells,
    "a table": of_table,
    "a roster's header": of_header,
    "a file's name": of_name,
    "a receipt of Blackboard": user_in_receipt,
    "the metadata of Gradescope": submissions,
    "a class": of_class,
    "a title of Canvas": _TITLE.fullmatch,
    "an address from outside": lambda text: is_below(f"https://hub.example.edu/{text}", HUB),
    "the columns of Blackboard": lambda text: Blackboard().columns(Sheet([text])),
    "the columns of Brightspace": lambda text: Brightspace().columns(Sheet([text])),
    "the columns of Moodle": lambda text: Gradebook().columns(Sheet([text])),
    "a number of points": lambda text: (number(text), decimal_comma([text])),
    "a cell of a gradebook": exercise_of,
    "a result": of_result,
    "a result for Gradescope": lambda text: convert(_file("result.json", text)),
    "conflicts": lambda text: sum(1 for _ in MARK.finditer(text)),
    "a report as JSON": lambda text: as_json.to_json(report(text)),
    "a report as HTML": lambda text: as_html.to_html(report(text)),
    "a report in a terminal": shown_in_terminal,
}
if importlib.util.find_spec("copydetect") is not None:
    READERS["likeness"] = alike


def cost(reader: Reader, text: str) -> float:
    """CPU seconds that a reader takes for a text."""
    began = time.process_time()
    with suppress(AutograderError, ValueError, RecursionError):
        reader(text)
    return time.process_time() - began


def growth(reader: Reader, kind: Callable[[int], str]) -> tuple[float, float]:
    """CPU seconds for a text, and for one ten times as long."""
    return cost(reader, kind(SMALL)), cost(reader, kind(LARGE))


if importlib.util.find_spec("requests") is not None:
    from autograder.lms.lti import transport

    def of_platform(text: str) -> object:
        answer = transport.Answer(403, text)
        return answer.is_temporary, answer.said, transport.retry_after({"Retry-After": text})

    READERS["an answer of an LMS"] = of_platform
