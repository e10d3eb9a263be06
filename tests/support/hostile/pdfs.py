"""Small real pages in every kind of PDF that scanners and archives write: what files are damaged from."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass

import numpy as np
import pikepdf

from ocr_pipeline.records import Image
from tests.support.hostile.images import encoded, group4_data

_POINTS_A_PIXEL = 72 / 150


@dataclass(frozen=True)
class _Picture:
    """The data of an image in a PDF, how it is packed, and what its pixels are."""

    data: bytes
    packed: str
    bits: int = 8
    parameters: dict[str, object] | None = None


def pdf_files(pixels: Image) -> dict[str, bytes]:
    """Return a page in every kind of PDF, by a name that ends as such a file does."""
    height, width = pixels.shape
    bits = np.packbits(pixels > 150, axis=1).tobytes()
    fax = {"/K": -1, "/Columns": width, "/Rows": height}
    jpeg = _Picture(encoded(pixels, "JPEG", quality=70), "/DCTDecode")
    flate = _Picture(zlib.compress(pixels.tobytes()), "/FlateDecode")
    password = pikepdf.Encryption(user="secret", owner="owner")
    no_password = pikepdf.Encryption(user="", owner="owner")
    return {
        "jpeg.pdf": _pdf([jpeg], pixels),
        "group4.pdf": _pdf([_Picture(group4_data(pixels), "/CCITTFaxDecode", 1, fax)], pixels),
        "jbig2.pdf": _pdf([_Picture(jbig2_data(pixels), "/JBIG2Decode", 1)], pixels),
        "jp2.pdf": _pdf([_Picture(encoded(pixels, "JPEG2000"), "/JPXDecode")], pixels),
        "flate.pdf": _pdf([flate], pixels),
        "bits.pdf": _pdf([_Picture(zlib.compress(bits), "/FlateDecode", 1)], pixels),
        "plain.pdf": _pdf([_Picture(pixels.tobytes(), "")], pixels),
        "pages.pdf": _pdf([jpeg, flate, jpeg], pixels),
        "streams.pdf": _pdf([jpeg, flate], pixels, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "linear.pdf": _pdf([jpeg, jpeg], pixels, linearize=True),
        "owner.pdf": _pdf([jpeg], pixels, encryption=no_password),
        "secret.pdf": _pdf([jpeg], pixels, encryption=password),
    }


def _pdf(pictures: list[_Picture], pixels: Image, **saving: object) -> bytes:
    height, width = pixels.shape
    across, down = width * _POINTS_A_PIXEL, height * _POINTS_A_PIXEL
    pdf = pikepdf.new()
    for picture in pictures:
        image = pdf.make_stream(picture.data)
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height, image.BitsPerComponent = width, height, picture.bits
        image.ColorSpace = pikepdf.Name.DeviceGray
        if picture.packed:
            image.Filter = pikepdf.Name(picture.packed)
        if picture.parameters:
            image.DecodeParms = pikepdf.Dictionary(picture.parameters)
        page = pdf.add_blank_page(page_size=(across, down))
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
        page.Contents = pdf.make_stream(f"q {across:g} 0 0 {down:g} 0 0 cm /Im0 Do Q".encode())
    buffer = io.BytesIO()
    # The same file each time: no identifier made of the hour; and what is not packed stays so, for what damages it.
    pdf.save(buffer, static_id=True, compress_streams=False, **saving)  # type: ignore[arg-type]
    return buffer.getvalue()


_PAGE_INFORMATION, _GENERIC_REGION = 48, 38
"""Types of segments (ITU-T T.88, 7.3)."""


def jbig2_data(pixels: Image) -> bytes:
    """Return the black and white of a page as JBIG2, as it is embedded in a PDF: one region, coded as in T.6.

    T.88, 7.4.6: where the region's flags say MMR, its data are T.6 codes, so that no program is needed to make it.
    """
    height, width = pixels.shape
    page = struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    region = struct.pack(">IIIIB", width, height, 0, 0, 0) + b"\x01" + group4_data(pixels)
    return _segment(0, _PAGE_INFORMATION, page) + _segment(1, _GENERIC_REGION, region)


def _segment(number: int, kind: int, content: bytes) -> bytes:
    return struct.pack(">IBBBI", number, kind, 0, 1, len(content)) + content
