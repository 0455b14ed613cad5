"""The points of a command line: numbers, arrays, matrices, several arguments, or a file of them."""

from __future__ import annotations

import argparse
import math
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORMS = "no number, no list like 1,2,-0.5, no matrix like '1,2;3,4' and no .npz or .npy file"
Numbers = float | list[float] | list[list[float]]


@dataclass(frozen=True)
class Point:
    """A point: its arguments as nested lists or as arrays of a file, and their names if it has any.

    `told` is how a report calls the point.
    """

    arguments: tuple[Any, ...]
    told: str
    names: tuple[str, ...] = ()

    def value(self) -> Any:
        """Return a number or an array, or a tuple of these for several arguments."""
        import numpy as np

        found = tuple(one if isinstance(one, float) else np.array(one) for one in self.arguments)
        return found if len(found) > 1 else found[0]

    def plain(self) -> Any:
        """Return the same as numbers and nested lists."""
        found = [one if isinstance(one, (float, list)) else one.tolist() for one in self.arguments]
        return found if len(found) > 1 else found[0]


def read(text: str) -> Point:
    """Return the point that `text` writes; raises `ArgumentTypeError` with what is accepted."""
    if text.endswith((".npz", ".npy")):
        return _of_file(Path(text).expanduser())
    parts = text.split()
    try:
        arguments = tuple(_numbers(part) for part in parts)
    except ValueError:
        arguments = ()
    if not arguments:
        raise argparse.ArgumentTypeError(f"{text!r} is {FORMS}")
    told = str(arguments[0]) if len(arguments) == 1 else ", ".join(map(str, arguments))
    names = tuple(f"args[{i}]" for i in range(len(arguments))) if len(arguments) > 1 else ()
    return Point(arguments, told, names)


def _numbers(part: str) -> Numbers:
    """One number, a list of numbers, or rows of numbers of equal length."""
    if ";" in part:
        rows = [[_number(one) for one in row.strip(",").split(",")] for row in part.split(";")]
        if len({len(row) for row in rows}) > 1:
            raise ValueError
        return rows
    numbers = [_number(one) for one in part.rstrip(",").split(",")]
    return numbers if "," in part else numbers[0]


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


def _of_file(path: Path) -> Point:
    """The arrays of an .npz file in its order, or the one of an .npy file."""
    import numpy as np

    try:
        found = np.load(path, allow_pickle=False)
        if path.suffix == ".npz":
            arrays = {name: found[name] for name in found.files}
        else:
            arrays = {path.stem: found}
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile) as error:
        raise argparse.ArgumentTypeError(f"{path} cannot be read: {error}") from None
    if not arrays:
        raise argparse.ArgumentTypeError(f"{path} holds no array")
    for name, array in arrays.items():
        if array.dtype.kind not in "biuf" or not array.size or not np.isfinite(array).all():
            raise argparse.ArgumentTypeError(f"{path}: {name} is no array of finite real numbers")
    names = tuple(arrays) if len(arrays) > 1 else ()
    given = tuple(float(one) if one.ndim == 0 else one.astype(float) for one in arrays.values())
    return Point(given, path.name, names)
