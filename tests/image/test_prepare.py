from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from ocr_pipeline.image import fold_at, prepare, turned_over
from ocr_pipeline.image.polarity import is_negative
from ocr_pipeline.records import Affine, Curled, ReasonCode, Resolution, ResolutionOrigin, Scan, ScanSource, Side
from ocr_pipeline.scans import open_scan
from ocr_pipeline.settings import Binarization
from tests.support.curled_pages import curled


def prepared(pixels, dpi, **options):
    scan = Scan(ScanSource(Path("x.png")), pixels, Resolution(dpi=dpi, origin=ResolutionOrigin.USER))
    arguments: dict[str, Any] = {"binarization": Binarization.AUTO, "split_spreads": True, "extra_turns": 0} | options
    return prepare(scan, **arguments)


@pytest.mark.parametrize("dpi", [100, 300, 600])
@pytest.mark.parametrize("turns", [0, 1])
@pytest.mark.parametrize("curl", [0.0, 0.015])
def test_ink_of_the_prepared_page_lies_on_ink_of_the_scan(page, dpi, turns, curl):
    flat = page(dpi, height_mm=120, lines=10)
    scan = np.ascontiguousarray(np.rot90(curled(flat, curl) if curl else flat, turns))
    (image,) = prepared(scan, dpi)
    assert isinstance(image.to_scan, Curled if curl else Affine)
    assert image.grey.shape == image.binary.shape
    assert 240 <= image.dpi <= 375
    rows, columns = np.nonzero(image.binary == 0)
    places = image.to_scan.apply(np.column_stack([columns + 0.5, rows + 0.5])[::97])
    inside = (places > 0).all(axis=1) & (places[:, 0] < scan.shape[1]) & (places[:, 1] < scan.shape[0])
    assert inside.all()
    reach = max(1, round(dpi / 100))
    near = cv2.erode(scan, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    assert (near[places[:, 1].astype(int), places[:, 0].astype(int)] < 128).mean() > 0.99


def test_the_spreads_of_a_real_book_give_two_pages_each_skewed_in_its_own_way(shared):
    for path in sorted((shared / "scans" / "lvov").glob("*.png"))[:3]:
        pages = prepared(cv2.imread(str(path), cv2.IMREAD_GRAYSCALE), 150)
        assert [one.side for one in pages] == [Side.LEFT, Side.RIGHT]
        assert abs(pages[0].skew_degrees - pages[1].skew_degrees) > 0.5


def test_single_pages_are_not_split(shared):
    for name in ("s02L", "s12L"):
        image = cv2.imread(str(shared / "scans" / "setun70" / f"{name}.png"), cv2.IMREAD_GRAYSCALE)
        assert len(prepared(image, 300)) == 1


@pytest.mark.parametrize("turns", [1, 3])
def test_a_page_on_its_side_is_turned_before_anything_is_cut(shared, turns):
    """Between two lines of a page on its side is a strip as clear as between two pages."""
    for name in ("s01", "s02L", "s06L", "s08R"):
        image = cv2.imread(str(shared / "scans" / "setun70" / f"{name}.png"), cv2.IMREAD_GRAYSCALE)
        (page,) = prepared(np.ascontiguousarray(np.rot90(image, turns)), 300)
        assert (page.quarter_turns + turns) % 2 == 0


def test_a_half_on_its_side_has_its_own_turn(shared):
    scan = open_scan(ScanSource(shared / "scans" / "manuals" / "report-676.pdf", 2), 200, None)
    left, right = prepare(scan, binarization=Binarization.AUTO, split_spreads=True, extra_turns=0)
    assert (left.quarter_turns, right.quarter_turns) == (0, 1)
    assert right.grey.shape[1] > right.grey.shape[0]


@pytest.mark.parametrize("lines", [2, 6, 10, 16, 24])
@pytest.mark.parametrize("turns", [1, 3])
@pytest.mark.parametrize("gutter", [40, 245])
def test_a_short_page_beside_a_full_one_on_its_side_is_a_page_of_its_own(page, lines, turns, gutter):
    """Most lines of the scan run up and down; a fold to be seen, and a flat white gutter."""
    left = page(150, lines=lines, width_mm=150, height_mm=210)
    right = np.rot90(page(150, lines=22, width_mm=210, height_mm=200, seed=1), turns)[: len(left)]
    right = cv2.copyMakeBorder(right, 0, len(left) - len(right), 0, 0, cv2.BORDER_CONSTANT, value=(235,))
    strip = np.full((len(left), 30), gutter, dtype=np.uint8)
    pages = prepared(np.hstack([left, strip, right]), 150)
    assert [(one.side, one.quarter_turns % 2) for one in pages] == [(Side.LEFT, 0), (Side.RIGHT, 1)]


def test_a_list_as_wide_as_two_pages_is_one_and_says_so():
    sheet = np.full((1240, 1754), 240, dtype=np.uint8)
    rng = np.random.default_rng(3)
    for row in range(24):
        for left, columns in ((90, rng.integers(14, 36)), (1030, rng.integers(10, 42))):
            for column in range(columns):
                x, y = left + 15 * column, 110 + 42 * row
                cv2.rectangle(sheet, (x, y), (x + 10, y + 12), 30, 2)
    (image,) = prepared(sheet, 150)
    assert [warning.code for warning in image.warnings] == [ReasonCode.WIDE_COLUMNS]


def test_a_page_turned_over_is_the_same_page_on_the_same_scan(page):
    (image,) = prepared(page(150, height_mm=120, lines=10), 150)
    over = turned_over(image)
    assert over.quarter_turns == 2
    assert np.array_equal(np.rot90(over.binary, 2), image.binary)
    height, width = image.grey.shape
    there = over.to_scan.apply(np.array([[width - 10.0, height - 20.0]]))
    assert np.allclose(there, image.to_scan.apply(np.array([[10.0, 20.0]])))
    assert preparation_like(turned_over(over)) == pytest.approx(preparation_like(image))


def test_a_curled_page_turned_over_leads_to_the_same_places(page):
    (image,) = prepared(curled(page(150, height_mm=120, lines=10), 0.015), 150)
    over = turned_over(image)
    height, width = image.grey.shape
    there = over.to_scan.apply(np.array([[width - 400.0, height - 200.0]]))
    assert np.allclose(there, image.to_scan.apply(np.array([[400.0, 200.0]])))


def test_what_shows_through_is_taken_off_and_reported(shared):
    scan = cv2.imread(str(shared / "scans" / "setun70" / "s03R.png"), cv2.IMREAD_GRAYSCALE)
    through = np.clip(scan - 0.35 * (255.0 - cv2.flip(scan, 1)), 0, 255).astype(np.uint8)
    (image,) = prepared(through, 300)
    assert [warning.code for warning in image.warnings] == [ReasonCode.SHOW_THROUGH]
    (alone,) = prepared(scan, 300)
    assert not alone.warnings
    assert (image.binary == 0).sum() == pytest.approx((alone.binary == 0).sum(), rel=0.1)


def preparation_like(image):
    return (image.to_scan.xx, image.to_scan.yy, image.to_scan.x0, image.to_scan.y0, image.quarter_turns)


def test_a_low_resolution_is_said():
    (image,) = prepared(np.full((900, 650), 240, dtype=np.uint8), 80)
    assert [warning.code for warning in image.warnings] == ["LowResolution"]


@pytest.mark.parametrize("ink", [120, 150, 180])
def test_little_and_faint_ink_is_ink(page, ink):
    """Most of the page is white, and what is not is grey: it is no black-and-white page for that."""
    black = page(300, height_mm=250, lines=3)
    faint = np.where(black < 128, ink, 235).astype(np.uint8)
    expected = (prepared(black, 300)[0].binary == 0).sum()
    assert (prepared(faint, 300)[0].binary == 0).sum() == pytest.approx(expected, rel=0.15)


@pytest.mark.parametrize("dpi", [150, 300])
def test_a_negative_is_made_positive_and_that_is_said(page, dpi):
    scan = page(dpi, height_mm=120, lines=10)
    (positive,), (negative,) = prepared(scan, dpi), prepared(255 - scan, dpi)
    assert "Negative" in [warning.code for warning in negative.warnings]
    assert "Negative" not in [warning.code for warning in positive.warnings]
    assert (positive.binary == 0).mean() == pytest.approx((negative.binary == 0).mean(), rel=0.05)


@pytest.mark.parametrize("dpi", [100, 300])
def test_a_black_and_white_negative_is_seen(page, dpi):
    black_and_white = np.where(page(dpi, height_mm=120, lines=10) < 128, 0, 255).astype(np.uint8)
    assert is_negative(255 - black_and_white, dpi)
    assert not is_negative(black_and_white, dpi)


def test_dark_surroundings_make_no_negative(page):
    scan = page(150, height_mm=120, lines=10)
    lid = np.full((scan.shape[0] + 900, scan.shape[1] + 900), 20, dtype=np.uint8)
    lid[450:-450, 450:-450] = scan
    for image in (lid, np.full((900, 700), 30, np.uint8), np.full((900, 700), 230, np.uint8)):
        assert not is_negative(image, 150)


def test_real_scans_are_no_negatives(shared):
    for path in sorted((shared / "scans").rglob("*.png"))[:12]:
        assert not is_negative(np.asarray(cv2.imread(str(path), cv2.IMREAD_GRAYSCALE), np.uint8), 300)


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_fold_that_was_found_on_the_page_is_led_back_to_the_turned_scan(turns):
    pixels = np.full((700, 1000), 255, dtype=np.uint8)
    scan = Scan(ScanSource(Path("a.png")), pixels, Resolution(dpi=100, origin=ResolutionOrigin.FILE))
    (page,) = prepare(scan, binarization=Binarization.AUTO, split_spreads=False, extra_turns=turns)
    width = 700 if page.quarter_turns % 2 else 1000
    scale = page.grey.shape[1] / width
    upper, lower = fold_at(scan, page, 0.4 * page.grey.shape[1])
    assert upper == pytest.approx(0.4 * page.grey.shape[1] / scale, abs=0.5)
    assert lower == pytest.approx(upper, abs=0.5)
    left, right = prepare(
        scan, binarization=Binarization.AUTO, split_spreads=True, extra_turns=turns, split_at=(upper, lower)
    )
    assert (left.side, right.side) == (Side.LEFT, Side.RIGHT)
    assert left.split_at == (upper, lower)


@pytest.mark.parametrize("curl", [0.0, 0.015])
def test_a_page_at_half_the_resolution_leads_to_the_same_places_of_the_scan(page, curl):
    flat = page(300, height_mm=120, lines=10)
    pixels = curled(flat, curl) if curl else flat
    scan = Scan(ScanSource(Path("a.png")), pixels, Resolution(dpi=300, origin=ResolutionOrigin.FILE))
    options: dict[str, Any] = {"binarization": Binarization.AUTO, "split_spreads": False, "extra_turns": 0}
    (whole,) = prepare(scan, **options)
    (half,) = prepare(scan, **options, half_resolution=True)
    height, width = whole.grey.shape
    assert half.grey.shape == half.binary.shape == (height // 2, width // 2)
    assert half.dpi == whole.dpi / 2
    places = np.array([(10.0, 20.0), (width / 2, height / 3), (width - 40.0, height - 10.0)])
    assert np.allclose(half.to_scan.apply(places / 2), whole.to_scan.apply(places))
    assert set(np.unique(half.binary)) == {0, 255}


def test_a_scan_of_low_resolution_is_not_enlarged_beyond_the_largest_sheet(page, monkeypatch):
    scan = page(100, height_mm=120, lines=10)
    # The package has a function of the module's name.
    module = sys.modules["ocr_pipeline.image.prepare"]
    monkeypatch.setattr(module, "MAX_ENLARGED_PX", 2.0 * scan.size)
    (image,) = prepared(scan, 100)
    assert image.grey.size == pytest.approx(2 * scan.size, rel=0.1)
    monkeypatch.setattr(module, "MAX_ENLARGED_PX", scan.size / 2)
    (image,) = prepared(scan, 100)
    assert image.dpi == 100
