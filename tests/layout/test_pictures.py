"""Masses of strokes are pictures; letters, stamps, rules, frames and the edge of the sheet are none."""

from __future__ import annotations

import cv2
import pytest

from ocr_pipeline.layout.pictures import find_pictures
from ocr_pipeline.records import Area
from tests.support.divided_pages import ink_of, picture, prose, ruled_table, sheet
from tests.support.drawn_pages import draw


def pictures(page, solid=()):
    return find_pictures(ink_of(page), solid)


def prose_sheet():
    page = sheet()
    draw(page, prose(8, 50), first=1700)
    return page


def test_a_page_of_prose_has_none():
    assert pictures(prose_sheet()) == ()


def test_a_picture_is_where_it_is_drawn():
    page = prose_sheet()
    picture(page, 400, 300, 700, 600)
    (found,) = pictures(page)
    sides = [4 * side for side in (found.left, found.top, found.right, found.bottom)]
    assert sides == pytest.approx([400, 300, 1100, 900], abs=16)


def test_pictures_come_from_top_to_bottom():
    page = prose_sheet()
    picture(page, 600, 200, 900, 500)
    picture(page, 200, 900, 900, 500)
    first, second = pictures(page)
    assert first.top < second.top


def test_a_picture_in_a_solid_part_is_none():
    page = prose_sheet()
    picture(page, 400, 300, 700, 600)
    assert pictures(page, [Area(90, 60, 290, 240)]) == ()


def test_a_stamp_is_too_small():
    page = prose_sheet()
    cv2.circle(page, (600, 600), 130, 30, 8)
    assert pictures(page) == ()


@pytest.mark.parametrize("sides", [(100, 100, 1900, 1600), (300, 300, 1500, 1000)])
def test_a_frame_is_none(sides):
    page = prose_sheet()
    cv2.rectangle(page, sides[:2], sides[2:], 30, 4)
    draw(page, prose(4, 20), 400, 500)
    assert pictures(page) == ()


def test_a_frame_with_a_stamp_at_its_edge_is_none():
    page = prose_sheet()
    cv2.rectangle(page, (300, 300), (1700, 1200), 30, 6)
    cv2.circle(page, (400, 400), 60, 30, 6)
    assert pictures(page) == ()


def test_a_table_is_none():
    assert pictures(ruled_table()) == ()


def test_a_mass_at_the_edge_of_the_page_is_the_scanner_s():
    page = prose_sheet()
    picture(page, 0, 300, 700, 600)
    assert pictures(page) == ()
