"""What the file of a scan is to others."""

from __future__ import annotations

import pytest

from ocr_pipeline.formats.serving.scan_files import UNKNOWN, media_type, part_of_file
from ocr_pipeline.records import ScanRef, Side
from ocr_pipeline.scans.folders import SUFFIXES


def test_every_kind_of_scan_has_its_media_type_whatever_the_case():
    assert [suffix for suffix in SUFFIXES if media_type(f"a/b.c{suffix}") == UNKNOWN] == []
    assert (media_type("1.TIF"), media_type("1.PdF")) == ("image/tiff", "application/pdf")
    assert media_type("дело.1") == media_type("-") == UNKNOWN


@pytest.mark.parametrize(
    ("frame", "side", "is_of_several", "part"),
    [
        (0, Side.WHOLE, False, ""),
        (0, Side.WHOLE, True, "frame 1"),
        (0, Side.RIGHT, False, "right side"),
        (4, Side.LEFT, True, "frame 5, left side"),
    ],
)
def test_what_of_a_file_a_page_is_is_said_where_it_is_not_all(frame, side, is_of_several, part):
    scan = ScanRef(path="a", frame=frame, side=side, sha256="", width=1, height=1, resolution=None)
    assert part_of_file(scan, is_of_several=is_of_several) == part
