"""The prepared image of a page: what the engine read, black and white, as PNG of one bit a pixel."""

from __future__ import annotations

from ocr_pipeline.errors import OutputError
from ocr_pipeline.formats.format import Format, Prepared
from ocr_pipeline.records import Image, Page


def page_image(_page: Page, prepared: Prepared) -> bytes | None:
    """Return the prepared image as PNG; None for a page whose scan could not be prepared."""
    image = prepared()
    return None if image is None else bilevel_png(image)


def bilevel_png(image: Image) -> bytes:
    """Return an image of 0 and 255 only as a PNG of one bit a pixel."""
    import cv2

    # Runs alone are looked for: of a page 126 KB in 13 ms, instead of 112 KB in 19 by level 4 of zlib.
    parameters = [cv2.IMWRITE_PNG_BILEVEL, 1, cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_RLE]
    written, content = cv2.imencode(".png", image, parameters)
    if not written:
        raise OutputError(detail="the prepared image could not be encoded as PNG")
    return content.tobytes()


FORMAT = Format("png", ".png", page=page_image)
