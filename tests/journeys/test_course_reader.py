"""07's reader of digits: what each level takes, and what those earn who know the data by heart."""

from __future__ import annotations

import pytest
from factories import digit_readers
from factories.digit_readers import HIDDEN, middles
from programs import digit_levels
from selection import number, tiers

SEEDS = number(3, 20)
READERS = tiers([digit_readers.the_model_s, digit_readers.trained_on_validation], 1)


def test_nearest_means_reach_the_first_level_and_a_linear_fit_the_second():
    """In at least 19 of 20 splits."""
    weak = digit_readers.course_s_own()
    means, fits = (middles(weak[name], SEEDS) for name in ("compares_with_means", "fits_linearly"))
    first, second, third = HIDDEN.LEVELS
    assert means[SEEDS // 20] >= first
    assert max(means) < third
    assert fits[SEEDS // 20] >= second


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_the_page_s_network_reaches_the_last_level(reader):
    """In every split that was tried; the validation digits as training digits change little."""
    assert min(middles(reader, number(1, 20))) >= HIDDEN.LEVELS[2]


@pytest.mark.parametrize("cheat", [digit_readers.looked_up, digit_readers.looked_up_sorted])
def test_who_knows_all_digits_by_heart_reads_none(cheat):
    assert max(middles(cheat, SEEDS)) < 0.5


def test_who_also_finds_the_place_of_each_pixel_earns_no_more_than_one_honest_line_does():
    """No shuffling hides a public data set from such a cheat; so nothing can be gained by it."""
    assert min(middles(digit_readers.put_back, number(2, 20))) >= HIDDEN.LEVELS[2]
    assert min(middles(digit_readers.nearest_image, SEEDS)) >= HIDDEN.LEVELS[2]


def test_the_program_prints_a_row_for_each_reader(monkeypatch):
    few = {"most frequent class": digit_readers.most_frequent}
    monkeypatch.setattr(digit_levels, "all_readers", lambda: few)
    head, line, row = digit_levels.rows(2)
    assert head.endswith("| >= 0.87 | >= 0.91 | >= 0.94 |")
    assert line.count("---") == 7
    assert row.startswith("| most frequent class | 0.10")
    assert row.endswith("| 0 of 2 | 0 of 2 | 0 of 2 |")
