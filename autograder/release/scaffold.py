"""`autograder new NN_slug`: writes a small assignment that obeys every law, as a template."""

from __future__ import annotations

from pathlib import Path

from autograder.course.assignment import ASSIGNMENTS, SOLUTIONS
from autograder.course.catalog import NAME, Catalog
from autograder.errors import AutograderError
from autograder.release.release import derive_all
from autograder.report.terminal import StandardOutput

TEXT = '''# %% [markdown]
# # {title}
#
# What is this assignment about, and why does it matter? One paragraph, then a picture.
# %%
import numpy as np
# %% [markdown]
# ## Exercise 1: the square
#
# Motivation, the equation, and what to watch for.
# %% The square exercise="square"
def square(x):
    """Return x squared.

    x : a number or an array of shape (P,); the result is shaped like x.
    Example by hand: square(-3) is 9.
    """
    ### BEGIN SOLUTION
    return np.asarray(x) ** 2
    ### END SOLUTION
'''

PUBLIC = '''"""Checks of {name} that students get."""

import pytest

from autograder.checks import expect


@pytest.mark.exercise("square", points=1)
def test_square_of_several_numbers(student):
    """Every entry is multiplied by itself, whatever its sign."""
    expect(student.square([-3.0, 0.5, 2.0]), [9.0, 0.25, 4.0])
'''

HIDDEN = '''"""Checks of {name} that stay with the instructor."""

import pytest

from autograder.checks import expect


@pytest.mark.exercise("square", points=3)
def test_square_of_random_numbers(student, rng):
    """The square is right for any numbers, small and large, few and many."""
    for size, count in [(1e-3, 5), (1.0, 120), (1e3, 5)]:
        x = size * rng.normal(size=count)
        expect(student.square(x), x * x)
'''

WRONG = '''"""Known wrong versions of {name}; each docstring is the hint that a student sees."""

import numpy as np

from autograder.checks import guide, misconception


@guide("square")
def the_square():
    """The square of a number is the number times itself, and it is never negative.

    Try three numbers by hand, one below 0, one between 0 and 1, one above 1, and compare.

    A smaller case: a square tile with sides of 4 cm has an area of 16 square cm. With sides twice
    as long the area is 64 square cm, four times as much.

    Did you notice that a number between 0 and 1 has a square smaller than itself?
    """


@misconception("square")
def doubled(x):
    """The values grow evenly with x, not ever faster.

    Try x = 3 by hand: what does the definition give, and what does your function give?

    A smaller case: a square tile of side 5 has the area 25, two sides laid end to end measure 10.
    Which of the two is asked for?
    """
    return 2.0 * np.asarray(x)


@misconception("square")
def sign_kept(x):
    """Negative numbers give negative results.

    Work out (-3) times (-3) by hand and compare.

    A smaller case: (-1) times (-1) is 1. Can a number times itself ever be negative?
    """
    return np.asarray(x) * np.abs(x)
'''


def scaffold(root: Path, name: str) -> int:
    """Write `solutions/NN_slug/` and derive its `assignments/NN_slug/`; return the exit code."""
    if not NAME.fullmatch(name):
        raise AutograderError(
            f"{name!r} is no name for an assignment: two digits, _, a word, as in 07_momentum."
        )
    folder = root / SOLUTIONS / name
    if folder.exists() or (root / ASSIGNMENTS / name).exists():
        raise AutograderError(f"{name} is there already, in {folder}: choose another name.")
    slug = name.split("_", 1)[1]
    console = StandardOutput()
    folder.mkdir(parents=True)
    parts = {f"{slug}.py": TEXT, "test_public.py": PUBLIC, "test_hidden.py": HIDDEN}
    for file, template in {**parts, "misconceptions.py": WRONG}.items():
        text = template.replace("{title}", slug.replace("_", " ").capitalize())
        (folder / file).write_text(text.replace("{name}", name), encoding="utf-8")
        console.print(f"wrote {(folder / file).relative_to(root)}")
    catalog = Catalog(root)
    for path, text in derive_all(catalog, [catalog.get(name)]).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
        console.print(f"wrote {path}")
    console.print(f"Now: autograder verify {name}, then write over it and verify again.")
    console.print(f"At last: autograder verify --mutants {name}, which plants small faults.")
    return 0
