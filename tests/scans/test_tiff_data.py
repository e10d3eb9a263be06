"""Whether the data of a page of a TIFF is there, and whether fax data breaks off, bits in either order."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, TiffImagePlugin

from ocr_pipeline.scans.tiff_data import group4_ends_early, lies_within
from tests.support.tiffs import tiff

NOISE = Image.fromarray(np.random.default_rng(0).choice(np.array([0, 255], dtype=np.uint8), (200, 400)))


def group4(path, *, fill_order=1, zeros=0):
    """Save noise in several strips, and overwrite a few bytes of it with zeros."""
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[266] = fill_order
    NOISE.convert("1").save(path, compression="group4", tiffinfo=tags, strip_size=2048)
    with TiffImagePlugin.TiffImageFile(path) as image:
        starts = image.tag_v2[273]
    assert len(starts) > 1
    content = bytearray(path.read_bytes())
    content[starts[1] + 30 : starts[1] + 30 + zeros] = bytes(zeros)
    path.write_bytes(content)


def asked(question, path):
    with Image.open(path) as image:
        return question(image, path)


@pytest.mark.parametrize("fill_order", [1, 2])
def test_group_4_data_that_breaks_off_in_any_strip_is_found(tmp_path, fill_order):
    group4(tmp_path / "a.tif", fill_order=fill_order)
    assert not asked(group4_ends_early, tmp_path / "a.tif")
    group4(tmp_path / "a.tif", fill_order=fill_order, zeros=8)
    assert asked(group4_ends_early, tmp_path / "a.tif")


@pytest.mark.parametrize("compression", ["raw", "packbits", "tiff_lzw", "group3"])
def test_other_data_may_hold_zeros(tmp_path, compression):
    Image.new("1", (400, 200)).save(tmp_path / "a.tif", compression=compression)
    assert not asked(group4_ends_early, tmp_path / "a.tif")


def test_what_is_no_tiff_has_no_such_data(tmp_path):
    NOISE.save(tmp_path / "a.png")
    assert not asked(group4_ends_early, tmp_path / "a.png")
    assert asked(lies_within, tmp_path / "a.png")


def test_data_beyond_the_end_of_the_file_is_not_there(tmp_path):
    content = tiff(1)
    (tmp_path / "a.tif").write_bytes(content)
    assert asked(lies_within, tmp_path / "a.tif")
    (tmp_path / "a.tif").write_bytes(content[:-1])
    assert not asked(lies_within, tmp_path / "a.tif")
