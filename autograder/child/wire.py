"""The codec between grader and child: plain data in length-bounded frames.

Only numbers, strings, bools, None, lists, tuples, dicts, numeric arrays, random generators and
the types of `wire_types` cross, in the layout of `layout`. Decoding runs no code of the sender: a
malformed frame raises `WireError`, nothing else.
"""

from __future__ import annotations

from autograder.child.decoder import decode, decode_answer
from autograder.child.encoder import encode

__all__ = [
    "decode",
    "decode_answer",
    "encode",
]
