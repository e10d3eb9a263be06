"""What typing on a page is like is measured from its lines."""

from __future__ import annotations

import pytest

from ocr_pipeline.recognize.measures import (
    PageMeasures,
    is_of_size,
    letter_count,
    line_confidence,
    pitch_of_words,
    word_pitch,
)
from ocr_pipeline.recognize.reading import ReadLine, ReadWord
from ocr_pipeline.records import Area
from tests.support.readings import typed

BODY = [typed("обычная строка текста", row) for row in range(3)]
WITHOUT_GLYPHS = ReadWord("слово", Area(0, 0, 100, 25), 0.8)


def test_the_pitch_is_the_distance_of_the_middles_of_neighbouring_glyphs():
    assert pitch_of_words(BODY) == pytest.approx(20.0)
    assert word_pitch(BODY[0].words[0]) == pytest.approx(20.0)
    assert word_pitch(WITHOUT_GLYPHS) == pytest.approx(20.0)


def test_a_page_of_few_letters_or_of_short_words_has_no_pitch():
    assert pitch_of_words(BODY[:1]) is None
    assert pitch_of_words([typed("и он не я то", row) for row in range(4)]) is None


def test_words_without_a_width_tell_no_pitch():
    flat = [ReadLine.of([ReadWord("слово", Area(at, 0, at, 25), 0.8) for at in range(0, 900, 90)]) for _ in range(3)]
    assert pitch_of_words(flat) is None
    assert pitch_of_words([*flat, *BODY]) == pytest.approx(20.0)


def test_a_page_s_height_and_confidence_are_those_of_most_glyphs():
    short = [typed("ъ", row, height=90.0, confidence=0.1) for row in range(5, 12)]
    page = PageMeasures.of([*BODY, *short], 20.0)
    assert (page.pitch, page.height) == (20.0, 25.0)
    assert page.confidence == pytest.approx(0.97)
    assert PageMeasures.of(short, None).height is None


def test_a_word_without_glyphs_is_of_any_size_and_as_sure_as_it_says():
    assert is_of_size((), 25.0)
    assert line_confidence(ReadLine.of([WITHOUT_GLYPHS])) == 0.8
    assert is_of_size(BODY[0].words[0].glyphs, 25.0)
    assert not is_of_size(BODY[0].words[0].glyphs, 45.0)


def test_letters_are_counted_without_figures_and_marks():
    assert letter_count([typed("от 29 марта,", 0), typed("1953 г.", 1)]) == 8
    assert letter_count([]) == 0
