"""Whether the data of a JPEG is all there: where the rest is missing, decoders fill it in, some without a word."""

from __future__ import annotations

import io

from PIL import Image as Pillow

_SCAN, _END = b"\xff\xda", b"\xff\xd9"
"""Markers SOS, before the coded data, and EOI (ITU-T T.81, table B.1)."""

_FILLING = b"\0\r\n \t"
"""Bytes that stand behind data that was cut: an interrupted copy leaves zeros, in a PDF a stream ends with a line."""


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
