"""The digest of the code: remarks do not count, what the code does counts, in linear time."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from factories.toy_course import ROOT

from autograder.course.catalog import Catalog
from autograder.course.code_digest import code_digest, is_stub
from autograder.course.submission import Submission, read, read_text


def handed_in(text: str) -> Submission:
    return read_text(Path("s.py"), text)


def digest(text: str) -> str:
    return code_digest(handed_in(text), {})


CODE = """
import numpy as np

def f(x, names=("a", "b")):
    \"\"\"It doubles.\"\"\"
    # a remark
    if x > 2:
        return [2 * x, "# no remark"]
    return {"x": f"{x}"}
"""
SAME = {
    "another remark": ("# a remark", "# another"),
    "no remark": ("    # a remark\n", ""),
    "another docstring": ("It doubles.", "It is\n    twice as large."),
    "no docstring": ('    """It doubles."""\n', ""),
    "blank lines": ("\ndef", "\n\n\n\ndef"),
    "spaces": ("2 * x", "2*x"),
    "line ends": ("x > 2:", "x > 2:   # why"),
    "continued": ("2 * x,", "2 *\n      x,"),
    "another indent": ("\n        return", "\n          return"),
    "carriage returns": ("\n", "\r\n"),
}
OTHER = {
    "a number": ("2 * x", "3 * x"),
    "a name": ("def f", "def g"),
    "a text": ("# no remark", "# no  remark"),
    "a text in a place": ('{x}"', '{x} "'),
    "indentation": ("    return {", "        return {"),
    "a statement": ("import numpy as np\n", "import numpy as np\nX = 1\n"),
    "an assertion": ("    if x", "    assert x\n    if x"),
}


@pytest.mark.parametrize("name", SAME)
def test_remarks_docstrings_and_blank_space_do_not_count(name: str):
    changed = CODE.replace(*SAME[name])
    assert changed != CODE
    assert digest(changed) == digest(CODE)


@pytest.mark.parametrize("name", OTHER)
def test_what_the_code_does_counts(name: str):
    changed = CODE.replace(*OTHER[name])
    assert changed != CODE
    assert digest(changed) != digest(CODE)


LOOKS = [
    "f.__doc__",
    "getattr(f, '__d' 'oc__')",
    "f.__code__.co_firstlineno",
    "'{0.__doc__}'.format(f)",
    "eval('f')",
    "np.info(f)",
    "vars(f)",
]
IMPORTS = ["import inspect", "import numpy, sys", "from traceback import walk_stack", "import os"]


@pytest.mark.parametrize("look", LOOKS + IMPORTS)
def test_code_that_can_look_at_its_own_text_counts_letter_by_letter(look: str):
    code = f"{CODE}\n{look}\n"
    assert digest(code.replace("# a remark", "# 13")) != digest(code)
    assert digest(code) == digest(code)


@pytest.mark.parametrize("harmless", ["__name__ == '__main__'", "import math, random", "f.T"])
def test_usual_code_does_not_count_letter_by_letter(harmless: str):
    code = f"{CODE}\n{harmless}\n"
    assert digest(code.replace("# a remark", "# 13")) == digest(code)


@pytest.mark.parametrize("broken", ["x = (1", "x = 'a", 'x = """a', "if x:\n    y\n  z", "x = )"])
def test_what_is_no_python_counts_as_text(broken: str):
    assert digest(f"{broken}\n# a") != digest(f"{broken}\n# b")
    assert digest(broken) == digest(broken)


@pytest.mark.parametrize("name", Catalog(ROOT).names)
def test_both_faces_of_an_assignment_have_one_digest_and_given_cells_do_not_count(name: str):
    one = Catalog(ROOT).get(name)
    template = one.template
    faces = [read(one.released / f"{one.slug}{end}", template) for end in (".py", ".ipynb")]
    first, second = (code_digest(face, template.stubs) for face in faces)
    assert first == second
    text = (one.released / f"{one.slug}.py").read_text(encoding="utf-8")
    solved = re.sub(
        r"^    (raise NotImplementedError|return .*)$", "    return 0", text, flags=re.M
    )
    changed = code_digest(read_text(Path("s.py"), solved, template), template.stubs)
    assert changed != first


def test_a_stub_is_known_by_its_text():
    stub = 'def f(x,\n      y: int) -> int:\n    "What."\n    # here\n    raise NotImplementedError'
    assert is_stub(handed_in(stub), "f")
    assert is_stub(handed_in(f"{stub}\n\nx = 1\n"), "f")
    assert not is_stub(handed_in(stub), "g")
    assert not is_stub(handed_in(stub.replace("    raise", "    if x: return 1\n    raise")), "f")
    assert not is_stub(handed_in(f"{stub}\n    return 1"), "f")


WORST = {
    "escaped quotes": '"""' + '\\"""' * 9,
    "quotes": "'" * 9,
    "quotes in turns": "'\"" * 9,
    "brackets": "(" * 9,
    "continued lines": "\\\n" * 9,
    "remarks": "#\n" * 9,
    "blank lines": "   \n" * 9 + "x",
    "escapes": '"' + '\\"' * 9,
    "deeper and deeper": "\n".join(" " * n + "x" for n in range(9)),
    "prefixes": "rb" * 9,
    "words": "a " * 9,
}


@pytest.mark.parametrize("name", WORST)
def test_the_time_grows_with_the_text_alone(name: str):
    piece = WORST[name]

    def seconds(times: int) -> float:
        one, found = handed_in("x\n" + piece * times), []
        for _ in range(3):  # a collection of garbage counts, too
            began = time.process_time()
            code_digest(one, {})
            found.append(time.process_time() - began)
        return min(found)

    few = 400
    assert seconds(10 * few) < 40 * (seconds(few) + 0.002)
