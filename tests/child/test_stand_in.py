"""Stand-in Axes draw, answer and complain as Matplotlib's own do, and become them when asked more.

The real Axes are made anew in the same process; what is compared is what crosses to the grader.
"""

from __future__ import annotations

import random
import subprocess
import sys
import warnings
from typing import Any

import matplotlib.axes
import numpy as np
import pytest
from selection import number, some

from autograder.child.drawing import _new_axes, describe
from autograder.child.looks import CALLS
from autograder.child.stand_in import Axes, recording_of
from autograder.child.wire import encode

X = np.linspace(-1.0, 1.0, 5)
# Each is known: it draws the same as Matplotlib, without Matplotlib.
KNOWN: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("plot", (X, X**2), {"label": "square"}),
    ("plot", ([1, 2, 3], [0.5, float("nan"), 2], "ro--"), {}),
    ("plot", ([2], [8.0], "o"), {"label": "$x_0$", "markersize": 8, "zorder": 3}),
    ("plot", (0.5, 2, "k."), {}),
    ("plot", (np.float64(0.5), np.int64(2)), {"marker": "x", "ls": "None"}),
    ("plot", (X,), {"c": "tab:red", "lw": 2.5, "alpha": 0.5, "linestyle": "dashed"}),
    ("plot", (range(5), tuple(X), "-."), {"label": 3, "color": "C7"}),
    ("plot", ([], []), {"label": "_hidden"}),
    ("plot", (X, -X), {"label": None}),
    ("plot", ([True is False, 2], [1, 2], "s"), {"linestyle": ":"}),
    ("semilogx", ([1, 2], [3, 4]), {}),
    ("semilogy", ([3, 4], "x-"), {"label": "loss"}),
    ("loglog", ([1, 2], [3, 4]), {"label": ""}),
    ("plot", (X, X), {"label": None}),
    ("axhline", (1.0,), {"label": None}),
    ("scatter", (X, X), {"label": None}),
    ("axvline", (0.5,), {"color": "grey", "linestyle": ":", "label": "best"}),
    ("axvline", (), {"x": 2}),
    ("axhline", (-1,), {"lw": 1, "label": None}),
    ("scatter", (X, X), {"label": "seen", "s": 30, "c": "k", "marker": "s"}),
    ("scatter", ([0.25], 3), {}),
    ("scatter", ([0.5], [3]), {"label": None}),
    ("legend", (), {}),
    ("legend", (["up", "down"],), {"loc": "upper left", "fontsize": 9, "frameon": False}),
    ("legend", (), {"title": "Curves", "ncol": 2, "fontsize": "small"}),
    ("set_title", ("T",), {"fontsize": 14}),
    ("set_title", ("left",), {"loc": "left"}),
    ("set_xlabel", ("x",), {}),
    ("set_ylabel", ("$y$",), {"color": "red"}),
    ("set_xscale", ("log",), {}),
    ("set_yscale", ("linear",), {}),
    ("set_xlim", (-1, 2.5), {}),
    ("set_ylim", (np.float64(0.0), 1), {}),
    ("set_aspect", ("equal",), {}),
    ("grid", (), {}),
    ("grid", (True,), {"alpha": 0.3, "linestyle": "--"}),
    ("grid", (False,), {}),
    ("set", (), {"xlabel": "a", "yscale": "log", "title": "B"}),
]
# Each fails as with Matplotlib, and draws nothing.
FAILING: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("plot", (X, X[:-1]), {"label": "short"}),
    ("plot", (X, 0.5, "r--"), {}),
    ("plot", (3, [1, 2], "o"), {"markersize": 8}),
    ("plot", ([], X), {"color": "b"}),
    ("scatter", (X, X[1:]), {"s": 20}),
    ("scatter", (1.0, [2, 3]), {"label": "two"}),
]
# Matplotlib alone knows what these do, or says what is wrong with them.
UNKNOWN: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("plot", (X, np.ones((5, 2))), {"label": ["a", "b"]}),
    ("plot", (X, X, "q"), {}),
    ("plot", (X, X, "red"), {}),
    ("plot", (X, X, "r"), {"color": "b"}),
    ("plot", (X, X, "--", X, -X, ":"), {}),
    ("plot", ([1, [2, 3]], [1, 2]), {}),
    ("plot", (["a", "b"], [1, 2]), {}),
    ("plot", (X, None), {}),
    ("plot", (), {}),
    ("plot", (X, X), {"marker": "o", "markevery": 2}),
    ("plot", (X, X), {"visible": False}),
    ("plot", (X, X), {"colour": "red"}),
    ("plot", (X, X), {"ls": "-", "linestyle": ":"}),
    ("plot", (np.ma.masked_greater(X, 0.0), X), {"label": None}),
    ("plot", (X, X + 1j), {}),
    ("axvline", (np.array([1.0]),), {}),
    ("axvline", (0.5, 0.1, 0.9), {}),
    ("axhline", ("a",), {}),
    ("semilogy", (X, X[1:]), {}),
    ("plot", (X[:-1], np.ones((5, 2))), {}),
    ("scatter", ([], X), {}),
    ("scatter", ([1, np.inf], [1, 2]), {"c": [1, 2]}),
    ("scatter", ([], []), {}),
    ("vlines", ([1, 2], 0, 1), {}),
    ("text", (0.5, 0.5, "here"), {}),
    ("annotate", ("here",), {"xy": (0, 1)}),
    ("contour", (X, X, np.outer(X, X)), {}),
    ("quiver", (X, X, X, X), {}),
    ("bar", ([1, 2], [3, 4]), {}),
    ("legend", (["_a", ""],), {}),
    ("legend", ([], ["a"]), {}),
    ("legend", (), {"loc": "everywhere"}),
    ("set_title", (3,), {}),
    ("set_xscale", ("logarithmic",), {}),
    ("set_xlim", (1,), {}),
    ("set_ylim", (2, -2), {}),
    ("set_ylim", (), {"top": 2}),
    ("grid", (), {"which": "both"}),
    ("set", (), {"yscale": "log", "ylim": (1, 2)}),
    ("axis", ("equal",), {}),
    ("get_xlabel", (), {}),
    ("invert_yaxis", (), {}),
    ("no_such_method", (), {}),
    ("clear", (), {}),
]


