"""The benchmark of training: it compares like with like, or says so and stops."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from parts import peers
from rich.console import Console

from bench import trainers, training
from bench.training import CONTESTANTS, LEAN, OURS, PLAIN, TORCH

pytestmark = pytest.mark.long
TASKS = training.tasks(50)  # 16 does not divide 50, and 256 is more
PAIRS = [(task, c) for task in TASKS for c in CONTESTANTS if c.takes(task)]


@pytest.mark.parametrize(("task", "contestant"), PAIRS, ids=lambda value: value.name)
def test_all_do_the_work_of_the_plain_loop(task, contestant):
    if not contestant.is_installed():
        peers(contestant.needs).need()
    start, X = task.start.copy(), task.X.copy()
    training.demand_same_work(task, contestant)
    assert np.array_equal(start, task.start)
    assert np.array_equal(X, task.X)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_the_work_is_training(task):
    trained = trainers.plain(task, 60)
    assert task.loss(trained) < 0.9 * task.loss(task.start)
    assert trained.shape == task.start.shape


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_the_plain_loop_follows_the_measured_gradient(task):
    task = replace(task, batch_size=len(task.X), lr=1e-3)
    step = (task.start - trainers.plain(task, 1)) / task.lr
    h = 1e-6 * np.eye(task.start.size)
    slopes = [(task.loss(task.start + e) - task.loss(task.start - e)) / 2e-6 for e in h]
    assert step == pytest.approx(np.array(slopes), abs=1e-8)


OTHER_WORK = [
    *((task, {"lr": 0.010001}) for task in TASKS),
    # One batch is the same in every order.
    *((task, {"shuffled": False}) for task in TASKS if task.batch_size <= len(task.X)),
    *((task, {"batch_size": 15}) for task in TASKS if task.batch_size == 16),
]


@pytest.mark.parametrize(("task", "wrong"), OTHER_WORK)
def test_other_work_is_refused(task, wrong):
    impostor = replace(OURS, train=lambda t, epochs: trainers.plain(replace(t, **wrong), epochs))
    with pytest.raises(RuntimeError, match="off in its parameters"):
        training.demand_same_work(task, impostor)


def test_a_step_costs_a_share_of_the_time_and_all_take_turns(monkeypatch):
    now, calls = [0.0], []

    def contestant(name, seconds):
        def train(task, epochs):
            now[0] += seconds * epochs
            calls.append((name, epochs))

        return replace(OURS, name=name, train=train)

    monkeypatch.setattr(training.time, "process_time", lambda: now[0])
    task = replace(TASKS[0], batch_size=16)  # 4 steps an epoch
    pair = [contestant("ours", 0.5), contestant("theirs", 2.0)]
    taken = training.measure(task, pair, rounds=3, seconds=2.0)
    assert taken == {"ours": [125_000] * 3, "theirs": [500_000] * 3}
    assert calls[-6:] == [("ours", 4), ("theirs", 1)] * 3
    assert training.ratio(taken, "theirs") == 4


def test_ratios_pair_the_rounds():
    taken = {OURS.name: [1.0, 10.0, 2.0], "theirs": [3.0, 30.0, 6.0]}
    assert training.ratio(taken, "theirs") == 3


def test_goals_say_met_or_not():
    linear = TASKS[0]
    taken = {OURS.name: [2.0], TORCH.name: [59.0], training.COMPILED.name: [0.5]}
    assert [line.rsplit(": ", 1)[1] for line in training.goals(linear, taken)] == ["not met"] * 2
    taken = {OURS.name: [2.0], TORCH.name: [60.0], training.COMPILED.name: [0.7]}
    assert [line.rsplit(": ", 1)[1] for line in training.goals(linear, taken)] == ["met"] * 2
    (large,) = training.goals(TASKS[2], {OURS.name: [2.0], TORCH.name: [10.0]})
    assert "goal at least 5x: met" in large
    assert training.goals(linear, {OURS.name: [2.0], PLAIN.name: [3.0]}) == []


def test_a_missing_package_has_its_row(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.setitem(sys.modules, "sklearn", None)
    assert not LEAN.is_installed()
    out = io.StringIO()
    training.report(Console(file=out, width=120), examples=20, rounds=1, seconds=1e-4)
    missing = [c for _, c in PAIRS if c.needs != "numpy"]
    assert out.getvalue().count("not installed: pip install -e '.[bench]'") == len(missing)
    assert out.getvalue().count("plain NumPy loop") == len(TASKS)


@pytest.mark.parametrize("options", [[], ["--quick"]])
def test_it_runs_with_one_thread(monkeypatch, options):
    started = []

    def run(command, *, cwd, env):
        started.append((command, env))
        assert (cwd / "bench" / "training.py").is_file()
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(training.subprocess, "run", run)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    monkeypatch.setattr(sys, "argv", ["training", *options])
    with pytest.raises(SystemExit) as end:
        training.main()
    assert end.value.code == 0
    ((command, env),) = started
    assert command[1:] == ["-m", "bench.training", *options]
    assert env.items() >= training.ONE_THREAD.items()

    for name, value in training.ONE_THREAD.items():
        monkeypatch.setenv(name, value)
    reports = []
    monkeypatch.setattr(training, "report", lambda *given: reports.append(given[1]))
    training.main()
    assert reports == [1_000 if options else 10_000]
    assert len(started) == 1
