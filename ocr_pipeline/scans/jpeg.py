"""Whether the data of a JPEG is all there: where some is missing, decoders fill it in, some without a word."""

from __future__ import annotations

import io
import re

import cv2
import numpy as np
from PIL import Image as Pillow

from ocr_pipeline.scans.c_messages import c_messages

_SCAN, _END = b"\xff\xda", b"\xff\xd9"
"""Markers SOS, before the coded data, and EOI (ITU-T T.81, table B.1)."""

_FILLING = b"\0\r\n \t"
"""Bytes that stand behind data that was cut: an interrupted copy leaves zeros, in a PDF a stream ends with a line."""

_COMPLAINT = re.compile(r"Corrupt JPEG data: (?!(?P<count>\d{1,2}) extraneous bytes before marker 0xd9)(?P<what>.+)")
"""What libjpeg prints of data that is damaged within; up to 99 bytes before the mark of the end are no picture."""

MOST_PIXELS = 400e6
"""Size up to which data is looked through, pixels: twice what is read by default. To follow the data of a progressive
JPEG, all of it is held in memory, and a header may state four thousand million pixels."""


def damage(data: bytes) -> str | None:
    """Return what is wrong with the data of a JPEG that decoders take all the same, in words; None for a whole one."""
    return "the data of the picture ends early" if ends_early(data) else _damage_within(data)


def ends_early(data: bytes) -> bool:
    """Return whether the end of a JPEG is missing; False for one that lacks nothing but the mark of its end."""
    # No other marker's bytes occur in coded data, and a small picture in the header has its end before the last scan.
    if data.rfind(_END) > data.rfind(_SCAN):
        return False
    # There are writers that leave the mark out: only decoding tells whether more is missing.
    try:
        with Pillow.open(io.BytesIO(data.rstrip(_FILLING)), formats=("JPEG",)) as picture:
            picture.load()
    except (OSError, SyntaxError, ValueError):
        return True
    return False


def _damage_within(data: bytes) -> str | None:
    """Return what libjpeg says of damage within the data; it goes on with grey, and Pillow keeps that to itself.

    OpenCV's decoder lets it print. An eighth of the size is enough: all the data is gone through for that.
    """
    if not _is_looked_through(data):
        return None
    said: list[str] = []
    try:
        with c_messages(said):
            cv2.imdecode(np.frombuffer(data, dtype=np.uint8), cv2.IMREAD_REDUCED_GRAYSCALE_8)
    except cv2.error:
        # Of a kind that OpenCV does not read: whether it is read is for others to say.
        return None
    return next((f"libjpeg: {found['what']}" for found in map(_COMPLAINT.match, said) if found), None)


def _is_looked_through(data: bytes) -> bool:
    try:
        with Pillow.open(io.BytesIO(data), formats=("JPEG",)) as picture:
            return picture.width * picture.height <= MOST_PIXELS
    except (OSError, SyntaxError, ValueError):
        return False
