"""The formgrader in a real browser: what a person gives there is what export sends."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from factories.browser import browsing
from factories.classroom import BIN, Classroom
from factories.damaged_notebooks import WRITTEN
from factories.toy_course import TOY
from parts import NBGRADER

pytestmark = [NBGRADER.needed, pytest.mark.slow, pytest.mark.long]
TOKEN = "formgrader-of-tests"
TAB = "\ue004"  # the key that leaves a field, so that its score is saved


@pytest.fixture(scope="module")
def server(room: Classroom) -> Iterator[str]:
    """The address of a Jupyter server in the course's folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [BIN / "jupyter", "server", "--no-browser", "--allow-root", f"--port={port}"]
    command += [f"--IdentityProvider.token={TOKEN}", "--ServerApp.port_retries=0"]
    address = f"http://127.0.0.1:{port}"
    with (room.root / "server.log").open("w") as log:
        run = subprocess.Popen(command, cwd=room.root, env=room.environment, stdout=log, stderr=log)
    try:
        end = time.monotonic() + 90
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"{address}/api?token={TOKEN}", timeout=5).close()
                break
            except OSError:
                time.sleep(0.3)
        yield address
    finally:
        run.terminate()
        run.wait(30)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with browsing(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def submission_id(room: Classroom, student: str) -> str:
    from nbgrader.api import Gradebook

    with Gradebook(room.database) as book:
        return str(book.find_submission_notebook("toy", TOY, student).id)


def wait_for(browser: Any, script: str) -> None:
    end = time.monotonic() + 60
    while not browser.execute_script(script):
        assert time.monotonic() < end, script
        time.sleep(0.1)


def test_points_given_in_the_browser_are_exported(
    room: Classroom, server: str, browser: Any, tmp_path: Path
):
    page = f"{server}/formgrader/submissions/{submission_id(room, 'ada')}/"
    browser.get(f"{server}/?token={TOKEN}")  # logs in
    browser.get(page)
    wait_for(browser, f"return document.querySelector('#{WRITTEN}') !== null")
    wait_for(browser, "return Boolean(window.formgrader && formgrader.grades.loaded)")
    assert (
        browser.execute_script("return document.querySelector('#check-double').placeholder") == "3"
    )
    assert browser.find_element("css selector", ".output_png img").size["height"] > 100
    assert "Every entry is doubled." in browser.page_source
    field = browser.find_element("css selector", f"#{WRITTEN}")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", field)
    field.send_keys("1.5", TAB)
    end = time.monotonic() + 30
    while room.grades("ada")[WRITTEN][1] != 1.5 and time.monotonic() < end:
        time.sleep(0.2)
    assert room.grades("ada")[WRITTEN] == (None, 1.5, False)
    if picture := os.environ.get("AUTOGRADER_SCREENSHOT"):
        browser.save_screenshot(picture)
    assert (
        browser.execute_script("return document.querySelectorAll('script:not([src])').length") < 20
    )
    out = tmp_path / "scores.csv"
    room.call("autograder", "export", "csv", "--gradebook", room.database, "--out", str(out))
    rows = [line for line in out.read_text().splitlines() if line.startswith("ada,")]
    assert any(",questions,Questions,2.5,3," in row for row in rows), rows  # 1 and 1.5
    # and what a person gave outlives another round
    room.call("autograder", "autograde", TOY, "--force", "--student", "ada")
    assert room.grades("ada")[WRITTEN] == (None, 1.5, False)


def test_the_button_of_the_formgrader_grades_with_our_grader(room: Classroom, server: str):
    """What the page of submissions does for its Autograde button."""
    address = f"{server}/formgrader/api/submission/{TOY}/cyd/autograde"
    request = urllib.request.Request(
        address, method="POST", headers={"Authorization": f"token {TOKEN}"}
    )
    with urllib.request.urlopen(request, timeout=120) as answer:
        told = json.load(answer)
    assert told["success"], told
    room.agrees("cyd")
