"""Boxes in whole pixels: the nearest ones, on the scan, a pixel at least."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.formats.placed.boxes import PageBoxes, Pixels, ScanFrame
from ocr_pipeline.formats.placed.parts import placed_page
from ocr_pipeline.records import Box
from tests.support.placed_pages import material_of, typed_page

PLACES = st.floats(-50, 400)


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ((1.4, 2.6, 9.5, 10.5), (1, 3, 10, 10)),
        ((5.2, 5.2, 5.3, 5.3), (5, 5, 6, 6)),
        ((-3, -3, 250, 350), (0, 0, 200, 300)),
        ((260, 310, 280, 320), (199, 299, 200, 300)),
    ],
)
def test_a_box_is_rounded_kept_on_the_scan_and_has_a_pixel_at_least(sides, expected):
    box = Box(**dict(zip(("left", "top", "right", "bottom"), sides, strict=True)))
    assert ScanFrame(200, 300).pixels(box) == expected


@given(PLACES, PLACES, PLACES, PLACES, st.sampled_from([(200, 300), (0, 0), (1, 1)]))
def test_whatever_a_box_is_it_has_room_on_the_scan(left, top, right, bottom, size):
    box = Box(left=min(left, right), top=min(top, bottom), right=max(left, right), bottom=max(top, bottom))
    found = ScanFrame(*size).pixels(box)
    assert found.width >= 1
    assert found.height >= 1
    assert found.left >= 0
    assert found.top >= 0
    assert size == (0, 0) or (found.right <= size[0] and found.bottom <= size[1])


def test_words_glyphs_and_lines_have_their_places():
    page = typed_page("1", "на нет", "нет")
    placed = placed_page(material_of(page), 0, page)
    boxes = PageBoxes(placed)
    first, second = placed.lines
    assert boxes.glyphs(first.words[0]) == [Pixels(100, 60, 116, 84), Pixels(120, 60, 136, 84)]
    assert boxes.word(first.words[0]) == Pixels(100, 60, 136, 84)
    assert boxes.lines([first, second]) == Pixels(100, 60, 216, 144)
