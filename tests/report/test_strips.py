from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import strategies as st

from ocr_pipeline.compare.locate.upright_frame import Frame, frame_of, upright
from ocr_pipeline.image.geometry import scaling, warp
from ocr_pipeline.records import Affine, Bend, Box, Curled
from ocr_pipeline.report.images import ScanImages
from ocr_pipeline.report.strips import (
    PAGE_DPI,
    STRIP_WIDEST,
    line_region,
    share,
    small_page,
    strip,
    typed_width,
)
from tests.support.compared_pages import LINES, drawn, three_pages, upright_line, word_box

sides = st.floats(min_value=1, max_value=2000)


def decoded(picture):
    return cv2.imdecode(np.frombuffer(picture.content, np.uint8), cv2.IMREAD_GRAYSCALE)


def near(box):
    return pytest.approx((box.left, box.top, box.right, box.bottom), abs=0.01)


def corners(box):
    return (box.left, box.top, box.right, box.bottom)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_strip_shows_the_line_upright_however_the_page_lay(tmp_path, number):
    page = three_pages(tmp_path)[number]
    frame = frame_of(page)
    pixels = ScanImages(200).open(page)
    assert pixels is not None
    typed = typed_width((line.box for line in page.lines), frame)
    region = line_region(page.lines[4].box, typed, frame)
    assert region.top < upright_line(4).top
    assert region.bottom > upright_line(4).bottom
    assert region.height < 2.5 * upright_line(4).height
    shown = decoded(strip(pixels, frame, region))
    half = scaling(0.5)
    expected = warp(drawn(number), Affine.identity().then(half), 945, 1181)
    left, top = round(region.left / 2), round(region.top / 2)
    part = expected[top : top + shown.shape[0], left : left + shown.shape[1]].astype(float)
    assert np.corrcoef(part.ravel(), shown[: part.shape[0], : part.shape[1]].ravel())[0, 1] > 0.9


def test_all_strips_of_a_page_are_as_wide_as_its_typing(tmp_path):
    page = three_pages(tmp_path)[1]
    frame = frame_of(page)
    typed = typed_width((line.box for line in page.lines), frame)
    widths = {round(line_region(line.box, typed, frame).width, 3) for line in page.lines}
    assert len(widths) == 1
    assert len(page.lines) == LINES


def test_the_place_of_a_word_is_found_on_its_strip(tmp_path):
    page = three_pages(tmp_path)[2]
    frame = frame_of(page)
    region = line_region(page.lines[0].box, typed_width((line.box for line in page.lines), frame), frame)
    mark = share(upright(page.lines[0].words[3].box, frame), region)
    assert mark.left * region.width + region.left == pytest.approx(word_box(0, 3).left, abs=0.01)
    assert mark.right * region.width + region.left == pytest.approx(word_box(0, 3).right, abs=0.01)
    assert 0 < mark.top < mark.bottom < 1


def test_a_line_of_a_curled_page_is_level_on_its_strip():
    bow = (0.0, 0.0, 20.0, 30.0, 20.0, 0.0, 0.0)
    bend = Bend(width=1200, height=400, top=bow, foot=bow)
    to_scan = Curled(before=Affine.identity(), bend=bend, after=scaling(0.8))
    level = np.full((400, 1200), 255, dtype=np.uint8)
    level[200:206, 100:1100] = 0
    scan = warp(level, to_scan, 1000, 400)
    assert np.ptp(np.nonzero(scan < 128)[0]) > 15
    frame = Frame(to_scan, 300, 1200, 400)
    line_box = to_scan.apply_box(Box(left=100, top=200, right=1100, bottom=206))
    assert corners(upright(line_box, frame)) == pytest.approx((100, 200, 1100, 206), abs=0.3)
    shown = decoded(strip(scan, frame, line_region(line_box, (100, 1100), frame)))
    assert np.ptp(np.nonzero(shown[:, 20:-20] < 128)[0]) < 8


def test_a_flat_line_and_one_beyond_the_scan_are_still_drawn():
    frame = Frame(Affine.identity(), 300, 600, 400)
    flat = line_region(Box(left=10, top=50, right=90, bottom=50), (0, 600), frame)
    assert flat.height > 40
    page = np.full((400, 600), 200, dtype=np.uint8)
    beyond = strip(page, frame, Box(left=900, top=900, right=1000, bottom=950))
    assert decoded(beyond).min() > 250


def test_sheets_of_any_size_give_pictures_of_bounded_size():
    wide = np.full((300, 9000), 200, dtype=np.uint8)
    frame = Frame(Affine.identity(), 100, 9000, 300)
    assert strip(wide, frame, Box(left=0, top=0, right=9000, bottom=90)).width == STRIP_WIDEST
    assert small_page(wide, frame).width <= 1700
    assert small_page(wide[:, :500], Frame(Affine.identity(), 2 * PAGE_DPI, 500, 300)).width == 250
