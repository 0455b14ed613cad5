"""Garbage for the wire, from a seed.

Run it as `python tests/programs/fuzz_wire.py --frames 1000000 --seed 1`.

Frames that were damaged must raise `WireError` or decode to plain data, in bounded time; and
whatever a transport returns for a call, only a `StudentFault` or a value may come of it, which
the faces can show.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import resource
import struct
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.checks.plugin import Outcome, outcome_of
from autograder.child.channel import MAX_FRAME
from autograder.child.dispatcher import Dispatcher
from autograder.child.drawing import describe, fresh_axes
from autograder.child.random_state import RandomState
from autograder.child.reply import reply_with
from autograder.child.wire import decode, encode
from autograder.child.wire_types import Handle, Opaque, Surface, WireError
from autograder.feedback.fingerprints import fingerprint_of
from autograder.feedback.messages import explain
from autograder.sandbox.canvas import Canvas
from autograder.sandbox.student import Student, StudentFault
from autograder.text import for_terminal

SLOW = 2.0  # seconds of CPU time that no frame may take
TAGS = b"NTFiIdcsDJltmagrhxo"
SIZES = [
    0,
    1,
    2,
    3,
    7,
    8,
    42,
    255,
    256,
    65_535,
    200_000,
    200_001,
    2**24,
    2**31 - 1,
    2**31,
    2**32 - 1,
]
ODD: list[Any] = [
    None, True, False, 0, -1, 2**63, -(2**2000), 0.5, float("nan"), float("inf"), -0.0, 1j, "", "x",
    "\x1b[2J", "=1+1", "a\nb", "long " * 900, [], (), {}, [None], [[]], (1, 2), {"kind": 3}, {1: 2},
    np.zeros(3), np.zeros((2, 2)), np.zeros((0, 5)), np.array(True), np.array([1j]), np.int8(3),
    np.full(4, np.nan), np.arange(3), np.float16(1.5), Opaque("set"), np.random.default_rng(1),
]  # fmt: skip


@dataclass
class Tally:
    """What came of the frames."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0  # in seconds of CPU time

    def timed(self, run: Callable[[], str]) -> None:
        began = time.thread_time()
        self.outcomes[run()] += 1
        self.slowest = max(self.slowest, time.thread_time() - began)


# --- frames -------------------------------------------------------------------------------------


def seeds() -> list[bytes]:
    """Frames of every kind of value, and a stage's replies."""
    rng = np.random.default_rng(5)
    values = [
        [1, 2.5, "text", None, True, (1j, [])],
        {"a": np.arange(6.0).reshape(2, 3), "b": np.float32(2), (1, "k"): -(10**30)},
        [
            rng,
            Opaque("x"),
            [np.zeros(4, bool), np.ones((1, 0, 2), "<f2")],
        ],
        [Handle(1, "f"), Surface(), (3, ("x",), {"y": np.zeros(2, "<c8")})],
        [[[[[[0.0]]]]]] * 3,
        {"error": fault()},
        *replies(),
    ]
    return [encode(value) for value in values]


def fault() -> dict[str, Any]:
    frames = [("s.py", 3, "f"), ("s.py", 7, "g")]
    return {
        "kind": "exception",
        "type": "ValueError",
        "text": "no\nnumber",
        "frames": frames,
        "bases": ["ValueError", "Exception"],
    }


def replies() -> list[dict[str, Any]]:
    """What the stage replies to the calls that `_call` makes."""
    ax = fresh_axes()
    x = np.linspace(0.0, 1.0, 5)
    ax.plot(x, x**2, "o-", label="f")
    ax.scatter(x, x)
    ax.quiver(x, x, x, x)
    ax.axvline(0.5)
    ax.legend()
    state = RandomState.of(np.random.default_rng(3).bit_generator)
    whole = {"value": [1.0, 2.0], "drawn": describe(ax), "generators": [state]}
    found = {"value": np.ones((2, 2)), "generators": [state]}
    changed = whole | {"changed": ["x"], "stale": True}
    return [whole, found, changed, found | {"stale": True}, {"error": fault()}]


