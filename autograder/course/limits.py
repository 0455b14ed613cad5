"""The limits on what a submission may use.

An assignment changes them in its `limits.toml`, with the names of `Limits` as keys.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from autograder.errors import AutograderError

LIMITS_FILE = "limits.toml"


@dataclass(frozen=True)
class Limits:
    """The limits of a submission; the defaults hold unless an assignment sets others."""

    seconds: float = 10.0  # wall seconds of one check, and of one cell; fewer after a time-out
    total: float = 120.0  # wall seconds of a whole submission, in its child and in the grader
    cpu: int = 150  # CPU seconds of a process
    memory: int = 2 * 2**30  # bytes of address space
    output: int = 100_000_000  # characters printed
    processes: int = 0  # processes that a sealed child may start
    files: int = 64  # descriptors open at the same time
    file_size: int = 64 * 2**20  # bytes of one file
    message: int = 16 * 2**20  # bytes of one value that crosses to the grader


def limits_of(folder: Path) -> dict[str, float]:
    """Return the limits that `limits.toml` in `folder` sets; `AutograderError` if invalid."""
    path = folder / LIMITS_FILE
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AutograderError(f"{path} cannot be read: {error}.") from None
    defaults = {field.name: field.default for field in fields(Limits)}
    for name, value in found.items():
        if name not in defaults:
            known = ", ".join(defaults)
            raise AutograderError(f"{path}: there is no limit {name!r}; there are {known}.")
        least = 0 if name == "processes" else 1e-3
        whole = isinstance(defaults[name], int)
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
            kind = "a whole number" if whole else "a number"
            raise AutograderError(f"{path}: {name} = {value!r} is not {kind}.")
        if not least <= value <= (Limits.message if name == "message" else 2**50):
            raise AutograderError(f"{path}: {name} = {value!r} is out of range.")
    return found


def limits_with(*said: Mapping[str, float]) -> Limits:
    """Return the defaults changed by each mapping in turn; `total` is at least `seconds`."""
    found = Limits()
    for changes in said:
        found = replace(found, **changes)  # type: ignore[arg-type]
    return replace(found, total=max(found.total, found.seconds))
