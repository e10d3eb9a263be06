"""The image of a page from a file: the whole scan, levelled, and its map back to the scan."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from ocr_pipeline.image.uncropped import uncropped
from ocr_pipeline.records import Affine, Box, Resolution, ResolutionOrigin, Scan, ScanSource, Side
from ocr_pipeline.settings import Binarization


def image_of(pixels, dpi=300.0, **more):
    scan = Scan(ScanSource(Path("a.png")), pixels, None)
    return uncropped(scan, Resolution(dpi=dpi, origin=ResolutionOrigin.FILE), Binarization.AUTO, **more)


def whole(image):
    height, width = image.grey.shape
    box = image.to_scan.apply_box(Box(left=0, top=0, right=width, bottom=height))
    return box.left, box.top, box.right, box.bottom


def test_a_page_of_the_reading_resolution_keeps_every_pixel(page):
    pixels = page(300, lines=6, height_mm=80)
    image = image_of(pixels)
    assert image.grey.shape == image.binary.shape == pixels.shape
    assert image.to_scan == Affine.identity()
    assert (image.quarter_turns, image.skew_degrees, image.dpi, image.side) == (0, 0.0, 300.0, Side.WHOLE)
    assert (image.binary[pixels < 128] == 0).mean() > 0.95


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_that_its_file_says_is_turned_is_upright_and_leads_back(page, turns):
    pixels = page(300, lines=6, height_mm=80)
    image = image_of(np.ascontiguousarray(np.rot90(pixels, -turns)), quarter_turns=turns)
    assert image.grey.shape == pixels.shape
    assert image.quarter_turns == turns
    height, width = pixels.shape
    assert whole(image) == pytest.approx((0, 0, *((height, width) if turns % 2 else (width, height))))


def test_a_crooked_page_is_levelled_and_nothing_is_cut_off(page):
    pixels = page(300, lines=20)
    height, width = pixels.shape
    turned = cv2.warpAffine(
        pixels, cv2.getRotationMatrix2D((width / 2, height / 2), 2, 1), (width, height), borderValue=(235,)
    )
    image = image_of(turned)
    assert image.skew_degrees == pytest.approx(2, abs=0.2)
    left, top, right, bottom = whole(image)
    assert left <= 0
    assert top <= 0
    assert right >= width
    assert bottom >= height


def test_a_small_scan_is_enlarged_and_its_map_leads_back(page):
    image = image_of(page(100, lines=6, height_mm=80), dpi=100.0)
    assert image.dpi == pytest.approx(300)
    assert whole(image) == pytest.approx((0, 0, 630, 315), abs=1)


def test_a_side_is_a_part_of_the_scan_and_leads_to_its_place_there(page):
    pixels = page(300, lines=6, height_mm=80)
    width = pixels.shape[1]
    for side, first, end in ((Side.LEFT, 0, 1000), (Side.RIGHT, 1000, width)):
        image = image_of(pixels, side=side, fold=1000)
        assert whole(image) == pytest.approx((first, 0, end, pixels.shape[0]), abs=10)
        assert (image.side, image.split_at) == (side, (1000.0, 1000.0))


def test_a_negative_is_made_positive(page):
    pixels = page(300, lines=12, height_mm=120)
    assert (image_of(255 - pixels).binary == 0).mean() < 0.5
