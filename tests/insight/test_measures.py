"""The figures of a class, against hand-computed ones."""

import numpy as np
import pytest
from factories.class_results import drawn, mixed, of_student, scored

from autograder.course.assignment import Assignment
from autograder.insight.as_data import class_data
from autograder.insight.gather import gather
from autograder.insight.measures import discrimination, distribution
from autograder.insight.names import Names

NAN = float("nan")
KINDS = ("misconception", "explained_crash", "mend_first", "failed", "crashed", "timed_out")


def told(toy, results, problems=None, previous=None, names=None):
    names = names or Names()
    return class_data(gather(toy, results, problems or {}, names), previous, names, "")


def test_discrimination_by_hand():
    scores = np.array([[1.0, 1, 2], [1, 0, 2], [0, 1, 0], [0, 0, 0]])
    # With the rests 3 2 1 0, 3 3 0 0 and 2 1 1 0: 2 / √5, 0 and 2 / √8.
    assert discrimination(scores) == pytest.approx([2 / 5**0.5, 0, 2 / 8**0.5])


def test_discrimination_is_that_of_numpy():
    scores = np.random.default_rng(1).random((50, 4))
    rest = scores.sum(axis=1, keepdims=True) - scores
    expected = [np.corrcoef(scores[:, i], rest[:, i])[0, 1] for i in range(4)]
    assert discrimination(scores) == pytest.approx(expected)


@pytest.mark.parametrize(
    "scores",
    [
        np.zeros((0, 3)),
        np.ones((1, 3)),
        np.ones((4, 1)),
        np.full((5, 3), 0.1),  # their sums differ by rounding alone
        np.array([[1.0, 0.1, 0.2], [1, 0.1, 0.2], [1, 0.1, 0.2]]),
    ],
)
def test_without_a_spread_there_is_no_discrimination(scores):
    assert np.isnan(discrimination(scores)).all()


def test_an_exercise_alone_without_a_spread_has_none():
    found = discrimination(np.array([[1.0, 0, 0], [1, 1, 1], [1, 2, 2]]))
    assert np.isnan(found[0])
    assert found[1:] == pytest.approx([1, 1])


def test_students_without_a_verdict_are_left_out():
    scores = np.array([[1.0, 1, 2], [1, 0, 2], [0, 1, 0], [0, 0, 0], [NAN, 5, 0]])
    assert discrimination(scores) == pytest.approx([2 / 5**0.5, 0, 2 / 8**0.5])


def test_distribution_by_hand():
    found = distribution(np.array([0, 3, 9.9, 10, 7, NAN]), 10)
    assert found["students"] == 5
    assert found["mean"] == pytest.approx(5.98)
    assert [found[key] for key in ("lowest", "lower", "median", "upper")] == [0, 3, 7, 9.9]
    assert (found["full"], found["none"]) == (1, 1)
    assert found["histogram"] == [1, 0, 0, 1, 0, 0, 0, 1, 0, 2]


def test_a_score_on_an_edge_counts_to_its_right():
    found = distribution(np.arange(11) * 0.3, 3.0)
    assert found["histogram"] == [1] * 9 + [2]


def test_a_class_without_points_or_students():
    assert distribution(np.zeros(3), 0.0)["full"] == 0
    assert distribution(np.array([NAN]), 3.0)["mean"] is None


def test_difficulty_is_the_mean_share(toy: Assignment, results):
    scores = [(1, 2), (1, 0), (0, 2), (0, 0)]
    names = ("double", "both_sides")
    group = {
        f"s{i}": scored(results["solved"], {names[0]: (one, 1.0), names[1]: (two, 2.0)})
        for i, (one, two) in enumerate(scores)
    }
    found = {one["name"]: one for one in told(toy, group)["exercises"]}
    assert (found["double"]["difficulty"], found["both_sides"]["difficulty"]) == (0.5, 0.5)
    assert found["double"]["discrimination"] == 0.0
    assert found["double"]["status"] == {"passed": 2, "failed": 2}
    assert (found["double"]["lost"], found["both_sides"]["lost"]) == (2.0, 4.0)
    assert found["plot_line"]["difficulty"] is None


def test_who_did_not_begin_counts_in_one_of_two_figures(toy: Assignment, results):
    group = {"ada": results["solved"], "bob": mixed(results, double="stub")}
    found = told(toy, group)["exercises"][0]
    assert (found["name"], found["difficulty"], found["begun"]) == ("double", 0.5, 1.0)


