"""A loop without an end in a kernel that nothing can interrupt; it takes Python 3.12 or newer."""

from __future__ import annotations

import sys

import pytest
from factories.webassembly import in_wasm
from parts import PYODIDE

from autograder.live.time_limit import limit_cells

SCRIPT = """
import json, time
from autograder.live.time_limit import TookTooLong, limit_cells

class Shell:
    class events:
        known = []
        register = staticmethod(lambda name, function: Shell.events.known.append(function))
        unregister = staticmethod(lambda name, function: Shell.events.known.remove(function))
    class compile:
        format_code_name = staticmethod(lambda name: ("Cell", "In[7]"))

CELLS = [
    "while True: pass",
    "def f():\\n    n = 0\\n    while n >= 0: n += 1\\ntry: f()\\nexcept Exception: pass",
    "for n in range(10): pass",
]

def told(line):
    stop = limit_cells(Shell, "cell".__eq__, seconds=0.3)
    said = []
    for cell in CELLS:
        Shell.events.known[0](None)
        try:
            exec(compile(cell, "cell", "exec"), {})
            said.append("ended")
        except TookTooLong as error:
            said.append(error._render_traceback_()[0])
    end = time.monotonic() + 0.5  # the code of others is not stopped
    n = 0
    while time.monotonic() < end:
        n += 1
    stop()
    return json.dumps([*said, len(Shell.events.known)])

told
"""


@pytest.mark.slow
@PYODIDE.needed
def test_a_loop_without_an_end_is_stopped_and_named():
    (said,) = in_wasm([], SCRIPT, ["go"])
    assert said == (
        '["Stopped after 0.3 seconds, in cell [7]: does every loop end?", '
        '"Stopped after 0.3 seconds, in f, in cell [7]: does every loop end?", "ended", 0]'
    )


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="newer Pythons can watch loops")
def test_an_older_python_is_left_alone():
    limit_cells(None, bool)()
