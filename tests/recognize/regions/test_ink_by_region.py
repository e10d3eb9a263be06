"""The ledger of a page with regions: letters in tables and strokes of pictures apart, all adding up as before."""

from __future__ import annotations

import numpy as np
import pytest

from ocr_pipeline.recognize.page import PageReading
from ocr_pipeline.recognize.regions.ink_by_region import ink_by_region, with_ruling
from ocr_pipeline.records import Box, InkKind, InkLedger, InkRow, PageState, Region, RegionKind
from ocr_pipeline.records import replace as changed
from tests.support.readings import page_image
from tests.support.region_readings import text_line


def region(kind, box):
    return Region(kind=kind, box=box, outline=((box.left, box.top), (box.right, box.bottom)))


def row(kind, mm2, box):
    return InkRow(kind=kind, mm2=mm2, box=box)


WHOLE = Box(left=0, top=0, right=600, bottom=400)
BELOW = Box(left=0, top=300, right=600, bottom=400)


def sheet():
    page = np.full((800, 1200), 255, np.uint8)
    page[100:120, 200:260] = 0
    return page_image(page)


def test_letters_in_a_table_have_a_row_of_their_own():
    image = sheet()
    line = changed(text_line("аб", 0), region=0)
    box = image.to_scan.apply_box(Box(left=200, top=100, right=260, bottom=120))
    word = changed(line.words[0], box=box, glyphs=())
    line = changed(line, words=(word,), box=box)
    letters = 20 * 60 * image.pixel_mm2
    ink = InkLedger(rows=(row(InkKind.LINE, letters + 7.0, WHOLE),), unread_characters=3.0)
    found = ink_by_region(ink, [line], [region(RegionKind.TABLE, WHOLE)], image)
    assert found.of(InkKind.TABLE) == pytest.approx(letters, rel=0.1)
    assert found.mm2 == pytest.approx(ink.mm2)
    assert found.unread_characters == 3.0


def test_a_table_takes_no_more_than_lines_have():
    image = sheet()
    line = changed(text_line("аб", 0), region=0)
    whole = image.to_scan.apply_box(Box(left=0, top=0, right=1200, bottom=800))
    line = changed(line, words=(changed(line.words[0], box=whole, glyphs=()),), box=whole)
    ink = InkLedger(rows=(row(InkKind.LINE, 0.5, WHOLE),))
    found = ink_by_region(ink, [line], [region(RegionKind.TABLE, WHOLE)], image)
    assert (found.of(InkKind.LINE), found.of(InkKind.TABLE)) == (0.0, 0.5)


@pytest.mark.parametrize(
    ("kind", "comes_out"),
    [
        (InkKind.HANDWRITING, InkKind.PICTURE),
        (InkKind.STAMP, InkKind.PICTURE),
        (InkKind.UNREAD, InkKind.UNREAD),
        (InkKind.RULING, InkKind.RULING),
    ],
)
def test_strokes_in_a_picture_are_its_own_and_letters_in_it_stay_unread(kind, comes_out):
    ink = InkLedger(rows=(row(kind, 2.0, BELOW),))
    found = ink_by_region(ink, [], [region(RegionKind.PICTURE, BELOW)], sheet())
    assert [one.kind for one in found.rows] == [comes_out]


def test_strokes_beside_a_picture_are_none_of_its():
    ink = InkLedger(rows=(row(InkKind.STAMP, 2.0, Box(left=0, top=0, right=100, bottom=100)),))
    assert ink_by_region(ink, [], [region(RegionKind.PICTURE, BELOW)], sheet()) == ink


def test_rules_made_white_before_reading_are_in_the_ledger():
    ruled = sheet()
    clear = page_image(np.full_like(ruled.grey, 255))
    reading = with_ruling(PageReading(PageState.DONE), ruled, clear)
    assert reading.ink.of(InkKind.RULING) == pytest.approx(20 * 60 * ruled.pixel_mm2)
    assert with_ruling(PageReading(PageState.DONE), ruled, ruled) == PageReading(PageState.DONE)
