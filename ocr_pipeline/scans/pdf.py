"""The one door to poppler: PDF pages drawn, one at a time, as finely as the image inside them."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pdf2image import convert_from_path
from pdf2image.exceptions import (
    PDFInfoNotInstalledError,
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
)
from PIL import Image as Pillow

from ocr_pipeline.errors import DrawingTimeout, PdfDamaged, PopplerMissing
from ocr_pipeline.records import Image
from ocr_pipeline.scans.pdf_contents import POINTS_PER_INCH, PdfPage, page_contents
from ocr_pipeline.scans.size import refuse_no_page

DRAWING_DPI = 300.0
"""Dots per inch at which a page without an image of its own (text, drawings) is drawn: what the engine reads best."""

DPI_RANGE = (50.0, 1200.0)
"""Resolutions of an embedded image that are believed."""

COVERS_PAGE = 0.5
"""Share of the page that an image must cover to be the scan: logos, stamps and signatures cover less."""

EQUALLY_LARGE = 0.98
"""Share of the largest image's area from which another is a layer of the same scan: programs that split a page into
background and writing round the places of the two to whole pixels of each."""


# The bound is this program's own, checked before drawing, as for images.
Pillow.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True, eq=False)
class Drawn:
    """A page of a PDF as it was drawn: grey pixels, the dots per inch, and whether an image on it stated them.

    `damage` is what is known of damaged or missing data, in a sentence; None where nothing is known of any.
    """

    pixels: Image
    dpi: float
    from_image: bool
    damage: str | None = None


def draw_page(path: Path, page: int, max_megapixels: float, seconds: float) -> Drawn:
    """Return a page (from 0), drawn in at most `seconds` of wall time.

    Raises `PdfEncrypted`, `PdfDamaged`, `PdfWithoutPages`, `PopplerMissing`, `DrawingTimeout`, and
    `ScanTooLarge`, `ScanTooSmall` or `ScanTooNarrow` before anything is drawn.
    """
    contents = page_contents(path, page)
    shown = f"{path}, page {page + 1}"
    embedded = scan_dpi(contents)
    dpi = embedded or DRAWING_DPI
    # Rounded up, as poppler does.
    width, height = (math.ceil(side * dpi / POINTS_PER_INCH) for side in (contents.width, contents.height))
    refuse_no_page(shown, width, height, max_megapixels, drawn_at=dpi)
    picture, complaint = _drawn(path, page + 1, round(dpi), shown, seconds)
    # Of a damaged file poppler may find another size.
    refuse_no_page(shown, picture.shape[1], picture.shape[0], max_megapixels, drawn_at=dpi)
    damage = [f"poppler: {complaint}"] if complaint else []
    damage += ["data of an image on the page is missing or damaged"] if contents.is_cut else []
    return Drawn(picture, dpi, embedded is not None, "; ".join(damage) or None)


def _drawn(path: Path, number: int, dpi: int, shown: str, seconds: float) -> tuple[Image, str | None]:
    """Return the picture of the page with that number (from 1), and what poppler complained of while it drew it."""
    end = time.monotonic() + seconds
    try:
        # Damaged objects must not pass as blank pages.
        return _picture(path, number, dpi, shown, seconds, strict=True), None
    except PDFSyntaxError as error:
        complaint = next((line.strip() for line in str(error).splitlines() if "Syntax Error" in line), "damaged")
    left = end - time.monotonic()
    if left <= 0:
        raise DrawingTimeout(shown, f"{seconds:.0f} s")
    try:
        return _picture(path, number, dpi, shown, left, strict=False), complaint
    except PdfDamaged as error:
        # What was wrong with the file says more than that nothing came of it.
        raise PdfDamaged(shown, complaint) from error


def _picture(path: Path, number: int, dpi: int, shown: str, seconds: float, *, strict: bool) -> Image:
    try:
        drawn = convert_from_path(
            # An absolute path begins with no hyphen.
            path.absolute(),
            dpi=dpi,
            # One page a call: a whole book at once would not fit in memory.
            first_page=number,
            last_page=number,
            # Grey already in poppler: a third of the memory on the way.
            grayscale=True,
            # What the reader sees is the crop box; the media box can carry printer's marks.
            use_cropbox=True,
            strict=strict,
            # It takes whole seconds.
            timeout=max(1, math.ceil(seconds)),
        )
    except PDFInfoNotInstalledError as error:
        raise PopplerMissing(str(path)) from error
    except PDFPopplerTimeoutError as error:
        raise DrawingTimeout(shown, f"{seconds:.0f} s") from error
    except (PDFPageCountError, OSError, ValueError, SyntaxError) as error:
        raise PdfDamaged(shown, _first_line(str(error))) from error
    if not drawn:
        raise PdfDamaged(shown, "nothing was drawn")
    try:
        return np.asarray(drawn[0].convert("L"), dtype=np.uint8)
    except (OSError, ValueError, SyntaxError) as error:
        raise PdfDamaged(shown, f"what was drawn is cut off: {error}") from error


def scan_dpi(page: PdfPage) -> float | None:
    """Return the resolution of the scan on a page, in whole dots per inch; None if no image covers most of the page.

    The scan is the largest image; of several that are equally large, the finest. Where a mask that covers most of the
    page is finer still, the writing is in the mask, and the image is its background or its colour.
    """
    least = COVERS_PAGE * page.width * page.height
    images, masks = (
        [
            (image.area, float(round(image.dpi)))
            for image in placed
            if image.area >= least and DPI_RANGE[0] <= round(image.dpi) <= DPI_RANGE[1]
        ]
        for placed in (page.images, page.masks)
    )
    if not images:
        return None
    largest = max(area for area, _ in images)
    finest = max(dpi for area, dpi in images if area >= EQUALLY_LARGE * largest)
    return max([finest, *(dpi for _, dpi in masks)])


def _first_line(message: str) -> str:
    return next((line.strip() for line in message.splitlines() if line.strip()), "no message")