def framed(form: Any) -> bytes:
    """Return a form of a reply as it crosses; one of another form as any value does."""
    if type(form) is not dict or "value" not in form:
        return encode(form)
    states = form.get("generators", [])
    if type(states) is not list or not all(type(one) is RandomState for one in states):
        return encode(form)
    more = {key: form[key] for key in form if key not in ("value", "generators")}
    return reply_with(encode(form["value"]), states, more)


def damaged(draw: random.Random, frame: bytes, others: list[bytes]) -> bytes:
    """Return `frame` with one to four mutations."""
    data = bytearray(frame)
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(len(data) + 1)
        match draw.randrange(9):
            case 0 if at < len(data):
                data[at] ^= 1 << draw.randrange(8)
            case 1 if at < len(data):
                data[at] = draw.randrange(256)
            case 2 if at < len(data):
                data[at] = draw.choice(TAGS)
            case 3:
                data[at : at + 4] = struct.pack("<I", draw.choice(SIZES))
            case 4:
                data[at : at + 8] = struct.pack(
                    "<Q", draw.choice([*SIZES, 2**40, 2**63, 2**64 - 1])
                )
            case 5:
                del data[at : at + draw.randint(1, 9)]
            case 6:
                del data[at:]
            case 7:
                other = draw.choice(others)
                begin = draw.randrange(len(other))
                data[at:at] = other[begin : begin + draw.randint(1, 60)]
            case _:
                data[at:at] = draw.randbytes(draw.randint(1, 9))
    return bytes(data)


def invented(draw: random.Random) -> bytes:
    """Return a frame of tags and sizes at random."""
    parts = []
    for _ in range(draw.randint(1, 30)):
        parts.append(bytes([draw.choice(TAGS)]))
        if draw.random() < 0.6:
            parts.append(struct.pack("<I", draw.choice([0, 1, 2, 3, draw.choice(SIZES)])))
        if draw.random() < 0.2:
            parts.append(draw.randbytes(draw.randint(1, 16)))
    return b"".join(parts)


def try_frame(frame: bytes, lend: Callable[[Handle], Any] | None) -> str:
    """Decode a frame; what decodes must be plain, and come back from a second crossing."""
    try:
        value = decode(frame, lend)
    except WireError:
        return "refused"
    again = decode(encode(value), lend)
    assert encode(again) == encode(value), frame
    return "decoded"


def fuzz_frames(count: int, seed: int) -> Tally:
    """Decode `count` damaged frames; anything but `WireError` comes out of here."""
    draw, tally, frames = random.Random(seed), Tally(), seeds()
    for _ in range(count):
        whole = draw.random() < 0.9
        frame = damaged(draw, draw.choice(frames), frames) if whole else invented(draw)
        lend = (lambda handle: handle) if draw.random() < 0.5 else None
        tally.timed(lambda frame=frame, lend=lend: try_frame(frame, lend))
    return tally


# --- replies to a call ----------------------------------------------------------------------------


class Forger:
    """A transport whose child is hostile: asks for and answers what it likes."""

    def __init__(self, reply: bytes, asks: list[bytes]) -> None:
        self.reply, self.asks = reply, asks

    def close(self) -> None:
        pass

    def perform(self, request: bytes, answer: Callable[[bytes], bytes]) -> bytes:
        for ask in self.asks:
            decode(answer(ask)[1:])
        return self.reply


