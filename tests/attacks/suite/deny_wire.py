"""Attacks on the wire between grader and child: frames that are cut, forged or of odd form."""

from attacks.attack import collect, inside, loaded

ATTACKS, add = collect("deny")

DEADLINE = "One deadline covers the call; when it passes the child is killed from outside"
ITS_CELL = "it loads in each child afresh"


WIRE = """
def send(data):
    for fd in range(3, 64):
        try:
            os.write(fd, data)
        except OSError:
            pass
def frame(kind, value):
    payload = sys.modules["autograder.child.wire"].encode(value)
    return len(payload).to_bytes(4, "little") + kind + payload
"""
NO_WIRE = {"teeth": False, "because": "the naive grader has no wire", "stopped_at": "L1"}
add(
    "sends_part_of_a_frame",
    WIRE + inside("send((1 << 23).to_bytes(4, 'little') + b'd')\ntime.sleep(10**6)"),
    f"{DEADLINE}, however much of a frame has come.",
    stopped_at="L1",
)
add(
    "announces_a_frame_without_end",
    WIRE + inside("send(b'\\xff' * 5)\ntime.sleep(10**6)"),
    "A frame longer than the bound ends the child at once.",
    stopped_at="L1",
)
add(
    "drips_a_frame",
    WIRE
    + inside(
        """
    send((1 << 20).to_bytes(4, "little") + b"d")
    while True:
        send(b"N")
        time.sleep(0.05)
    """
    ),
    f"{DEADLINE}: each byte does not bring a new one.",
    stopped_at="L1",
)
add(
    "drips_news_of_cells",
    WIRE
    + loaded(
        """
    number = 0
    while "autograder.child.wire" in sys.modules:
        number += 1
        send(frame(b"c", (number, 1)))
        time.sleep(0.1)
    """
    ),
    "The whole of loading has a bound of its own, and cells come in order.",
    spoils=ITS_CELL,
    **NO_WIRE,
)
add(
    "repeats_news_of_one_cell",
    WIRE
    + loaded(
        """
    while "autograder.child.wire" in sys.modules:
        send(frame(b"c", (1, 1)))
        time.sleep(0.1)
    """
    ),
    "The whole of loading has a bound of its own.",
    spoils=ITS_CELL,
    **NO_WIRE,
)
add(
    "floods_news_of_printing",
    WIRE
    + inside(
        """
    while True:
        send(frame(b"p", 10**18))
    """
    ),
    f"{DEADLINE}, and no frame brings a new one.",
    **NO_WIRE,
)
REPLIES = {
    "an_error_at_infinity": '{"error": {"kind": "exception", "type": "E", "text": "", "bases": [], '
    '"frames": [("f", float("inf"), "g")]}}',
    "an_error_without_parts": '{"error": {"kind": []}}',
    "an_error_of_unknown_kind": '{"error": {"kind": "passed", "type": [], "text": {}, "bases": 5, '
    '"frames": {}}}',
    "no_value": "{}",
    "no_dict": "[1, 2]",
    "generators_out_of_nowhere": '{"value": 1, "generators": [1, 2, 3]}',
    "a_drawing": '{"value": 1, "drawn": {"lines": [{"x": 1}], "legend": 3}}',
    "a_change_without_end": '{"value": 1, "changed": ["x" * 900_000]}',
    "flags_of_all_kinds": '{"value": 1, "stale": 1, "global_random": [1], "changed": {3: 4}}',
    "a_key_that_is_none": "{None: None, (1, 2): {}}",
}
SPEAK = """
def speak(reply):
    frame, wire = sys._getframe(), sys.modules["autograder.child.wire"]
    while frame is not None:
        dispatcher = frame.f_locals.get("self")
        if type(dispatcher).__name__ == "Dispatcher":
            dispatcher.call = lambda request: wire.encode(reply)
        frame = frame.f_back
    send(frame_of(reply))
def frame_of(reply):
    return frame(b"d", reply)
"""
for name, reply in REPLIES.items():
    add(
        f"replies_with_{name}",
        WIRE + SPEAK + inside(f"speak({reply})"),
        "A reply of another form is the submission's crash, never an error of the grader.",
        spoils="its honest functions answer through the same dispatcher",
        **NO_WIRE,
    )
add(
    "sends_keys_that_collide",
    WIRE
    + inside(
        """
    import struct
    encode = sys.modules["autograder.child.wire"].encode
    pairs = b"".join(encode(n * (2**61 - 1)) + encode(0) for n in range(1, 60_000))
    reply = b"m" + struct.pack("<I", 1) + encode("value") + b"m" + struct.pack("<I", 59_999) + pairs
    send(struct.pack("<I", len(reply)) + b"d" + reply)
    time.sleep(10**6)
    """
    ),
    "A dictionary whose keys fall on one place is refused before it takes long.",
    **NO_WIRE,
)
NEWS = {
    "cells_at_infinity": ("c", '(float("inf"), 1)'),
    "cells_of_text": ("c", '("x", None)'),
    "endless_printing": ("p", 'float("inf")'),
    "printed_text": ("p", '"much"'),
    "a_report_at_infinity": ("l", '{"problems": [], "defined": [], "printed": float("inf")}'),
    "a_report_of_odd_problems": (
        "l",
        '{"problems": [{"cell": float("nan"), "type": [], "text": 1, '
        '"frames": [[1, float("inf"), 2]]}], "defined": 3, "printed": 0}',
    ),
    "an_odd_question": ("a", "(float('inf'), 5, 6)"),
}
for name, (kind, news) in NEWS.items():
    add(
        f"sends_news_of_{name}",
        WIRE
        + loaded(f"if 'autograder.child.wire' in sys.modules:\n    send(frame(b'{kind}', {news}))")
        + inside(f"send(frame(b'{kind}', {news}))"),
        "News of another form end the child, never the grader.",
        spoils=ITS_CELL,
        **NO_WIRE,
    )
