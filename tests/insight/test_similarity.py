"""The list of submissions that are alike: who is on it, who is not, and how it is told."""

from __future__ import annotations

import json
import random
import subprocess
import sys

import pytest
from factories.elements import Elements
from factories.toy_course import ROOT, as_notebook, with_body

from autograder.errors import AutograderError
from autograder.insight import likeness
from autograder.insight.names import Names
from autograder.insight.own_code import given_by, joined, read_all
from autograder.insight.similarity import similarity, write_similarity

COPIED = """\
collected = []
for place, number in enumerate(np.ravel(x)):  # ada's own way
    if place % 3 == 1 and number > 17:
        collected.append(number + number)
    elif number is not None:
        collected.insert(place, 2.0 * number)
while len(collected) < 0:
    collected.extend([max(collected), min(collected)])
return np.reshape(np.array(collected), np.shape(x))"""
RENAMED = (
    COPIED.replace("collected", "bobs_list")
    .replace("place", "i")
    .replace("number", "n")
    .replace("  # ada's own way", "")
)


def own_way(seed: int) -> str:
    """A body of its own structure, drawn at random."""
    rng = random.Random(seed)
    lines = ["total = 0"]
    for _ in range(12):
        a, b, c = rng.choices("+-*/%&|^", k=3)
        inner = rng.choice(["[x]", "(x, total)", "{total: x}", "x[0]", "len(x)", "not x"])
        lines.append(
            rng.choice(
                [
                    f"total = total {a} {rng.randrange(99)} {b} ({inner} {c} {rng.randrange(9)})",
                    f"if total {a} {inner} {b} {rng.randrange(99)}:\n    total {c}= {inner}",
                    f"for k in range({inner}, {rng.randrange(99)} {a} 1):\n    x {b}= k {c} 1",
                ]
            )
        )
    return "\n".join([*lines, "return total"])


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    return tmp_path


def handed_in(folder, texts):
    """Write the submissions; return the files by student."""
    found = {}
    for student, text in texts.items():
        path = folder / "in" / f"{student}.{'ipynb' if text[0] == '{' else 'py'}"
        path.write_text(text)
        found[student] = {path: path.read_bytes()}
    return found


@pytest.fixture
def group(folder, bare):
    """Nine who worked alone, and two whose code is one but for its names."""
    texts = {f"s{seed}": with_body(bare, "double", own_way(seed)) for seed in range(9)}
    texts["ada"] = with_body(bare, "double", COPIED)
    texts["bob"] = with_body(bare, "double", RENAMED)
    return handed_in(folder, texts)


def pairs_of(data):
    return {frozenset((one["one"], one["other"])) for one in data["pairs"]}


def test_the_same_under_other_names_is_found(toy, folder, group):
    data = write_similarity(folder / "out", toy, group)
    assert pairs_of(data) == {frozenset(("ada", "bob"))}
    (pair,) = data["pairs"]
    assert pair["share"] > 0.9
    assert (data["compared"], data["all_pairs"], data["found"]) == (11, 55, 1)
    assert data["usual"]["median"] < 0.2 < pair["overall"]
    shown = [line[2] for line in pair["lines_of_one"]]
    assert any("collected.insert" in line for line in shown)
    assert not any("def " in line or "import" in line for line in shown)
    assert len(shown) == len(pair["lines_of_other"]) >= 7


def test_equal_letters_are_told_from_equal_structure(toy, folder, bare):
    texts = {name: with_body(bare, "double", COPIED) for name in ("ada", "cyd")}
    texts["bob"] = with_body(bare, "double", RENAMED)
    data = similarity(toy, handed_in(folder, texts), Names(), likeness.np.random.default_rng(0))
    same = {frozenset((one["one"], one["other"])): one["same_lines"] for one in data["pairs"]}
    assert same[frozenset(("ada", "cyd"))] == COPIED.count("\n") + 1
    assert same[frozenset(("ada", "bob"))] < 3


def test_a_notebook_is_like_its_text(toy, folder, bare):
    text = with_body(bare, "double", COPIED)
    group = handed_in(folder, {"ada": text, "bob": json.dumps(as_notebook(text))})
    assert pairs_of(write_similarity(folder / "out", toy, group)) == {frozenset(("ada", "bob"))}