def deranged(draw: random.Random, value: Any, chance: float) -> Any:
    """Return plain data with some parts replaced, left out, doubled or added."""
    if draw.random() < chance:
        return draw.choice(ODD)
    if type(value) is dict:
        kept = {k: deranged(draw, v, chance) for k, v in value.items() if draw.random() > chance}
        return kept | ({draw.choice(["extra", "error", 1]): 1} if draw.random() < chance else {})
    if type(value) is RandomState and draw.random() < chance:
        return value._replace(state=draw.randrange(2**128), has_uint32=draw.randrange(3))
    if type(value) in (list, tuple):
        parts = [deranged(draw, v, chance) for v in value]
        return type(value)(parts * (2 if draw.random() < chance else 1))
    if type(value) is np.ndarray and draw.random() < chance:
        return draw.choice([value[:-1], value.T, value.astype("f4"), value * np.nan, value + 1e300])
    return value


def fuzz_replies(count: int, seed: int) -> Tally:
    """Answer `count` calls with forged replies, and make of each all that the grader makes."""
    draw, tally, forms, frames = random.Random(seed), Tally(), replies(), seeds()
    for number in range(count):
        if number % 2:
            reply = damaged(draw, framed(draw.choice(forms)), frames)
        else:
            reply = framed(deranged(draw, draw.choice(forms), draw.choice([0.01, 0.05, 0.3])))
        asked = draw.choice(["0", "0", "0", "1", "-1", "00", "\u0663", "x", ""]).encode()
        given = deranged(draw, draw.choice([(0.5,), [(0.5,), {"x": 1}]]), 0.2)
        ask = struct.pack("<I", len(asked)) + asked + encode(given)
        asks = [ask if draw.random() < 0.5 else damaged(draw, ask, frames)]
        tally.timed(lambda reply=reply, asks=asks: try_reply(reply, asks))
    return tally


def try_reply(reply: bytes, asks: list[bytes]) -> str:
    """Return the kind of fault, or `value`, once it was looked at in every way."""
    student, error = Student(Forger(reply, asks)), None
    try:
        student.f(Canvas(), lambda x: x + 1.0, np.random.default_rng(3), x=[1.0])
    except StudentFault as fault:
        error = fault
    outcome = outcome_of(error, student)
    if error is None:  # as if a check had not liked the answer
        from autograder.checks.compare import compare

        failure = compare(outcome.calls[0].value, [1.0, 2.0, 3.0], None, 1e-5)
        assert failure is not None
        outcome = Outcome(outcome.status, failure, outcome.calls)
    fingerprint_of(outcome)
    for hidden in (False, True):
        message = explain(outcome, hidden) or ""
        assert message == for_terminal(message)
        message.encode()
    return error.kind if error else "value"


# --- whole submissions' processes -----------------------------------------------------------------


def honest(seed: int) -> str:
    """Return what an undamaged call gives, to see that the engine tests the real thing."""
    dispatcher = Dispatcher(
        {"f": lambda ax, g, rng, x: g(x[0])}, lambda request: b"", lambda file: False
    )

    class Real:
        def close(self) -> None:
            pass

        def perform(self, request: bytes, answer: Callable[[bytes], bytes]) -> bytes:
            dispatcher.ask = answer
            return dispatcher.call(request)

    student = Student(Real())
    rng = np.random.default_rng(seed)
    return str(student.f(Canvas(), lambda x: x + 1.0, rng, x=[1.0]))


def main() -> None:
    """Run both parts and print what came out, how fast, and how much memory it took."""
    parser = argparse.ArgumentParser(description="Throw garbage at the wire.")
    parser.add_argument("--frames", type=int, default=1_000_000)
    parser.add_argument("--replies", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    assert honest(options.seed) == "2.0"
    for name, run, count in (
        ("frames", fuzz_frames, options.frames),
        ("replies", fuzz_replies, options.replies),
    ):
        began = time.perf_counter()
        with contextlib.suppress(KeyboardInterrupt):
            tally = run(count, options.seed)
        seconds = time.perf_counter() - began
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{count:,} {name} in {seconds:.1f} s: {dict(tally.outcomes)}")
        print(f"  the slowest took {tally.slowest * 1e3:.1f} ms; {megabytes:.0f} MB at most")
    assert tally.slowest < SLOW, MAX_FRAME


if __name__ == "__main__":
    main()
