"""Data of an image that ends early is noticed where poppler would leave a white rest without a word."""

from __future__ import annotations

import io
import zlib

import numpy as np
import pikepdf
import pytest
from PIL import Image

from ocr_pipeline.scans.pdf_streams import is_cut

PIXELS = np.random.default_rng(3).integers(0, 255, (90, 70)).astype(np.uint8)


def encoded(form, **options):
    buffer = io.BytesIO()
    Image.fromarray(PIXELS).save(buffer, form, **options)
    return buffer.getvalue()


JPEG = encoded("JPEG")

PDF = pikepdf.new()
"""Owns the streams."""


def image(data, *filters, **entries):
    stream = PDF.make_stream(data)
    stream.Width, stream.Height, stream.BitsPerComponent = 70, 90, 8
    stream.ColorSpace = pikepdf.Name.DeviceGray
    if filters:
        stream.Filter = pikepdf.Array([pikepdf.Name(f"/{name}") for name in filters])
    for key, value in entries.items():
        stream[f"/{key}"] = value
    return stream


@pytest.mark.parametrize("data", [JPEG, encoded("JPEG", progressive=True), JPEG + b"\0\n\0", JPEG + b"more" * 40])
def test_a_whole_jpeg_is_not_cut_whatever_stands_behind_it(data):
    assert not is_cut(image(data, "DCTDecode"))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_jpeg_that_ends_early_is_cut(share):
    cut = JPEG[: int(share * len(JPEG))]
    assert is_cut(image(cut, "DCTDecode"))
    assert is_cut(image(cut.ljust(len(JPEG), b"\0"), "DCTDecode"))


@pytest.mark.parametrize(
    ("filters", "encode"),
    [
        ((), bytes),
        (("ASCIIHexDecode",), lambda data: data.hex().encode() + b">"),
    ],
)
def test_unpacked_data_is_measured_by_the_size_of_the_image(filters, encode):
    whole = PIXELS.tobytes()
    assert not is_cut(image(encode(whole), *filters))
    assert is_cut(image(encode(whole[:-1]), *filters))


def test_rows_end_with_whole_bytes_and_colours_count():
    assert not is_cut(image(bytes(9 * 90), BitsPerComponent=1))
    assert is_cut(image(bytes(9 * 90 - 1), BitsPerComponent=1))
    assert is_cut(image(bytes(70 * 90), ColorSpace=pikepdf.Name.DeviceRGB))
    assert not is_cut(image(bytes(9 * 90), ImageMask=True))


def test_what_poppler_reports_and_what_cannot_be_told_is_left_alone():
    assert not is_cut(image(zlib.compress(PIXELS.tobytes())[:50], "FlateDecode"))
    assert not is_cut(image(b"", ColorSpace=pikepdf.Name.Pattern))
    assert not is_cut(image(b"", Width=-3))
    assert not is_cut(pikepdf.Dictionary())
