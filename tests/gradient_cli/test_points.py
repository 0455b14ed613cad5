"""The points that a command line can write, and what is said of the others."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pytest

from autograder.gradient_cli.points import read


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("2.5", 2.5),
        ("2.5,", [2.5]),
        ("1,2,-0.5", [1.0, 2.0, -0.5]),
        ("1,2;3,4", [[1.0, 2.0], [3.0, 4.0]]),
        ("1,2;3,4 0.5,1 7", [[[1.0, 2.0], [3.0, 4.0]], [0.5, 1.0], 7.0]),
    ],
)
def test_numbers_arrays_matrices_and_several(text: str, plain: object):
    assert read(text).plain() == plain


@pytest.mark.parametrize("text", ["one", "1,nan", "1,2;3", "", " ", "inf", "1;;2"])
def test_anything_else_is_said_to_be_none_of_these(text: str):
    with pytest.raises(argparse.ArgumentTypeError, match="is no number, no list"):
        read(text)


def test_a_file_of_arrays(tmp_path: Path):
    W, b = np.arange(6.0).reshape(2, 3), np.ones(2)
    np.savez(tmp_path / "p.npz", W=W, b=b)
    point = read(str(tmp_path / "p.npz"))
    assert (point.names, point.told) == (("W", "b"), "p.npz")
    assert [np.shape(one) for one in point.value()] == [(2, 3), (2,)]
    np.save(tmp_path / "p.npy", W)
    assert read(str(tmp_path / "p.npy")).value().shape == (2, 3)


def test_files_that_hold_no_point(tmp_path: Path):
    (tmp_path / "no.npz").write_bytes(b"nothing")
    np.savez(tmp_path / "words.npz", a=np.array(["x"]))
    np.savez(tmp_path / "objects.npz", a=np.array([None]))
    for name, told in (
        ("no.npz", "cannot be read"),
        ("gone.npz", "cannot be read"),
        ("words.npz", "no array of finite real numbers"),
        ("objects.npz", "cannot be read"),
    ):
        with pytest.raises(argparse.ArgumentTypeError, match=told):
            read(str(tmp_path / name))
