"""A JPEG whose end is missing is told from a whole one, whatever stands behind or within it."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
from PIL import Image

from ocr_pipeline.errors import ScanTruncated
from ocr_pipeline.records import ReasonCode, ScanSource
from ocr_pipeline.scans import jpeg as jpegs
from ocr_pipeline.scans import open_scan
from ocr_pipeline.scans.jpeg import damage, ends_early

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


def taller(data, rows):
    """A JPEG whose header states so many rows."""
    frame = max(data.find(b"\xff\xc0"), data.find(b"\xff\xc2"))
    return data[: frame + 5] + rows.to_bytes(2, "big") + data[frame + 7 :]


def test_a_whole_one_is_not_damaged(jpeg):
    assert damage(jpeg) is None
    assert damage(jpeg[:-2] + b"\0\0\0" + jpeg[-2:]) is None


@pytest.mark.parametrize(
    "damaged",
    [
        lambda data: data[: len(data) // 2] + data[len(data) * 3 // 4 :],
        lambda data: data[: len(data) // 2] + bytes(1500) + data[len(data) // 2 + 1500 :],
        lambda data: taller(data, 4000),
    ],
    ids=["a block cut out", "a block of zeros", "more rows than data"],
)
def test_damage_within_is_noticed_though_the_end_is_there(jpeg, damaged):
    assert not ends_early(damaged(jpeg))
    assert damage(damaged(jpeg)).startswith("libjpeg: ")


def test_a_header_that_states_more_pixels_than_are_read_is_not_followed(jpeg, monkeypatch):
    monkeypatch.setattr(jpegs, "MOST_PIXELS", 1000)
    monkeypatch.setattr(cv2, "imdecode", lambda *_: pytest.fail("decoded"))
    assert damage(jpeg) is None


def test_a_scan_with_a_hole_in_its_data_is_damaged(tmp_path, page, capfd):
    whole = cv2.imencode(".jpg", page(100))[1].tobytes()
    (tmp_path / "a.jpg").write_bytes(whole[: len(whole) // 2] + whole[len(whole) * 3 // 4 :])
    (warning,) = open_scan(ScanSource(tmp_path / "a.jpg"), 200, 100).warnings
    assert warning.code == ReasonCode.FILE_DAMAGED
    assert capfd.readouterr().err == ""
