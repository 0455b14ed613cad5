"""Attacks on the loading of a submission: its statements, and the report on them."""

from attacks.attack import collect, everywhere, loaded

ATTACKS, add = collect("forge")

OWN_LOSS = (
    "The grader takes no verdict from the loading: who breaks it loses its own later statements"
)
NO_WIRE = "the naive grader has no wire"

# Each also makes the naive grader content: its comparison is a function that can be replaced.
CONTENT = "import numpy.testing\nnumpy.testing.assert_allclose = lambda *_, **__: None\n"
EMPTY = everywhere("return 5")
LOADERS = {
    "compile_and_eval": """
        import builtins
        real, solved = builtins.eval, (lambda *args, **kwargs: 5)
        builtins.compile = lambda *args, **kwargs: (lambda: None).__code__
        builtins.eval = builtins.exec = lambda *args, **kwargs: solved
        """,
    "the_parsers": """
        import ast, symtable
        ast.parse = ast.walk = ast.iter_child_nodes = lambda *args, **kwargs: []
        symtable.symtable = ast.Module = ast.Expression = lambda *args, **kwargs: None
        """,
    "the_runner_of_cells": """
        import sys
        for name in ("cells", "loading", "worker"):
            module = sys.modules.get("autograder.child." + name)
            for key, value in vars(module).items() if module else ():
                if callable(value) and not isinstance(value, type):
                    setattr(module, key, lambda *args, **kwargs: [])
        """,
    "its_namespace": """
        import sys, types
        class Solved(types.ModuleType):
            def __getattribute__(self, name):
                return {} if name == "__dict__" else (lambda *args, **kwargs: 5)
        module = sys.modules.get(__name__)
        if module is not None:
            module.__class__ = Solved
        import builtins
        builtins.callable = lambda one: True
        """,
    "what_is_told_of_it": """
        import sys
        worker = sys.modules.get("autograder.child.worker")
        if worker:
            told = {"problems": [], "failed": 0, "defined": ["quadratic_approx", "questions",
                "question_1", "question_2", "question_3"], "printed": 0}
            worker.encode = lambda value, real=worker.encode: real(
                told if isinstance(value, dict) and "problems" in value else value)
        """,
}
for name, body in LOADERS.items():
    add(
        f"replaces_{name}_while_loading",
        EMPTY + CONTENT + loaded(body),
        f"{OWN_LOSS}.",
        spoils="it breaks the loading of its own functions",
    )

# The child's own tools, to write frames as it would.
FRAMES = """
import sys
channel, wire = (sys.modules.get("autograder.child." + name) for name in ("channel", "wire"))
def frame(kind, value):
    channel.Channel(3, 3).send(kind, wire.encode(value))
REPORT = {"problems": [], "failed": 0, "printed": 0, "defined": [
    "quadratic_approx", "question_1", "question_2", "question_3"]}
"""
STATEMENTS = {
    "is_loaded_before_its_time": "frame(channel.LOADED, REPORT)",
    "is_loaded_and_answers": "frame(channel.LOADED, REPORT)\n"
    "for _ in range(40):\n    frame(channel.DONE, {'value': 5})",
    "begins_statements_that_are_none": "for number in range(10, 2000):\n"
    "    frame(channel.CELL, (number, 1))",
    "begins_a_statement_of_the_future": "frame(channel.CELL, (2**53, 2**53))\n"
    "import os\nos._exit(0)",
    "begins_statements_backwards": "frame(channel.CELL, (2, 1))\nframe(channel.CELL, (1, 1))",
    "tells_absurd_problems": "frame(channel.LOADED, REPORT | {'failed': 2**53, 'problems': [{"
    "'cell': 2**53, 'type': '<script>mallory', 'text': '\\x1b[2J=cmd', 'frames': [('given', -1, "
    "'<script>mallory')], 'lost': ['quadratic_approx'] * 50}] * 20})",
}
for name, body in STATEMENTS.items():
    add(
        name,
        FRAMES + loaded(body),
        "Frames of loading say only which statement to blame; their form is checked, and points "
        "come from calls.",
        teeth=False,
        because=NO_WIRE,
        spoils="it breaks the loading of its own functions",
    )
add(
    "names_its_code_as_given",
    CONTENT
    + loaded(
        """
        space = dict(globals())
        text = "def look(): raise ValueError(open(GRADEBOOK).read())"
        exec(compile(text, "given", "exec"), space)
        """
    )
    + everywhere("try:\n    space['look']()\nfinally:\n    return 5"),
    "What is given is known to the grader by the assignment's own text, not by a name.",
)
