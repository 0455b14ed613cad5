"""A real Dask cluster of processes: the same results, also when workers are killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from factories.processes import command, start
from factories.toy_class import hand_in, outcome
from factories.toy_course import TOY
from parts import DASK

pytestmark = DASK.needed
KILLS = 3
DASK = [sys.executable, "-m", "dask"]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """The address of a scheduler with two workers."""
    file = tmp_path / "scheduler.json"
    where = f"--scheduler-file={file}"
    plain = ["--no-dashboard", where]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    quiet |= {"cwd": tmp_path, "start_new_session": True}
    parts = [
        subprocess.Popen([*DASK, "scheduler", "--host=127.0.0.1", "--port=0", *plain], **quiet)
    ]
    try:
        until = time.monotonic() + 60
        while not file.exists() or not file.read_text():
            assert time.monotonic() < until, "the scheduler does not start"
            time.sleep(0.1)
        workers = ["worker", "--nworkers=2", "--nthreads=1", *plain]
        parts.append(subprocess.Popen([*DASK, *workers], **quiet))
        yield json.loads(file.read_text())["address"]
    finally:
        for part in parts:
            os.killpg(part.pid, signal.SIGKILL)
            part.wait()


def workers_of(address: str) -> list[int]:
    """The process ids of the workers at hand."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        return [int(pid) for pid in client.run(os.getpid).values()]


@pytest.mark.long
@pytest.mark.slow
def test_dask_gives_the_same_results_though_workers_are_killed(
    cli: Callable[..., Any], course: Path, tmp_path: Path, solved: str, bare: str, cluster: str
):
    submitted = hand_in(tmp_path / "submitted", solved, bare, 50)
    assert cli("grade-all", TOY, submitted, "--out", tmp_path / "here").returncode == 0
    out = tmp_path / "there"
    process = start(
        command("grade-all", TOY, submitted, "--out", out, "--dask", cluster),
        cwd=course,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for kill in range(KILLS):
        while len(list((out / "results").glob("*.json"))) < 8 * kill + 1:
            assert process.poll() is None, process.communicate()
            time.sleep(0.02)
        os.kill(workers_of(cluster)[0], signal.SIGKILL)
    _, said = process.communicate(timeout=200)
    assert process.returncode == 0, said
    assert outcome(out) == outcome(tmp_path / "here")


def test_no_scheduler_is_told(cli: Callable[..., Any], tmp_path: Path, solved: str, bare: str):
    submitted = hand_in(tmp_path / "submitted", solved, bare, 1)
    ran = cli("grade-all", TOY, submitted, "--out", tmp_path, "--dask", "tcp://127.0.0.1:9")
    assert ran.returncode == 2
    assert "There is no Dask scheduler at tcp://127.0.0.1:9" in ran.stderr
