"""A JPEG whose end is missing is told from a whole one, whatever stands behind or within it."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
from PIL import Image

from ocr_pipeline.errors import ScanTruncated
from ocr_pipeline.records import ReasonCode, ScanSource
from ocr_pipeline.scans import open_scan
from ocr_pipeline.scans.jpeg import ends_early

PIXELS = np.random.default_rng(3).integers(0, 255, (90, 70)).astype(np.uint8)


def encoded(**options):
    buffer = io.BytesIO()
    Image.fromarray(PIXELS).save(buffer, "JPEG", **options)
    return buffer.getvalue()


KINDS = {"baseline": encoded(), "progressive": encoded(progressive=True)}


@pytest.fixture(params=KINDS)
def jpeg(request):
    return KINDS[request.param]


@pytest.mark.parametrize("behind", [b"", b"\0\n\0", b"more" * 40])
def test_a_whole_one_does_not_end_early_whatever_stands_behind_it(jpeg, behind):
    assert not ends_early(jpeg + behind)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.95])
@pytest.mark.parametrize("filling", [b"", b"\0"])
def test_one_that_is_cut_ends_early_whatever_fills_its_place(jpeg, share, filling):
    cut = jpeg[: int(share * len(jpeg))]
    assert ends_early(cut.ljust(len(jpeg), filling) if filling else cut)


def test_the_end_of_a_small_picture_in_the_header_is_not_its_own(jpeg):
    small = jpeg[:2] + b"\xff\xe1" + (len(jpeg) + 2).to_bytes(2, "big") + jpeg + jpeg[2:]
    assert Image.open(io.BytesIO(small)).size == (70, 90)
    assert not ends_early(small)
    assert ends_early(small[: len(small) - len(jpeg) // 2])


def test_a_scan_filled_up_with_zeros_is_damaged(tmp_path, page):
    whole = cv2.imencode(".jpg", page(100))[1].tobytes()
    for share in (0.5, 0.97):
        (tmp_path / "a.jpg").write_bytes(whole[: int(share * len(whole))].ljust(len(whole), b"\0"))
        try:
            codes = [one.code for one in open_scan(ScanSource(tmp_path / "a.jpg"), 200, 100).warnings]
        except ScanTruncated:
            continue
        assert codes == [ReasonCode.FILE_DAMAGED]
