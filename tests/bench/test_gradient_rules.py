"""The benchmark of the gradient checker: rules are asked fairly, and answers are counted right."""

from __future__ import annotations

import io
import sys
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from parts import peers
from rich.console import Console

from bench.gradients import __main__ as bench
from bench.gradients import cases, special, tables
from bench.gradients.handwritten import HANDWRITTEN
from bench.gradients.peers import PEERS
from bench.gradients.rules import (
    ACCEPT,
    CS231N,
    INCONCLUSIVE,
    NAIVE,
    OURS,
    OWN_RULES,
    REJECT,
    WITH_ATOL,
    WITH_COMPLEX,
    Answer,
    Counted,
    Rule,
    ask,
    by_estimate,
)
from bench.gradients.scores import SCALE_1, SCALED, UNSCALED, Planter, Score, Tally, judge

pytestmark = pytest.mark.long


def case_of(name: str, placement: str = "scale 1") -> cases.Case:
    subject = next(subject for subject in HANDWRITTEN if subject.name == name)
    return next(cases.cases_of(subject, np.random.default_rng(7), [placement]))


# What is counted apart.


@pytest.mark.parametrize("one", list(special.kinks()), ids=lambda one: one.name)
def test_legitimate_subgradients_lie_between_the_one_sided_slopes(one):
    scale, h = one.f.scale[0], 2.0**-26
    for i, step in enumerate(h * scale * np.eye(len(one.x))):
        at = one.f(one.x)
        slopes = sorted(
            [(one.f(one.x + step) - at) / (h * scale), (at - one.f(one.x - step)) / (h * scale)]
        )
        slack = 1e-6 * one.f.amplitude / scale
        assert all(slopes[0] - slack <= g[i] <= slopes[1] + slack for g in one.right)
    assert len(one.right) == 3


def test_beside_a_kink_there_is_one_slope():
    for one in special.near_kinks():
        distance = float(one.name.split(", ")[1].split()[0])
        h = abs(distance) / 4
        slope = (one.f(one.x + h) - one.f(one.x - h)) / (2 * h)
        assert slope == pytest.approx(one.right[0][0], rel=2e-3, abs=2e-3), one.name
        assert all(abs(wrong - one.right[0]) > 0.1 for wrong in one.wrong)


def test_every_group_apart_has_right_and_wrong_claims():
    found = special.specials(np.random.default_rng(0))
    right, wrong = Counter(), Counter()
    for one in found:
        right[one.group] += len(one.right)
        wrong[one.group] += len(one.wrong)
    assert set(wrong) == set(special.GROUPS)
    assert min(wrong.values()) >= 10
    assert min(n for group, n in right.items() if group != special.NOWHERE) >= 6
    assert right[special.KINKS] >= 45


# The rules and the counting.


def test_naive_rules_do_what_they_say():
    f = Counted(lambda x: x[0] ** 2 + 3 * x[1])
    x, g = np.array([1.0, 1.0]), np.array([2.0, 3.0])
    for rule in (NAIVE, WITH_ATOL, CS231N):
        assert ask(rule, f, g, x).answer.verdict == ACCEPT
        assert ask(rule, f, 1.0001 * g, x).answer.verdict == REJECT
        assert ask(rule, f, g[:1], x).answer.verdict == REJECT
        assert ask(rule, f, np.nan * g, x).answer.verdict == REJECT
    tiny = Counted(lambda x: 1e-10 * x[0])
    assert ask(WITH_ATOL, tiny, np.array([0.0]), x[:1]).answer.verdict == ACCEPT
    assert ask(NAIVE, tiny, np.array([0.0]), x[:1]).answer.verdict == REJECT


def test_what_is_asked_is_counted_also_by_heart():
    calls = []
    f = Counted(lambda x: calls.append(1) or np.array([x[0], 2 * x[0]]))
    measured = ask(NAIVE, f, np.array([[1.0], [2.0]]), np.array([0.25]))
    assert measured.evaluations == len(calls) == 2
    assert ask(NAIVE, f, np.array([[1.0], [2.0]]), np.array([0.25])).evaluations == 2
    assert len(calls) == 2
    f(np.array([0.25]))[0] = 99  # who writes into a value changes no other's
    assert f(np.array([0.25]))[0] == 0.25


def test_only_one_of_our_rules_takes_the_complex_step():
    x, g = np.array([0.7, 1.0]), np.array([1e-12 * np.cos(0.7), 1.0])
    f = Counted(lambda x: 1e-12 * np.sin(x[0]) + x[1])  # mostly rounding
    reports = [ask(rule, f, g, x).answer.report for rule in bench.OUR_RULES]
    assert ["complex step" in report.slopes[0].notes for report in reports] == [False, True]
    assert reports[1].verdict == ACCEPT


def test_an_estimate_is_read_with_its_error():
    value, error = np.array([1.0, 2.0]), np.array([1e-6, 1e-6])
    assert by_estimate(value, error, value + 5e-6).verdict == ACCEPT
    assert by_estimate(value, error, value + 5e-5).verdict == REJECT
    assert by_estimate(value, 1e4 * error, value).verdict == INCONCLUSIVE
    assert by_estimate(value, np.array([0.0, np.nan]), value).verdict == INCONCLUSIVE
    assert by_estimate(0 * value, 0 * value, 0 * value).verdict == ACCEPT
    assert by_estimate(value, error, np.ones(3)).verdict == REJECT