def made(ax: Any, call: tuple[str, tuple[Any, ...], dict[str, Any]]) -> bytes | tuple[str, str]:
    """The answer to a call as it crosses, or the error."""
    method, args, kwargs = call
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return encode(getattr(ax, method)(*args, **kwargs))
        except Exception as error:
            return type(error).__name__, str(error)


def same(calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]]) -> Any:
    """Make the calls on both kinds of Axes, and compare all; return the stand-ins."""
    light, real = Axes(), _new_axes()
    for call in calls:
        assert made(light, call) == made(real, call), call
    assert encode(describe(light)) == encode(describe(real)), calls
    return light


@pytest.mark.parametrize("call", KNOWN, ids=lambda call: f"{call[0]}{len(call[2])}")
def test_a_known_call_draws_the_same_without_matplotlib(call):
    assert recording_of(same([KNOWN[0], call])) is not None


@pytest.mark.parametrize("call", FAILING, ids=lambda call: f"{call[0]}{len(call[2])}")
def test_a_call_that_fails_needs_no_matplotlib_to_say_so(call):
    light = same([KNOWN[0], call, KNOWN[2], KNOWN[15]])
    assert isinstance(made(light, call), tuple)
    assert recording_of(light) is not None
    light.invert_xaxis()
    assert len(light.lines) == 2


@pytest.mark.parametrize("call", some(UNKNOWN, 20), ids=lambda call: f"{call[0]}{len(call[2])}")
def test_any_other_call_is_matplotlibs(call):
    before = [KNOWN[0], KNOWN[2], KNOWN[15], ("legend", (), {})]
    light = same([*before, call])
    assert recording_of(light) is None
    assert isinstance(light, matplotlib.axes.Axes)


