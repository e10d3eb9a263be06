"""Skew and curl are taken out in one map, which leads back to the page."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr_pipeline.image.flatten import flatten
from ocr_pipeline.image.level import find_level
from ocr_pipeline.records import Affine, Curled
from tests.support.curled_pages import curled, sag


def turned(image, degrees):
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(235,))


@pytest.mark.parametrize("degrees", [0.0, 1.3, -4.0])
def test_a_flat_page_is_turned_and_nothing_else(page, degrees):
    level = find_level(turned(page(300), degrees), 300, 1.0)
    assert isinstance(level.forward, Affine)
    assert level.skew_degrees == pytest.approx(degrees, abs=0.1)


@pytest.mark.parametrize("share", [-0.015, 0.015])
@pytest.mark.parametrize("degrees", [0.0, 3.0])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_lines_of_a_curled_and_skewed_page_come_out_level_on_a_canvas_that_holds_all(page, share, degrees, scale):
    image = curled(page(150), share)
    height, width = image.shape
    level = find_level(turned(image, degrees), 150, scale)
    assert isinstance(level.forward, Curled)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    x = np.linspace(0.12 * width, 0.72 * width, 40)
    for y in np.linspace(0.15, 0.85, 5) * height:
        flat = np.column_stack([x, y - sag(x, width, share)])
        seen = np.asarray(flat @ matrix[:, :2].T + matrix[:, 2], dtype=np.float64)
        place = level.forward.apply(seen)
        assert np.ptp(place[:, 1]) < 2.5 * scale
        assert np.allclose(level.forward.inverse().apply(place), seen, atol=1e-6)
    rim = np.linspace(0, 1, 30)
    for across, down in ((rim, 0 * rim), (rim, 0 * rim + 1), (0 * rim, rim), (0 * rim + 1, rim)):
        place = level.forward.apply(np.column_stack([width * across, height * down]))
        assert place.min() > -1
        assert place[:, 0].max() < level.width + 1
        assert place[:, 1].max() < level.height + 1


def test_real_pages_are_flat(shared):
    for name, dpi in (("setun70/s02L", 300), ("setun70/s03R", 300), ("setun70/s06L", 300), ("lvov/spread-04", 150)):
        image = cv2.imread(str(shared / "scans" / f"{name}.png"), cv2.IMREAD_GRAYSCALE)
        level = find_level(flatten(np.asarray(image, dtype=np.uint8), dpi), dpi, 1.0)
        assert isinstance(level.forward, Affine)


def test_a_strip_is_not_turned_onto_a_canvas_that_grows_with_its_length(page):
    strip = np.tile(turned(page(100, height_mm=40, lines=3), 6.0), (1, 40))
    level = find_level(strip, 100, 2.0)
    assert level.width * level.height <= 3 * strip.size * 2.0**2
