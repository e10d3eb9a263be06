"""The bootstrap over lines: bounds around the rate that depend on the draws alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_pipeline.compare.score.interval import rate_intervals

LINES = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 80)), min_size=2, max_size=12)


def intervals(lines, seed=0):
    errors, lengths = (np.array([[line[at]] for line in lines], dtype=np.int64) for at in (0, 1))
    return rate_intervals(errors, lengths, seed)[0]


@settings(max_examples=12)
@given(LINES)
def test_bounds_are_in_order_and_between_the_best_line_and_the_worst(lines):
    rates = [errors / length for errors, length in lines]
    low, high = intervals(lines)
    assert min(rates) - 1e-9 <= low <= high <= max(rates) + 1e-9


def test_with_lines_all_alike_both_bounds_are_the_rate():
    assert intervals([(3, 60)] * 20) == pytest.approx((0.05, 0.05))


def test_one_line_says_nothing_of_how_lines_vary():
    assert intervals([(3, 60)]) is None


def test_all_rates_are_taken_over_the_same_draws():
    errors, lengths = np.array([[1, 2], [5, 10], [0, 0]]), np.array([[50, 50], [50, 50], [50, 50]])
    once, twice = rate_intervals(errors, lengths, 3)
    assert twice == pytest.approx(tuple(2 * bound for bound in once))


def test_lines_without_a_word_are_no_obstacle():
    assert intervals([(0, 0), (1, 10)])[1] == pytest.approx(0.1)


def test_the_interval_of_many_lines_is_that_of_the_normal_distribution():
    chance = np.random.default_rng(1)
    errors = chance.poisson(3, size=400)
    low, high = intervals([(int(count), 60) for count in errors])
    mean, spread = errors.mean() / 60, errors.std() / 60 / 20
    assert (low, high) == pytest.approx((mean - 1.96 * spread, mean + 1.96 * spread), rel=0.03)
