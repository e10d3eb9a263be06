"""Numerals: letters typed for figures, Roman numbers with Cyrillic keys, and how far a misreading is from a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.text.reading.numerals import (
    Confusion,
    as_figures,
    as_roman,
    confused,
    confusion_between,
    dashed_value,
    mismatch,
    to_roman,
)

CYRILLIC_KEYS = str.maketrans({"V": "У", "X": "Х", "M": "М", "C": "С"})


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1019", 1019),
        ("I0I9", 1019),
        ("l0l9", 1019),
        ("1O19", 1019),
        ("1О19", 1019),
        ("З62", 362),
        ("0", 0),
        ("007", 7),
    ],
)
def test_letters_for_missing_keys_are_figures(typed, number):
    assert as_figures(typed) == number


@pytest.mark.parametrize("typed", ["", "слово", "5а", "12б", "1 2", "-5", "٣", "²", "½", "1.5", "1234567", "５"])
def test_what_spells_no_number_is_none(typed):
    assert as_figures(typed) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("П", 2),
        ("Ш", 3),
        ("IУ", 4),
        ("ІУ", 4),
        ("У", 5),
        ("УП", 7),
        ("УШ", 8),
        ("IХ", 9),
        ("Х", 10),
        ("ХП", 12),
        ("ХIХ", 19),
        ("ХХ", 20),
        ("XIX", 19),
        ("ix", 9),
        ("lV", 4),
        ("MCMLIII", 1953),
    ],
)
def test_roman_numbers_are_read_in_latin_and_cyrillic_keys(typed, number):
    assert as_roman(typed) == number


@pytest.mark.parametrize("typed", ["", "IIII", "VV", "ПП", "ПУ", "IС", "ШШ", "Ж", "слово", "ХХХХ", "IIX", "5"])
def test_impossible_roman_numbers_are_refused(typed):
    assert as_roman(typed) is None


@given(st.integers(1, 3999))
def test_roman_figures_there_and_back(number):
    assert as_roman(to_roman(number)) == number
    assert as_roman(to_roman(number).lower()) == number


@given(st.integers(1, 39))
def test_roman_figures_typed_with_cyrillic_keys_are_the_same_number(number):
    latin = to_roman(number)
    assert as_roman(latin.translate(CYRILLIC_KEYS)) == number
    assert as_roman(latin.replace("III", "Ш").replace("II", "П").translate(CYRILLIC_KEYS)) == number


@pytest.mark.parametrize(("text", "number"), [("- 5 -", 5), ("-5-", 5), ("— 88 —", 88), ("-- 7 --", 7), ("- I0 -", 10)])
def test_a_number_between_dashes(text, number):
    assert dashed_value(text) == number


@pytest.mark.parametrize("text", ["5", "- 5", "5 -", "- 5 - и", "- 123456 -", "- -5 -", "- 5\n-6 -", "- -"])
def test_a_number_between_dashes_stands_alone(text):
    assert dashed_value(text) is None


@given(st.integers(0, 9999))
def test_a_number_as_typed_costs_nothing(number):
    assert mismatch(str(number), number) == 0
    assert mismatch(str(number).translate(str.maketrans("103", "IОЗ")), number) == 0


@pytest.mark.parametrize(("typed", "number"), [("б", 6), ("В", 8), ("То", 10), ("S", 5), ("101б", 1016), ("Ч2", 42)])
def test_letters_that_engines_give_for_digits_cost_nothing(typed, number):
    assert mismatch(typed, number) == 0


@pytest.mark.parametrize(
    ("nearer", "farther", "number"), [("13", "12", 18), ("1079", "1059", 1019), ("18", "180", 18), ("58", "85", 58)]
)
def test_a_like_digit_costs_less_than_another(nearer, farther, number):
    assert mismatch(nearer, number) < mismatch(farther, number)


@given(st.text("0123456789IОЗбВ?", min_size=1, max_size=6), st.integers(1, 99999))
def test_a_misreading_costs_no_less_than_nothing(typed, number):
    assert mismatch(typed, number) >= 0
    assert (mismatch(typed, number) == 0) >= (as_figures(typed) == number)


def test_a_confusion_is_found_between_what_is_typed_and_a_number_and_undone():
    confusion = confusion_between("55", 33)
    assert confusion == Confusion(read="5", true="3")
    assert confusion.undone("150") == 130
    assert confused("I50", 130, confusion)
    assert not confused("I50", 140, confusion)


@pytest.mark.parametrize(("typed", "number"), [("30", 30), ("5", 33), ("57", 34), ("ab", 12)])
def test_none_is_found_where_nothing_differs_or_more_than_one_pair_does(typed, number):
    assert confusion_between(typed, number) is None
