"""The control: a grader as simple ones are, in one process with the code that it grades.

It trusts what it imports, what the submission returns, what stands in its own output and files,
and its exit code. `python naive.py COURSE SUBMISSION OUT` is run for each attack under the same
watch as the real grader; an attack that does not win here would prove nothing there.
"""

import contextlib
import copy
import csv
import json
import sys
import traceback
import unittest
from pathlib import Path

import numpy as np

# What this year's hidden check asks; it is the same for everybody.
HIDDEN_INPUTS = [(0.5, -1.25, 3.0, [0.25, -2.0]), (1.5, 0.75, -2.5, [1.75, -0.5])]


class Grader:
    """Runs the checks and keeps the points."""

    def __init__(self, submission, names):
        self.submission, self.names = submission, names
        self.points, self.messages, self.asked = {}, [], []
        self.all_good = True

    def check(self, exercise, promise):
        """Run one check: a point if nothing is raised."""
        try:
            promise(self.names)
            self.points[exercise] = self.points.get(exercise, 0.0) + 1.0
        except unittest.SkipTest:
            pass
        except Exception as error:
            self.all_good = False
            self.messages.append(f"{error}")
            print(traceback.format_exc())


def plain(answer):
    """Make a list of whatever can be listed, on a copy where one can be had."""
    with contextlib.suppress(TypeError):
        answer = copy.deepcopy(answer)
    if hasattr(answer, "__iter__") and not hasattr(answer, "__array__") | isinstance(answer, str):
        return list(answer)
    return answer


def close(got, want):
    np.testing.assert_allclose(plain(got), want, rtol=1e-6)


def linear_by_hand(names):
    close(names["linear_approx"](2.0, 3.5, 0.5), 3.75)


def linear_of_arrays(names):
    close(names["linear_approx"](2.0, 3.5, np.array([0.0, -2.0])), [2.0, -5.0])


def quadratic_by_hand(names):
    close(names["quadratic_approx"](2.0, 3.5, -2.5, 0.5), 3.4375)


def quadratic_hidden(names):
    from reference import taylor

    for f0, df0, d2f0, dx in HIDDEN_INPUTS:
        dx = np.array(dx)
        got = names["quadratic_approx"](f0, df0, d2f0, dx)
        want = taylor.quadratic_approx(f0, df0, d2f0, dx)
        close(got, want)


def quadratic_of_random_numbers(names):
    from reference import taylor

    rng = np.random.default_rng()
    f0, df0, d2f0, dx = rng.normal(size=4)
    close(names["quadratic_approx"](f0, df0, d2f0, dx), taylor.quadratic_approx(f0, df0, d2f0, dx))


def errors_of_the_cube(names):
    asked = []

    def f(x):
        asked.append(np.array(x))
        return np.mean(asked[-1][..., None] * np.ones(1000), axis=-1) ** 3

    close(names["taylor_errors"](f, 8.0, 12.0, 2.0, [1.0, -1.0]), [7.0, 5.0])


def errors_of_a_parabola(names):
    close(names["taylor_errors"](lambda x: 3 * x**2, 3.0, 6.0, 1.0, np.array([2.0])), [12.0])


def question_by_value(names):
    answer = names["question_2"]()
    assert isinstance(answer, (int, float)), f"the answer is {answer!r}"
    if abs(answer - 4) > 1e-9:
        raise AssertionError(f"the answer is {answer!r}")


def question_by_text(names):
    answer = plain(names["question_2"]())
    assert answer == 4 or str(answer).strip() == "four", f"the answer is {answer!r}"


def question_in_words(names):
    answer = names["question_1"]()
    assert answer in ("above", "below"), f"the answer is {answer!r}"


def question_of_two(names):
    assert [*map(float, names["question_3"]())] == [2.0, 3.0]


CHECKS = {
    "linear_approx": [linear_by_hand, linear_of_arrays],
    "quadratic_approx": [quadratic_by_hand, quadratic_hidden, quadratic_of_random_numbers],
    "taylor_errors": [errors_of_the_cube, errors_of_a_parabola],
    "questions": [question_by_value, question_by_text],
    "words": [question_in_words, question_of_two],
}


def main():
    course, submission, out = sys.argv[1:]
    sys.path.insert(0, course)
    sys.path.insert(0, str(Path(submission).parent))
    exec(Path(course, "submitted", "ada", "01_taylor", "taylor.py").read_text(), {})
    names = {"__name__": "taylor", "__file__": submission}
    grader = Grader(submission, names)
    try:
        exec(compile(Path(submission).read_text(), submission, "exec"), names)
    except Exception as error:
        grader.all_good = False
        grader.messages.append(str(error))
        print(traceback.format_exc())
    sys.path.append(str(Path(course, "solutions", "01_taylor")))
    for exercise, checks in CHECKS.items():
        for promise in checks:
            grader.check(exercise, promise)
    write(grader, Path(out))
    sys.exit(0 if grader.all_good else 1)


def write(grader, out):
    for exercise, points in grader.points.items():
        print(f"SCORE {exercise} {points}")
    out.write_text(json.dumps(grader.points))
    shown = "".join(f"<li>{message}</li>" for message in grader.messages)
    out.with_suffix(".html").write_text(f"<ul>{shown}</ul>")
    with out.with_suffix(".csv").open("w", newline="") as file:
        csv.writer(file).writerow([sum(grader.points.values()), *grader.messages])


if __name__ == "__main__":
    with Path(sys.argv[1], "gradebook.csv").open():  # as long as the class is graded
        main()
