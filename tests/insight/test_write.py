"""class.html, class.json and grades.csv: what they tell, and what they must not."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
import shutil
from html import unescape
from urllib.parse import quote

import pytest
from factories.class_results import (
    FILES,
    Once,
    data_of,
    drawn,
    mixed,
    of_student,
    page_of,
    section,
)
from factories.elements import Elements
from factories.toy_course import ROOT

from autograder.errors import AutograderError
from autograder.insight.charts import histogram
from autograder.insight.late import UNKNOWN
from autograder.insight.names import Names, stem_of
from autograder.insight.write import DATA, GRADES, read_previous, write_class

SECRET = "a secret of the course"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "../../etc/passwd",
    "=cmd()",
    "ab\u202edc",
    "javascript:alert(1)",
    "a\nb",
    "",
    "..",
]


def rows_of(out) -> list[dict[str, str]]:
    with (out / GRADES).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def without_seconds(data):
    return {key: value for key, value in data.items() if key != "seconds"}


def test_the_order_and_kind_of_the_mapping_do_not_matter(toy, results, tmp_path):
    group = drawn(results, 30)
    backwards = dict(sorted(group.items(), reverse=True))
    problems = {"zoe": "It was set aside.", "abe": "There is no file."}
    for name, given in (("one", group), ("two", Once(backwards))):
        (tmp_path / name).mkdir()
        write_class(tmp_path / name, toy, given, dict(sorted(problems.items())))
        problems = dict(reversed(problems.items()))
    for file in FILES:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_times_change_nothing_but_what_is_said_of_time(toy, results, tmp_path):
    group = drawn(results, 10)
    slow = {name: {**one, "seconds": one["seconds"] + 9} for name, one in group.items()}
    for name, given in (("one", group), ("two", slow)):
        (tmp_path / name).mkdir()
        write_class(tmp_path / name, toy, given, {})
    one, two = tmp_path / "one", tmp_path / "two"
    assert rows_of(one) == rows_of(two)
    assert data_of(one) != data_of(two)
    assert without_seconds(data_of(one)) == without_seconds(data_of(two))
    cut = [page_of(out).replace(section(page_of(out), "seconds"), "") for out in (one, two)]
    assert cut[0] == cut[1]


def test_the_time_of_exercises_is_told_where_it_is_known(toy, results, tmp_path):
    mine = of_student(results["solved"], "ada")
    mine["assignments"][0]["exercises"][0]["seconds"] = 0.25
    write_class(tmp_path, toy, {"ada": mine}, {})
    assert data_of(tmp_path)["seconds"]["exercises"] == {"double": 0.25}
    assert "0.250" in section(page_of(tmp_path), "seconds")


@pytest.mark.parametrize("problems", [{}, {"ada": "There is no file."}])
def test_a_class_without_results(toy, tmp_path, problems):
    write_class(tmp_path, toy, {}, problems)
    assert data_of(tmp_path)["score"]["students"] == 0
    assert len(rows_of(tmp_path)) == len(problems)
    assert all(row["max_score"] == "10" for row in rows_of(tmp_path))  # as released
    assert "Nobody has a score yet." in page_of(tmp_path)


def test_a_class_of_one(toy, results, tmp_path):
    write_class(tmp_path, toy, {"ada": results["solved"]}, {})
    data = data_of(tmp_path)
    assert data["score"]["mean"] == data["max_score"] == data["score"]["median"]
    assert all(one["discrimination"] is None for one in data["exercises"])
    assert all(one["difficulty"] == 1 for one in data["exercises"] if one["max_score"])


def test_all_alike(toy, results, tmp_path):
    write_class(tmp_path, toy, dict.fromkeys("abcdef", results["squares"]), {})
    data = data_of(tmp_path)
    assert all(one["discrimination"] is None for one in data["exercises"])
    assert data["score"]["deviation"] == 0
    assert data["misconceptions"][0]["students"] == 6


@pytest.mark.long
def test_five_thousand(toy, results, tmp_path):
    few = list(drawn(results, 50).values())
    group = {f"s{number:04d}": few[number % 50] for number in range(5_000)}
    write_class(tmp_path, toy, Once(group), {})
    data = data_of(tmp_path)
    assert sum(data["score"]["histogram"]) == len(rows_of(tmp_path)) == 5_000
    assert len((tmp_path / "class.html").read_bytes()) < 1.5e6
    for one in data["exercises"]:
        assert sum(one["status"].values()) == 5_000


def test_hostile_names_neither_act_nor_lead_anywhere(toy, results, tmp_path):
    (tmp_path / "results").mkdir()
    group = {name: of_student(results["odd"], name) for name in HOSTILE}
    aside = {f"{name}!": f"{name} was set aside" for name in HOSTILE}
    write_class(tmp_path, toy, group, aside, previous=None)
    page, found = page_of(tmp_path), Elements(page_of(tmp_path))
    assert len(found.named("script")) == 1
    assert not found.named("img")
    assert all("onerror" not in attributes for _, attributes in found.found)
    assert all(link["href"].startswith("#") for link in found.named("a"))
    assert "\u202e" not in page
    cells = [cell for row in rows_of(tmp_path) for cell in row.values()]
    assert len(rows_of(tmp_path)) == 2 * len(HOSTILE)
    assert "'=cmd()" in cells
    assert not any(cell.startswith(("=", "@", "+")) for cell in cells)
    assert len(data_of(tmp_path)["students"]) == 2 * len(HOSTILE)


def test_links_lead_to_the_files_that_are_there(toy, results, tmp_path):
    names = ["ada", "bob b#1", "cyd", "../ada"]
    (tmp_path / "results").mkdir()
    for file in ("ada.json", "ada.html", "bob b#1.json"):
        (tmp_path / "results" / file).touch()
    write_class(tmp_path, toy, dict.fromkeys(names, results["solved"]), {})
    links = [link["href"] for link in Elements(page_of(tmp_path)).named("a")]
    assert sorted(link for link in links if link[0] != "#") == [
        "results/ada.html",
        "results/ada.json",
        "results/bob%20b%231.json",
    ]


def test_the_page_is_whole_and_bound(toy, results, tmp_path):
    write_class(tmp_path, toy, drawn(results, 20), {})
    page, found = page_of(tmp_path), Elements(page_of(tmp_path))
    policy = next(m["content"] for m in found.named("meta") if "http-equiv" in m)
    assert policy.startswith("default-src 'none'; ")
    for kind in ("style", "script"):
        text = re.search(rf"<{kind}>(.*?)</{kind}>", page, re.S)[1]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "://" not in page
    assert not any(
        {"src", "style", "onclick", "srcset"} & attributes.keys() for _, attributes in found.found
    )
    assert all(link["href"] for link in found.named("a"))
    targets = {attributes.get("id") for _, attributes in found.found}
    assert {link["href"][1:] for link in found.named("a")} <= targets


def test_charts_are_described_and_their_patterns_there(toy, results, tmp_path):
    write_class(tmp_path, toy, drawn(results, 20), {})
    page, found = page_of(tmp_path), Elements(page_of(tmp_path))
    drawings = [one for one in found.named("svg") if "aria-hidden" not in one]
    assert len(drawings) >= 4
    assert all(one["role"] == "img" and one["aria-label"] for one in drawings)
    defined = {one["id"] for one in found.named("pattern")}
    assert set(re.findall(r"url\(#([\w-]+)\)", page)) <= defined


@pytest.mark.parametrize(
    ("edges", "shown"), [(["0", "10", "20"], 3), (["0.00", "12.25", "24.50"], 2)]
)
def test_numbers_below_a_histogram_do_not_run_into_each_other(edges: list[str], shown: int):
    drawn = histogram([3, 4], edges, {})
    assert sum(one.words in edges for one in drawn) == shown
    assert edges[0] in {one.words for one in drawn}


def test_the_script_makes_no_markup():
    script = (ROOT / "autograder" / "insight" / "templates" / "students.js").read_text()
    assert not re.search(r"innerHTML|insertAdjacent|document\.write|eval|fetch|http", script)


def test_hidden_names_are_nowhere_on_the_page_or_in_its_data(toy, results, tmp_path):
    plain, veiled = tmp_path / "plain", tmp_path / "veiled"
    names = ["adalovelace", "bobbabbage", "cydcantor", "deedirac", "eveeuler", "fayfermat"]
    kinds = ["solved", "broken", "unreadable", "odd", "odd", "squares"]
    group = {}
    for name, kind in zip(names, kinds, strict=True):
        mine = of_student(results[kind], name)
        one = mine["assignments"][0]
        said = "5 minutes late" if kind == "odd" else f"{name}/timestamp.txt says 'soon'"
        times = {"late_seconds": 300 if kind == "odd" else None, "late_note": said}
        one.update(penalty=0, final_score=one["score"], **times)
        one["submission"] = one["submission"] and f"submitted/{name}/toy.py"
        one["problems"] = [f"submitted/{name}/toy.py: {text}" for text in one["problems"]]
        for found in one["exercises"]:
            for check in found["checks"]:
                check["message"] = check["message"] and f"{name}: {check['message']}"
        group[name] = mine
    problems = {"zoezermelo": "zoezermelo/toy.py was set aside"}
    for out, who in ((plain, Names()), (veiled, Names(SECRET))):
        (out / "results").mkdir(parents=True)
        for name in names:
            (out / "results" / f"{name}.json").touch()
        write_class(out, toy, group, problems, names=who)
    for text in (page_of(veiled), (veiled / DATA).read_text()):
        assert not any(name in text for name in [*names, "zoezermelo", "Lovelace"])
        assert SECRET not in text
        assert "results/" not in text
        assert text.count("5 minutes late") == 2
        assert text.count(UNKNOWN) == 4
    assert "Lovelace" in page_of(plain)  # so the test would notice
    assert "adalovelace/timestamp.txt says 'soon'" in unescape(page_of(plain))
    assert (plain / GRADES).read_text() == (veiled / GRADES).read_text()
    assert "SyntaxError" in section(page_of(veiled), "problems")
    both = [data_of(out)["score"] for out in (plain, veiled)]
    assert both[0] == both[1]


def test_pseudonyms_stay_and_say_nothing():
    names = [f"student{number}" for number in range(200)]
    one, two = Names(SECRET), Names(f"{SECRET}!")
    called = [one.of(name) for name in names]
    assert called == [Names(SECRET).of(name) for name in names]
    assert not set(called) & {two.of(name) for name in names}
    assert len(set(called)) == 200
    assert called != sorted(called)
    assert one.kind != two.kind
    assert Names().of("ada") == "ada"


@pytest.mark.parametrize("secret", ["", "short"])
def test_a_secret_that_can_be_tried_is_refused(secret):
    with pytest.raises(AutograderError, match="8 characters"):
        Names(secret)


def test_a_damaged_result_is_a_problem_and_counts_nowhere(toy, results, tmp_path):
    broken = {}
    for number, harm in enumerate(HARMS):
        mine = of_student(results["squares"], "x")
        harm(mine)
        broken[f"broken{number}"] = mine
    write_class(tmp_path, toy, {"ada": results["solved"], **broken, "list": []}, {})
    data = data_of(tmp_path)
    assert data["score"]["students"] == 1
    assert data["misconceptions"] == data["unknown"] == []
    assert len(data["problems"]) == len(HARMS) + 1
    assert {one["kind"] for one in data["problems"]} == {"no_result"}


HARMS = [
    lambda one: one.pop("assignments"),
    lambda one: one.update(seconds="fast"),
    lambda one: one["assignments"][0].update(name="07_other"),
    lambda one: one["assignments"][0].update(score=float("nan")),
    lambda one: one["assignments"][0]["exercises"][-1].update(status="great"),
    lambda one: one["assignments"][0]["exercises"][-1].update(score=-1),
    lambda one: [c.pop("hidden") for c in one["assignments"][0]["exercises"][-1]["checks"]],
    lambda one: one.pop("isolation"),
]


def test_what_cannot_be_read_has_no_score(toy, results, tmp_path):
    group = {"ada": results["solved"], "bob": results["unreadable"]}
    write_class(tmp_path, toy, group, {"cyd": "It was set aside."})
    data, rows = data_of(tmp_path), rows_of(tmp_path)
    assert data["score"]["students"] == 1
    assert [row["student"] for row in rows] == ["ada", "bob", "cyd"]
    assert [row["score"] for row in rows] == ["10", "", ""]
    assert rows[0]["double"] == rows[0]["double"].strip("'") != ""
    assert rows[1]["note"].startswith("cannot be read")
    assert rows[2]["note"] == "no result. It was set aside."
    assert "2 more students without a score" in page_of(tmp_path)


def test_isolation_that_differs_is_told(toy, results, tmp_path):
    other = {**results["solved"], "isolation": "L1 limits", "isolation_note": "no seccomp here"}
    write_class(tmp_path, toy, {"ada": results["solved"], "bob": other}, {})
    found = section(page_of(tmp_path), "problems")
    assert "Not all were locked in alike" in found
    assert "L1 limits (no seccomp here): 1 student" in found


def test_what_changed_since_the_last_run(toy, results, tmp_path):
    before = dict.fromkeys(("ada", "bob", "cyd"), results["squares"])
    write_class(tmp_path, toy, before, {})
    now = {
        "ada": results["solved"],
        "bob": mixed(results, double="stub", both_sides="stub", questions="stub"),
        "dee": results["stub"],
    }
    write_class(tmp_path, toy, now, {}, previous=read_previous(tmp_path))
    found = data_of(tmp_path)["changes"]
    assert (found["students"]["new"], found["students"]["gone"]) == (["dee"], ["cyd"])
    assert [one["student"] for one in found["students"]["better"]] == ["ada", "bob"]
    assert found["students"]["worse"] == []
    assert {"exercise": "double", "name": "squares", "before": 3, "now": 0} in found[
        "misconceptions"
    ]
    assert "plot_line" in {one["name"] for one in found["exercises"]}
    page = section(page_of(tmp_path), "changes")
    assert "1 student new: dee" in page
    assert "2 students better" in page


def test_each_student_has_a_row_of_signs_and_points_which_are_explained(toy, results, tmp_path):
    write_class(tmp_path, toy, {"ada": mixed(results, double="squares", questions="stub")}, {})
    page = section(page_of(tmp_path), "students")
    assert re.findall(r"<td class=n>(.*)", page)[0].split("<td class=n>") == [
        *("6", "✗ 0", "✓ 2", "✓ 2", "✓ 2"),
        "· 0<td>",
    ]
    assert "✓ passed; ✗ failed, crashed, timed out; · not started, blocked" in page


def test_the_mean_shares_that_changed_stand_in_a_table(toy, results, tmp_path):
    write_class(tmp_path, toy, {"ada": mixed(results, double="squares")}, {})
    assert "squares" in section(page_of(tmp_path), "misconceptions")
    write_class(tmp_path, toy, {"ada": results["solved"]}, {}, previous=read_previous(tmp_path))
    page = section(page_of(tmp_path), "changes")
    shares = page[page.index("<caption>Mean shares") :]
    assert '<th scope="row">Twice<td class="n">0 %<td class="n">100 %' in shares
    assert shares.count("100 %") == 1
    assert section(page_of(tmp_path), "misconceptions") == ""  # nobody lost anything


def test_shares_that_look_the_same_are_not_listed(toy, results, tmp_path):
    group = {f"s{number:03}": results["solved"] for number in range(300)}
    write_class(tmp_path, toy, {**group, "one": results["solved"]}, {})
    write_class(
        tmp_path, toy, {**group, "one": results["stub"]}, {}, previous=read_previous(tmp_path)
    )
    assert data_of(tmp_path)["changes"]["exercises"]
    assert "Mean shares" not in section(page_of(tmp_path), "changes")


def test_the_page_of_alike_submissions_is_led_to_with_care(toy, results, tmp_path):
    write_class(tmp_path, toy, drawn(results, 3), {})
    assert "Submissions that are alike" not in page_of(tmp_path)
    write_class(tmp_path, toy, drawn(results, 3), {}, alike="similarity.html")
    assert '<a href="similarity.html">Submissions that are alike</a>: read with care.' in page_of(
        tmp_path
    )


def test_names_may_be_too_long_for_a_file(toy, results, tmp_path):
    (tmp_path / "results").mkdir()
    name = "\u00fc" * 126
    assert stem_of("ada") == "ada"
    assert stem_of(f"{name}x") != stem_of(f"{name}y")
    (tmp_path / "results" / f"{stem_of(name)}.json").touch()
    write_class(tmp_path, toy, {name: results["solved"]}, {})
    linked = [link["href"] for link in Elements(page_of(tmp_path)).named("a")]
    assert f"results/{quote(stem_of(name))}.json" in linked


def test_every_heading_of_a_table_says_something(toy, results, tmp_path):
    write_class(tmp_path, toy, drawn(results, 20), {})
    heads = re.findall(r'<th scope="col"[^>]*>(.*?)(?=<th|</thead)', page_of(tmp_path))
    assert len(heads) > 20
    assert all(heads)


def test_the_same_again_is_no_change(toy, results, tmp_path):
    for _ in range(2):
        write_class(tmp_path, toy, drawn(results, 9), {}, previous=read_previous(tmp_path))
    assert "Nothing changed." in section(page_of(tmp_path), "changes")


def test_a_first_run_has_nothing_to_compare(toy, results, tmp_path):
    write_class(tmp_path, toy, drawn(results, 3), {}, previous=read_previous(tmp_path))
    assert section(page_of(tmp_path), "changes") == ""


@pytest.mark.parametrize(
    ("before", "now", "compared"),
    [
        (None, SECRET, True),
        (SECRET, SECRET, True),
        (SECRET, None, False),
        (SECRET, f"{SECRET}!", False),
    ],
)
def test_students_are_compared_where_they_can_be_known(
    toy, results, tmp_path, before, now, compared
):
    group = drawn(results, 5)
    write_class(tmp_path, toy, group, {}, names=Names(before))
    found = write_class(
        tmp_path, toy, group, {}, names=Names(now), previous=read_previous(tmp_path)
    )
    assert (found["changes"]["students"] is not None) == compared
    if compared:
        assert found["changes"]["students"]["same"] == 5


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", '{"version": 1, "assignment": "01_toy"}', '{"version": 9}', "\xff"]
)
def test_damaged_data_of_the_last_run_are_told(toy, results, tmp_path, text):
    (tmp_path / DATA).write_text(text, encoding="latin-1")
    write_class(tmp_path, toy, drawn(results, 3), {}, previous=read_previous(tmp_path))
    assert "nothing is compared" in section(page_of(tmp_path), "changes")


def test_points_given_by_hand_are_mentioned(toy, results, tmp_path):
    write_class(tmp_path, toy, {"ada": results["solved"]}, {})
    assert "2 more points are given by hand" in page_of(tmp_path)


def test_made_is_the_only_word_of_when(toy, results, tmp_path):
    write_class(tmp_path, toy, {"ada": results["solved"]}, {}, made="Graded <today>.")
    assert "Graded &lt;today&gt;." in page_of(tmp_path)
    assert data_of(tmp_path)["made"] == "Graded <today>."


def test_a_folder_that_is_none_is_an_error_with_a_sentence(toy, results, tmp_path):
    with pytest.raises(AutograderError, match="cannot be written"):
        write_class(tmp_path / "gone", toy, {"ada": results["solved"]}, {})


def test_a_failure_leaves_the_last_data(toy, results, tmp_path):
    write_class(tmp_path, toy, {"ada": results["solved"]}, {})
    before = (tmp_path / DATA).read_bytes()
    (tmp_path / "class.html").unlink()
    (tmp_path / "class.html").mkdir()
    with pytest.raises(AutograderError, match="cannot be written"):
        write_class(tmp_path, toy, {"bob": results["stub"]}, {})
    assert (tmp_path / DATA).read_bytes() == before
    shutil.rmtree(tmp_path / "class.html")
    assert json.loads(before)["students"][0]["student"] == "ada"
    assert sorted(path.name for path in tmp_path.iterdir()) == [DATA, GRADES]
