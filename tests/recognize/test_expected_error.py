"""The expected error counts what is doubtful, what was not read, what is out of order, and what is no text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.recognize.expected_error import Evidence, doubt_of, expected_error, is_wordless, no_text
from ocr_pipeline.recognize.reading import ReadLine, ReadWord
from ocr_pipeline.records import Area
from tests.support.readings import typed

GOOD = Evidence(read=1000, doubt=10.0, unread=0.0, letters=900, known=700)


def test_of_a_page_read_whole_it_is_the_doubt():
    assert expected_error(GOOD) == pytest.approx(0.01)


def test_what_was_not_read_is_wrong():
    assert expected_error(replace(GOOD, unread=500.0)) == pytest.approx((10 + 500) / 1500)


def test_lines_read_across_are_wrong_for_the_most_part():
    assert 0.6 < (expected_error(replace(GOOD, across=1.0)) or 0) < 0.9


def test_print_that_a_reader_for_type_read_is_less_right_than_it_is_sure():
    assert expected_error(replace(GOOD, print_as_type=1000)) == pytest.approx(0.07)
    assert expected_error(replace(GOOD, print_as_type=100)) == pytest.approx(0.01)
    assert expected_error(replace(GOOD, doubt=200.0, print_as_type=1000)) == pytest.approx(0.2)


def test_noise_read_with_confidence_is_seen_by_its_lack_of_words():
    noise = Evidence(read=1000, doubt=180.0, unread=0.0, letters=950, known=10)
    assert (expected_error(noise) or 0) > 0.7
    assert no_text(noise) > 0.7


@pytest.mark.parametrize(
    "page",
    [
        replace(GOOD, known=None),
        replace(GOOD, letters=20, known=0),
        replace(GOOD, doubt=5.0, known=0),
        replace(GOOD, known=150),
    ],
    ids=["a language without a lexicon", "a few letters among figures", "codes, read surely", "words run together"],
)
def test_a_page_without_words_that_is_read_surely_is_not_taken_for_noise(page):
    assert (expected_error(page) or 0) < 0.06


@pytest.mark.parametrize(
    ("page", "wordless"),
    [
        (GOOD, False),
        (replace(GOOD, known=200), False),
        (replace(GOOD, known=150), True),
        (replace(GOOD, letters=26, known=0), True),
        (replace(GOOD, known=None), False),
    ],
    ids=["text", "a worn page", "words by chance", "strokes read as figures", "a language without a lexicon"],
)
def test_a_page_is_wordless_where_few_letters_stand_in_words(page, wordless):
    assert is_wordless(page) == wordless


def test_a_page_with_nothing_on_it_has_none():
    assert expected_error(Evidence(read=0, doubt=0.0, unread=0.0)) is None
    assert expected_error(Evidence(read=0, doubt=0.0, unread=40.0)) == 1.0


@given(
    st.integers(0, 3000),
    st.floats(0, 1),
    st.floats(0, 3000),
    st.floats(0, 1),
    st.integers(0, 3000),
    st.one_of(st.none(), st.floats(0, 1)),
)
def test_it_is_a_share_and_more_unread_ink_never_makes_it_less(read, doubt, unread, across, letters, known):
    letters = min(letters, read)
    page = Evidence(read, doubt * read, unread, across, letters, None if known is None else int(known * letters))
    error = expected_error(page)
    assert error is None or 0.0 <= error <= 1.0
    assert (expected_error(replace(page, unread=unread + 10)) or 0) >= (error or 0) - 1e-9


def test_doubt_is_summed_over_glyphs_and_over_words_that_have_none():
    line = typed("слово", 0, confidence=0.9)
    without = ReadLine.of([ReadWord("слово", Area(0, 0, 100, 20), 0.8)])
    assert doubt_of([line]) == pytest.approx(0.5)
    assert doubt_of([line, without]) == pytest.approx(1.5)
