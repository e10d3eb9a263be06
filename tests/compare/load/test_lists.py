"""The numbers of lists as a browser and Word write them."""

from __future__ import annotations

import pytest

from ocr_pipeline.compare.load.lists import doubled_letters, latin_letters, roman


@pytest.mark.parametrize(("number", "letters"), [(1, "a"), (26, "z"), (27, "aa"), (28, "ab"), (703, "aaa")])
def test_a_browser_counts_on_after_z(number, letters):
    assert latin_letters(number) == letters


@pytest.mark.parametrize(("number", "letters"), [(1, "a"), (27, "aa"), (28, "bb"), (0, "0"), (781, "781")])
def test_word_doubles_letters(number, letters):
    assert doubled_letters(number) == letters


def test_word_passes_over_letters_that_begin_no_word():
    assert doubled_letters(10, russian=True) == "к"


@pytest.mark.parametrize(("number", "numeral"), [(4, "IV"), (1953, "MCMLIII"), (0, "0"), (4000, "4000")])
def test_beyond_roman_numerals_are_figures(number, numeral):
    assert roman(number) == numeral