def test_the_right_solution_and_the_given_text_are_nobodys_copy(toy, folder, solved, bare):
    group = handed_in(folder, {**dict.fromkeys(("ada", "bob"), solved), "cyd": bare, "dee": bare})
    data = write_similarity(folder / "out", toy, group)
    assert data["pairs"] == []
    assert data["empty"] == 2
    assert "There are none." in (folder / "out" / "similarity.html").read_text()


def test_what_many_write_is_a_common_form(toy, folder, group, bare):
    body = with_body(bare, "double", COPIED)
    more = handed_in(folder, {f"t{n}": body for n in range(likeness.FEW)})
    assert write_similarity(folder / "out", toy, {**group, **more})["pairs"] == []


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_to_compare(toy, folder, group, count):
    data = write_similarity(folder / "out", toy, dict(list(group.items())[:count]))
    assert (data["compared"], data["pairs"], data["usual"]) == (count, [], {})


def test_docstrings_and_given_lines_are_not_own_code(toy, folder, bare):
    changed = with_body(bare, "double", '"""My own\nwords."""\nreturn x + x').replace(
        "Return 2 x, shaped like x.", "Return what\n    is asked."
    )
    texts, _ = read_all(toy, handed_in(folder, {"ada": changed}), given_by(toy))
    assert joined(texts["ada"]).strip() == "return x + x"
    assert [line.function for line in texts["ada"]] == ["double"]


def test_what_cannot_be_read_is_counted_and_nothing_is_run(toy, folder, group, bare):
    trap = folder / "trap"
    texts = {"eve": f"open({str(trap)!r}, 'w')\n{bare}", "nix": "\0", "deep": "(" * 100_000}
    data = write_similarity(folder / "out", toy, {**group, **handed_in(folder, texts)})
    assert not trap.exists()
    assert data["unread"] == 1
    assert frozenset(("ada", "bob")) in pairs_of(data)


def test_hidden_names_and_hostile_code(toy, folder, bare):
    evil = COPIED.replace("# ada's own way", "# </pre><script>alert(1)</script>\u202e")
    names = ("adalovelace", "<img src=x>")
    paths = handed_in(folder, {f"f{i}": with_body(bare, "double", evil) for i in range(2)})
    group = dict(zip(names, paths.values(), strict=True))
    write_similarity(folder / "out", toy, group)
    page = (folder / "out" / "similarity.html").read_text()
    found = Elements(page)
    assert not found.named("script")
    assert not found.named("img")
    assert "\u202e" not in page
    assert "adalovelace" in page
    write_similarity(folder / "out", toy, group, names=Names("a secret of the course"))
    for file in ("similarity.html", "similarity.json"):
        text = (folder / "out" / file).read_text()
        assert "adalovelace" not in text
        assert "img" not in text


def test_the_page_takes_care(toy, folder, group):
    write_similarity(folder / "out", toy, group)
    page = (folder / "out" / "similarity.html").read_text()
    assert page.index("proves nothing") < page.index("usual in this class") < page.index("ada")
    assert "default-src 'none'" in page


@pytest.mark.long
@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes_in_any_process(toy, folder, group):
    code = (
        "import sys, json; from pathlib import Path\n"
        "from autograder.course.assignment import Assignment\n"
        "from autograder.insight.similarity import write_similarity\n"
        "out, root, name, *files = sys.argv[1:]\n"
        "given = {Path(file).stem: {Path(file): Path(file).read_bytes()} for file in files}\n"
        "write_similarity(Path(out), Assignment(Path(root), name), given)\n"
    )
    files = [str(path) for held in group.values() for path in held]
    found = []
    for seed, order in (("1", files), ("2", files[::-1])):
        arguments = [str(folder / "out"), str(toy.root), toy.name, *order]
        subprocess.run(
            [sys.executable, "-c", code, *arguments],
            check=True,
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin", "HOME": str(folder)},
        )
        found.append([(folder / "out" / f"similarity.{e}").read_bytes() for e in ("html", "json")])
    assert found[0] == found[1]


def test_without_the_library_there_is_a_sentence(toy, folder, group, monkeypatch):
    monkeypatch.setitem(sys.modules, "copydetect", None)
    with pytest.raises(AutograderError, match=r"pip install 'saywhy\[similarity\]'"):
        write_similarity(folder / "out", toy, group)
    assert not list((folder / "out").iterdir())
