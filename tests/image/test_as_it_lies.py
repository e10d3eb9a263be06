"""A page as its scan lies: nothing is turned, cut off or straightened, and its map only scales and moves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ocr_pipeline.image.as_it_lies import as_it_lies
from ocr_pipeline.records import Affine, Box, Resolution, ResolutionOrigin, Scan, ScanSource, Side
from ocr_pipeline.settings import Binarization


def lying(pixels, dpi=300.0, **more):
    scan = Scan(ScanSource(Path("a.png")), pixels, None)
    return as_it_lies(scan, Resolution(dpi=dpi, origin=ResolutionOrigin.FILE), Binarization.AUTO, **more)


def test_a_page_of_the_reading_resolution_keeps_every_pixel_s_place(page):
    pixels = np.ascontiguousarray(np.rot90(page(300, lines=6, height_mm=80)))
    image = lying(pixels)
    assert image.grey.shape == image.binary.shape == pixels.shape
    assert image.to_scan == Affine.identity()
    assert (image.quarter_turns, image.skew_degrees, image.dpi, image.side) == (0, 0.0, 300.0, Side.WHOLE)
    ink = pixels < 128
    assert (image.binary[ink] == 0).mean() > 0.95


def test_a_small_scan_is_enlarged_and_its_map_leads_back(page):
    image = lying(page(100, lines=6, height_mm=80), dpi=100.0)
    height, width = image.grey.shape
    assert image.dpi == pytest.approx(300)
    whole = image.to_scan.apply_box(Box(left=0, top=0, right=width, bottom=height))
    assert (whole.right, whole.bottom) == pytest.approx((630, 315), abs=1)


def test_a_side_is_a_part_of_the_scan_and_leads_to_its_place_there(page):
    pixels = page(300, lines=6, height_mm=80)
    image = lying(pixels, side=Side.RIGHT, columns=(1000, 1500))
    assert image.grey.shape == (pixels.shape[0], 500)
    assert image.to_scan.apply(np.array([(0.0, 0.0)])).tolist() == [[1000.0, 0.0]]
    assert image.side is Side.RIGHT


def test_a_negative_is_made_positive(page):
    pixels = page(300, lines=12, height_mm=120)
    assert (lying(255 - pixels).binary == 0).mean() < 0.5
