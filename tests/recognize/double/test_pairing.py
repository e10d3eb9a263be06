"""Two readings of a line side by side."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.recognize.double.pairing import Character, paired_characters

PLACES = st.lists(st.floats(-50, 2000, allow_nan=False), max_size=12).map(sorted)


@given(PLACES, PLACES, st.randoms(use_true_random=False), st.floats(0, 40))
def test_every_character_of_either_line_is_in_exactly_one_pair_in_order(first, second, chance, cell):
    one, other = ([Character("а", x) for x in places] for places in (first, second))
    same = np.array([[chance.random() < 0.3 for _ in second] for _ in first]).reshape(len(first), len(second))
    pairs = paired_characters(one, other, same, cell)
    assert [pair[0] for pair in pairs if pair[0] is not None] == list(range(len(first)))
    assert [pair[1] for pair in pairs if pair[1] is not None] == list(range(len(second)))


def test_what_stands_in_one_place_is_paired_though_it_differs():
    first = [Character(letter, 20.0 * place) for place, letter in enumerate("мнр")]
    second = [Character(letter, 20.0 * place) for place, letter in enumerate("мир")]
    same = np.array([[one.text == other.text for other in second] for one in first])
    assert paired_characters(first, second, same, 20.0) == ((0, 0), (1, 1), (2, 2))


def test_a_character_that_one_reader_missed_has_no_counterpart():
    first = [Character(letter, 20.0 * place) for place, letter in enumerate("мир")]
    second = [first[0], first[2]]
    same = np.array([[one.text == other.text for other in second] for one in first])
    assert paired_characters(first, second, same, 20.0) == ((0, 0), (1, None), (2, 1))
