"""Whether the data of an image in a PDF is all there, where the program that draws it would not say.

Poppler reports damaged Flate, CCITT, JBIG2 and JPEG 2000 data; where JPEG, LZW or unpacked data ends early, it leaves
the rest of the picture white without a word.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

_UNPACKED_SILENTLY = frozenset({"/LZWDecode", "/RunLengthDecode", "/ASCIIHexDecode", "/ASCII85Decode"})

_COMPONENTS = {"/DeviceGray": 1, "/CalGray": 1, "/Indexed": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/DeviceCMYK": 4}
"""Numbers a pixel by the name of its colour space (ISO 32000, 8.6)."""


def is_cut(image: pikepdf.Object) -> bool:
    """Return whether data of an image is missing that poppler would not miss; False where that cannot be told."""
    import pikepdf

    if not isinstance(image, pikepdf.Stream):
        return False
    try:
        filters = _names(image.get("/Filter"))
        if filters == ["/DCTDecode"]:
            # Imported here: folders are searched without Pillow.
            from ocr_pipeline.scans.jpeg import damage

            return damage(image.read_raw_bytes()) is not None
        if _UNPACKED_SILENTLY.issuperset(filters):
            needed = _bytes_needed(image)
            return needed is not None and len(image.read_bytes()) < needed
    except (pikepdf.PdfError, RuntimeError):
        # Data that cannot even be unpacked.
        return True
    except UnicodeDecodeError:
        # A name in no encoding: none of those known here.
        return False
    return False


def _bytes_needed(image: pikepdf.Object) -> int | None:
    """Return how many bytes the pixels of an image fill, each row rounded up; None where the image does not say."""
    columns, rows, bits = (_integer(image.get(key)) for key in ("/Width", "/Height", "/BitsPerComponent"))
    components = _components(image.get("/ColorSpace"))
    is_mask: object = image.get("/ImageMask")
    if is_mask is True:
        bits, components = 1, 1
    if not (columns and rows and bits and components):
        return None
    return math.ceil(columns * bits * components / 8) * rows


def _components(space: pikepdf.Object | None) -> int | None:
    import pikepdf

    if isinstance(space, pikepdf.Array) and len(space):
        if str(space[0]) == "/ICCBased" and len(space) > 1 and isinstance(space[1], pikepdf.Stream):
            return _integer(space[1].get("/N"))
        return _COMPONENTS.get(str(space[0]))
    return _COMPONENTS.get(str(space))


def _integer(value: object) -> int | None:
    return value if isinstance(value, int) and value > 0 else None


def _names(value: pikepdf.Object | None) -> list[str]:
    import pikepdf

    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, pikepdf.Array) else [str(value)]
