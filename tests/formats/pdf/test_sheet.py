"""Which part of a scan a page shows: all of it, or its side of the fold."""

from __future__ import annotations

import pytest

from ocr_pipeline.formats.pdf.sheet import Sheet, parts_shown
from ocr_pipeline.records import Affine, Box, Page, PageState, Preparation, ScanRef, Side

SHEET = Sheet(width=400, height=300, columns=800, rows=600)


def page(side, box=None):
    """A page of which `box` was cut out of the scan; None: nothing was prepared."""
    scan = ScanRef(path="a", frame=0, side=side, sha256="", width=800, height=600, resolution=None)
    prepared = None
    if box is not None:
        left, top, right, bottom = box
        moved = Affine(xx=1, xy=0, x0=left, yx=0, yy=1, y0=top)
        prepared = Preparation(
            quarter_turns=0, skew_degrees=0, dpi=100, width=right - left, height=bottom - top, to_scan=moved
        )
    return Page(id="a", scan=scan, state=PageState.DONE, preparation=prepared)


def edges(box):
    return box.left, box.top, box.right, box.bottom


def test_a_page_that_is_all_of_its_scan_shows_all_of_it_whatever_was_cut_off():
    (shown,) = parts_shown((page(Side.WHOLE, (50, 50, 700, 500)),), SHEET)
    assert edges(shown) == (0, 0, 800, 600)


@pytest.mark.parametrize("order", [1, -1])
def test_a_spread_is_divided_in_the_middle_between_what_was_read(order):
    sides = (page(Side.LEFT, (20, 10, 380, 590)), page(Side.RIGHT, (430, 10, 790, 590)))[::order]
    shown = [edges(part) for part in parts_shown(sides, SHEET)][::order]
    assert shown == [(0, 0, 405, 600), (405, 0, 800, 600)]


def test_a_spread_that_was_scanned_on_its_side_is_divided_across():
    sides = (page(Side.LEFT, (10, 320, 790, 590)), page(Side.RIGHT, (10, 20, 790, 300)))
    assert [edges(part) for part in parts_shown(sides, SHEET)] == [(0, 310, 800, 600), (0, 0, 800, 310)]


def test_a_side_that_is_alone_shows_what_was_read():
    (shown,) = parts_shown((page(Side.RIGHT, (430, -10, 900, 590)),), SHEET)
    assert edges(shown) == (430, 0, 800, 590)


def test_sides_of_which_nothing_is_known_show_a_half_each():
    sides = (page(Side.LEFT), page(Side.RIGHT))
    assert [edges(part) for part in parts_shown(sides, SHEET)] == [(0, 0, 400, 600), (400, 0, 800, 600)]


def test_pixels_are_led_to_points_from_below():
    assert SHEET.area(Box(left=400, top=0, right=800, bottom=450)) == (200, 75, 200, 225)