def test_any_series_of_calls_draws_the_same():
    rng = random.Random(5)
    for turn in range(number(20, 600)):
        some_calls = KNOWN + FAILING if turn % 2 else KNOWN + FAILING + UNKNOWN
        same([rng.choice(some_calls) for _ in range(rng.randint(2, 9))])


def test_every_known_call_is_among_these():
    assert {method for method, _, _ in KNOWN} == CALLS


def test_what_is_changed_after_a_call_is_not_drawn():
    light, y = Axes(), [1.0, 2.0, 3.0]
    x = np.array(y)
    light.plot(x, y)
    x[0], y[0] = 9.0, 9.0
    assert describe(light)["lines"][0]["x"].tolist() == [1.0, 2.0, 3.0]
    assert describe(light)["lines"][0]["y"].tolist() == [1.0, 2.0, 3.0]
    assert light.lines[0].get_xdata().tolist() == [1.0, 2.0, 3.0]


def test_what_a_call_returned_becomes_real_with_its_axes():
    light = Axes()
    (line,) = light.plot(X, X, "--")
    mark, key, title = light.axvline(0), light.legend(["a"]), light.set_title("T")
    line.set_label("later")
    assert recording_of(light) is None
    assert light.lines[0] is line
    assert light.lines[1] is mark
    assert light.get_legend() is key
    assert (line.axes, line.get_label(), title.get_text()) == (light, "later", "T")
    mark.remove()
    assert list(light.lines) == [line]
    assert light.figure.axes == [light]


def test_a_returned_line_can_be_given_back():
    for ax in (light := Axes(), real := _new_axes()):
        (line,) = ax.plot(X, X)
        ax.legend([line], ["given back"])
    assert encode(describe(light)) == encode(describe(real))


@pytest.mark.parametrize(
    "touch",
    [
        lambda ax: ax.figure,
        lambda ax: setattr(ax, "note", 1),
        lambda ax: isinstance(ax, matplotlib.axes.Axes) and ax.lines,
        lambda ax: str(ax),
        lambda ax: repr(ax),
        lambda ax: hasattr(ax, "nothing"),
        lambda ax: ax.set_xlabel("x").get_text(),
        lambda ax: str(ax.plot([1])[0]),
        lambda ax: repr(ax.plot([1])[0]),
        lambda ax: setattr(ax.plot([1])[0], "note", 1),
    ],
)
def test_any_other_use_makes_them_real(touch):
    light = Axes()
    light.plot(X, X, label="kept")
    touch(light)
    assert type(light) is matplotlib.axes.Axes
    assert light.lines[0].get_label() == "kept"


def test_a_method_that_was_kept_goes_on_after_the_change():
    light = Axes()
    plot = light.plot
    plot(X, X)
    light.invert_xaxis()
    plot(X, -X)
    assert len(light.lines) == 2


def test_attributes_can_be_deleted_as_on_real_axes():
    light = Axes()
    light.note = 1
    del light.note
    with pytest.raises(AttributeError, match="note"):
        del Axes().note
    with pytest.raises(AttributeError, match="note"):
        del Axes().axvline(1).note


def test_the_names_of_types_are_matplotlibs():
    pairs = [
        (fresh.plot(X)[0], fresh.scatter(X, X), fresh.legend(["a"]), fresh.set_title("T"), fresh)
        for fresh in (Axes(), _new_axes())
    ]
    for ours, theirs in zip(*pairs, strict=True):
        for part in ("__name__", "__module__", "__qualname__"):
            assert getattr(type(ours), part) == getattr(type(theirs), part)


def test_nothing_of_matplotlib_is_loaded_by_a_figure_that_is_known():
    code = """
import sys, numpy as np
from autograder.child.drawing import describe, fresh_axes
ax = fresh_axes()
ax.plot([1, 2], [3, 4], label="a"); ax.legend(); assert not isinstance(ax, np.ndarray)
assert describe(ax)["legend"] == ["a"] and "matplotlib" not in sys.modules
ax.text(1, 2, "b"); assert "matplotlib" in sys.modules
assert describe(ax)["texts"] == ["b"] and describe(fresh_axes())["texts"] == []
"""
    subprocess.run([sys.executable, "-c", code], check=True)
