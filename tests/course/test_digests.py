"""A digest tells contents apart, and not the line ends of systems."""

from __future__ import annotations

from autograder.course.digests import digest_of


def test_only_line_ends_do_not_count():
    assert digest_of(b"one\r\ntwo\r\n") == digest_of(b"one\ntwo\n")
    others = [b"one\ntwo\n", b"one\ntwo", b"one two\n", b"one\rtwo\n", b""]
    assert len({digest_of(one) for one in others}) == len(others)
