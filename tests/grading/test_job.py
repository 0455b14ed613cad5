"""Grading from outside: what a submission earns and what its author reads."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from factories.toy_course import ROOT, TOY, as_notebook, exercise, with_body

from autograder.course.assignment import Assignment
from autograder.feedback.diagnosis import tiers_together
from autograder.grading.grader import grade

pytestmark = pytest.mark.slow

FULL = 10.0


def test_the_solution_earns_everything_in_both_faces(graded, solved):
    assert graded(solved)["score"] == FULL
    assert graded(json.dumps(as_notebook(solved)), "toy.ipynb")["score"] == FULL


def test_the_stub_earns_nothing_and_is_not_started(graded, bare):
    data = graded(bare)
    assert (data["score"], data["max_score"], data["problems"]) == (0.0, FULL, [])
    assert {e["status"] for e in data["exercises"]} == {"not_started"}


def test_a_wrong_version_is_named_with_its_hint(graded, bare):
    data = graded(with_body(bare, "double", "return [v * v for v in x]"))
    found = exercise(data, "double")
    assert (found["status"], found["misconception"]) == ("failed", "squares")
    assert found["hint"].startswith("Large numbers grow too fast.")
    assert (len(found["tiers"]), found["notice"]) == (3, None)
    assert "\n\n".join(found["tiers"]) == found["hint"]


def test_an_unknown_fault_is_not_named(graded, bare):
    found = exercise(graded(with_body(bare, "double", "return np.asarray(x) + 1.7")), "double")
    assert (found["status"], found["misconception"], found["hint"]) == ("failed", None, None)
    assert found["tiers"][2].startswith("A smaller case: the double of 7")


def test_full_marks_bring_a_notice_and_nothing_else_does(graded, solved, bare):
    for found in graded(solved)["exercises"]:
        assert found["notice"].startswith("Did you notice")
        assert found["tiers"] == []
    for found in graded(bare)["exercises"]:
        assert found["notice"] is None
        assert len(found["tiers"]) == 3


def test_two_wrong_functions_are_told_of_tier_by_tier():
    hints = [["Seen 1.\n\nLook 1.\n\nCase 1."], ["Seen 2.", "Seen 3.\n\nLook 3."]]
    assert tiers_together(hints) == (
        "Seen 1.\n\nSeen 2.\n\nOr: Seen 3.",
        "Look 1.\n\nLook 3.",
        "Case 1.",
    )


def test_the_public_message_shows_call_answer_and_expectation(graded, bare):
    data = graded(with_body(bare, "double", "return np.asarray(x) + 1.75"))
    public, hidden = exercise(data, "double")["checks"]
    assert "double([1.0, -2.5])" in public["message"]
    assert "returned [2.75, -0.75]" in public["message"]
    assert "expected [2, -5]" in public["message"]
    assert hidden["message"] == "Checked with inputs that are not shown."


def test_a_crash_shows_only_lines_of_the_submission(graded, bare):
    text = with_body(bare, "double", "return x[7]")
    public, hidden = exercise(graded(text), "double")["checks"]
    line = text.split("\n").index("    return x[7]") + 1
    assert public["status"] == hidden["status"] == "crashed"
    assert "\n  stopped with IndexError: list index out of range\n" in public["message"]
    assert public["crash"] == "index_out_of_bounds"
    assert f"toy.py, line {line}, in double" in public["message"]
    assert "autograder" not in public["message"]
    assert "out of bounds" not in hidden["message"]


def test_changing_an_argument_is_noticed_and_named(graded, bare):
    data = graded(with_body(bare, "double", "for i in range(len(x)): x[i] *= 2\nreturn x"))
    found = exercise(data, "double")
    assert "changed its argument x" in found["checks"][0]["message"]
    assert found["misconception"] == "doubles_in_place"


def test_an_answer_that_changes_later_is_noticed(graded, bare):
    body = "global kept\nkept = globals().get('kept', np.zeros(3))\nkept += 1\nreturn kept"
    text = with_body(bare, "draw_one", f"{body}\n")
    messages = [c["message"] for c in exercise(graded(text), "draw_one")["checks"]]
    assert any("changed what an earlier call had returned" in str(m) for m in messages)


def test_the_global_random_state_is_noticed(graded, bare):
    data = graded(with_body(bare, "draw_one", "return int(np.random.randint(n))"))
    assert "global random state" in exercise(data, "draw_one")["checks"][0]["message"]


def test_random_exercises_are_diagnosed_by_what_they_break(graded, bare):
    data = graded(with_body(bare, "draw_one", "return rng.choice(np.arange(n + 1))"))
    assert exercise(data, "draw_one")["misconception"] == "one_too_many"


def test_an_ignored_callable_is_named(graded, bare):
    data = graded(with_body(bare, "both_sides", "return x**2 + x**2"))
    found = exercise(data, "both_sides")
    assert found["misconception"] == "squares_itself"


def test_the_figure_is_judged_by_what_was_drawn(graded, bare):
    data = graded(with_body(bare, "plot_line", "ax.plot(x, x)"))
    assert exercise(data, "plot_line")["misconception"] == "no_names"
    ok = "line, = ax.plot(x, x, marker='o', markevery=[0])\nax.legend(['the line'])"
    assert exercise(graded(with_body(bare, "plot_line", ok)), "plot_line")["score"] == 2.0


def test_pyplot_in_the_function_is_harmless(graded, bare):
    body = "import matplotlib.pyplot as plt\nplt.figure()\nax.plot(x, x, label='a')\n"
    body += "ax.scatter(x[:1], x[:1])\nax.legend()\nplt.show()"
    assert exercise(graded(with_body(bare, "plot_line", body)), "plot_line")["score"] == 2.0


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("return None", "There is no `return` with a value in your `double`"),
        ("return 'ten'", "returned text, 'ten'"),
        ("return (v for v in x)", "returned a generator"),
        ("return {1: 2}", "returned a dictionary"),
        ("return double", "returned a function itself, not what it gives"),
        ("return [2.0, None]", "returned a list with None"),
        ("return [[2.0], [-5.0]]", "an axis of length 1 too many"),
        ("return np.array(2j)", "returned complex numbers"),
        ("return np.zeros(10**7)", "too large to grade"),
        ("return float('nan')", "returned the shape ()"),
    ],
)
def test_odd_answers_get_a_clear_sentence(graded, bare, body, message):
    check = exercise(graded(with_body(bare, "double", body)), "double")["checks"][0]
    assert check["status"] == "failed"
    assert message in check["message"]


def test_a_renamed_function_is_reported_once_with_a_guess(graded, solved):
    data = graded(solved.replace("def double(", "def duoble("))
    first, second = exercise(data, "double")["checks"]
    assert first["status"] == "failed"
    assert "There is no function `double`. Is it the one called `duoble`?" in first["message"]
    assert second["status"] == "blocked"
    assert data["score"] == FULL - 3


def test_a_missing_function_is_not_taken_for_another_one_that_is_asked_for(tmp_path):
    work = tmp_path / "gradients.py"
    work.write_text('def question_1():\n    return "D"\n')
    (result,) = grade([Assignment(ROOT, "02_gradients")], work, public_only=True).assignments
    told = [check.message or "" for found in result.exercises for check in found.checks]
    assert any("There is no function `question_2`." in one for one in told)
    assert not [one for one in told if "Is it the one" in one]


def test_a_name_that_is_overwritten_is_explained(graded, solved):
    data = graded(solved + "\n# %%\ndouble = double([1.0])\n")
    assert "is no function any more" in exercise(data, "double")["checks"][0]["message"]


def test_a_wrong_number_of_parameters_is_explained_once(graded, solved):
    data = graded(solved.replace("def double(x)", "def double(x, times)"))
    first, second = exercise(data, "double")["checks"]
    assert "missing a required argument: 'times'" in first["message"]
    assert second["status"] == "blocked"


def test_a_function_that_waits_for_another_is_blocked(graded, bare):
    data = graded(with_body(bare, "both_sides", "return double(f(x))"))
    check = exercise(data, "both_sides")["checks"][0]
    assert check["status"] == "blocked"
    assert "Waits for `double`" in check["message"]


def test_a_later_check_waits_for_the_one_it_names(graded, bare):
    data = graded(with_body(bare, "both_sides", "return f(x)"))
    assert exercise(data, "both_sides")["checks"][1]["status"] == "blocked"


def test_an_endless_loop_costs_only_its_exercise(graded, solved):
    data = graded(solved.replace("return 2 * np.asarray(x)", "while True: pass"), seconds=2.5)
    first, second = exercise(data, "double")["checks"]
    assert (first["status"], second["status"]) == ("timed_out", "blocked")
    assert "Stopped after 2.5 s in double(" in first["message"]
    assert "does every loop end?" in first["message"]
    assert data["score"] == FULL - 3


def test_ending_the_process_costs_only_its_exercise(graded, solved):
    data = graded(solved.replace("return 2 * np.asarray(x)", "import os; os._exit(0)"))
    assert exercise(data, "double")["checks"][0]["status"] == "crashed"
    assert data["score"] == FULL - 3


def test_sys_exit_in_a_function_costs_only_its_exercise(graded, solved):
    data = graded(solved.replace("return 2 * np.asarray(x)", "raise SystemExit(0)"))
    assert exercise(data, "double")["checks"][0]["message"].count("stopped with SystemExit") == 1
    assert data["score"] == FULL - 3


def test_too_much_memory_costs_only_its_exercise(graded, solved):
    body = "return np.ones((10**6, 10**5))"
    data = graded(solved.replace("return 2 * np.asarray(x)", body))
    assert "MemoryError" in exercise(data, "double")["checks"][0]["message"]
    assert data["score"] == FULL - 3


def test_much_printed_text_is_harmless(graded, solved):
    printing = "print('x' * 10**7)"
    data = graded(
        solved.replace("    return 2 *", f"    {printing}\n    return 2 *")
        + f"\n# %%\n{printing}\n"
    )
    assert data["score"] == FULL
    assert "printed 10,000,000 characters or more" in data["problems"][0]


def test_equal_runs_give_equal_json_and_students_differ(graded, bare):
    text = with_body(bare, "double", "raise ValueError(list(x))")
    assert graded(text, student="ada") == graded(text, student="ada")


def test_a_check_of_ours_that_breaks_is_never_the_students_zero(own_course: Path, solved: str):
    hidden = own_course / "solutions" / TOY / "test_hidden.py"
    text = hidden.read_text().replace("expect(student.double(x), x + x)", "expect(no, x)")
    hidden.write_text(text)
    (own_course / "toy.py").write_text(solved)
    report = grade([Assignment(own_course, TOY)], own_course / "toy.py")
    assert report.grader_failed
    assert report.score == report.max_score == FULL - 2


def test_a_student_bundle_diagnoses_from_hints(own_course: Path, bare: str):
    shutil.rmtree(own_course / "solutions")
    stub = own_course / "assignments" / TOY / "toy.py"
    stub.write_text(with_body(bare, "double", "return [v * v for v in x]"))
    (result,) = grade([Assignment(own_course, TOY)]).assignments
    assert result.exercises[0].misconception == "squares"
    assert result.exercises[1].tiers[0].startswith("The function is asked on both sides")
    assert result.max_score == 4.0
    assert result.later_points == 6.0


def test_a_wide_and_deep_answer_is_shown_briefly(graded, bare):
    body = "v = 1\nfor _ in range(5): v = [v] * 9\nreturn v"
    message = exercise(graded(with_body(bare, "double", body)), "double")["checks"][0]["message"]
    assert len(message) < 5_000
