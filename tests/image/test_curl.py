"""The curl of a sheet is found, and what is flat is left alone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ocr_pipeline.image.curl import find_bend
from ocr_pipeline.image.deskew import lower_edges
from tests.support.curled_pages import curled, sag

DPI = 300.0


def bend_of(image, dpi=DPI):
    x, y = lower_edges(image, dpi).on_image().T
    return find_bend(x, y, image.shape[1], image.shape[0], dpi)


@pytest.mark.parametrize("share", [-0.02, -0.01, -0.006, 0.006, 0.01, 0.02])
@pytest.mark.parametrize("dpi", [150, 300])
def test_a_sheet_that_curls_is_levelled_to_a_pixel(page, share, dpi):
    image = curled(page(dpi), share)
    height, width = image.shape
    bend = bend_of(image, dpi)
    x = np.linspace(0.12 * width, 0.72 * width, 40)
    for y in np.linspace(0.15, 0.85, 5) * height:
        seen = np.column_stack([x, y - sag(x, width, share)])
        level = bend.levelled(seen)[:, 1]
        off = level - np.polyval(np.polyfit(x, level, 1), x)
        assert np.abs(off).max() < 1.2 * dpi / 300 + 0.3


@pytest.mark.parametrize("lines", [0, 1, 3, 20])
def test_a_flat_page_is_flat(page, lines):
    assert bend_of(page(DPI, lines=lines)) is None


def test_noise_and_empty_pages_are_flat():
    noise = np.random.default_rng(0).integers(0, 255, (1700, 1200)).astype(np.uint8)
    for image in (noise, np.full((1700, 1200), 240, np.uint8), np.full((60, 60), 240, np.uint8)):
        assert bend_of(image, 150) is None


@given(st.integers(0, 2**32), st.integers(0, 3000), st.floats(20, 3000), st.floats(20, 3000), st.floats(40, 400))
@example(481, 481, 1421.0, 536.0, 40.0)
def test_whatever_lies_there_gives_a_bend_or_none(seed, count, width, height, dpi):
    rng = np.random.default_rng(seed)
    x = rng.uniform(-5, width + 5, count)
    y = rng.choice(rng.uniform(-5, height + 5, 9), count) + rng.normal(0, 2, count) + rng.normal(0, 0.1) * x
    bend = find_bend(x, y, width, height, dpi)
    assert bend is None or bend.height == height


def test_a_sliver_lower_than_a_letter_has_no_curl():
    x = np.arange(300.0)
    for height in (0, 1, 2, 3, 5):
        assert find_bend(x, np.full(300, height / 2), 300, height, DPI) is None


def test_two_columns_of_other_heights_are_no_curl(page):
    both = np.hstack([page(DPI, width_mm=100), np.roll(page(DPI, width_mm=100, seed=1), 40, axis=0)])
    assert bend_of(both) is None


def test_handwriting_that_waves_is_no_curl():
    image = np.full((2000, 1600), 240, dtype=np.uint8)
    rng = np.random.default_rng(5)
    for row in range(12):
        x = np.arange(150, 1400, 6)
        y = 150 + 150 * row + np.cumsum(rng.normal(0, 5, len(x)))
        cv2.polylines(image, [np.column_stack([x, y]).astype(np.int32)], False, 30, 4)
    assert bend_of(image) is None
