"""No place on paper is read twice: of two words that lie on each other, the less sure glyphs are set apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given

from ocr_pipeline import Settings, transcribe_page
from ocr_pipeline.recognize.reading import ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.recognize.twice import READ_TWICE, without_places_read_twice
from ocr_pipeline.records import Area
from tests.support.readings import glyphs_of, readings, typed


def texts(lines):
    return [line.text for line in lines]


def test_lines_that_lie_apart_stay_as_they_are():
    lines = tuple(typed("мир народам", row) for row in range(3))
    assert without_places_read_twice(lines) == (lines, ())


def test_of_a_line_read_twice_the_surer_reading_stays():
    sure, doubtful = typed("мир народам", 0, confidence=0.9), typed("мнр каролам", 0, confidence=0.7, top=3)
    for lines in ((sure, doubtful), (doubtful, sure)):
        kept, twice = without_places_read_twice(lines)
        assert texts(kept) == ["мир народам"]
        assert texts(twice) == ["мнр каролам"]


def test_a_letter_that_lies_on_the_next_word_is_the_one_that_goes():
    line = typed("the to", 0)
    wide = Area(left=line.words[0].box.right, top=0, right=line.words[1].box.right, bottom=25)
    doubled = ReadLine.of([ReadWord.of([*line.words[0].glyphs, ReadGlyph("m", wide, 0.96)]), line.words[1]])
    kept, twice = without_places_read_twice([doubled])
    assert (texts(kept), texts(twice)) == (["the to"], ["m"])


def test_a_glyph_is_as_sure_as_its_word():
    """One sharp letter of a smudge does not cost a word its letter."""
    word = typed("записи", 0, confidence=0.9)
    smudge = typed("записи", 0, confidence=0.5, top=2)
    sharp = [replace(smudge.words[0].glyphs[0], confidence=0.99), *smudge.words[0].glyphs[1:]]
    kept, _ = without_places_read_twice([word, ReadLine.of([ReadWord.of(sharp)])])
    assert texts(kept) == ["записи"]


def test_a_tall_box_over_two_lines_costs_neither_line_more_than_it_must():
    level = typed("оригинал", 0, confidence=0.9).words[0].glyphs
    tall = ReadLine.of([ReadWord.of([replace(glyph, box=replace(glyph.box, bottom=90.0)) for glyph in level])])
    kept, twice = without_places_read_twice([tall, typed("копия", 1, confidence=0.99)])
    assert "копия" in texts(kept)
    assert sorted("".join(texts([*kept, *twice]))) == sorted("оригиналкопия")


def without_glyphs(line):
    return ReadLine.of([replace(word, glyphs=()) for word in line.words])


def test_words_of_an_engine_without_glyphs_go_whole_and_stay_as_they_are():
    sure, doubtful = typed("мир народам", 0, confidence=0.9), typed("мнр каролам", 0, confidence=0.7, top=3)
    lines = [without_glyphs(sure), without_glyphs(doubtful)]
    assert without_places_read_twice(lines) == ((lines[0],), (lines[1],))


@given(readings())
def test_every_glyph_stands_or_is_set_apart(lines):
    kept, twice = without_places_read_twice(lines)
    assert Counter(glyphs_of((*kept, *twice))) == Counter(glyphs_of(lines))


@given(readings(), readings())
def test_no_accepted_words_lie_on_each_other_by_more_than_a_third(first, second):
    kept, _ = without_places_read_twice((*first, *second))
    boxes = [word.box for line in kept for word in line.words]
    assert all(one.shared_with(other) <= READ_TWICE for place, one in enumerate(boxes) for other in boxes[:place])


@pytest.mark.parametrize(
    ("scan", "language"), [("ehri/EHRI-DR-19390519-US_01.jpg", "eng"), ("setun70/s02R.png", "rus")]
)
def test_no_words_of_a_real_page_lie_on_each_other(shared, scan, language):
    """The first has a line that both readers find, at heights that differ, and once run together."""
    (page,) = transcribe_page(shared / "scans" / scan, Settings(language=language))
    boxes = [word.box for line in page.lines for word in line.words]
    on_paper = [Area(box.left, box.top, box.right, box.bottom) for box in boxes]
    assert all(one.shared_with(other) <= READ_TWICE for place, one in enumerate(on_paper) for other in on_paper[:place])
    assert sum("Hungarian Domestic" in line.text for line in page.lines) == (language == "eng")
