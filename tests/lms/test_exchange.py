"""Which exchange nbgrader uses: ours by default, another one wherever and whenever it is set."""

from __future__ import annotations

import importlib
import types
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from parts import NBGRADER, NGSHARE

NBGRADER.need()

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
