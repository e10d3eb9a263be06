"""Of two readings, as a page lies and upside down, the upright one is found by words, by sureness, or left open."""

from __future__ import annotations

import pytest

from ocr_pipeline.recognize.page import PageReading
from ocr_pipeline.recognize.turns import is_upside_down, may_be_text, may_be_upside_down
from ocr_pipeline.records import PageState


def read(doubt=0.01, letters=500, known=400):
    return PageReading(PageState.DONE, doubt=doubt, letters=letters, known_letters=known)


UNREADABLE = PageReading(PageState.UNREADABLE)


def test_a_page_of_sure_words_is_not_read_twice():
    assert not may_be_upside_down(read())
    assert not may_be_upside_down(read(known=None))


@pytest.mark.parametrize("reading", [UNREADABLE, read(doubt=0.1), read(known=20)])
def test_a_page_that_is_unsure_or_has_few_words_is(reading):
    assert may_be_upside_down(reading)


def test_a_page_that_failed_is_not():
    assert not may_be_upside_down(PageReading(PageState.FAILED))


def test_words_tell_however_sure_the_noise_is():
    """A title page in capitals, doubtful but with words, against its noise upside down, read more surely."""
    upright, over = read(doubt=0.2, letters=150, known=35), read(doubt=0.15, letters=160, known=0)
    assert is_upside_down(upright, over) is False
    assert is_upside_down(over, upright) is True


def test_without_words_a_clearly_surer_reading_tells():
    figures, over = read(doubt=0.02, letters=3, known=0), read(doubt=0.2, letters=60, known=0)
    assert is_upside_down(figures, over) is False
    assert is_upside_down(over, figures) is True


def test_nothing_clear_leaves_the_page_as_it_lies():
    one, other = read(doubt=0.15, letters=60, known=0), read(doubt=0.13, letters=60, known=5)
    assert is_upside_down(one, other) is None
    assert is_upside_down(other, one) is None


def test_an_unreadable_page_is_turned_for_words_or_for_a_sure_reading_alone():
    assert is_upside_down(UNREADABLE, read()) is True
    assert is_upside_down(UNREADABLE, read(known=0)) is True
    assert is_upside_down(UNREADABLE, read(doubt=0.15, known=0)) is None
    assert is_upside_down(read(doubt=0.3, known=0), UNREADABLE) is False
    assert is_upside_down(UNREADABLE, UNREADABLE) is None


@pytest.mark.parametrize(
    ("reading", "better"), [(read(doubt=0.08), True), (read(doubt=0.2), False), (UNREADABLE, False)]
)
def test_what_is_hardly_noise_is_better_read_than_not_at_all(reading, better):
    assert may_be_text(reading) is better
