"""Nothing of a submission's own words is told of a hidden check: it could carry out the inputs."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from factories.toy_course import TOY
from rich.console import Console

from autograder.checks.compare import Failure
from autograder.checks.plugin import Outcome
from autograder.child.wire_types import Opaque
from autograder.course.submission import read_text
from autograder.feedback.messages import explain
from autograder.feedback.redaction import CRASHED, EARLY, visible
from autograder.feedback.sentences import NOT_SHOWN
from autograder.report import as_html, as_json, terminal
from autograder.results import Report, Status
from autograder.sandbox.student import Call, StudentFault
from autograder.sandbox.validate import REPORTED

SECRET = "SMUGGLED"
GRADER_KINDS = {"died", "changed", "stale", "global_random", "timed_out", "uncheckable"}


def outcome(kind: str, **details: Any) -> Outcome:
    fault = StudentFault(kind, "f", **details)
    return Outcome(Status.FAILED, fault, (Call("f", (SECRET,), {}, fault=fault),))


def everything(kind: str) -> Outcome:
    frames = [("s.py", 77_777, SECRET)]
    return outcome(kind, type=SECRET, text=f"{SECRET} 77777", frames=frames, bases=[SECRET])


@pytest.mark.parametrize("kind", sorted({*REPORTED, *GRADER_KINDS}))
def test_all_hidden_faults_have_one_status_and_one_word(kind: str):
    told = visible(everything(kind), [Outcome(Status.PASSED)], ["f"])
    assert told.status is Status.CRASHED
    assert explain(told, hidden=True) == CRASHED


@pytest.mark.parametrize("kind", sorted(EARLY))
def test_what_the_public_checks_have_shown_is_told_of_hidden_ones_too(kind: str):
    one = everything(kind)
    told = visible(one, [outcome(kind, type="another", text="text")])
    assert told is one
    message = explain(told, hidden=True) or ""
    assert "`f`" in message
    assert SECRET not in message
    assert "77" not in message
    assert explain(outcome(kind, type="A", text="b"), True) == message
    of_another = StudentFault(kind, "g")
    others = [Outcome(Status.PASSED), outcome("exception"), Outcome(Status.FAILED, of_another)]
    for other in others:
        assert visible(one, [outcome(kind), other], ["f"]).status is Status.CRASHED
    elsewhere = Outcome(Status.PASSED, None, (Call("g", (), {}),))  # it says nothing of f
    assert visible(one, [outcome(kind), elsewhere], ["f"]) is one
    assert visible(one, [elsewhere], ["f"]).status is Status.CRASHED


def test_the_text_alone_tells_what_is_not_started_or_missing():
    text = {True: "", False: "    if f.__doc__:\n        return 1\n"}
    for is_stub, line in text.items():
        handed_in = read_text(Path("s.py"), f"def f():\n{line}    raise NotImplementedError\n")
        for public in ([], [Outcome(Status.PASSED, None, (Call("g", (), {}),))]):
            told = visible(outcome("not_started"), public, ["f"], handed_in)
            assert told.status is (Status.FAILED if is_stub else Status.CRASHED)
    assert visible(outcome("missing"), [], ["g"]).status is not Status.CRASHED
    assert visible(outcome("missing"), [], ["f"]).status is Status.CRASHED


@pytest.mark.parametrize("got", [SECRET, Opaque(SECRET), [SECRET], {SECRET: 1}, 77.0, None])
def test_a_hidden_answer_is_not_shown(got):
    for kind in ("value", "type", "shape", "parts", "property", "no_error"):
        failure = Failure(kind, [1.0], got, (0,), note=SECRET)
        told = Outcome(Status.FAILED, failure, (Call("f", (SECRET,), {}, value=got),))
        assert explain(told, hidden=True) == "Checked with inputs that are not shown."


def test_a_break_of_our_own_hidden_check_does_not_quote_the_answer():
    told = Outcome(Status.GRADER_ERROR, ValueError(f"could not convert {SECRET}"))
    assert SECRET not in str(explain(told, hidden=True))
    assert SECRET in str(explain(told, hidden=False))


# How a submission may try to say what it was called with; `of` is the function itself.
WAYS = {
    "text": 'raise ValueError("SMUGGLED")',
    "type": 'raise type("SMUGGLED", (Exception,), {})("SMUGGLED")',
    "subtype": 'raise type("SMUGGLED", (ValueError,), {})("SMUGGLED")',
    "long text": 'raise ValueError("SMUGGLED" * 10**6)',
    "frame": 'make("SMUGGLED", "raise ValueError")()',
    "unstarted": 'make("SMUGGLED", "raise Not" "ImplementedError")()',
    "parameter": "of.__signature__ = signature; argument[0] = 5.0; return argument",
    "answer": 'return "SMUGGLED"',
    "object": 'return type("SMUGGLED", (), {})()',
    "dict": 'return {"SMUGGLED": 1}',
    "error of a lent function": 'return len(make("SMUGGLED", "yield 1")())',
    "label": 'argument.set_title("SMUGGLED"); argument.plot([1], [1], label="SMUGGLED")',
    "printed": 'print("SMUGGLED" * 30_000); print("7" * 777_777)',
    "status": "os._exit(77)",
    "note": 'argument.text(0, 0, "SMUGGLED"); argument.legend(["SMUGGLED"])',
    "signal": "os.kill(os.getpid(), 9)",
    "size": "return np.zeros(2_777_777)",
    "module": 'import SMUGGLED',
    "time": "while True: pass",
    "attribute": 'raise AttributeError("SMUGGLED", name="SMUGGLED", obj=argument)',
    "group": 'raise ExceptionGroup("SMUGGLED", [ValueError("SMUGGLED")])',
    "cause": 'raise type("SMUGGLED", (Exception,), {}) from ValueError("SMUGGLED")',
}  # fmt: skip
HEAD = """
import inspect, os
import numpy as np

