"""Places of a file on the scan: as they are, scaled, or measured; never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.errors import OcrFileBroken, OcrFileOtherSize, OcrFileUnplaced
from ocr_pipeline.interchange.pages import FileLine, FilePage, FileWord, Unit
from ocr_pipeline.recognize.file.place import Scale, lacks_confidences, led, placed_lines, quarter_turns, scale_of
from ocr_pipeline.recognize.reading import ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.records import Affine, Area, Resolution, ResolutionOrigin

WIDTH, HEIGHT = 2433, 3366


def scale(page, resolution=None):
    return scale_of(page, WIDTH, HEIGHT, resolution, "a.xml")


@pytest.mark.parametrize("size", [(WIDTH, HEIGHT), (WIDTH + 1, HEIGHT - 1), (None, None), (0, 0), (WIDTH, None)])
def test_a_page_of_the_scan_s_size_and_one_that_states_none_is_as_it_is(size):
    assert scale(FilePage(*size)) == Scale(1, 1)


@given(st.floats(0.05, 8))
def test_a_copy_of_the_scan_of_any_size_is_scaled(by):
    found = scale(FilePage(round(WIDTH * by), round(HEIGHT * by), dpi=100))
    assert found.across == pytest.approx(1 / by, rel=0.01)
    assert found.down == pytest.approx(1 / by, rel=0.01)
    assert found.dpi == pytest.approx((100 / by, 100 / by), rel=0.01)


@pytest.mark.parametrize("size", [(HEIGHT, WIDTH), (WIDTH, HEIGHT - 40), (WIDTH // 2, HEIGHT), (1, 1), (0.5, 0.7)])
def test_a_page_turned_cropped_or_stretched_is_refused_with_both_sizes(size):
    with pytest.raises(OcrFileOtherSize, match=r"a\.xml.* 2433 x 3366 pixels"):
        scale(FilePage(*size))


@pytest.mark.parametrize(("unit", "per_inch"), [(Unit.TENTH_OF_MM, 254), (Unit.INCH_1200, 1200)])
def test_parts_of_an_inch_are_measured_by_the_size_of_the_page_which_tells_the_resolution(unit, per_inch):
    size = WIDTH / 300 * per_inch, HEIGHT / 300 * per_inch
    found = scale(FilePage(*size, unit))
    assert found.of(Area(0, 0, per_inch, per_inch)).right == pytest.approx(300, abs=0.2)
    assert found.dpi == pytest.approx((300, 300), abs=0.2)


def test_parts_of_an_inch_without_a_size_need_a_resolution_that_is_known():
    page = FilePage(None, None, Unit.INCH_1200)
    for origin in (ResolutionOrigin.FILE, ResolutionOrigin.USER):
        assert scale(page, Resolution(dpi=300, origin=origin)) == Scale(0.25, 0.25)
    for origin in (ResolutionOrigin.ESTIMATED, ResolutionOrigin.ASSUMED):
        with pytest.raises(OcrFileUnplaced, match="--dpi"):
            scale(page, Resolution(dpi=300, origin=origin))
    with pytest.raises(OcrFileUnplaced):
        scale(page)


PLACE = Area(10, 20, 30, 40)


def line(text="да", box=PLACE, **more):
    return FileLine(text, (FileWord(text, box),), **more)


def lines(*given):
    return placed_lines(FilePage(None, None, lines=given), Scale(2, 2), 100, 200, "a.xml")


def test_lines_are_led_to_the_scan_and_end_at_its_edges():
    one, other = lines(line(region=3), line(box=Area(-5, 90, 60, 120), block=1))
    assert (one.line.box, one.region) == (Area(20, 40, 60, 80), 3)
    assert (other.line.box, other.line.words[0].box, other.line.block) == (Area(0, 180, 100, 200),) * 2 + (1,)


@pytest.mark.parametrize("box", [Area(60, 0, 70, 5), Area(0, 110, 5, 120), Area(-9, 0, -5, 5), Area(0, -9, 5, 0)])
def test_a_line_beside_the_scan_is_of_another_picture(box):
    with pytest.raises(OcrFileBroken, match="line 2 lies beside the page"):
        lines(line(), line(box=box))


def test_a_line_without_a_place_cannot_be_used_and_one_without_text_is_none():
    with pytest.raises(OcrFileBroken, match="line 1 has no place"):
        lines(line(box=None))
    assert lines(line("  "), line("", box=None)) == ()


def test_a_flood_of_text_is_no_page():
    with pytest.raises(OcrFileBroken, match="300001 characters"):
        lines(line("а" * 300_001))


def test_what_states_no_confidence_at_all():
    stated = FileLine("да", (FileWord("да", confidence=0.5),))
    assert lacks_confidences(FilePage(1, 1, lines=(line(), line())))
    assert not lacks_confidences(FilePage(1, 1, lines=(line(), stated)))
    assert not lacks_confidences(FilePage(1, 1))


def test_a_line_is_led_to_the_image_that_is_looked_at_with_all_its_boxes():
    box = Area(110, 20, 120, 40)
    glyph = ReadGlyph("д", box, 1.0)
    to = Affine(xx=2, xy=0, x0=-200, yx=0, yy=2, y0=0)
    (found,) = led([ReadLine.of([ReadWord("д", box, 1.0, (glyph,))])], to)
    assert found.box == found.words[0].box == found.words[0].glyphs[0].box == Area(20, 40, 40, 80)
    assert led([], to) == []


@pytest.mark.parametrize(("rotation", "turns"), [(0, 0), (90, 3), (-90, 1), (180, 2), (270, 1), (88.5, 3), (-3, 0)])
def test_text_that_runs_up_the_scan_is_turned_clockwise(rotation, turns):
    assert quarter_turns(rotation) == turns
