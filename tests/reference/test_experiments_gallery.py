"""The pictures: complete, small, equal byte for byte; and the program that draws them."""

import re
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure

from reference import lecture
from reference.experiments import __main__ as program
from reference.experiments import drawing, gallery
from reference.experiments.gallery import EXPERIMENTS

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "figures"
QUICK = ["fig_1_1b", "fig_1_2", "two_readings"]


def test_every_figure_of_the_lecture_is_redrawn():
    names = {"fig_" + figure.split()[1].replace(".", "_") for figure in lecture.FIGURES}
    assert names <= set(EXPERIMENTS)


def test_the_folder_holds_the_pictures_and_nothing_else():
    assert {p.name for p in FOLDER.iterdir()} == {f"{n}.png" for n in EXPERIMENTS} | {"README.md"}


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_pictures_are_small_and_say_nothing_of_their_making(name):
    data = (FOLDER / f"{name}.png").read_bytes()
    assert len(data) <= 150_000
    chunks = set(re.findall(rb"tEXt|iTXt|zTXt|tIME", data[:4096]))
    assert not chunks


def test_the_page_of_pictures_is_fresh():
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == gallery.page()


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_claim_is_a_sentence(name):
    claim = EXPERIMENTS[name].claim
    assert claim.endswith(".")
    assert len(claim) > 30


def test_random_experiments_have_a_seed_of_their_own():
    seeds = [e.seed for e in EXPERIMENTS.values() if e.seed is not None]
    assert len(set(seeds)) == len(seeds)
    for experiment in EXPERIMENTS.values():
        takes = "rng" in experiment.run.__annotations__
        assert takes == (experiment.seed is not None)


def test_two_drawings_are_equal_byte_for_byte(tmp_path):
    for name in QUICK[:2]:
        first = gallery.draw(name, tmp_path).read_bytes()
        assert gallery.draw(name, tmp_path).read_bytes() == first


def test_drawing_leaves_what_is_global_alone(tmp_path):
    before = np.random.get_state()[1].copy(), dict(mpl.rcParams)
    gallery.draw("fig_1_2", tmp_path)
    assert np.array_equal(before[0], np.random.get_state()[1])
    assert before[1] == dict(mpl.rcParams)


def lightness(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_lines_differ_without_colour():
    for key in ("marker", "linestyle"):
        assert len({str(look[key]) for look in drawing.LINES}) == len(drawing.LINES)
    greys = sorted(lightness(look["color"]) for look in drawing.LINES)
    assert min(np.diff(greys)) > 0.04
    assert greys[-1] < 0.75  # visible on white


@pytest.mark.parametrize("name", [*QUICK, "fig_1_1a", "fig_1_1c", "fig_1_3", "learning_rates"])
def test_pictures_have_a_title_and_labels(name):
    with drawing.style():
        figure = EXPERIMENTS[name].draw(EXPERIMENTS[name].data())
    assert isinstance(figure, Figure)
    assert len(figure.get_suptitle()) > 20
    for ax in figure.axes:
        if ax.axison:
            assert ax.get_xlabel()
            assert ax.get_ylabel()


def test_the_program_draws_what_is_asked_for(tmp_path, capsys):
    assert program.main(["--only", "fig_1_2", "fig_1_1b", "--out", str(tmp_path / "new")]) == 0
    assert sorted(p.name for p in (tmp_path / "new").iterdir()) == ["fig_1_1b.png", "fig_1_2.png"]
    assert "fig_1_2" not in capsys.readouterr().out  # progress is no output


def test_the_program_lists(capsys):
    assert program.main(["--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(EXPERIMENTS)


def test_the_program_refuses_what_it_does_not_know(capsys):
    with pytest.raises(SystemExit, match="2"):
        program.main(["--only", "fig_9_9"])
    assert "fig_9_9" in capsys.readouterr().err


def test_help_shows_examples(capsys):
    with pytest.raises(SystemExit, match="0"):
        program.main(["--help"])
    assert "--only fig_1_3 fig_2_2" in capsys.readouterr().out
