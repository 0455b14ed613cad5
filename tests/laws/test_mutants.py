"""Law 7 on the toy course: what survives is named, and what is declared must be so."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from factories.toy_course import ROOT, TOY
from selection import number, tiers

from autograder.checks.session import with_checks
from autograder.cli import main
from autograder.course.catalog import Catalog
from autograder.errors import AutograderError
from autograder.laws.mutants import DECLARED, Found, declared, lines, not_planted, verify_mutants
from autograder.laws.mutations import mutants
from autograder.laws.survey import Survey

pytestmark = pytest.mark.slow
EQUAL = """
[[equal]]
function = "{}"
old = "{}"
new = "{}"
reason = "{}"
"""
DOUBLE = ("double", "return 2 * np.asarray(x)", "return np.round(2 * np.asarray(x), 4)")


@pytest.fixture
def source(own_course: Path) -> Path:
    return own_course / "solutions" / TOY


@pytest.mark.long
def test_survivors_are_named_and_a_declaration_settles_one(
    own_course: Path, source: Path, capsys: pytest.CaptureFixture[str]
):
    course = Catalog(own_course).assignments
    assert not verify_mutants(course)
    said = capsys.readouterr().out
    assert "✗ 01_toy: 7. No mutant survives: " in said
    assert "0 declared equal" in said
    assert f"      - {DOUBLE[1]}\n      + {DOUBLE[2]}\n" in said
    assert "return 3 * np.asarray(x)" not in said  # it loses marks

    (source / DECLARED).write_text(EQUAL.format(*DOUBLE, "the checks have whole numbers only"))
    assert not verify_mutants(course)
    said = capsys.readouterr().out
    assert "1 declared equal" in said
    assert DOUBLE[2] not in said


@pytest.mark.long
def test_time_that_ran_out_proves_nothing(
    own_course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """On a busy machine a check may need more than a mutant is given at first."""
    course = Catalog(own_course).assignments
    verify_mutants(course, sample=20)
    unhurried = capsys.readouterr().out
    monkeypatch.setattr("autograder.laws.mutants.SECONDS", 1e-4)
    verify_mutants(course, sample=20)
    assert capsys.readouterr().out == unhurried
    assert "np.round" in unhurried  # some do survive


def test_a_declaration_that_is_not_needed_is_an_error(
    own_course: Path, source: Path, capsys: pytest.CaptureFixture[str]
):
    lost = (*DOUBLE[:2], "return 3 * np.asarray(x)")
    unknown = (*DOUBLE[:2], "return 2 + 2")
    text = EQUAL.format(*lost, "why?") + EQUAL.format(*unknown, "why?")
    (source / DECLARED).write_text(text)
    assert not verify_mutants(Catalog(own_course).assignments)
    said = capsys.readouterr().out
    for mutant in (lost, unknown):
        assert f"{mutant[2]!r} is declared equal, but it loses marks or is no mutant" in said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[equal]]\nfunction = 1", "function, old, new and reason"),
        ("[[equal", "equal_mutants.toml"),
        (EQUAL.format(*DOUBLE, " "), "give the reason"),
    ],
)
def test_a_broken_declaration_is_told(own_course: Path, source: Path, text: str, told: str):
    (source / DECLARED).write_text(text)
    with pytest.raises(AutograderError, match=told):
        declared(Catalog(own_course).assignments[0])


def test_the_command_takes_a_sample(own_course: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.chdir(own_course)
    assert main(["verify", "--mutants", "--sample", "3", TOY]) in (0, 1)
    assert "No mutant survives: 3 tried" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["verify", "--mutants", "--sample", "0"])


@pytest.mark.long
def test_predictions_and_what_is_judged_by_its_result_are_not_planted_with_faults():
    assignment = Catalog(ROOT).get("07_training")

    def use(items: Mapping[Path, list[pytest.Item]]) -> dict[str, set[str]]:
        return not_planted(Survey(assignment, items))

    found = with_checks(ROOT, assignment.test_files(), use)
    predicted = {f"question_{number}" for number in range(1, 4)}
    assert found == {"prediction": predicted, "any_way": {"digit_reader"}}


def test_what_is_judged_by_its_result_is_said():
    assignment = Catalog(ROOT).get("07_training")
    (line,) = lines(assignment, Found(9, [], 0, [], ["digit_reader"]))
    assert line.endswith("0 declared equal; digit_reader is judged by its result alone")


@pytest.mark.long
def test_the_course_has_mutants_enough():
    sources = [one.source / f"{one.slug}.py" for one in Catalog(ROOT).assignments]
    assert sum(len(list(mutants(path.read_text()))) for path in sources) > 2_000


@pytest.mark.parametrize(
    "assignment", tiers(Catalog(ROOT).assignments, 2, in_rest=2), ids=lambda one: one.name
)
def test_a_sample_of_the_courses_mutants_loses_marks(
    assignment, capsys: pytest.CaptureFixture[str]
):
    """The whole of them takes minutes: `autograder verify --mutants`."""
    assert verify_mutants([assignment], sample=number(16, 60)), capsys.readouterr().out
