"""The prepared image as a file: one bit a pixel, every pixel kept."""

from __future__ import annotations

import cv2
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ocr_pipeline.formats.format import no_image
from ocr_pipeline.formats.png import bilevel_png, page_image
from tests.support.typed_documents import a_page

IMAGES = st.tuples(st.integers(1, 40), st.integers(1, 40)).flatmap(lambda shape: arrays(np.bool_, shape))


@given(IMAGES)
def test_every_pixel_comes_back(ink):
    image = np.where(ink, 0, 255).astype(np.uint8)
    content = bilevel_png(image)
    # Byte 24 of a PNG is the depth of its samples in bits, byte 25 its kind: 0 is grey.
    assert content[24:26] == b"\x01\x00"
    assert np.array_equal(cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE), image)


def test_a_page_whose_scan_could_not_be_prepared_has_no_file():
    assert page_image(a_page("0001"), no_image) is None
