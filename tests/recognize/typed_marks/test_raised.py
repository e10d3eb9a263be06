"""Raised and lowered characters, by their boxes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.recognize.reading import ReadLine, ReadWord
from ocr_pipeline.recognize.typed_marks.baselines import Baseline, Face
from ocr_pipeline.recognize.typed_marks.find import find_marks
from ocr_pipeline.recognize.typed_marks.raised import off_the_line
from ocr_pipeline.records import MarkKind
from tests.recognize.typed_marks.test_find import CAPITALS, FIRST_BASELINE, LINES, X_HEIGHT, prepared, read_line, typed

FACE = Face(X_HEIGHT, CAPITALS)
BASELINE = Baseline((100.0,), (float(FIRST_BASELINE),))
PAPER = np.zeros((800, 1300), dtype=np.uint8)


def moved(line: ReadLine, word: int, places: range, rise: float, confidence: float = 0.97) -> ReadLine:
    """Return a line with some glyphs of a word `rise` x-heights higher."""
    glyphs = list(line.words[word].glyphs)
    for place in places:
        box = glyphs[place].box
        raised = replace(box, top=box.top - rise * X_HEIGHT, bottom=box.bottom - rise * X_HEIGHT)
        glyphs[place] = replace(glyphs[place], box=raised, confidence=confidence)
    words = [*line.words[:word], ReadWord.of(glyphs), *line.words[word + 1 :]]
    return ReadLine.of(words)


LINE = read_line("масса ОСА велика", 0)


def found(line: ReadLine, ink=PAPER):
    return [(one.kind, one.word) for one in off_the_line(ink, line, BASELINE, FACE)]


@given(st.floats(0.5, 1.15))
def test_a_letter_half_a_line_off_is_raised_or_lowered(off):
    assert found(moved(LINE, 1, range(2, 3), off)) == [(MarkKind.RAISED, 1)]
    assert found(moved(LINE, 1, range(2, 3), -off)) == [(MarkKind.LOWERED, 1)]


@given(st.floats(-0.4, 0.4))
def test_letters_on_the_line_and_keys_that_jumped_are_not(off):
    assert found(moved(LINE, 1, range(2, 3), off)) == []


def test_the_box_is_that_of_the_characters():
    line = moved(LINE, 0, range(3, 5), -0.8)
    (one,) = off_the_line(PAPER, line, BASELINE, FACE)
    assert (one.box.left, one.box.right) == (line.words[0].glyphs[3].box.left, line.words[0].glyphs[4].box.right)


def test_what_follows_no_letter_of_the_line_is_none():
    assert found(moved(LINE, 1, range(3), 0.8)) == []
    assert found(moved(LINE, 0, range(1), 0.8)) == []


def test_a_word_of_a_column_beside_on_another_line_is_none():
    line = moved(read_line("масса велика", 0), 1, range(6), 0.6)
    assert found(line) == []


@pytest.mark.parametrize("confidence", [0.2, 0.45])
def test_a_glyph_that_is_hardly_read_is_none(confidence):
    assert found(moved(LINE, 1, range(2, 3), 0.8, confidence=confidence)) == []


def test_a_quotation_mark_read_as_a_letter_is_too_low_for_it():
    line = moved(LINE, 0, range(4, 5), 0.7)
    glyphs = list(line.words[0].glyphs)
    box = glyphs[4].box
    glyphs[4] = replace(glyphs[4], box=replace(box, top=box.bottom - 0.7 * X_HEIGHT))
    assert found(ReadLine.of([ReadWord.of(glyphs), *line.words[1:]])) == []


def test_a_box_over_letters_of_the_line_is_an_estimate():
    ink = PAPER.copy()
    ink[FIRST_BASELINE - X_HEIGHT : FIRST_BASELINE] = 255
    assert found(moved(LINE, 1, range(2, 3), 1.1), ink) == []


def test_descenders_are_not_judged():
    assert found(read_line("груда дуру рудру", 0)) == []


def test_the_mark_is_on_its_word_and_its_box_on_the_scan():
    lines = (*LINES[:3], moved(LINES[3], 1, range(6, 7), -0.8))
    (mark,) = [
        one for one in find_marks(prepared(typed(lines)), lines) if one.kind in {MarkKind.RAISED, MarkKind.LOWERED}
    ]
    assert (mark.kind, mark.line, mark.first_word, mark.last_word) == (MarkKind.LOWERED, 3, 1, 1)
    assert mark.box.right - mark.box.left == pytest.approx(24)
