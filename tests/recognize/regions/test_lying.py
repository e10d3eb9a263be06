"""A part lies on its side where it reads as text when turned, and clearly better than as it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocr_pipeline.recognize.page import PageReading
from ocr_pipeline.recognize.regions.lying import is_text_on_its_side
from ocr_pipeline.records import PageState
from tests.support.region_readings import a_reading

TEXT = a_reading("слова этой строки идут одно за другим", known_letters=30)
NOISE = a_reading("слова этой строки идут одно за другим", doubt=0.4)
UNREADABLE = PageReading(PageState.UNREADABLE)


def lies(turned, as_it_stands):
    return is_text_on_its_side(turned, lambda: as_it_stands)


@pytest.mark.parametrize("as_it_stands", [NOISE, UNREADABLE, PageReading(PageState.BLANK), a_reading("два слова")])
def test_text_that_is_none_as_it_stands_lies(as_it_stands):
    assert lies(TEXT, as_it_stands)


@pytest.mark.parametrize(
    "turned", [NOISE, UNREADABLE, a_reading("мало букв"), replace(TEXT, doubt=None), replace(TEXT, evidence=None)]
)
def test_what_is_no_text_turned_is_not_read_as_it_stands(turned):
    def never():
        raise AssertionError("read for nothing")

    assert not is_text_on_its_side(turned, never)


def test_text_both_ways_lies_where_it_is_clearly_surer_or_has_many_more_known_words():
    assert lies(TEXT, replace(TEXT, doubt=0.2, known_letters=20))
    assert lies(TEXT, replace(TEXT, known_letters=15))


@pytest.mark.parametrize(("doubt", "known"), [(0.05, 30), (0.12, 16), (0.2, 31), (0.01, 0)])
def test_text_both_ways_stands_where_that_says_little(doubt, known):
    turned = replace(TEXT, known_letters=30 if known else 19)
    assert not lies(turned, replace(TEXT, doubt=doubt, known_letters=known))


def test_without_a_lexicon_doubt_alone_tells():
    turned = replace(TEXT, known_letters=None)
    assert lies(turned, replace(turned, doubt=0.2))
    assert not lies(turned, replace(turned, doubt=0.1))
