"""Outlines and baselines follow the turn, the skew and the curl of a page, and stay on its scan."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings

from ocr_pipeline.formats.placed.parts import placed_page
from ocr_pipeline.formats.placed.shapes import Shapes, is_upright, level, points_of
from ocr_pipeline.records import Box, RegionKind, replace
from tests.support.placed_pages import (
    CURLED,
    HEIGHT,
    LETTER,
    LEVEL,
    MAPS,
    ON_ITS_SIDE,
    SKEWED,
    STEP,
    UPSIDE_DOWN,
    WIDTH,
    a_region,
    documents,
    failed_page,
    material_of,
    typed_line,
    typed_page,
)

TEXT = "вопрос о мире, который стоял на повестке дня"


def laid(page):
    placed = placed_page(material_of(page), 0, page)
    return placed, Shapes(placed)


@pytest.mark.parametrize("to_scan", MAPS)
@pytest.mark.parametrize("glyphs", [True, False])
def test_a_baseline_runs_where_the_letters_stand_and_as_the_text_is_read(to_scan, glyphs):
    placed, shapes = laid(typed_page("1", TEXT, TEXT, to_scan=to_scan, glyphs=glyphs))
    for line in placed.lines:
        points = to_scan.inverse().apply(np.array(shapes.baseline(line), dtype=np.float64))
        # Whole pixels, and words that reach below the baseline where there are no glyphs.
        assert np.abs(points[:, 1] - (STEP * (line.number + 1) + LETTER)).max() <= (2.5 if glyphs else 9)
        assert points[0, 0] < 120
        assert points[-1, 0] > 100 + 20 * (len(TEXT) - 2)


def test_a_page_on_its_side_has_its_baselines_upright_on_the_scan():
    placed, shapes = laid(typed_page("1", TEXT, to_scan=ON_ITS_SIDE))
    (left, first), (right, last) = shapes.baseline(next(placed.lines))
    assert abs(left - right) <= 1
    assert first > last


@pytest.mark.parametrize(
    ("to_scan", "degrees"), [(LEVEL, 0), (SKEWED, 1.003), (ON_ITS_SIDE, 90), (UPSIDE_DOWN, 180), (CURLED, 0)]
)
def test_the_turn_is_told_counter_clockwise(to_scan, degrees):
    _, shapes = laid(typed_page("1", TEXT, to_scan=to_scan))
    assert shapes.turn() == pytest.approx(degrees, abs=0.01)
    assert shapes.turn(2) == pytest.approx(degrees - 180 if degrees > 0 else 180, abs=0.01)


def test_a_region_on_its_side_has_its_baselines_along_its_text():
    line = typed_line(TEXT, 1, ON_ITS_SIDE)
    page = replace(typed_page("1"), lines=(line,), regions=(a_region(RegionKind.TEXT, quarter_turns=3),))
    placed, shapes = laid(page)
    (left, first), (right, last) = shapes.baseline(next(placed.lines))
    assert (left, right) == pytest.approx((STEP + LETTER, STEP + LETTER), abs=1.5)
    assert first > last
    assert shapes.turn(3) == 90
    assert shapes.height(next(placed.lines)) == pytest.approx(LETTER + 8, abs=1)


def test_an_outline_is_an_upright_box_where_the_page_is_level_and_none_where_it_is_not():
    for to_scan, expected in ((LEVEL, True), (ON_ITS_SIDE, True), (SKEWED, False), (CURLED, False)):
        placed, shapes = laid(typed_page("1", TEXT, to_scan=to_scan))
        assert is_upright(shapes.line(next(placed.lines))) is expected


def test_a_curled_line_has_an_outline_that_bends():
    placed, shapes = laid(typed_page("1", TEXT * 2, to_scan=CURLED))
    outline = shapes.line(next(placed.lines))
    assert len(outline) == 18
    upper = [y for _, y in outline[:9]]
    assert max(upper) - min(upper) > 10


def test_a_glyph_on_a_curled_sheet_is_found_as_exactly_as_a_word():
    sides = np.array([(300.0 * at, 70.0 * at, 300.0 * at + 18, 70.0 * at + 25) for at in range(6)])
    assert level(CURLED.outlines(sides), CURLED) == pytest.approx(sides, abs=0.5)


def test_a_border_goes_around_the_sheet_and_ends_with_the_scan():
    _, shapes = laid(typed_page("1", TEXT, to_scan=SKEWED))
    border = shapes.border()
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in border)
    assert len(border) > 4
    assert laid(failed_page("1"))[1].border() is None


def test_a_word_beyond_the_scan_is_brought_to_its_edge():
    placed, shapes = laid(typed_page("1", "А" * 150))
    word = next(placed.lines).words[0]
    assert shapes.glyph_points(word)[-1] == f"{WIDTH - 1},60 {WIDTH},60 {WIDTH},84 {WIDTH - 1},84"


def test_points_are_written_as_pairs():
    assert points_of([(1, 2), (3, 4)]) == "1,2 3,4"


def area(path):
    return sum(x * below - right * y for (x, y), (right, below) in zip(path, [*path[1:], path[0]], strict=True)) / 2


@settings(max_examples=60)
@given(documents())
def test_every_outline_has_room_and_lies_on_the_scan(pages):
    for page in pages:
        placed = placed_page(material_of(page), 0, page)
        shapes = Shapes(placed)
        for line in placed.lines:
            outlines: list[Sequence[Sequence[int]]] = [shapes.line(line), shapes.lines([line])]
            written = [
                points for word in line.words for points in (shapes.word_points(word), *shapes.glyph_points(word))
            ]
            outlines += [[tuple(map(int, pair.split(","))) for pair in points.split()] for points in written]
            assert all(abs(area(outline)) >= 0.5 for outline in outlines)
            assert len(shapes.baseline(line)) >= 2
            assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for outline in outlines for x, y in outline)
        assert len(shapes.boxes([Box(left=1, top=1, right=1, bottom=1)])) == 1
