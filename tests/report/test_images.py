"""The scans of pages, opened again: where they are still there and still the same."""

from __future__ import annotations

from ocr_pipeline.records import replace
from ocr_pipeline.report.images import ImageProblem, ScanImages
from tests.support.compared_pages import three_pages


def test_a_scan_that_is_gone_changed_or_broken_is_said(tmp_path):
    gone, changed, broken = three_pages(tmp_path)
    images = ScanImages(200)
    assert images.open(gone) is not None
    assert images.problem(gone) is None
    (tmp_path / "0001.png").unlink()
    (tmp_path / "0002.png").write_bytes((tmp_path / "0003.png").read_bytes())
    cut = (tmp_path / "0003.png").read_bytes()[:5000]
    (tmp_path / "0003.png").write_bytes(cut)
    images = ScanImages(200)
    assert [images.open(page) for page in (gone, changed, broken)] == [None, None, None]
    assert images.problem(gone) is ImageProblem.MISSING
    assert images.problem(changed) is ImageProblem.CHANGED
    assert images.problem(broken) is ImageProblem.CHANGED


def test_a_scan_that_can_no_longer_be_decoded_is_said(tmp_path):
    page = three_pages(tmp_path)[0]
    images = ScanImages(0.001)
    assert images.open(page) is None
    assert images.problem(page) is ImageProblem.UNREADABLE


def test_moved_scans_are_found_where_one_is_told_to_look(tmp_path):
    page = three_pages(tmp_path)[0]
    moved = tmp_path / "elsewhere.png"
    (tmp_path / "0001.png").rename(moved)
    assert ScanImages(200, lambda _: moved).open(page) is not None


def test_pages_on_one_scan_open_it_once(tmp_path):
    page = three_pages(tmp_path)[0]
    images = ScanImages(200)
    assert images.open(page) is images.open(replace(page, id="0001R"))
