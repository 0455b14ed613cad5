"""Axes that record what is drawn on them, and become Matplotlib's own for whatever else is asked.

Loading Matplotlib takes longer than grading a figure, so a figure exercise gets these `Axes`. The
calls that a `Recording` knows are noted. Any other one, any other attribute, and any use of an
artist that a call returned turn the object into the real thing, in place: the noted calls are made
again, on this very object, and from then on it is Matplotlib's. So what a submission draws, gets
back and raises is the same; only time differs.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

import numpy as np

from autograder.child.recorder import KNOWN, Recording, UnknownError

_Call = tuple[str, list[Any], dict[str, Any], Any]  # method, arguments, what it returned


def tell() -> None:
    """Tell the grader that Matplotlib is being loaded, and then that it is; `worker` sets it."""


class Axes:
    """Stands in for Matplotlib's Axes until those are needed."""

    __module__ = "matplotlib.axes._axes"
    became = 0  # how many are Matplotlib's by now

    def __init__(self) -> None:
        vars_of(self).update(recording=Recording(), calls=[])

    def __getattribute__(self, name: str) -> Any:
        if name in KNOWN:
            return partial(_call, self, name)
        if name == "__class__":
            return _class_of(self)
        _become(self)
        return getattr(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        _become(self)
        setattr(self, name, value)

    def __delattr__(self, name: str) -> None:
        _become(self)
        delattr(self, name)

    def __str__(self) -> str:
        _become(self)
        return str(self)

    def __repr__(self) -> str:
        _become(self)
        return repr(self)


class Artist:
    """Stands in for what a call returned, such as a line, until something is asked of it."""

    def __init__(self, axes: Any) -> None:
        vars_of(self)["axes"] = axes

    def __getattribute__(self, name: str) -> Any:
        if name == "__class__":
            return _class_of(self)
        _become(vars_of(self)["axes"])
        return getattr(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        _become(vars_of(self)["axes"])
        setattr(self, name, value)

    def __delattr__(self, name: str) -> None:
        _become(vars_of(self)["axes"])
        delattr(self, name)

    def __str__(self) -> str:
        _become(vars_of(self)["axes"])
        return str(self)

    def __repr__(self) -> str:
        _become(vars_of(self)["axes"])
        return repr(self)


# Where only the name of a type crosses to the grader, it is Matplotlib's.
ARTISTS = {
    name: type(name, (Artist,), {"__module__": f"matplotlib.{module}"})
    for name, module in (
        ("Line2D", "lines"),
        ("PathCollection", "collections"),
        ("Legend", "legend"),
        ("Text", "text"),
    )
}


def _class_of(one: object) -> type:
    """Return Matplotlib's own class, for `isinstance`, if that is loaded."""
    ours = type(one)
    found: type = getattr(sys.modules.get(ours.__module__), ours.__name__, ours)
    return found


def vars_of(one: object) -> dict[str, Any]:
    """Return the attributes of a stand-in, which asks Matplotlib for nothing."""
    found: dict[str, Any] = object.__getattribute__(one, "__dict__")
    return found


def recording_of(axes: Any) -> Recording | None:
    """Return what was drawn on stand-ins; None for Matplotlib's own Axes."""
    return vars_of(axes)["recording"] if type(axes) is Axes else None


def _call(axes: Any, method: str, *args: Any, **kwargs: Any) -> Any:
    """Make a call, of the recording if that knows it."""
    recording = recording_of(axes)
    if recording is not None:
        try:
            answer = KNOWN[method](recording, *args, **kwargs)
        except (UnknownError, TypeError):  # that of a call which does not fit
            _become(axes)
        else:
            result = _standing(answer, axes)
            vars_of(axes)["calls"].append((method, [*map(_kept, args)], kwargs, result))
            return result
    return getattr(axes, method)(*args, **kwargs)


def _standing(answer: Any, axes: Any) -> Any:
    """Return the answer of a recording with artists in the place of their types' names."""
    if isinstance(answer, list):
        return [_standing(one, axes) for one in answer]
    return ARTISTS[answer](axes) if isinstance(answer, str) else answer


def _kept(value: Any) -> Any:
    """Return a copy of an argument, which the caller may change later."""
    if isinstance(value, np.ndarray):
        return value.copy()
    return list(value) if isinstance(value, list) else value


def _become(axes: Any) -> None:
    """Make Matplotlib's Axes of stand-ins, with all that was drawn on them."""
    if type(axes) is not Axes:
        return
    Axes.became += 1
    is_new = "matplotlib" not in sys.modules
    if is_new:
        tell()
    try:
        from matplotlib.axes import Axes as Real
        from matplotlib.figure import Figure
    finally:
        if is_new:
            tell()
    calls: list[_Call] = vars_of(axes)["calls"]
    vars_of(axes).clear()
    object.__setattr__(axes, "__class__", Real)
    figure: Any = Figure()
    Real.__init__(axes, figure, 1, 1, 1)  # type: ignore[arg-type]  # which it is by now
    axes._projection_init = Real, {}  # as `add_subplot` notes it for the Axes that it makes
    figure.add_subplot(axes)
    for method, args, kwargs, result in calls:
        _link(result, getattr(axes, method)(*args, **kwargs), axes)


def _link(ours: Any, real: Any, axes: Any) -> None:
    """Let the stand-ins for artists be the real ones, also in the lists of the Axes."""
    if type(ours) is list:
        for one, other in zip(ours, real, strict=True):
            _link(one, other, axes)
    elif issubclass(type(ours), Artist):  # `isinstance` would ask for an attribute
        object.__setattr__(ours, "__class__", type(real))
        object.__setattr__(ours, "__dict__", vars(real))
        axes._children[:] = [ours if one is real else one for one in axes._children]
        if axes.legend_ is real:
            axes.legend_ = ours
