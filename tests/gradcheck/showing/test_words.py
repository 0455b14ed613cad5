"""What students read of a wrong gradient: an observation, a question, and aligned numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.gradcheck import check
from autograder.gradcheck.faults.naming import name_fault
from autograder.gradcheck.showing.alignment import aligned, number
from autograder.gradcheck.showing.telling import estimated, tell
from autograder.gradcheck.showing.words import comparison, sentence

G = np.array([1.5, -2.0, 3.5, 0.25])
THETA = np.array([0.3, -1.2, 0.7, 2.1])
J = np.array([[1.5, 2.0, 3.0], [4.0, 5.5, -6.0]])


def told(claimed: Any, numeric: Any = G, examples: int | None = None) -> str:
    fault = name_fault(claimed, numeric, 1e-9, THETA, examples)
    assert fault is not None
    return sentence(fault, np.shape(numeric))


def changed(values: np.ndarray, where: Any, change: Any) -> np.ndarray:
    result = values.copy()
    result[where] += change
    return result


SENTENCES = [
    (2 * G, G, None, "2 times too large: did a 1/2 in front of the loss get lost"),
    (G / 2, G, None, "half as large as it should be: when a square is differentiated"),
    (7 * G, G, 7, "7 times too large, and there are 7 examples: is it the mean"),
    (G / 7, G, 7, "7 times too small, and there are 7 examples"),
    (7 * G, G, None, "7 times too large: which constant factor"),
    (-3 * G, G, None, "3 times too large and has the opposite sign"),
    (-G, G, None, "Every entry has the right size and the opposite sign."),
    (-2.0, 2.0, None, "The slope has the right size and the opposite sign."),
    (0.0, 2.0, None, "The slope is 0. Is what is computed also what is returned?"),
    (4.0, 2.0, None, "The slope is 2 times too large"),
    (2.7, 2.0, None, "The slope is another one. What does the function do when its input grows"),
    (0 * G, G, None, "Every entry is 0. Is what is computed also what is returned?"),
    (G / np.linalg.norm(G), G, None, "the length is 1, whatever the function"),
    (G[[0, 2, 1, 3]], G, None, "entry 1 holds what belongs to entry 2"),
    (G + 0.1 * THETA, G, None, "Every entry contains an extra 0.1 times the parameter itself"),
    (G - 0.1 * THETA, G, None, "lacks 0.1 times the parameter itself: has the function a penalty"),
    (
        changed(G, -1, 0.1 * THETA[-1]),
        G,
        None,
        "Entry 3, the last, contains an extra 0.1 times the parameter itself: if this is the bias",
    ),
    (
        changed(G, slice(-1), 0.1 * THETA[:-1]),
        G,
        None,
        "Every entry but the last contains an extra 0.1 times",
    ),
    (G + 0.3, G, None, "too large by the same amount, 0.3."),
    (G - 0.3, G, None, "too small by the same amount, 0.3."),
    (np.where([0, 1, 0, 0], -G, G), G, None, "but entry 1 has the opposite sign"),
    (np.where([0, 1, 1, 0], -G, G), G, None, "but entries 1 and 2 have the opposite sign"),
    (changed(G, 1, G[1]), G, None, "Entry 1 is wrong, all others are right: it is 2 times too la"),
    (changed(G, 1, 0.7), G, None, "Entry 1 is wrong, all others are right. What does"),
    (changed(G, [0, 3], [0.7, 0.3]), G, None, "Entries 0 and 3 are wrong, all others are right."),
    (changed(G[:2], 0, 0.7), G[:2], None, "Entry 0 is wrong, the other is right."),
    (changed(G, slice(None), [1, 2, 0.3, 5]), G, None, "All entries are wrong, by no common"),
    (changed(G, 2, np.inf), G, None, "Entry 2 is not finite."),
    (J.T, J, None, "Rows and columns are exchanged. Which index counts the outputs"),
    (J.ravel(), J, None, "The shape is not the one that is asked for."),
    (J[::-1], J, None, "row 0 holds what belongs to row 1. Which output"),
    (J[:, [1, 0, 2]], J, None, "column 0 holds what belongs to column 1. Which input"),
    (changed(J, 1, [1, 2, 4]), J, None, "Row 1 alone is wrong, all others are right. What does"),
    (changed(J, (slice(None), 2), J[:, 2]), J, None, "Column 2 alone is wrong, all others are"),
    (changed(J, (1, 1), 3), J, None, "Entry [1, 1] is wrong, all others are right."),
]


@pytest.mark.parametrize(("claimed", "numeric", "examples", "words"), SENTENCES)
def test_sentences(claimed, numeric, examples, words):
    found = told(claimed, numeric, examples)
    assert words in found
    assert found.endswith("?")


def test_numbers_stand_under_one_another_and_the_mark_under_them():
    lines = aligned(np.array([2.0, 4.0, -1.0]), np.array([1.0, 2.0, -0.5]), (1,))
    assert lines == [
        "analytic: [2.0  4.0  -1.0]",
        "numeric:  [1.0  2.0  -0.5]",
        "                  ^ entry 1",
    ]


def test_the_mark_stands_under_the_last_digit_of_its_entry():
    rng = np.random.default_rng(1)
    for size in (1, 2, 5, 8, 30):
        claimed, numeric = rng.normal(size=(2, size)) * 10.0 ** rng.integers(-8, 9, size=size)
        for where in range(size):
            one, other, mark = aligned(claimed, numeric, (where,))
            place = mark.index("^")
            begins = other.rfind(" ", 0, place) + 1
            assert float(other[begins : place + 1].lstrip("[")) == pytest.approx(
                numeric[where], rel=1e-4
            )
            assert len(one) == len(other)
            assert not other[place + 1].isdigit()


def test_long_vectors_and_matrices_are_cut_around_the_mark():
    long = np.arange(1000.0)
    lines = aligned(long, long + 1, (500,))
    assert max(map(len, lines)) < 80
    assert "500.0" in lines[0]
    assert "1000 in all" in lines[0]
    wide = np.arange(10_000.0).reshape(100, 100)
    lines = aligned(wide, wide + 1, (40, 60))
    assert max(map(len, lines)) < 100
    assert len(lines) <= 16
    assert any("row 40" in line and "4060.0" in line for line in lines)
    assert "(100 rows in all)" in lines[-1]
    assert sum("^ entry [40, 60]" in line for line in lines) == 1


def test_a_difference_is_always_seen():
    for gap in (1e-3, 1e-6, 1e-8):
        one, other, _ = aligned(np.array([1.0 + gap]), np.array([1.0]), (0,))
        assert one.split(":")[1].strip() != other.split(":")[1].strip()


def test_a_wrong_row_is_pointed_at():
    fault = name_fault(changed(J, 1, [1, 2, 4]), J, 1e-9)
    lines = comparison(changed(J, 1, [1, 2, 4]), J, fault, (1, 0), ("a", "b"))
    assert [line.endswith("<- this row") for line in lines] == [False, True, False, True]


@pytest.mark.parametrize(
    ("value", "text"),
    [(2.0, "2.0"), (-0.33333333, "-0.33333"), (1.5e-7, "1.5e-07"), (np.nan, "nan"), (1e9, "1e+09")],
)
def test_numbers(value, text):
    assert number(value) == text


def half_square(x):
    return np.sum(np.asarray(x) ** 2) / 2


def test_an_accepted_gradient():
    assert tell(check(half_square, lambda x: x, [1.0, 2.0, -0.5])).startswith(
        "Accepted: all 3 entries agree with the numeric gradient, to within "
    )
    assert tell(check(np.sin, np.cos, 0.3)).startswith("Accepted: it agrees with the numeric deri")


def test_a_rejected_gradient_shows_sentence_numbers_and_errors():
    found = tell(check(half_square, [1.0, 2.01, -0.5], [1.0, 2.0, -0.5])).split("\n")
    assert found[0].startswith("Rejected. Entry 1 is wrong, all others are right.")
    assert found[1:4] == [
        "  analytic: [1.0  2.01  -0.5]",
        "  numeric:  [1.0   2.0  -0.5]",
        "                     ^ entry 1",
    ]
    assert found[4].startswith("At entry 1 they differ by 0.01; the numeric one is off by ")


def test_a_mean_is_named_by_its_examples():
    def loss(x):
        return np.mean((np.asarray(x) - np.arange(7)) ** 2) / 2

    claimed = np.sum(2.5 - np.arange(7))
    assert "there are 7 examples" in tell(check(loss, claimed, 2.5), examples=7)


def test_a_transposed_jacobian_that_is_not_square():
    def f(x):
        return np.array([x[0] * x[1], x[0], x[1]])

    found = tell(check(f, [[3.0, 1.0, 0.0], [2.0, 0.0, 1.0]], [2.0, 3.0]))
    assert found.startswith("Rejected: the shape is (2, 3), not (3, 2).\nRows and columns are ex")


def test_a_kink_tells_both_slopes():
    found = tell(check(lambda x: np.abs(x).sum(), np.sign, [0.0, 2.0]))
    assert found.startswith("Accepted")
    assert "At entry 0 the function has a kink: its one-sided slopes are -1.0 and 1.0." in found


def test_a_jump_is_inconclusive_and_says_why():
    found = tell(check(lambda x: float(x > 1.0) + x, 1.0, 1.0))
    assert "Try another point." in found
    assert "At this point the function has no finite slope there" in found


def test_chance_is_noticed():
    rng = np.random.default_rng(0)
    found = tell(check(lambda x: float(x + 1e-3 * rng.normal()), 1.0, 1.0))
    assert "does the function draw at random?" in found


def test_random_directions_are_named_as_such():
    x = np.arange(1.0, 30.0)
    assert "along 3 random directions agree" in tell(check(half_square, x, x, directions=3))
    found = tell(check(half_square, x[::-1], x, directions=3))
    assert found.startswith("Rejected. The slopes along 3 random directions are others.")


def test_an_estimate_alone():
    found = estimated(check(half_square, [1.0, 2.0], [1.0, 2.0]))
    assert found.startswith("numeric: [1.0  2.0]\nThis numeric gradient is off by ")