def make(name, body):
    found = {}
    exec(compile(f"def {name}():\\n    {body}", "toy.py", "exec"), found)
    return found[name]

kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
signature = inspect.Signature([inspect.Parameter("SMUGGLED", kind)])
"""
BODIES = """
def double(x):
    if len(x) == 4:
        return smuggle_0(double, x)
    return 2 * np.asarray(x)

def both_sides(f, x):
    if x == 1.5:
        return smuggle_1(both_sides, [x])
    return f(x) + f(-x)

def plot_line(ax, x):
    ax.plot(x, x)
    if len(x) == 2:
        return smuggle_2(plot_line, ax)
"""


def faces(report: Report) -> list[str]:
    out = io.StringIO()
    terminal.show(report, Console(file=out, width=400, markup=False, force_jupyter=False))
    return [out.getvalue(), as_json.to_json(report), as_html.to_html(report)]


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, len(WAYS), 3))
def test_no_face_shows_what_a_submission_says_in_a_hidden_check(graders, tmp_path, start):
    ways = (list(WAYS.values()) * 2)[start : start + 3]
    smugglers = [f"def smuggle_{n}(of, argument):\n    {way}\n" for n, way in enumerate(ways)]
    path: Path = tmp_path / "toy.py"
    path.write_text("\n".join([HEAD, *smugglers, BODIES]))
    report = graders(seconds=4.0).grade(TOY, path)
    for face in faces(report):
        assert SECRET not in face
    found = json.loads(as_json.to_json(report))["assignments"][0]["exercises"]
    for exercise in found:
        if exercise["name"] in ("double", "both_sides", "plot_line"):
            public, hidden = exercise["checks"]
            assert public["status"] == "passed", public["message"]
            told = hidden["message"]
            assert (hidden["status"], told) in (("failed", NOT_SHOWN), ("crashed", CRASHED))
            assert not [word for word in ("7", "toy.py", "smuggle", "line ") if word in told]
