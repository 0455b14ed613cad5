"""The site is for everybody: axe-core finds nothing that bars the way to any of its pages."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from factories.browser import PHONE, SCREEN, barriers, browsing
from parts import AXE, CHROMIUM
from selection import every

pytestmark = [CHROMIUM.needed, AXE.needed, pytest.mark.slow, pytest.mark.longest]
ALWAYS = ("index.html", "student.html", "search.html", "gradient_checker.html")
FEW = 8  # further pages, unless every case is asked for


def test_nothing_bars_the_way_on_the_site(site: Path, tmp_path: Path):
    """Light and dark, wide and narrow, in turn; every page in all four ways with `--every`."""
    pages = sorted(site.rglob("*.html"))
    ways = [(dark, size) for dark in (False, True) for size in (SCREEN, PHONE)]
    shown = [(site / name, way) for name in ALWAYS for way in ways]
    others = [page for page in pages if page not in {site / name for name in ALWAYS}]
    if not every:
        others = random.Random(FEW).sample(others, FEW)
    for place, page in enumerate(others):
        chosen = ways if every else [ways[place % len(ways)]]
        shown += [(page, way) for way in chosen]
    with browsing(tmp_path) as browser:
        found = {
            f"{page.relative_to(site)} {'dark' if dark else 'light'} {size[0]}": barred
            for page, (dark, size) in shown
            if (barred := barriers(browser, page, dark, size))
        }
    assert found == {}