def test_who_left_code_to_mend_as_it_is_did_not_begin_and_made_no_mistake(toy, results):
    left = mixed(results, double="squares")
    left["assignments"][0]["exercises"][0]["given_wrong"] = True
    group = {"ada": results["solved"], "bob": left, "cyd": mixed(results, double="squares")}
    found = told(toy, group)
    assert found["exercises"][0]["status"] == {"passed": 1, "not_started": 1, "failed": 1}
    (squares,) = [one for one in found["misconceptions"] if one["name"] == "squares"]
    assert squares["students"] == 1


def test_a_fault_of_ours_is_nobodys_zero(toy: Assignment, results):
    mine = of_student(results["solved"], "cyd")
    one = mine["assignments"][0]["exercises"][0]
    one["status"], one["score"] = "grader_error", 0.0
    one["checks"][0].update(status="grader_error", message="The grader itself failed here (E: x)")
    group = {"ada": results["solved"], "bob": results["stub"], "cyd": mine}
    found = told(toy, group)
    assert found["score"]["students"] == 2
    assert found["exercises"][0]["difficulty"] == 0.5
    assert {"kind": "grader_error", "student": "cyd"}.items() <= found["problems"][0].items()
    assert found["students"][2]["score"] is None


def test_known_wrong_versions_are_counted_with_hint_and_cost(toy: Assignment, results):
    group = {"ada": results["squares"], "bob": results["squares"], "cyd": results["stub"]}
    found = {one["name"]: one for one in told(toy, group)["misconceptions"]}
    assert found["squares"]["students"] == 2
    assert found["squares"]["hint"].startswith("Large numbers grow too fast.")
    lost = results["squares"]["assignments"][0]["exercises"][0]
    assert found["squares"]["lost"] == 2 * (lost["max_score"] - lost["score"])
    assert found["answers_one"]["exercise"] == "questions"


def test_two_misconceptions_in_one_exercise_count_each(toy: Assignment, results):
    mine = of_student(results["squares"], "ada")
    one = mine["assignments"][0]["exercises"][0]
    one["misconception"], one["hint"] = "squares, doubles_in_place", "Both hints in one."
    found = told(toy, {"ada": mine})["misconceptions"]
    assert {(one["name"], one["hint"].split(" ")[0]) for one in found} >= {
        ("squares", "Large"),
        ("doubles_in_place", "The"),
    }


def test_equal_unknown_answers_are_one_kind(toy: Assignment, results):
    group = dict.fromkeys(("ada", "bob", "cyd"), results["odd"]) | {"dee": results["stub"]}
    found = told(toy, group)
    kinds = {one["exercise"]: one for one in found["unknown"]}
    assert kinds["double"]["students"] == 3
    assert "17" in kinds["double"]["message"]
    assert kinds["double"]["samples"] == ["ada", "bob", "cyd"]
    assert "both_sides" not in kinds  # its crash is explained
    assert sum(found["crashes"].values()) == 3
    assert found["unknown_kinds"] == 1


def test_reasons_add_up_to_all_lost_points(toy: Assignment, results):
    data = told(toy, drawn(results, 40))
    missing = sum(data["max_score"] - one["score"] for one in data["students"])
    assert sum(data["lost"].values()) == pytest.approx(missing)
    assert sum(one["lost"] for one in data["exercises"]) == pytest.approx(missing)


def test_a_bonus_is_outside_of_the_totals_if_it_was_graded_as_one(toy, results):
    mine = mixed(results)
    first, *others = mine["assignments"][0]["exercises"]
    most = sum(one["max_score"] for one in (first, *others))
    assert told(toy, {"ada": mine})["max_score"] == most  # an older result names no bonus
    first["bonus"] = True
    assert told(toy, {"ada": mine})["max_score"] == most - first["max_score"]


def test_each_exercise_that_lost_points_counts_for_its_one_true_cause(toy: Assignment, results):
    """A misconception, an explained crash, what is to be mended first, and the unexplained."""
    waits = of_student(results["odd"], "cyd")
    for one in waits["assignments"][0]["exercises"]:
        if one["name"] == "both_sides":
            one["mend_first"] = "double"
    group = {"ada": results["squares"], "bob": results["odd"], "cyd": waits}
    rows = [
        (student, one["name"])
        for student, result in group.items()
        for one in result["assignments"][0]["exercises"]
        if one["score"] < one["max_score"] and one["status"] in ("failed", "crashed")
    ]
    found = told(toy, group)
    causes = {why: found["causes"].get(why, 0) for why in KINDS}
    assert sum(causes.values()) == len(rows)
    assert causes["explained_crash"] == sum(found["crashes"].values()) == 1  # bob's
    assert causes["mend_first"] == found["mend_first"]["double"] == 1  # cyd's, the same crash
    assert causes["failed"] == sum(one["students"] for one in found["unknown"]) == 2
    assert causes["misconception"] == 2  # ada's two: of a function, and of a question
    assert found["lost"].keys() == found["causes"].keys()
