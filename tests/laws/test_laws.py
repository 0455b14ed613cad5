"""The laws turn red when something is wrong: each test plants one fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories.toy_course import TOY
from selection import some

from autograder.course.catalog import Catalog
from autograder.laws.laws import verify
from autograder.laws.matrix import show
from autograder.release.release import release

pytestmark = pytest.mark.slow


@pytest.fixture
def broken(lawful_course: Path, capsys: pytest.CaptureFixture[str]):
    """Change a file of the toy's source, verify, and return what is said of broken laws."""

    def plant(file: str, *changes: tuple[str, str]) -> str:
        path = lawful_course / "solutions" / TOY / file
        text = path.read_text()
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text)
        good = verify(Catalog(lawful_course).assignments)
        said = capsys.readouterr().out
        assert not good, said
        return said

    return plant


def test_the_toy_keeps_all_laws(lawful_course: Path, capsys: pytest.CaptureFixture[str]):
    assert verify(Catalog(lawful_course).assignments), capsys.readouterr().out
    assert show(Catalog(lawful_course).assignments[0]) == 0
    assert "0 holes" in capsys.readouterr().out


@pytest.mark.long
def test_a_wrong_model_solution(broken):
    said = broken("toy.py", ("return 2 * np.asarray(x)", "return 3 * np.asarray(x)"))
    assert "live: test_double_of_a_vector is failed" in said
    assert "isolated toy.ipynb" in said


@pytest.mark.long
def test_a_stub_that_is_solved_already(broken):
    begin = "### BEGIN SOLUTION\n"
    solved = f"return 2 * np.asarray(x)\n    {begin}    return 2"
    said = broken("toy.py", (f"{begin}    return 2", solved))
    assert "toy.py: test_double_of_a_vector is passed with 1 points" in said


@pytest.mark.long
def test_a_public_check_that_a_lazy_function_passes(broken):
    said = broken("test_public.py", ("[1.0, -2.5]), [2.0, -5.0]", "[0.0, 0.0]), [0.0, 0.0]"))
    for what in ("its first argument", "its last argument"):
        assert f"double: a function that returns {what} passes all public checks" in said
    assert "returns None" not in said
    said = broken("test_public.py", ("[0.0, 0.0]), [0.0, 0.0]", "0.0), 0.0"))
    assert "double: a function that returns 0 passes all public checks" in said


DOUBLED = "return 2 * np.asarray(x)"


@pytest.mark.long
def test_code_to_mend_is_wrong_and_its_mistake_is_known(broken):
    said = broken("toy.py", (DOUBLED, f"{DOUBLED}\n    ### STUDENTS GET\n    # {DOUBLED}"))
    assert "toy.py: test_double_of_a_vector is passed with 1 points" in said
    assert "toy.ipynb: double is given to be mended, and has no known mistake" in said


@pytest.mark.long
def test_a_known_mistake_may_be_given_to_be_mended(lawful_course: Path):
    path = lawful_course / "solutions" / TOY / "toy.py"
    given = f"{DOUBLED}\n    ### STUDENTS GET\n    # return np.asarray(x) ** 2"
    path.write_text(path.read_text().replace(DOUBLED, given))
    assert release(Catalog(lawful_course), check_only=False) == 0
    released = (lawful_course / "assignments" / TOY / "toy.py").read_text()
    assert "    return np.asarray(x) ** 2\n" in released
    assert verify(Catalog(lawful_course).assignments)


ASSERTIONS = [
    "expect(student.double([1.0, -2.5]), [2.0, -5.0])",
    "expect(student.both_sides(lambda x: x**3 + x**2, 2.0), 8.0)",
    'expect_that(isinstance(student.question_1(), (int, float)), "the answer is no number")',
]


@pytest.mark.parametrize("assertion", some(ASSERTIONS, 1))
def test_an_assertion_that_was_removed(broken, assertion):
    said = broken("test_public.py", (assertion, "pass"))
    assert "makes 0 comparisons" in said
    assert "the check compares nothing" in said
    assert "catches no wrong version" in said


@pytest.mark.long
def test_a_check_that_cannot_fail(broken):
    said = broken("test_hidden.py", ("expect(student.question_1(), 2)", "expect(2, 2)"))
    assert "test_question (questions) catches no wrong version" in said


@pytest.mark.long
def test_a_wrong_version_that_loses_nothing(broken):
    said = broken("misconceptions.py", ("return np.asarray(x) ** 2", "return 2 * np.asarray(x)"))
    assert "squares (double) loses no marks" in said


@pytest.mark.long
def test_two_wrong_versions_that_look_alike(broken):
    said = broken("misconceptions.py", ("return 2 * x**2", "return 2 * f(x)"))
    assert "is taken for ['one_side_twice', 'squares_itself']" in said


HINT = '''    """The number itself was given.

    Was it doubled?

    A smaller case: 4 doubled is 8.
    """
'''


@pytest.mark.long
def test_hints_and_guides_that_lack_a_part(broken):
    said = broken(
        "misconceptions.py",
        (HINT, ""),
        ("\n\n    A smaller case: of 2 lines", " Of 2 lines"),
        ("\n\n    Did you notice that doubling keeps the order of the numbers?", ""),
    )
    assert "answers_one has no hint" in said
    assert "the hint of no_names has 2 paragraphs; wanted are three" in said
    assert "the guide of double lacks a fourth paragraph, shown after full marks" in said


@pytest.mark.long
def test_an_exercise_without_a_guide(broken):
    said = broken("misconceptions.py", ('@guide("double")', '@guide("treble")'))
    assert 'double has no guide (@guide("double") in misconceptions.py)' in said
    assert "a guide is for treble, which is no exercise" in said


@pytest.mark.long
def test_checks_without_a_name_of_their_own_or_a_mark(broken):
    said = broken(
        "test_hidden.py",
        ('@pytest.mark.exercise("questions", points=1)\n', ""),
        ("def test_question(student)", "def test_plot_has_a_legend(student)"),
    )
    assert "a second check of this name" in said
    assert "has no mark `exercise`" in said


@pytest.mark.long
def test_a_released_file_that_was_edited(lawful_course: Path, capsys: pytest.CaptureFixture[str]):
    path = lawful_course / "assignments" / TOY / "toy.ipynb"
    path.write_text(path.read_text().replace("Twice", "Thrice"))
    assert not verify(Catalog(lawful_course).assignments)
    assert "toy.ipynb differs" in capsys.readouterr().out


@pytest.mark.long
def test_an_equation_that_the_reference_does_not_cite(lawful_course: Path, capsys):
    folder = lawful_course / "reference"
    folder.mkdir()
    (folder / "toy.py").write_text('"""Eq. 1.3 and Eqs. 1.5-1.6."""\n')
    assert not verify(Catalog(lawful_course).assignments)
    said = capsys.readouterr().out
    assert "teaches Eq. 1.2, which reference/ does not cite" in said
    assert "cites Eq. 1.6, which no check teaches" in said
