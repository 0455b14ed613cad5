"""Which exchange nbgrader uses: ours by default, another one wherever and whenever it is set."""

from __future__ import annotations

import importlib
import logging
import os
import pwd
import types
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from parts import NBGRADER, NGSHARE, ROOT_USER

NBGRADER.need()

from nbgrader.coursedir import CourseDirectory  # noqa: E402
from nbgrader.exchange import ExchangeFactory, default  # noqa: E402
from traitlets.config import Config  # noqa: E402

from autograder.lms import exchange  # noqa: E402
from autograder.lms.config import configure  # noqa: E402

PARTS = {
    "exchange": default.Exchange,
    "fetch_assignment": default.ExchangeFetchAssignment,
    "fetch_feedback": default.ExchangeFetchFeedback,
    "release_assignment": default.ExchangeReleaseAssignment,
    "release_feedback": default.ExchangeReleaseFeedback,
    "list": default.ExchangeList,
    "submit": default.ExchangeSubmit,
    "collect": default.ExchangeCollect,
}
Step = Callable[[Config], None]


def stand_in() -> Any:
    """What is asked of a package that is an exchange: eight classes, one call that sets them."""
    made = {job: type(f"Another{job}", (stock,), {}) for job, stock in PARTS.items()}

    def configure_exchange(c: Config) -> None:
        for job, one in made.items():
            c.ExchangeFactory[job] = one

    return types.SimpleNamespace(configureExchange=configure_exchange, parts=made)


def ngshare() -> Any:
    NGSHARE.need()
    package = importlib.import_module("ngshare_exchange")
    c = Config()
    package.configureExchange(c)
    return types.SimpleNamespace(
        configureExchange=package.configureExchange, parts=dict(c.ExchangeFactory)
    )


def used(c: Config) -> dict[str, type]:
    factory = ExchangeFactory(config=c)
    return {job: getattr(factory, job) for job in PARTS}


def ours(root: Path) -> Step:
    return lambda c: configure(c, root, "learning")


@pytest.mark.parametrize("another", [stand_in, ngshare])
def test_another_exchange_is_whole_in_whichever_order_it_is_set(
    another: Callable[[], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("USER", "ada")  # ngshare's classes ask for it
    package = another()
    assert set(package.parts) == set(PARTS)
    for steps in permutations([ours(tmp_path), package.configureExchange]):
        together = Config()
        for step in steps:
            step(together)
        assert used(together) == package.parts
        # One file each, as in /etc/jupyter and in the course's folder; the later file has its way.
        merged = Config()
        for step in steps:
            file = Config()
            step(file)
            merged.merge(file)
        assert used(merged) == package.parts


def test_ours_is_used_where_nothing_else_is_set(tmp_path: Path):
    c = Config()
    configure(c, tmp_path, "learning")
    expected = {**PARTS, "collect": exchange.Collect, "release_feedback": exchange.ReleaseFeedback}
    assert used(c) == expected


def test_one_part_that_is_set_by_name_stays(tmp_path: Path):
    c = Config()
    c.ExchangeFactory.collect = "nbgrader.exchange.default.ExchangeCollect"
    configure(c, tmp_path, "learning")
    assert used(c)["collect"] is default.ExchangeCollect
    assert used(c)["release_feedback"] is exchange.ReleaseFeedback


def collected(root: Path, check_owner: bool = True) -> list[str]:
    """The folders that are collected of an exchange."""
    c = Config()
    configure(c, root, "learning")
    c.Exchange.root = str(root / "exchange")
    c.ExchangeCollect.check_owner = check_owner
    c.CourseDirectory.assignment_id = "01_toy"
    found = exchange.Collect(coursedir=CourseDirectory(config=c), config=c)
    found.log = logging.getLogger("collect")
    found.init_src()
    return sorted(record["filename"] for record in found.src_records)


def test_what_somebody_else_handed_in_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(exchange, "owner_of", lambda path: path.name.partition("~")[2])
    inbound = tmp_path / "exchange" / "learning" / "inbound"
    mine = "ada+01_toy+2026-10-01 10:00:00.000000 UTC+x~ada"
    forged = "ada+01_toy+2027-10-01 10:00:00.000000 UTC+x~bob"  # newer than her own
    alone = "cyd+01_toy+2026-10-01 10:00:00.000000 UTC+x~bob"
    for name in (mine, forged, alone):
        (inbound / name).mkdir(parents=True)
    assert collected(tmp_path) == [mine]
    assert sorted(line.split(": ")[0] for line in caplog.messages) == [
        "Left out, as it is bob who handed it in, in the name of ada",
        "Left out, as it is bob who handed it in, in the name of cyd",
    ]
    # Where all students have one account, nbgrader's own option says so.
    caplog.clear()
    assert collected(tmp_path, check_owner=False) == [forged, alone]
    assert not caplog.messages


def test_the_owner_of_a_link_is_who_made_it(tmp_path: Path):
    link = tmp_path / "link"
    link.symlink_to("/nowhere")
    assert exchange.owner_of(link) == pwd.getpwuid(os.getuid()).pw_name
    ROOT_USER.need()
    os.chown(link, 54321, -1, follow_symlinks=False)
    assert exchange.owner_of(link) == "account 54321"
