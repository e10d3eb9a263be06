"""The upright frame of a page: boxes of skewed and turned scans as they stand on the upright page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.compare.locate.upright_frame import Frame, upright
from ocr_pipeline.image.geometry import level_map
from ocr_pipeline.records import Box

sides = st.floats(min_value=1, max_value=2000)


def near(box):
    return pytest.approx((box.left, box.top, box.right, box.bottom), abs=0.01)


def corners(box):
    return (box.left, box.top, box.right, box.bottom)


@given(sides, sides, sides, sides, st.floats(min_value=-20, max_value=20), st.floats(min_value=0.3, max_value=3))
def test_the_box_behind_an_outline_is_found_again(left, top, width, height, skew, scale):
    to_scan, _, _ = level_map(2500, 3500, skew, scale)
    box = Box(left=left, top=top, right=left + width, bottom=top + height)
    frame = Frame(to_scan, 300, 2500, 3500)
    assert corners(upright(to_scan.apply_box(box), frame)) == near(box)


def test_what_is_no_outline_of_a_level_box_still_gives_a_box():
    to_scan, _, _ = level_map(1000, 1000, 10, 1)
    thin = upright(Box(left=0, top=0, right=500, bottom=1), Frame(to_scan, 300, 1000, 1000))
    assert thin.height == 0
    assert upright(Box(left=0, top=0, right=9, bottom=9), Frame(level_map(10, 10, 45, 1)[0], 300, 10, 10)).width >= 9
