"""Every hint and guide: three tiers, short, easy to read, with a case, silent on the solution."""

from __future__ import annotations

import ast

import pytest
from factories.hint_rules import Solution, faults, grade, words_of
from factories.toy_course import ROOT
from selection import some

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog

COURSE = Catalog(ROOT).assignments
LONGEST_NOTICE = 50  # words: two or three lines below the line of the exercise

GOOD = (
    "The line starts at the right height, but it is only half as steep as the curve.",
    "A factor of one half does occur in Section 1.1. See which term it belongs to.",
    "A smaller case: from height 10 with slope 2, the step 3 leads to 16.",
)
HARD = (
    "Considerable multiplicative normalisation inconsistencies characterise approximately "
    "everything that your implementation's parametrisation subsequently communicates."
)


@pytest.fixture(params=COURSE, ids=lambda one: one.name)
def assignment(request: pytest.FixtureRequest) -> Assignment:
    found: Assignment = request.param
    return found


@pytest.fixture
def texts(assignment: Assignment) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The exercise and the tiers of each hint and guide, by its name."""
    found = {w.name: (w.exercise, tuple(w.hint.split("\n\n"))) for w in assignment.wrongs}
    guides = {f"guide of {g.exercise}": (g.exercise, g.tiers) for g in assignment.guides}
    return found | guides


def test_hints_are_short_and_easy_and_hold_a_case(texts):
    found = [f"{name}: {fault}" for name, (_, t) in texts.items() for fault in faults(t)]
    assert not found, "\n".join(found)


def test_no_hint_gives_the_solution_away(assignment, texts):
    solutions = {name: Solution.of(assignment, name) for name in assignment.exercises}
    found = [
        f"{name}: {fault}"
        for name, (exercise, tiers) in texts.items()
        for fault in solutions[exercise].given_away_by("\n".join(tiers))
    ]
    assert not found, "\n".join(found)


def test_no_hint_holds_the_answer_to_its_question(assignment):
    """An answer of one letter or digit stands in any text; longer ones only in the question."""
    for wrong in assignment.wrongs:
        if wrong.exercise == "questions":
            function = assignment.model[wrong.function]
            if function.__code__.co_argcount:
                continue  # it takes numbers of the student's own
            answer = str(function())
            if len(answer) > 1 and answer not in function.__doc__:
                assert answer not in wrong.hint, wrong.name


def test_notices_are_short_and_give_nothing_away(assignment):
    for guide in assignment.guides:
        assert guide.notice is not None
        assert len(words_of(guide.notice)) <= LONGEST_NOTICE, guide
        assert not list(Solution.of(assignment, guide.exercise).given_away_by(guide.notice))


def test_every_exercise_has_hints_and_a_guide_in_three_tiers(assignment):
    assert {g.exercise for g in assignment.guides} == set(assignment.exercises)
    assert {w.exercise for w in assignment.wrongs} == set(assignment.exercises)


# The rules themselves: each test plants one fault.


def test_a_good_hint_has_no_fault():
    assert list(faults(GOOD)) == []


@pytest.mark.parametrize(
    ("tiers", "fault"),
    [
        (GOOD[:2], "2 tiers"),
        ((*GOOD, "And so on."), "4 tiers"),
        ((GOOD[0] * 5, *GOOD[1:]), "words"),
        ((HARD, *GOOD[1:]), "grade"),
        ((*GOOD[:2], "What should happen with a shorter step, by Eq. 1.2?"), "no worked case"),
    ],
)
def test_a_bad_hint_is_found(tiers, fault):
    (found,) = faults(tiers)
    assert fault in found


def test_the_level_does_not_depend_on_code():
    assert grade("See `np.linalg.norm(x - y)`. It is 3.") == grade("See `x`. It is 3.")


def test_every_line_of_a_solution_is_known_again(assignment):
    """Pasted into a hint, the statements that compute something are found; short ones may stand."""
    for name in assignment.exercises:
        solution = Solution.of(assignment, name)
        for statement in some(solution.bodies, 2):
            lines = [run for run in [ast.unparse(statement)] if len(run) >= 40]
            for line in lines:
                pasted = "\n".join((*GOOD[:2], f"{GOOD[2]} Try this: {line}"))
                assert list(solution.given_away_by(pasted)), f"{name}: {line}"


@pytest.mark.parametrize(
    "hint",
    [
        "Return f0 + df0 * dx in the end.",
        "How about dx*df0 + f0?",
        "Have you tried (f0 - (-df0) * dx), perhaps?",
    ],
)
def test_a_formula_in_other_words_is_known_again(hint):
    solution = Solution.of(Catalog(ROOT).get("01_taylor"), "linear_approx")
    assert list(solution.given_away_by(hint))
    assert not list(solution.given_away_by("What is f0 for a step dx of 3 + 4 * 5?"))
