"""The documentation builds into a site that is whole, needs no network and shows its maths."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from factories.pages import PAGES
from factories.toy_course import ROOT

SOURCES = sorted(page.removeprefix("docs/") for page in PAGES if page.startswith("docs/"))
LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
NAMED = ["canonical", "search", "index", "next", "prev"]  # links that a browser does not load


class Page(HTMLParser):
    """What a page loads and links to, its ids, and its text outside of code and formulas."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.prose = ""
        self._silent = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids |= {found[name] for name in ("id", "name") if name in found}
        if tag in LOADED and LOADED[tag] in found and found.get("rel") not in NAMED:
            self.loads.append(found[LOADED[tag]])
        if "srcset" in found:
            self.loads += [part.split()[0] for part in found["srcset"].split(",")]
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        self._silent += tag in ("code", "pre", "math", "script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("code", "pre", "math", "script", "style")

    def handle_data(self, data: str) -> None:
        self.prose += "" if self._silent else data


def test_every_page_has_a_place_in_the_navigation():
    navigation = runpy.run_path(str(ROOT / "docs" / "conf.py"))["NAVIGATION"]
    named = {f"{page}.md" for pages in navigation.values() for page in pages}
    beneath = {page for page in SOURCES if page.startswith("api/")}
    assert set(SOURCES) - beneath - {"index.md"} <= named


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


@cache
def read(path: Path) -> Page:
    return Page(path.read_text(encoding="utf-8"))


@pytest.mark.long
@pytest.mark.slow
def test_each_source_is_a_page(site: Path):
    assert {page.removesuffix(".md") for page in SOURCES} <= {
        path.relative_to(site).with_suffix("").as_posix() for path in pages(site)
    }


def foreign(text: str) -> Iterator[str]:
    """The addresses of other computers from which a style sheet loads."""
    yield from re.findall(r"url\(\s*[\"']?((?:\w+:)?//[^)\"']*)", text)
    yield from re.findall(r"@import\s+[\"']((?:\w+:)?//[^\"']*)", text)


def is_foreign(address: str) -> bool:
    return re.match(r"(\w+:)?//", address) is not None


@pytest.mark.long
@pytest.mark.slow
def test_nothing_is_loaded_from_elsewhere(site: Path):
    for path in pages(site):
        assert not list(filter(is_foreign, read(path).loads)), path
        assert not list(foreign(path.read_text(encoding="utf-8"))), path
    for sheet in site.rglob("*.css"):
        assert not list(foreign(sheet.read_text(encoding="utf-8"))), sheet
    for script in site.rglob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert not re.search(r"(fetch|import|src\s*=)\s*\(?\s*[\"'`](\w+:)?//", text), script


def test_what_is_loaded_from_elsewhere_would_be_seen():
    page = Page(
        '<script src="https://x.org/a.js"></script><link rel="stylesheet" href="//x/a.css">'
    )
    assert len(list(filter(is_foreign, page.loads))) == 2
    assert list(foreign("a { background: url( 'https://x.org/a.png') } @import '//x.org/a.css'"))
    assert not is_foreign("_static/a.js")
    assert not is_foreign("data:image/svg+xml;//")


@pytest.mark.long
@pytest.mark.slow
def test_every_link_within_the_site_leads_somewhere(site: Path):
    for path in pages(site):
        for link in [*read(path).links, *read(path).loads]:
            target, _, anchor = link.partition("#")
            if re.match(r"[a-z]+:", link):
                continue
            file = (path.parent / unquote(target.partition("?")[0])).resolve() if target else path
            assert file.is_file(), f"{path.relative_to(site)}: {link}"
            if anchor and file.suffix == ".html":
                assert unquote(anchor) in read(file).ids, f"{path.relative_to(site)}: {link}"


@pytest.mark.long
@pytest.mark.slow
def test_equations_are_mathml_and_nothing_of_tex_is_left(site: Path):
    errata = (site / "errata.html").read_text(encoding="utf-8")
    assert errata.count("<math") > 100
    assert 'display="block"' in errata
    for path in pages(site):
        if "_modules" not in path.parts:
            left = re.findall(r"\$\S[^$\n]*\$|\\(?:frac|mathbf|sum|nabla)", read(path).prose)
            assert not left, f"{path}: {left[:3]}"


@pytest.mark.long
@pytest.mark.slow
def test_the_public_names_are_described_and_their_source_is_shown(site: Path):
    from autograder import checks, gradcheck

    for page, module in (("checks", checks), ("gradcheck", gradcheck)):
        text = (site / "api" / f"{page}.html").read_text(encoding="utf-8")
        for name in module.__all__:
            assert re.search(rf'id="{module.__name__}[\w.]*\.{name}"', text), name
    assert (site / "_modules" / "reference" / "taylor.html").is_file()
    assert "_modules" not in (site / "lecture_map.html").read_text(encoding="utf-8")
    assert "api/reference.html#module-reference.taylor" in (site / "lecture_map.html").read_text(
        encoding="utf-8"
    )


@pytest.mark.long
@pytest.mark.slow
def test_the_search_needs_no_server(site: Path):
    """Its index is a script, which a page that was opened as a file can load."""
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    assert index.startswith("Search.setIndex(")
    assert "momentum" in index
