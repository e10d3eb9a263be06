"""Group 4 data that holds what libtiff takes for its end, before its end, is found; valid data never is."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image, TiffImagePlugin

from ocr_pipeline.scans.group4 import ends_within


def encoded(pixels):
    """Return an image as Group 4 data in one strip."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).convert("1").save(buffer, "TIFF", compression="group4", strip_size=1 << 20)
    with TiffImagePlugin.TiffImageFile(io.BytesIO(buffer.getvalue())) as image:
        ((start,), (length,)) = image.tag_v2[273], image.tag_v2[279]
    return buffer.getvalue()[start : start + length]


def reversed_bits(data):
    return np.packbits(np.unpackbits(np.frombuffer(data, np.uint8), bitorder="big"), bitorder="little").tobytes()


SIZES = st.tuples(st.integers(1, 12), st.integers(1, 3000))
"""Rows, and columns to where runs need several make-up codes."""


@given(SIZES.flatmap(lambda shape: arrays(np.uint8, shape, elements=st.sampled_from([0, 255]), fill=st.just(255))))
def test_valid_data_ends_at_its_end(pixels):
    data = encoded(pixels)
    for filling in (b"", b"\0", b"\0\0\0\0"):
        assert not ends_within(data + filling)
        assert not ends_within(reversed_bits(data + filling), lowest_bit_first=True)


NOISE = encoded(np.random.default_rng(0).choice(np.array([0, 255], dtype=np.uint8), (60, 400)))


@given(st.integers(0, len(NOISE) - 60), st.integers(3, 40))
def test_data_overwritten_with_zeros_ends_within(at, length):
    damaged = NOISE[:at] + bytes(length) + NOISE[at + length :]
    assert ends_within(damaged)
    assert ends_within(reversed_bits(damaged), lowest_bit_first=True)


@pytest.mark.parametrize("data", [b"", b"\0\0\0", b"\x00\x10\x01", b"\xff"])
def test_what_has_no_lines_has_no_end_within(data):
    assert not ends_within(data)
