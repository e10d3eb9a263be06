"""Measures that do not depend on the order in which the parts of a page were read."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ocr_pipeline.compare.score.order_free import bag_of_words_error, flexible_character_accuracy
from tests.support.generated import misread, prose

WORDS = st.lists(st.sampled_from(["война", "и", "мир", "не", "было", "у", "нас"]), max_size=20)
LINES = ("Во время второй встречи Ким Ир Сен", "вновь заявил, что он согласен", "с предложением правительства")


@given(WORDS, WORDS)
def test_the_bag_counts_from_either_side_the_same_errors(truth, reading):
    assume(truth and reading)
    errors = bag_of_words_error(truth, reading) * len(truth)
    assert errors == pytest.approx(bag_of_words_error(reading, truth) * len(reading))


@given(WORDS, st.randoms())
def test_the_bag_does_not_see_the_order(words, chance):
    assert bag_of_words_error(words, chance.sample(words, len(words))) == 0


@given(st.lists(st.sampled_from(LINES), max_size=6), st.lists(st.sampled_from(LINES), max_size=6))
def test_lines_missed_and_lines_added_both_cost(truth, reading):
    accuracy = flexible_character_accuracy("\n".join(truth), "\n".join(reading))
    assert 0 <= accuracy <= 1
    assert (accuracy == 1) == (sorted(truth) == sorted(reading))


def test_columns_read_across_cost_no_more_than_the_places_where_they_were_cut():
    left, right = prose(1_500, 1).replace("\n", " "), prose(1_500, 2).replace("\n", " ")
    cut = [(left[at : at + 50], right[at : at + 50]) for at in range(0, 1_500, 50)]
    across = "\n".join(f"{one}   {other}" for one, other in cut)
    truth = "\n".join([*(one for one, _ in cut), *(other for _, other in cut)])
    assert flexible_character_accuracy(truth, across) > 0.95


@pytest.mark.parametrize("share", [0.02, 0.1])
def test_a_worse_reading_has_the_lower_accuracy(share):
    truth = prose(4_000, 3)
    better, worse = (misread(truth, times * share, 4) for times in (1, 2))
    assert flexible_character_accuracy(truth, worse) < flexible_character_accuracy(truth, better) < 1


def test_another_text_has_next_to_no_accuracy():
    assert flexible_character_accuracy(prose(3_000, 5), "During the second meeting " * 100) < 0.2