@pytest.mark.parametrize("said", [ACCEPT, REJECT, INCONCLUSIVE])
def test_a_rule_that_always_says_the_same_is_seen_through(said):
    rule = replace(NAIVE, judge=lambda f, claimed, x: Answer(said))
    score = Score()
    for case in (case_of("ridge"), case_of("softmax", "at zero")):
        judge(rule, Planter(4, np.random.default_rng(0)).claims(case), score)
    tally = score.tally(SCALED) + score.tally(UNSCALED)
    assert tally.wrong == 8
    assert tally.right >= 2
    assert tally.false_rejects == (tally.right if said == REJECT else 0)
    assert tally.false_accepts == (tally.wrong if said == ACCEPT else 0)
    assert tally.right_open + tally.wrong_open == (said == INCONCLUSIVE) * (
        tally.right + tally.wrong
    )
    assert score.tally(SCALE_1).wrong == score.tally(SCALED).wrong == 4


def test_too_small_an_error_is_counted():
    case, score = case_of("ridge"), Score()
    off = np.array([1e-6, 2e-5, 0, 1e-3])
    answer = Answer(ACCEPT, case.truth + off, np.full(4, 1e-6))
    rule = replace(NAIVE, judge=lambda f, claimed, x: answer, is_estimator=True)
    judge(rule, Planter(0, np.random.default_rng(0)).claims(case), score)
    assert (score.entries, score.too_small) == (4, 2)


# The packages.


@pytest.mark.parametrize("rule", PEERS, ids=lambda rule: rule.name)
def test_a_package_is_asked_so_that_it_can_answer(rule):
    if not rule.is_installed():
        peers(rule.needs).need()
    x, J = np.array([0.7, -0.4]), np.array([[0.5, 2.0], [np.cos(0.7), 0], [1.0, 1.0]])
    scalar = Counted(lambda x: np.sin(x[0]) * x[1])
    g = np.array([np.cos(0.7) * -0.4, np.sin(0.7)])
    vector = Counted(lambda x: np.array([0.5 * x[0] + 2 * x[1], np.sin(x[0]), x[0] + x[1]]))
    for f, right in ((scalar, g), (vector, J)):
        answer = ask(rule, f, right, x).answer
        assert answer.verdict == ACCEPT
        assert f.evaluations >= 1
        assert ask(rule, f, 2 * right, x).answer.verdict == REJECT
        if rule.is_estimator:
            assert answer.numeric == pytest.approx(right)
            assert answer.error.shape == right.shape
    assert ask(rule, vector, J.T, x).answer.verdict == REJECT


# The whole.


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return bench.run(Console(file=io.StringIO()), [0], OWN_RULES, quick=True)


def test_ours_makes_no_mistake(scores):
    ours = scores[OURS.name]
    assert ours.false == scores[WITH_COMPLEX.name].false == []
    every = ours.tally(SCALED) + ours.tally(UNSCALED)
    assert every.right > 90
    assert every.wrong > 150
    assert every.right_open + every.wrong_open <= 0.03 * (every.right + every.wrong)
    assert ours.too_small <= 0.01 * ours.entries
    assert sum(map(sum, ours.named.values())) > 150


def test_the_benchmark_has_teeth(scores):
    naive, with_atol = (scores[rule.name].tally(SCALED) for rule in (NAIVE, WITH_ATOL))
    assert naive.false_rejects > 0.1 * naive.right
    assert with_atol.false_accepts > 0.05 * with_atol.wrong
    assert scores[NAIVE.name].tally(SCALE_1).false_rejects == 0  # made for it


def test_the_tables_tell_all(scores, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    rules = [*OWN_RULES, next(rule for rule in PEERS if rule.needs == "torch")]
    grid = tables.overview(rules, scores, [0])
    assert [row[0] for row in grid.rows] == [rule.name for rule in rules]
    assert grid.rows[-1][1] == tables.INSTALL
    for one in (grid, tables.apart(OWN_RULES, scores), tables.names(scores[OURS.name])):
        lines = one.markdown().strip().splitlines()
        assert lines[0] == f"### {one.title}"
        assert {line.count("|") for line in lines[2:]} == {len(one.columns) + 1}
        assert len(lines) == 4 + len(one.rows)
        out = io.StringIO()
        Console(file=out, width=200).print(one.rich())
        assert all(row[0] in out.getvalue() for row in one.rows)


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 9, "0"),
        (1, 3, "33"),
        (1, 3000, "0.033"),
        (0, 0, "–"),
        (5, 5, "100"),
        (2999, 3000, "99.967"),
    ],
)
def test_shares_have_two_digits(part, whole, text):
    assert tables.percent(part, whole) == text


def test_the_command_writes_what_it_is_asked_for(monkeypatch, tmp_path, capsys):
    asked = []

    def run(console, seeds, rules, quick, **how):
        asked.append((list(seeds), [rule.name for rule in rules], quick))
        return {rule.name: filled(rule) for rule in rules if rule.is_installed()}

    def filled(rule: Rule) -> Score:
        return Score({SCALED: Tally(1, 0, 0, 1)}, [2.0], [1e-6], false=[f"{rule.needs} erred"])

    monkeypatch.setattr(bench, "run", run)
    table, errors = tmp_path / "table.md", tmp_path / "wrong.txt"
    monkeypatch.setattr(sys, "argv", ["", "--markdown", str(table), "--failures", str(errors)])
    bench.main()
    assert "### False rejects" in table.read_text(encoding="utf-8")
    wrong = [f"{rule.name}: numpy erred" for rule in bench.OUR_RULES]
    assert errors.read_text(encoding="utf-8").split("\n\n") == [*wrong[:-1], wrong[-1] + "\n"]
    assert OURS.name in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["", "--quick"])
    bench.main()
    own, all_of_them = ([rule.name for rule in some] for some in (OWN_RULES, OWN_RULES + PEERS))
    assert asked == [([0, 1, 2], all_of_them, False), ([0], own, True)]
