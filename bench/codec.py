"""What our codec takes, beside msgpack with the hooks that its values and bounds would need.

msgpack (the extra `dask` brings it) is written in C. It knows neither tuples nor arrays, and counts
neither all values of a frame nor keys given twice: that stays Python.
"""

from __future__ import annotations

import statistics
import struct
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from autograder.child.layout import DTYPE_CODE, DTYPES, MAX_TEXT, MAX_VALUES
from autograder.child.wire import decode, encode
from autograder.child.wire_types import WireError

TURNS, CALLS = 7, 2_000
TUPLE, ARRAY = 1, 2  # kinds of what msgpack does not know itself
ROWS = np.random.default_rng(0).permutation(12)
VALUES = {
    "a number": 1.5,
    "a gradient": np.linspace(0.0, 1.0, 3),
    "three batches": [ROWS[:4], ROWS[4:8], ROWS[8:]],
    "a table of 130 rows": np.ones((130, 3)),
    "a call's arguments": ([2.0, -1.0, 0.5], np.ones((3, 2)), np.ones(3)),
    "a list of 100 lists": [[1.0, 2.0, float(k)] for k in range(100)],
}


def pack(value: Any) -> bytes:
    import msgpack

    def other(one: Any) -> Any:
        if type(one) is tuple:
            return msgpack.ExtType(TUPLE, pack([*one]))
        if type(one) is np.ndarray and one.dtype in DTYPE_CODE:
            head = struct.pack(f"<BB{one.ndim}Q", DTYPE_CODE[one.dtype], one.ndim, *one.shape)
            return msgpack.ExtType(ARRAY, head + one.tobytes())
        raise WireError("unknown")

    packed: bytes = msgpack.packb(value, default=other, strict_types=True)
    return packed


def unpack(data: bytes) -> Any:
    import msgpack

    left = MAX_VALUES

    def counted(values: Any) -> Any:
        nonlocal left
        left -= len(values)
        if left < 0:
            raise WireError("too many values")
        return values

    def pairs(found: list[tuple[Any, Any]]) -> dict[Any, Any]:
        made = dict(counted(found))
        if len(made) != len(found):
            raise WireError("a key given twice")
        return made

    def other(kind: int, data: bytes) -> Any:
        if kind == TUPLE:
            return tuple(unpack(data))
        code, axes = struct.unpack_from("<BB", data)
        shape = struct.unpack_from(f"<{axes}Q", data, 2)
        return np.frombuffer(data[2 + 8 * axes :], DTYPES[code]).copy().reshape(shape)

    return msgpack.unpackb(
        data,
        ext_hook=other,
        list_hook=counted,
        object_pairs_hook=pairs,
        strict_map_key=False,
        max_array_len=MAX_VALUES,
        max_str_len=MAX_TEXT,
    )


def cpu(work: Callable[[], object]) -> float:
    """Microseconds of CPU for one call."""
    began = time.thread_time()
    for _ in range(CALLS):
        work()
    return 1e6 * (time.thread_time() - began) / CALLS


def both(value: Any) -> tuple[float, float]:
    """Encoding and decoding by ours and by msgpack, in turns: the medians."""
    ours, theirs = encode(value), pack(value)
    assert encode(unpack(theirs)) == ours
    rounds = [
        (cpu(lambda: decode(encode(value))), cpu(lambda: unpack(pack(value)))) for _ in range(TURNS)
    ]
    one, other = zip(*rounds, strict=True)
    return statistics.median(one), statistics.median(other)


def main() -> None:
    """Print the table."""
    table = Table(title=f"To encode and decode, CPU µs, medians of {TURNS} turns")
    for head in ("value", "ours", "msgpack", "ratio"):
        table.add_column(head, justify="left" if head == "value" else "right")
    for name, value in VALUES.items():
        one, other = both(value)
        table.add_row(name, f"{one:.1f}", f"{other:.1f}", f"{other / one:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
