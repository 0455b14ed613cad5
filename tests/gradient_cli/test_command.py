"""`autograder check-gradient`: exit codes, words, and students' functions that misbehave."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import matplotlib.image
import numpy as np
import pytest
from factories.toy_course import ROOT

from autograder.cli import LOST, OK, USAGE, main

pytestmark = pytest.mark.slow

STUDENT = """
import math
import numpy as np

def loss(x):
    return np.sum(np.asarray(x) ** 2) / 2

def grad(x):
    return np.asarray(x)

def twice(x):
    return 2 * np.asarray(x)

def both(x):
    return [x[0] * x[1], x[0], x[1]]

def jacobian(x):
    return [[x[1], x[0]], [1, 0], [0, 1]]

def step(x):
    return float(x > 1.0)

def root(x):
    return math.sqrt(x)

def with_data(theta, X, y):
    return 1.0

def forever(x):
    while True:
        pass

def forever_elsewhere(x):
    while x[0] != 1.0:
        pass
    return 1.0

def leaves(x):
    import os
    os._exit(7)

def forgets(x):
    x * 2

def breaks(x):
    return x[9]

def scales_in_place(x):
    x *= 2
    return x.sum()

def not_started(x):
    raise NotImplementedError

def layer(W, b):
    return float(np.sum((W @ np.ones(2) + b) ** 2))

def layer_grad(W, b):
    d = 2 * (W @ np.ones(2) + b)
    return np.outer(d, np.ones(2)), d

def layer_wrong(W, b):
    return layer_grad(W, b)[0], layer_grad(W, b)[1] / 2

def rounded(x):
    return round(math.exp(x), 3)

def slope(x):
    return math.exp(x)
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in a folder with a student's file: exit code, output, errors."""
    (tmp_path / "my.py").write_text(STUDENT)
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(["check-gradient", *arguments])
        except SystemExit as end:  # argparse
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_a_right_gradient_is_accepted(run):
    code, out, _ = run("my.py:loss", "--grad", "my.py:grad", "--at", "1,2,-0.5")
    assert code == OK
    assert out.startswith("Accepted: all 3 entries agree")


def test_a_wrong_one_is_rejected_at_each_point_and_the_fault_named(run):
    code, out, _ = run("my.py:loss", "--grad=my.py:twice", "--at", "1,2,-0.5", "--at", "-3,4")
    assert code == LOST
    assert "At [1.0, 2.0, -0.5]:\nRejected. Every entry is 2 times too large" in out
    assert "At [-3.0, 4.0]:\nRejected." in out
    assert "analytic: [2.0  4.0  -1.0]" in out


def test_a_number_gives_a_derivative_and_a_list_of_one_a_gradient(run):
    assert "numeric: 2.5\nThis numeric derivative is off by" in run("my.py:loss", "--at", "2.5")[1]
    assert "numeric: [2.5]\nThis numeric gradient" in run("my.py:loss", "--at", "2.5,")[1]
    code, out, _ = run("my.py:both", "--at", "2,3")
    assert code == OK
    assert "numeric: row 0 [3.0  2.0]\n         row 1 [1.0  0.0]" in out


def test_vectors_and_directions(run):
    assert run("my.py:both", "--grad", "my.py:jacobian", "--at", "2,3")[0] == OK
    options = ["--grad", "my.py:grad", "--at", "1,2,3,4", "--directions", "2", "--seed", "5"]
    code, out, _ = run("my.py:loss", *options)
    assert code == OK
    assert "along 2 random directions agree" in out
    code, _, err = run("my.py:loss", "--at", "1,2", "--directions", "2")
    assert code == USAGE
    assert "--directions needs --grad" in err


def test_several_arguments_and_files_of_arrays(run, tmp_path):
    at = ["--at", "1,2;3,4 0.5,1"]
    assert run("my.py:layer", "--grad", "my.py:layer_grad", *at)[0] == OK
    code, out, _ = run("my.py:layer", "--grad", "my.py:layer_wrong", *at)
    assert code == LOST
    assert "args[1] is wrong, all the rest is right: it is half as large" in out
    np.savez(tmp_path / "p.npz", W=np.ones((2, 2)), b=np.ones(2))
    code, out, _ = run("my.py:layer", "--grad", "my.py:layer_wrong", "--at", "p.npz")
    assert code == LOST
    assert "Rejected. b is wrong" in out
    code, out, _ = run("my.py:layer", "--at", "p.npz")
    assert code == OK
    assert "This numeric gradient is off by" in out
    assert run("my.py:loss", "--grad", "my.py:grad", "--at", "1,2;3,4")[0] == OK


