"""Columns of the LMS are found in its list, by page, and made where they lack."""

from __future__ import annotations

import pytest
from factories.export_results import NAME, broken, passed, save
from parts import LTI

pytest.importorskip("jwt", reason=LTI.reason)

from autograder.lms.lti.columns import Column, find
from autograder.lms.lti.protocol import AGS

POST = ("POST", "/courses/1/line_items")


def item(desk, label: str, resource: str = "", number: int = 77) -> dict[str, object]:
    url = desk.platform.lineitem.replace("77", str(number))
    return {"id": url, "label": label, "scoreMaximum": 10, "resourceId": resource}


@pytest.fixture
def here(desk):
    desk.in_course('ada = "u-1"\nemmy = "u-2"')
    others = [item(desk, f"Other {n}", number=n) for n in range(5)]
    desk.platform.lineitems = [*others, item(desk, "Renamed", NAME)]
    return desk


def made(desk) -> list[object]:
    return [one.data for one in desk.platform.log if (one.method, one.path) == POST]


def test_a_column_is_found_by_its_resource_id_on_the_third_page(here):
    assert here.send() == 0
    assert here.platform.requests[-2:] == ["/courses/1/line_items/77/scores?type=x"] * 2
    assert len([one for one in here.platform.log if one.path == POST[1]]) == 3


@pytest.mark.parametrize("label", ["taylor", "Taylor", NAME, "TAYLOR"])
def test_or_by_its_label(label, here):
    here.platform.lineitems[-1] = item(here, label)
    assert here.send() == 0
    assert len(here.platform.scores) == 2


def test_no_column_is_told_and_made_when_asked(here):
    here.platform.lineitems.pop()
    assert here.send() == 1
    assert f"the LMS has no column for {NAME}: make it there, or add" in here.said()[1]
    assert here.send("--make-columns", "--dry-run") == 0
    assert "8.5 of 10, FullyGraded, to a column that would be made" in here.said()[0]
    assert made(here) == []
    assert here.send("--make-columns") == 0
    body = {"scoreMaximum": 10.0, "label": "Taylor", "resourceId": NAME, "tag": "exercises"}
    assert made(here) == [body]
    assert here.send("--make-columns") == 0  # the second time it is found
    assert made(here) == [body]
    assert "2 unchanged" in here.said()[0]


@pytest.mark.parametrize("trouble", ["done", "drop", 500])
def test_a_lost_answer_makes_no_second_column(trouble, here):
    here.platform.lineitems.pop()
    here.platform.page_size = 50
    here.platform.troubles[POST[1]] = ["none", trouble]
    code = here.send("--make-columns")
    labels = [one["label"] for one in here.platform.lineitems]
    if trouble == "done":
        assert code == 0
    assert labels.count("Taylor") == (trouble == "done")
    assert len(made(here)) == 1


def test_a_request_that_was_not_looked_at_is_repeated(here, monkeypatch):
    monkeypatch.setattr("autograder.lms.lti.transport.sleep", lambda _: None)
    here.platform.lineitems.pop()
    here.platform.page_size = 50
    here.platform.troubles[POST[1]] = ["none", "rate", 429]
    assert here.send("--make-columns") == 0
    assert [one["label"] for one in here.platform.lineitems].count("Taylor") == 1


def test_two_columns_of_one_name_are_nobodys(here):
    here.platform.lineitems.append(item(here, "Taylor again", NAME, 78))
    assert here.send() == 1
    assert "2 columns of the LMS have the resource id" in here.said()[1]
    assert here.platform.scores == []


def test_a_grade_that_is_not_sent_makes_no_column(here, tmp_path):
    results = save(tmp_path / "b", ada=broken())
    here.platform.lineitems.clear()
    assert here.send("--make-columns", results=results) == 3
    assert here.platform.log == []


@pytest.mark.parametrize("scope", ["lineitem", "lineitem.readonly"])
def test_one_scope_of_the_two_is_enough_to_find_columns(scope, here):
    here.platform.granted = {f"{AGS}scope/score", f"{AGS}scope/{scope}"}
    assert here.send() == 0
    here.platform.lineitems.pop()
    here.platform.scores.clear()
    code = here.send("--make-columns", "--state", here.folder / "x")
    assert code == (0 if scope == "lineitem" else 2)


def test_columns_are_listed(here):
    out = here.folder / "columns.csv"
    assert here.lti("columns", "--out", out) == 0
    shown = here.said()[0]
    assert f"Renamed (10 points) {NAME} {here.platform.lineitem}" in shown
    assert "6 columns." in shown
    assert "label,points,resource_id,tag,address" in out.read_text("utf-8-sig")


def test_a_column_without_https_gets_no_token(here):
    here.platform.lineitems[-1]["id"] = "http://elsewhere.example/77"
    assert here.send() == 2
    assert "has no address with https://" in here.said()[1]


@pytest.mark.parametrize(
    ("known", "url"),
    [
        ([("a", "01_x", ""), ("b", "", "01_x")], "b"),
        ([("a", "X", ""), ("b", "Y", "")], "a"),
        ([("a", "X", "other")], "a"),
        ([("a", "X", ""), ("b", "x", "")], None),
        ([], None),
    ],
)
def test_which_column_is_meant(known, url):
    columns = [Column(place, label, 1.0, resource) for place, label, resource in known]
    found, reason = find(columns, "01_x", ("x",))
    assert (found and found.url) == url
    assert bool(reason) is (found is None)


def test_results_of_other_points_are_scaled_by_the_lms(here, tmp_path):
    results = save(tmp_path / "c", ada=passed(3, 4))
    assert here.send(results=results) == 0
    (score,) = here.platform.scores
    assert (score["scoreGiven"], score["scoreMaximum"]) == (3.0, 4.0)
