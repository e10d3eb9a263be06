from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr_pipeline.image import prepare
from ocr_pipeline.records import Resolution, ResolutionOrigin, Scan, ScanSource, Side
from ocr_pipeline.settings import Binarization


def prepared(pixels, dpi, **options):
    from pathlib import Path

    scan = Scan(ScanSource(Path("x.png")), pixels, Resolution(dpi=dpi, origin=ResolutionOrigin.USER))
    arguments = {"binarization": Binarization.AUTO, "split_spreads": True, "extra_turns": 0} | options
    return prepare(scan, **arguments)


@pytest.mark.parametrize("dpi", [100, 300, 600])
@pytest.mark.parametrize("turns", [0, 1])
def test_ink_of_the_prepared_page_lies_on_ink_of_the_scan(page, dpi, turns):
    scan = np.ascontiguousarray(np.rot90(page(dpi, height_mm=120, lines=10), turns))
    (image,) = prepared(scan, dpi)
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


def test_a_low_resolution_is_said():
    (image,) = prepared(np.full((900, 650), 240, dtype=np.uint8), 80)
    assert [warning.code for warning in image.warnings] == ["LowResolution"]