def test_a_rounded_loss_is_no_fault_of_the_gradient(run):
    code, out, _ = run("my.py:rounded", "--grad", "my.py:slope", "--at", "1.1")
    assert code == LOST
    assert out.startswith("Inconclusive")
    assert "moves in steps of 0.001" in out


def test_what_cannot_be_decided_is_no_success(run):
    code, out, _ = run("my.py:step", "--grad", "my.py:grad", "--at", "1")
    assert code == LOST
    assert "Try another point." in out


def test_functions_of_a_notebook_and_of_two_files(run, tmp_path):
    cells = [{"cell_type": "code", "source": STUDENT, "metadata": {}, "outputs": []}]
    cells.append({**cells[0], "source": "from autograder import check_gradient\ncheck_gradient()"})
    cells.append({**cells[0], "source": "1 / 0"})
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "other.ipynb").write_text(json.dumps(notebook))
    code, out, err = run("my.py:loss", "--grad", "other.ipynb:twice", "--at", "1,2")
    assert code == LOST
    assert "2 times too large" in out
    assert err.count("!") == 1  # only the cell that divides by 0
    assert "! other.ipynb: cell 3, line 1: ZeroDivisionError" in err


def test_json_and_picture(run, tmp_path):
    options = ["--json", "out.json", "--picture", "out.png", "--examples", "2"]
    code, out, _ = run("my.py:loss", "--grad", "my.py:twice", "--at", "1,2", *options)
    assert code == LOST
    assert "there are 2 examples" in out
    (point,) = json.loads((tmp_path / "out.json").read_text())["points"]
    assert (point["verdict"], point["at"], point["claimed"]) == ("reject", [1.0, 2.0], [2.0, 4.0])
    assert (point["fault"]["kind"], point["fault"]["factor"]) == ("factor", 2.0)
    assert point["numeric"] == pytest.approx([1.0, 2.0])
    assert matplotlib.image.imread(tmp_path / "out.png").std() > 0.05
    code, _, err = run("my.py:loss", "--at", "1,2", "--json", "no/such/folder.json")
    assert code == USAGE
    assert "cannot be written" in err


MISBEHAVING = [
    ("los", "my.py has no function `los`. Is it the one called `loss`?"),
    ("with_data", "`with_data` cannot be called with the point alone: with_data(theta, X, y)"),
    ("forever", "Stopped after 0.7 s in forever(np.array([1.0, 2.0])): does every loop end?"),
    ("forever_elsewhere", "Stopped after 0.7 s in forever_elsewhere(np.array(["),
    ("leaves", "The process ended inside `leaves`"),
    ("forgets", "Nothing could be checked: the function returned None."),
    ("breaks", "IndexError: index 9 is out of bounds"),
    ("scales_in_place", "`scales_in_place` changed its argument x"),
    ("not_started", "`not_started` is not started yet."),
]


@pytest.mark.parametrize(("name", "sentence"), MISBEHAVING)
def test_functions_that_misbehave_get_a_sentence(run, name, sentence):
    code, out, err = run(f"my.py:{name}", "--at", "1,2", "--timeout", "0.7")
    assert (code, out) == (USAGE, "")
    assert sentence in err
    assert "Traceback" not in err


def test_errors_beside_the_point_only_limit_the_steps(run):
    code, out, _ = run("my.py:root", "--at", "1e-3")
    assert code == OK
    assert "numeric: 15.811" in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["my.py", "--at", "1"], "not of the form FILE:FUNCTION"),
        (["nowhere.py:f", "--at", "1"], "nowhere.py cannot be read"),
        (["my.py:loss"], "--at"),
        (["my.py:loss", "--at", "one"], "'one' is no number, no list"),
        (["my.py:loss", "--at", "1,nan"], "is no number, no list"),
        (["my.py:loss", "--at", "1", "--timeout", "0"], "a number of seconds above 0"),
        (["my.py:loss", "--at", "1", "--directions", "0"], "no whole number above 0"),
    ],
)
def test_usage(run, arguments, sentence):
    code, _, err = run(*arguments)
    assert code == USAGE
    assert sentence in err


def test_help_has_examples_that_work(run):
    code, out, _ = run("--help")
    assert code == OK
    assert "autograder check-gradient my.py:loss --grad my.py:grad --at 1,2,-0.5" in out
    assert run("my.py:loss", "--grad", "my.py:grad", "--at", "1,2,-0.5")[0] == OK


def test_a_file_of_the_course(run):
    place = f"{ROOT / 'solutions' / '02_gradients' / 'gradients.py'}:question_5"
    code, _, err = run(place, "--at", "1")
    assert code == USAGE
    assert "cannot be called with the point alone" in err
