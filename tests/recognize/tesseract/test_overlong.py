"""The last or first glyph of a printed word that lies over the next word is cut off there; others are as they were."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocr_pipeline.recognize.reading import ReadLine
from ocr_pipeline.recognize.tesseract.overlong import without_overlong_glyphs
from ocr_pipeline.records import Area
from tests.support.readings import typed

LINE = typed("рукописей и редкой книги", 0)


def stretched(word, place, left, right):
    """A word one of whose glyphs has lost its place."""
    glyph = word.glyphs[place]
    wide = replace(glyph, box=Area(left, glyph.box.top, right, glyph.box.bottom))
    glyphs = tuple(wide if one is glyph else one for one in word.glyphs)
    return replace(word, glyphs=glyphs, box=Area.enclosing(one.box for one in glyphs))


def line_with(number, word):
    return ReadLine.of([word if at == number else one for at, one in enumerate(LINE.words)])


def test_a_last_glyph_over_the_next_words_is_cut_off():
    first, second, *_ = LINE.words
    found = without_overlong_glyphs(line_with(0, stretched(first, -1, first.glyphs[-1].box.left, 400.0)))
    assert found.words[0].box.right == pytest.approx(second.box.left)
    assert found.text == LINE.text


def test_a_first_glyph_over_the_word_before_is_cut_off():
    third = LINE.words[2]
    found = without_overlong_glyphs(line_with(2, stretched(third, 0, 205.0, third.glyphs[0].box.right)))
    assert found.words[2].box.left >= LINE.words[1].box.right


def test_a_line_in_order_is_left_as_it_is():
    assert without_overlong_glyphs(LINE) == LINE


def test_words_without_glyphs_are_left_as_they_are():
    bare = ReadLine(tuple(replace(word, glyphs=()) for word in LINE.words), LINE.box)
    assert without_overlong_glyphs(bare) == bare
