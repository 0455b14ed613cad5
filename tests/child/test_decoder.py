"""Garbage on the wire: damaged frames, forged replies, and frames made to cost much."""

from __future__ import annotations

import os
import struct
import threading
import time
import tracemalloc
from itertools import product
from typing import Any

import numpy as np
import pytest
from programs import fuzz_wire
from selection import number

from autograder.child import channel
from autograder.child.channel import MAX_FRAME
from autograder.child.layout import MAX_DEPTH, MAX_GENERATORS, MAX_SAME_HASH, MAX_VALUES
from autograder.child.wire import decode, decode_answer, encode
from autograder.child.wire_types import WireError
from autograder.sandbox import validate

FRAMES, REPLIES = number(8_000, 20_000), number(800, 2_000)


def test_damaged_frames_raise_nothing_but_the_wires_own_error():
    tally = fuzz_wire.fuzz_frames(FRAMES, seed=7)
    assert tally.outcomes["refused"] > FRAMES / 2
    assert tally.outcomes["decoded"] > FRAMES / 50
    assert tally.slowest < fuzz_wire.SLOW


def test_forged_replies_give_faults_or_values_that_can_be_shown():
    tally = fuzz_wire.fuzz_replies(REPLIES, seed=7)
    assert {"died", "value", "exception", "changed", "stale"} <= set(tally.outcomes)
    assert tally.slowest < fuzz_wire.SLOW


def test_the_fuzzer_begins_with_what_is_right():
    assert fuzz_wire.honest(3) == "2.0"
    for frame in fuzz_wire.seeds():
        assert fuzz_wire.try_frame(frame, lambda handle: handle) == "decoded"


def test_reports_of_a_load_are_taken_or_refused():
    draw = fuzz_wire.random.Random(3)
    problem = {"cell": 2, **{k: fuzz_wire.fault()[k] for k in ("type", "text", "frames")}}
    problem["lost"] = ["g"]
    whole = {"problems": [problem], "defined": ["f"], "printed": 7, "failed": 1}
    taken = 0
    for _ in range(2_000):
        try:
            problems, defined, printed, _ = validate.report(fuzz_wire.deranged(draw, whole, 0.1))
        except WireError:
            continue
        taken += 1
        assert printed >= 0
        assert all(type(name) is str for name in defined)
        assert all(one["text"].isprintable() or "\n" in one["text"] for one in problems)
    assert 100 < taken < 1_900


def sized(tag: bytes, size: int) -> bytes:
    return tag + struct.pack("<I", size)


def array(code: int, *shape: int, data: bytes = b"", tag: bytes = b"a") -> bytes:
    return tag + struct.pack(f"<BB{len(shape)}Q", code, len(shape), *shape) + data


def generator(inc: int = 1, flag: int = 0) -> bytes:
    return b"r" + bytes(16) + inc.to_bytes(16, "little") + struct.pack("<BI", flag, 0)


