"""The class over time: other terms and assignments, from the class.json files that are there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from factories.class_results import data_of, drawn, page_of, section

from autograder.insight.over_time import Past, find_past, over_time
from autograder.insight.write import write_class

NOW = Past("now", "02_b", 10, 0.5, {("f", "no_half"): 5, ("f", "rare"): 1, ("g", "transposed"): 2})
OLD = Past("2024", "02_b", 20, 0.4, {("f", "no_half"): 2, ("f", "gone"): 9})
OLDER = Past("2023", "02_b", 4, None, {("f", "no_half"): 1, ("g", "transposed"): 1})
OTHER = Past("01_a", "01_a", 10, 0.9, {("h", "no_half"): 3, ("h", "rarest"): 1})


def test_what_came_back_and_what_goes_on():
    found = over_time(NOW, ([OLDER, OLD, OTHER], []))
    assert found is not None
    assert found["terms"] == ["2023", "2024"]
    assert found["persisting"] == [
        {"exercise": "f", "name": "no_half", "shares": [0.25, 0.1, 0.5], "always": True},
        {"exercise": "g", "name": "transposed", "shares": [0.25, 0.0, 0.2], "always": False},
    ]
    assert found["across"] == [
        {
            "name": "no_half",
            "places": [
                {"assignment": "01_a", "exercise": "h", "share": 0.3},
                {"assignment": "02_b", "exercise": "f", "share": 0.5},
            ],
        }
    ]
    assert [one["label"] for one in found["classes"]] == ["2023", "2024", "01_a", "now"]


def test_alone_there_is_no_section(toy, results, tmp_path):
    assert over_time(NOW, ([], [])) is None
    write_class(tmp_path, toy, drawn(results, 5), {})
    assert 'id="over_time"' not in page_of(tmp_path)


def test_classes_beside_and_earlier_terms_are_found_and_told(toy, results, tmp_path):
    now, old = tmp_path / "2026" / "01_toy", tmp_path / "2025" / "01_toy"
    for folder, count in ((old, 20), (tmp_path / "2026" / "again", 10), (now, 15)):
        folder.mkdir(parents=True)
        write_class(folder, toy, drawn(results, count), {})
    (tmp_path / "2026" / "broken").mkdir()
    (tmp_path / "2026" / "broken" / "class.json").write_text('{"version": 1, "score": []}')
    before = (now / "class.json").read_bytes()
    past, damaged = find_past(now, [tmp_path / "2025"])
    assert [one.label for one in past] == ["2025/01_toy", "again"]
    assert [one.students for one in past] == [20, 10]
    assert damaged == ["broken"]
    write_class(now, toy, drawn(results, 15), {}, past=(past, damaged))
    part = section(page_of(now), "over_time")
    assert "2025/01_toy" in part
    assert "What came back" in part
    assert "damaged or of another version: broken" in part
    worst = data_of(now)["misconceptions"][0]
    assert f"{worst['name'].replace('_', ' ')} ({worst['exercise']})" in part
    assert (now / "class.json").read_bytes()[:200] == before[:200]
    assert "over_time" not in json.loads((now / "class.json").read_text())


@pytest.mark.parametrize("depth", [0, 1, 3])
def test_an_earlier_term_may_lie_deeper(depth: int, tmp_path: Path, toy, results):
    folder = tmp_path.joinpath("term", *["x"] * depth)
    folder.mkdir(parents=True)
    write_class(folder, toy, drawn(results, 3), {})
    past, _ = find_past(tmp_path / "elsewhere" / "out", [tmp_path / "term"])
    assert [one.label for one in past] == ["/".join(["term", *["x"] * depth])]
