"""A typed line keeps a grid; what stands anywhere does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.recognize.reading import ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.recognize.typed_grid import grid_of, type_of
from ocr_pipeline.records import Area, TypeKind
from tests.support.readings import typed

LINE = typed("обычная строка текста на странице", 0)


def placed(middles):
    glyphs = [ReadGlyph("а", Area(x - 8, 0, x + 8, 25), 0.97) for x in middles]
    return ReadLine.of([ReadWord.of([glyph]) for glyph in glyphs])


@pytest.mark.parametrize("pitch", [19.8, 20.0, 20.2])
def test_a_typed_line_keeps_its_grid_though_the_page_s_pitch_is_a_little_off(pitch):
    grid = grid_of(LINE, pitch)
    assert grid is not None
    assert grid.kept > 0.97
    assert grid.pitch == pytest.approx(20.0, rel=0.003)
    assert max(grid.offset(glyph.box.middle) for word in LINE.words for glyph in word.glyphs) < 0.1


def test_letters_of_other_widths_keep_none():
    x, middles = 0.0, []
    for number in range(40):
        x += (13.0, 22.0, 17.0, 28.0, 15.5)[number * 7 % 5]
        middles.append(x)
    grid = grid_of(placed(middles), 20.0)
    assert grid is not None
    assert grid.kept < 0.6


def test_a_stroke_beside_the_grid_is_far_from_its_cell():
    grid = grid_of(LINE, 20.0)
    assert grid is not None
    assert grid.offset(LINE.words[0].glyphs[0].box.middle + 9) == pytest.approx(0.45, abs=0.03)


def test_a_short_line_says_nothing_and_doubtful_glyphs_and_punctuation_do_not_count():
    assert grid_of(typed("раз два", 0), 20.0) is None
    doubtful = ReadLine.of(
        [replace(word, glyphs=tuple(replace(g, confidence=0.5) for g in word.glyphs)) for word in LINE.words]
    )
    assert grid_of(doubtful, 20.0) is None
    assert grid_of(typed("...,,,---...;;;", 0), 20.0) is None


@given(st.lists(st.floats(0, 2000), min_size=8, max_size=60), st.floats(8, 60))
def test_how_well_a_grid_is_kept_is_a_share(middles, pitch):
    grid = grid_of(placed(middles), pitch)
    assert grid is not None
    assert 0.0 <= grid.kept <= 1.0 + 1e-9
    assert all(0.0 <= grid.offset(x) <= 0.5 for x in middles)


WIDTHS = (13.0, 22.0, 17.0, 28.0, 15.5)


def test_lines_that_keep_their_grid_are_typed_and_others_are_printed():
    printed = placed([sum(WIDTHS[place * 7 % 5] for place in range(count)) for count in range(40)])
    assert type_of([LINE, LINE], 20.0) is TypeKind.TYPED
    assert type_of([printed, printed], 20.0) is TypeKind.PRINTED
    assert type_of([LINE, LINE, printed], 20.0) is TypeKind.TYPED


def test_few_letters_or_no_pitch_do_not_tell_how_they_were_made():
    assert type_of([typed("обычная строка", 0)], 20.0) is None
    assert type_of([LINE, LINE], None) is None
    assert type_of([], 20.0) is None
