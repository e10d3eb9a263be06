"""Doubled rows and columns are drawn smoothly; a scan as it came is left as it is, to the pixel."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.image.defects.doubled import without_doubling
from tests.support.drawn_pages import PROSE, blank, draw


def typed_page():
    page = blank(900, 1000)
    draw(page, PROSE)
    return page


def test_a_page_as_it_came_is_left_as_it_is():
    page = typed_page()
    assert without_doubling(page) is page


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("first", [0, 1])
def test_doubled_rows_become_smooth_and_stay_in_their_places(axis, first):
    page = typed_page()
    single = page[::2] if axis == 0 else page[:, ::2]
    doubled = np.repeat(single, 2, axis=axis)
    if first:
        doubled = np.concatenate([np.take(doubled, [0], axis), doubled], axis=axis)
    smooth = without_doubling(doubled)
    assert smooth.shape == doubled.shape
    pairs = np.diff(smooth.astype(int), axis=axis) != 0
    assert pairs.sum() > 1.5 * (np.diff(doubled.astype(int), axis=axis) != 0).sum()
    places = [np.average(np.arange(len(ink)), weights=ink) for ink in (_ink(doubled, axis), _ink(smooth, axis))]
    assert places[0] == pytest.approx(places[1], abs=0.2)


def _ink(page, axis):
    return (255.0 - page).sum(axis=1 - axis)


def test_a_picture_enlarged_without_smoothing_is_smooth_both_ways():
    page = np.repeat(np.repeat(typed_page()[::2, ::2], 2, axis=0), 2, axis=1)
    smooth = without_doubling(page)
    assert len(np.unique(smooth)) > len(np.unique(page))


@pytest.mark.parametrize("page", [blank(300, 200), np.tile(np.array([[0, 255]], np.uint8), (300, 100))])
def test_blank_sheets_and_stripes_are_left_as_they_are(page):
    assert without_doubling(page) is page


@given(st.integers(1, 4), st.integers(1, 4))
def test_tiny_images_are_left_as_they_are(height, width):
    page = np.zeros((height, width), np.uint8)
    assert without_doubling(page) is page
