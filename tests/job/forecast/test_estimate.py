"""Sums over all scans, by those of a sample."""

from __future__ import annotations

import random
import statistics

import pytest

from ocr_pipeline.job.forecast.estimate import Estimate, estimate
from ocr_pipeline.job.forecast.sample import sample_of


def test_what_was_measured_whole_is_sure():
    assert estimate([1.0, 2.0, 6.0], 3) == Estimate(9.0, 9.0, 9.0)
    assert estimate([4.0], 1) == Estimate(4.0, 4.0, 4.0)


def test_one_value_says_nothing_of_the_spread():
    assert estimate([4.0], 10) == Estimate(40.0, None, None)
    assert estimate([4.0], 10) / 2 == Estimate(20.0, None, None)


def test_the_bounds_are_around_the_sum_and_never_below_what_was_measured():
    found = estimate([1.0, 1.0, 40.0], 100)
    assert found.total == pytest.approx(1400)
    assert found.low == 42.0
    assert found.high > found.total
    assert (found / 2).high == found.high / 2


def test_the_bounds_hold_the_truth_nine_times_in_ten_and_eight_in_ten_where_page_times_are_skewed():
    draw = random.Random(1)
    for skew, least in ((0.1, 0.87), (0.7, 0.8)):
        held = 0
        for _ in range(1000):
            times = [draw.lognormvariate(1, skew) for _ in range(400)]
            draw.shuffle(times)
            found = estimate(sample_of(times), len(times))
            held += found.low <= sum(times) <= found.high
        assert held >= least * 1000


def test_the_estimate_is_right_in_the_mean_over_documents_of_different_cost():
    draw = random.Random(2)
    totals = []
    for _ in range(300):
        times = [draw.uniform(1, 2) for _ in range(90)] + [draw.uniform(10, 20) for _ in range(30)]
        totals.append(estimate(sample_of(times), len(times)).total / sum(times))
    assert statistics.fmean(totals) == pytest.approx(1, abs=0.1)
