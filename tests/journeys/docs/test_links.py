"""Every link and picture of the pages leads somewhere, and every file that they name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from factories.pages import PAGES, anchors, inline_code, links
from factories.toy_course import ROOT

from autograder.course.catalog import Catalog
from autograder.release.release import STUDENT_README, bundle, read_bundle

TOP = {path.name for path in ROOT.iterdir() if path.is_dir()} - {"dist"}
# Named in pages, but not part of the project: placeholders, and what a reader is about to make.
ELSEWHERE = re.compile(r"NN_slug|08_momentum|\*|\.\.\.|…|<|NN_")


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str):
    for link in links(page):
        path, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            assert link.startswith(("https://", "mailto:")), link
            continue
        target = (ROOT / page).parent.joinpath(path).resolve() if path else ROOT / page
        assert target.exists(), f"{page}: {link}"
        assert target.is_relative_to(ROOT), f"{page}: {link} leads out of the project"
        if anchor:
            assert anchor in anchors(target.relative_to(ROOT).as_posix()), f"{page}: {link}"


def test_the_students_guide_leads_nowhere_in_the_bundle_that_is_not_there():
    held = read_bundle(bundle(ROOT, {}))
    given = {f"assignments/{name}" for name in Catalog(ROOT).names}
    for link in links(STUDENT_README.as_posix()):
        if not re.match(r"[a-z]+:|#", link):
            assert link.partition("#")[0] in {*held, *given}, f"{link} is not in the bundle"


@pytest.mark.parametrize("page", PAGES)
def test_files_that_are_named_are_there(page: str):
    for code in inline_code(page):
        names = re.fullmatch(r"([\w.-]+)/[\w./-]*", code)
        if names and names[1] in TOP and not ELSEWHERE.search(code):
            places = [ROOT / code, (ROOT / page).parent / code]
            assert any(map(Path.exists, places)), f"{page} names {code}"
