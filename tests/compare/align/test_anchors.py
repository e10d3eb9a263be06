"""Long texts are cut where they agree, so that each window can be aligned by itself."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from ocr_pipeline.compare.align.anchors import shares, windows
from tests.support.generated import misread, prose

WORDS = st.lists(st.sampled_from(["дом", "лес", "сад", "река"]), max_size=40)


def assert_whole(found, length, other_length, largest):
    """Windows follow each other without a gap, hold both texts, and none is too large."""
    assert found[0][0] == found[0][2] == 0
    assert all(one[1] == two[0] and one[3] == two[2] for one, two in pairwise(found))
    assert (found[-1][1], found[-1][3]) == (length, other_length)
    assert all((end - start) * (stop - first) <= largest for start, end, first, stop in found)


@given(WORDS, WORDS, st.integers(1, 200))
def test_windows_of_words_hold_both_texts_and_are_small(one, other, largest):
    assert_whole(list(windows(one, other, largest)), len(one), len(other), largest)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 3000))
def test_shares_hold_both_texts_and_are_small(length, other_length, largest):
    assert_whole(list(shares(length, other_length, largest)), length, other_length, largest)


def test_cuts_are_where_the_texts_agree():
    truth = prose(30_000, 1)
    reading = misread(truth, 0.03, 2)
    found = list(windows(truth, reading, 1_000_000))
    assert len(found) > 5
    for start, _, read_start, _ in found[1:]:
        assert truth[start : start + 3] == reading[read_start : read_start + 3]


def test_a_passage_left_out_moves_the_cuts_behind_it():
    truth = prose(30_000, 3)
    reading = truth[:10_000] + truth[15_000:]
    behind = [window for window in windows(truth, reading, 1_000_000) if window[0] >= 16_000]
    assert behind
    assert all(start - read_start == 5_000 for start, _, read_start, _ in behind)


def test_errors_between_cuts_add_up_to_those_of_the_whole():
    truth = prose(12_000, 4)
    reading = misread(truth, 0.05, 5)
    errors = sum(
        Levenshtein.distance(truth[start:end], reading[first:stop])
        for start, end, first, stop in windows(truth, reading, 500_000)
    )
    assert errors == Levenshtein.distance(truth, reading)


@pytest.mark.parametrize(("one", "other"), [("", ""), ("", "слово " * 50), ("слово " * 50, "")])
def test_an_empty_text_is_one_window(one, other):
    assert list(windows(one, other, 10)) == [(0, len(one), 0, len(other))]
