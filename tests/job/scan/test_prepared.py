"""A page's prepared image made again from its scan: bit for bit, or not at all."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr_pipeline.errors import PreparationDiffers, ScanNotFound
from ocr_pipeline.image import prepare, turned_over
from ocr_pipeline.job.scan.page import preparation_of
from ocr_pipeline.job.scan.prepared import PreparedAgain
from ocr_pipeline.records import Page, PageState, ScanRef, ScanSource, replace
from ocr_pipeline.scans import open_scan
from ocr_pipeline.settings import Settings

SETTINGS = Settings()


def read_pages(path, settings=SETTINGS, *, over=False, **changes):
    """The pages of a scan as their records tell them, each with its prepared image."""
    scan = open_scan(ScanSource(path), settings.max_megapixels, settings.dpi)
    options = {"binarization": settings.binarization, "split_spreads": True, "extra_turns": 0} | changes
    height, width = scan.pixels.shape
    for prepared in prepare(scan, **options):
        image = turned_over(prepared) if over else prepared
        place = ScanRef(
            path=str(path), frame=0, side=image.side, sha256="", width=width, height=height, resolution=scan.resolution
        )
        page = Page(id="1", scan=place, state=PageState.DONE, preparation=preparation_of(image))
        # The record is stored and read back before an image is asked for.
        yield Page.model_validate_json(page.model_dump_json()), image.binary


@pytest.fixture
def scan(tmp_path, page):
    path = tmp_path / "1.png"
    cv2.imwrite(str(path), page(100, lines=12, height_mm=120))
    return path


@pytest.mark.parametrize(("turns", "extra"), [(0, 0), (1, 0), (0, 2), (1, 2), (1, -1)])
def test_a_page_comes_out_as_it_was_however_it_was_turned(scan, turns, extra):
    cv2.imwrite(str(scan), np.ascontiguousarray(np.rot90(cv2.imread(str(scan), cv2.IMREAD_GRAYSCALE), turns)))
    (read,) = read_pages(scan, split_spreads=not extra, extra_turns=extra)
    page, image = read
    assert np.array_equal(PreparedAgain(ScanSource(scan), SETTINGS).image_of(page), image)


def test_both_pages_of_real_spreads_come_out_as_they_were(shared):
    for path, over in zip(sorted((shared / "scans" / "lvov").glob("*.png"))[:2], (False, True), strict=True):
        again = PreparedAgain(ScanSource(path), SETTINGS)
        pages = list(read_pages(path, over=over))
        assert len(pages) == 2
        for page, image in pages:
            assert np.array_equal(again.image_of(page), image)


def test_a_page_that_was_never_prepared_has_none_and_opens_nothing(tmp_path, scan):
    ((page, _),) = read_pages(scan)
    again = PreparedAgain(ScanSource(tmp_path / "gone.png"), SETTINGS)
    assert again.image_of(replace(page, preparation=None)) is None
    with pytest.raises(ScanNotFound):
        again.image_of(page)


def test_an_image_that_is_not_the_one_that_was_read_is_not_given(scan):
    ((page, _),) = read_pages(scan)
    other = replace(page, preparation=replace(page.preparation, skew_degrees=1.5))
    with pytest.raises(PreparationDiffers):
        PreparedAgain(ScanSource(scan), SETTINGS).image_of(other)
