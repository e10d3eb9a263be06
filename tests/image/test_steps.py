"""Each step of the preparation on drawn pages."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr_pipeline.image.binarize import binarize
from ocr_pipeline.image.crop import mask_border, page_box
from ocr_pipeline.image.deskew import estimate_skew
from ocr_pipeline.image.flatten import flatten
from ocr_pipeline.image.orient import estimate_turns, turn
from ocr_pipeline.image.specks import remove_specks
from ocr_pipeline.image.spread import find_gutter
from ocr_pipeline.records import Side
from ocr_pipeline.settings import Binarization


def rotated(image, degrees, fill=235):
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=fill)


@pytest.mark.parametrize("degrees", [-9.5, -3.3, -0.4, 0.0, 0.25, 1.7, 8.0])
@pytest.mark.parametrize("dpi", [100, 300])
def test_the_skew_of_a_page_is_found(page, degrees, dpi):
    skew = estimate_skew(rotated(page(dpi), degrees), dpi)
    assert skew.degrees == pytest.approx(degrees, abs=0.1)
    assert skew.confidence > 0.5


def test_a_page_without_type_has_no_skew():
    noise = np.random.default_rng(1).integers(0, 255, (1200, 900)).astype(np.uint8)
    for image in (np.full((1200, 900), 240, dtype=np.uint8), noise):
        assert estimate_skew(image, 150).degrees == 0.0


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_page_on_its_side_is_turned_until_its_lines_are_level(page, turns):
    given = turn(page(150), turns)
    assert (estimate_turns(given, 150).quarter_turns + turns) % 2 == 0


def test_a_blank_page_is_not_turned():
    blank = estimate_turns(np.full((1000, 700), 240, dtype=np.uint8), 150)
    assert (blank.quarter_turns, blank.confidence) == (0, 0.0)


def test_uneven_light_becomes_white_paper_and_ink_stays_dark(page):
    lit = page(150).astype(np.float32) * np.linspace(1.0, 0.5, 945)[None, :]
    flat = flatten(lit.astype(np.uint8), 150)
    assert np.median(flat[:, :100]) > 245
    assert np.median(flat[:, -100:]) > 245
    assert np.percentile(flat, 1) < 110


@pytest.mark.parametrize("method", list(Binarization))
def test_every_method_gives_ink_and_paper_alone(page, method):
    binary = binarize(page(150), 150, method)
    assert set(np.unique(binary)) == {0, 255}
    assert np.mean((binary == 0) == (page(150) < 128)) > 0.97


def test_an_image_that_is_black_and_white_comes_back_as_it_is(page):
    given = np.where(page(150) < 128, 0, 255).astype(np.uint8)
    assert np.array_equal(binarize(given, 150, Binarization.AUTO), given)


def test_faint_strokes_are_kept_beside_dark_ones():
    image = np.full((300, 600), 230, dtype=np.uint8)
    image[100:160, 100:104] = 40
    image[100:160, 400:404] = 150
    binary = binarize(image, 300, Binarization.AUTO)
    assert (binary[110:150, 401:403] == 0).mean() > 0.9
    assert (binary[110:150, 101:103] == 0).mean() > 0.9


def test_pepper_goes_and_stops_and_dots_stay():
    page = np.full((600, 1200), 255, dtype=np.uint8)
    for column in range(10):
        cv2.rectangle(page, (100 + 30 * column, 200), (118 + 30 * column, 226), 0, 4)
    stops = [(400, 222), (112, 190), (122, 190)]
    for x, y in stops:
        cv2.circle(page, (x, y), 3, 0, -1)
    pepper = [(900, 100), (1000, 500), (300, 500), (60, 60)]
    for x, y in pepper:
        page[y : y + 2, x : x + 2] = 0
    clean = remove_specks(page, 300)
    assert all(clean[y, x] == 0 for x, y in stops)
    assert all(clean[y, x] == 255 for x, y in pepper)
    assert (clean[195:235, 95:395] == page[195:235, 95:395]).all()


def test_a_black_border_is_cut_off_and_a_page_without_one_stays_whole(page):
    sheet = page(150)
    box = page_box(sheet, 150)
    assert (box.left, box.top, box.right, box.bottom) == (0, 0, sheet.shape[1], sheet.shape[0])
    framed = cv2.copyMakeBorder(sheet, 30, 0, 50, 20, cv2.BORDER_CONSTANT, value=5)
    box = page_box(framed, 150)
    assert abs(box.left - 50) <= 6
    assert abs(box.top - 30) <= 6
    assert abs(framed.shape[1] - box.right - 20) <= 6


def test_a_wedge_of_border_is_painted_and_letters_are_not(page):
    sheet = page(150)
    wedge = sheet.copy()
    cv2.fillPoly(wedge, [np.array([(0, 0), (60, 0), (0, 900)])], 5)
    painted = mask_border(wedge, 150)
    assert painted[5:300, 5].min() > 150
    assert np.array_equal(painted[:, 120:], wedge[:, 120:])
    assert np.array_equal(mask_border(sheet, 150), sheet)


def spread(page, fold):
    left, right = rotated(page(150, seed=1), -1.0), rotated(page(150, seed=2), 1.5)
    both = np.hstack([left, right])
    if fold:
        cv2.line(both, (left.shape[1] + 6, 0), (left.shape[1] - 6, both.shape[0]), 120, 4)
    return both, left.shape[1]


@pytest.mark.parametrize("fold", [True, False])
def test_a_spread_is_split_at_its_fold_or_between_its_pages(page, fold):
    both, middle = spread(page, fold)
    gutter = find_gutter(both, 150)
    assert gutter is not None
    assert abs((gutter.top + gutter.bottom) / 2 - middle) <= (9 if fold else 120)
    box, pixels = gutter.half(both, Side.RIGHT)
    assert pixels.shape == (both.shape[0], box.right - box.left)


def test_a_single_page_is_no_spread_upright_or_wide(page):
    assert find_gutter(page(150), 150) is None
    assert find_gutter(page(150, width_mm=297, height_mm=200), 150) is None
