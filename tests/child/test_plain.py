"""Cells that run at once give what they give statement by statement."""

from __future__ import annotations

import sys
from types import FunctionType, ModuleType
from typing import Any

import pytest

from autograder.child import cells, plain
from autograder.child.cells import Statement, parse
from autograder.child.wire_types import Cell

PLAIN = {
    "a function": "def f(x):\n    return x + 1",
    "two, and comments": "# 1\n\ndef f(x, y=1, *, z=-2.5):\n    return x\n# 2\ndef g(): pass\n# 3",
    "annotations": "def f(\n    a: np.ndarray, b: list[x] = (1, 2)\n) -> int:\n    c: int = 1\n",
    "one after another": "def f(): return 1\ndef f(): return 2",
    "inner ones": "def f():\n    '''Doc\n    of f.'''\n    class A: pass\n    return lambda: A",
    "imports": "import math\nfrom os import (\n    path,\n    sep as here\n)\n",
    "both": "from math import pi\nimport math; x = 3\ndef f(): return 1\n\nimport os\ndef g(): 0",
}
OTHERS = {
    "a text after it": "def f(): pass\n'text'",
    "a text before it": "'text'\ndef f(): pass",
    "a decorator": "@print\ndef f(): pass",
    "a call": "def f(): pass\nf()",
    "a call on the way on": "def f(): pass\n\\\nprint(3)",
    "another end of lines": "def f(): pass\rx = 1",
    "a new page": "def f():\n    pass\n  \f'text'",
    "no definition": "# nothing",
    "a function of a kind": "async def f(): pass",
    "one deeper": "  def f(): pass",
    "a magic": "%matplotlib inline\ndef f(): pass",
    "too many": "import math\ndef f(): pass\n" * plain.MOST,
}
DOUBTFUL = {  # they look like plain ones
    "a default that is computed": "def f(x=print): pass\ndef g(y=[]): pass",
    "a default that fails": "def f(): pass\ndef g(x=absent): pass\ndef h(): pass",
    "no syntax": "def f(: pass",
    "a string at the margin": "def f():\n    '''\ndef g(): pass\n '''",
    "code in a string at the margin": "def f():\n    '''\nimport math\n '''\ndef g(): 1",
    "a return outside": "def f(): pass\nimport math; return 3",
    "an argument twice": "def f(x, x): pass\ndef g(): pass",
    "an import that fails": "import no_such_module\ndef f(): pass\nimport math",
}


def cell(source: str) -> Cell:
    return Cell(1, "s.py", 7, source)


def outcome(statements: list[Statement]) -> tuple[Any, ...]:
    """What they define, as code, and their problems."""
    names: dict[str, Any] = {}
    problems = [cells.run(one, names, "s.py".__eq__) for one in statements]
    names.pop("__builtins__", None)
    described = {
        name: (one.__code__, one.__defaults__, one.__kwdefaults__, one.__annotations__)
        if isinstance(one, FunctionType)
        else one
        for name, one in names.items()
    }
    lines = {name: [*one.__code__.co_positions()] for name, one in names.items() if callable(one)}
    return (
        described,
        lines,
        [one for one in problems if one],
        {n for s in statements for n in s.binds},
    )


@pytest.mark.parametrize("source", [*PLAIN.values(), *DOUBTFUL.values()], ids=[*PLAIN, *DOUBTFUL])
def test_nothing_differs_but_time(source, monkeypatch):
    assert plain.pieces(source)
    found = outcome(parse(cell(source)))
    monkeypatch.setattr(plain, "pieces", lambda source: [])
    assert found == outcome(parse(cell(source)))


@pytest.mark.parametrize("source", OTHERS.values(), ids=OTHERS.keys())
def test_any_other_cell_is_taken_apart(source):
    assert plain.pieces(source) == []


def test_definitions_between_imports_are_one_statement():
    found = parse(cell(PLAIN["both"]))
    assert [one.tree is None for one in found] == [False, False, False, True, False, True]
    assert [one.takes_no_time for one in found] == [True, True, False, True, True, True]
    (both,) = parse(cell(PLAIN["two, and comments"]))
    assert both.takes_no_time
    assert both.binds == {"f", "g"}
    assert not any(one.takes_no_time for one in parse(cell("def f(x=print): pass\nx = 1")))


def test_an_import_takes_time_unless_all_of_it_is_loaded(monkeypatch):
    class Strange(ModuleType):
        pass

    monkeypatch.setitem(sys.modules, "strange", Strange("strange"))
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    quick = ["import math", "import os.path as p", "from math import pi", "import math, os"]
    slow = [
        "import colorsys",
        "import math, colorsys",
        "from math import tau_2",
        "from math import *",
    ]
    slow += ["import strange", "from strange import __name__", "from . import math", "x = 1"]
    for source in quick + slow:
        (one,) = parse(cell(source))
        assert one.takes_no_time is (source in quick), source