REFUSED = {
    "nothing": b"",
    "no such tag": b"?",
    "a list that promises more than there is": sized(b"l", 2**31) + b"N" * 100,
    "a text that promises more than there is": sized(b"s", 2**32 - 1),
    "a text that is no UTF-8": sized(b"s", 2) + b"\xff\xfe",
    "a text with half a character": sized(b"s", 3) + "\ud800".encode("utf-8", "surrogatepass"),
    "an integer of megabytes": sized(b"I", 10**6) + b"\x7f" * 10**6,
    "an array whose size overflows": array(11, 2**63, 2**63, 2**63),
    "an empty array of an absurd shape": array(11, 0, 2**62),
    "an empty array that sums to terabytes": array(11, 0, 10**12),
    "many empty arrays of megabytes": sized(b"l", 3) + array(11, 0, 10**6) * 3,
    "too many axes": array(11, *[1] * 33, data=bytes(8)),
    "no such type of numbers": array(14, 1, data=bytes(16)),
    "a truth value of 2": array(0, 3, data=b"\0\2\1"),
    "a scalar with an axis": array(11, 1, data=bytes(8), tag=b"g"),
    "bytes left over": b"NN",
    "a dict with a list as key": sized(b"m", 1) + sized(b"l", 0) + b"N",
    "a dict with an array in a key": sized(b"m", 1) + sized(b"t", 1) + array(1, 0) + b"N",
    "a dict with a key twice": sized(b"m", 2) + b"TN" + b"i" + struct.pack("<q", 1) + b"N",
    "a generator that stands still": generator(inc=0),
    "a generator of an even increment": generator(inc=2),
    "a generator with a flag of 2": generator(flag=2),
    "too many generators": sized(b"l", MAX_GENERATORS + 1) + generator() * (MAX_GENERATORS + 1),
    "a name with control codes": sized(b"o", 4) + b"\x1b[2J",
    "a name of two lines": sized(b"o", 3) + b"a\nb",
    "a name of a thousand letters": sized(b"o", 1000) + b"a" * 1000,
    "a row of floats that promises more": sized(b"D", 2**31) + bytes(800),
    "a row of floats cut off": sized(b"D", 100) + bytes(799),
    "a row of too many integers": sized(b"J", MAX_VALUES) + bytes(8 * MAX_VALUES),
    "a row of floats too deep": sized(b"l", 1) * MAX_DEPTH + sized(b"D", 1) + bytes(8),
    "lists in lists without end": sized(b"l", 1) * 100_000,
    "a million values": sized(b"l", 10**6) + b"N" * 10**6,
    "more bytes than can cross": b"N" * (MAX_FRAME + 1),
}


@pytest.mark.parametrize("frame", REFUSED.values(), ids=REFUSED.keys())
def test_a_malformed_frame_is_refused_at_once_and_without_memory(frame):
    tracemalloc.start()
    try:
        began = time.thread_time()
        with pytest.raises(WireError):
            decode(frame)
        assert time.thread_time() - began < fuzz_wire.SLOW
        assert tracemalloc.get_traced_memory()[1] < 4 * MAX_FRAME
    finally:
        tracemalloc.stop()


def colliding(count: int) -> list[Any]:
    """Tuples of -1.0 and -2.0: the hashes of both floats, and so those of all tuples, are equal."""
    assert hash(-1.0) == hash(-2.0)
    return [key for key, _ in zip(product([-1.0, -2.0], repeat=16), range(count), strict=False)]


def test_keys_that_collide_cannot_stop_the_grader():
    few = dict.fromkeys(colliding(MAX_SAME_HASH), 0)
    assert decode(encode(few)) == few
    key, count = encode(colliding(1)[0]), 8_000
    frame = sized(b"m", count) + b"".join(encode(key) + b"N" for key in colliding(count))
    assert len(key) * count < MAX_FRAME
    began = time.thread_time()
    with pytest.raises(WireError, match="collide"):
        decode(frame)
    assert time.thread_time() - began < fuzz_wire.SLOW


def test_a_long_text_among_many_values_is_refused_in_answers():
    frame = encode(["x" * 100_000, *[0.0] * 1_000])
    assert len(decode(frame)) == 1_001
    with pytest.raises(WireError, match="among many"):
        decode_answer(frame)
    assert decode_answer(encode(["word"] * 10_000)) == ["word"] * 10_000
    assert len(decode_answer(encode("x" * 100_000))) == 100_000


def test_the_largest_frames_take_little_time():
    values = [[0.5] * 199_000, np.zeros(MAX_FRAME // 8 - 8), {str(n): n for n in range(60_000)}]
    for value in values:
        began = time.thread_time()
        decode(encode(value))
        assert time.thread_time() - began < fuzz_wire.SLOW


def test_a_channel_reads_frames_that_drip_and_refuses_to_wait_for_too_much():
    read, write = os.pipe()
    one = channel.Channel(read, write)
    try:
        whole = struct.pack("<IB", 5, channel.DONE[0]) + b"hello"
        dripping = threading.Thread(target=lambda: [os.write(write, bytes([b])) for b in whole])
        dripping.start()
        assert one.receive() == (channel.DONE, b"hello")
        dripping.join()
        os.write(write, struct.pack("<IB", MAX_FRAME + 1, 0))
        with pytest.raises(WireError, match="announced"):
            one.receive()
        os.write(write, struct.pack("<IB", 5, 0) + b"hel")
        os.close(write)
        with pytest.raises(EOFError):
            one.receive()
    finally:
        os.close(read)
