"""Print is text where the engine is sure of it; what is drawn into it by hand is none."""

from __future__ import annotations

import pytest

from ocr_pipeline.recognize.known_words import knows_nothing
from ocr_pipeline.recognize.printed_lines import sort_printed_lines
from ocr_pipeline.recognize.reading import ReadLine
from tests.support.readings import typed

BODY = [typed("строка печатного текста в полную ширину", row, confidence=0.99) for row in range(3)]


def mixed(word, confidence, height):
    """A printed line with a word in its middle."""
    first, last = typed("имя", 4, confidence=0.99), typed("дано", 4, confidence=0.99, left=400)
    return ReadLine.of(
        [*first.words, *typed(word, 4, confidence=confidence, height=height, left=150).words, *last.words]
    )


def test_sure_lines_are_text_whatever_their_size():
    sure, noise = typed("ЗАГОЛОВОК", 4, cell=50, height=80, confidence=0.8), typed("штамп", 5, confidence=0.45)
    triaged = sort_printed_lines([*BODY, sure, noise], lambda word: word == "заголовок")
    assert triaged.text == (*BODY, sure)
    assert triaged.noise == (noise,)


@pytest.mark.parametrize(
    ("confidence", "height", "drawn"), [(0.8, 40.0, True), (0.8, 25.0, False), (0.97, 40.0, False)]
)
def test_a_word_is_drawn_where_it_is_doubtful_and_of_another_size(confidence, height, drawn):
    triaged = sort_printed_lines([*BODY, mixed("DECVAR", confidence, height)], knows_nothing)
    assert triaged.text[3].text == ("имя дано" if drawn else "имя DECVAR дано")
    assert [part.text for part in triaged.parts] == (["DECVAR"] if drawn else [])


def test_a_word_of_the_language_is_printed_however_doubtful():
    triaged = sort_printed_lines([*BODY, mixed("карты,", 0.8, 40.0)], lambda word: word == "карты")
    assert triaged.parts == ()


def test_a_line_that_is_drawn_is_none():
    drawn = typed("EXECUTE", 4, confidence=0.8, height=45.0)
    assert sort_printed_lines([*BODY, drawn], knows_nothing).noise == (drawn,)


def test_without_sure_letters_their_size_is_not_known():
    line = typed("EXECUTE", 0, confidence=0.8, height=45.0)
    assert sort_printed_lines([line], knows_nothing).text == (line,)
