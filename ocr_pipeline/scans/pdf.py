"""The one door to poppler: PDF pages drawn, one at a time, as finely as the image inside them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pdf2image import convert_from_path
from pdf2image.exceptions import (
    PDFInfoNotInstalledError,
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
)

from ocr_pipeline.errors import PdfDamaged, PopplerMissing, ScanTooLarge
from ocr_pipeline.records import Image
from ocr_pipeline.scans.pdf_contents import POINTS_PER_INCH, PdfPage, page_contents

DRAWING_DPI = 300.0
"""Dots per inch at which a page without an image of its own (text, drawings) is drawn: what the engine reads best."""

DPI_RANGE = (50.0, 1200.0)
"""Resolutions of an embedded image that are believed."""

COVERS_PAGE = 0.5
"""Share of the page that an image must cover to be the scan: logos, stamps and signatures cover less."""

EQUALLY_LARGE = 0.98
"""Share of the largest image's area from which another is a layer of the same scan: programs that split a page into
background and writing round the places of the two to whole pixels of each."""

SECONDS = 120
"""Time limit for one call to poppler: a page of 100 megapixels in JPEG 2000 takes about 30 s."""


def draw_page(path: Path, page: int, max_megapixels: float) -> tuple[Image, float, bool]:
    """Return a page (from 0) in grey, the dots per inch at which it was drawn, and whether an image stated them.

    Raises `PdfEncrypted`, `PdfDamaged`, `PdfWithoutPages`, `PopplerMissing`, and `ScanTooLarge` before anything is
    drawn.
    """
    number = page + 1
    contents = page_contents(path, page)
    embedded = scan_dpi(contents)
    dpi = embedded or DRAWING_DPI
    megapixels = contents.width * contents.height * (dpi / POINTS_PER_INCH) ** 2 / 1e6
    if megapixels > max_megapixels:
        raise ScanTooLarge(f"{path}, page {number}", f"{megapixels:.0f} million pixels at {dpi:.0f} dpi")
    try:
        drawn = convert_from_path(
            path,
            dpi=round(dpi),
            # One page a call: a whole book at once would not fit in memory.
            first_page=number,
            last_page=number,
            # Grey already in poppler: a third of the memory on the way.
            grayscale=True,
            # What the reader sees is the crop box; the media box can carry printer's marks.
            use_cropbox=True,
            # Damaged objects must not pass as blank pages.
            strict=True,
            timeout=SECONDS,
        )
    except PDFInfoNotInstalledError as error:
        raise PopplerMissing(str(path)) from error
    except (PDFPageCountError, PDFSyntaxError, PDFPopplerTimeoutError, OSError, ValueError) as error:
        raise PdfDamaged(f"{path}, page {number}", _first_line(str(error))) from error
    if not drawn:
        raise PdfDamaged(f"{path}, page {number}", "nothing was drawn")
    return np.asarray(drawn[0].convert("L"), dtype=np.uint8), dpi, embedded is not None


def scan_dpi(page: PdfPage) -> float | None:
    """Return the resolution of the scan on a page, in whole dots per inch; None if no image covers most of the page.

    The scan is the largest image; of several that are equally large, the finest.
    """
    least = COVERS_PAGE * page.width * page.height
    found = [
        (image.area, float(round(image.dpi)))
        for image in page.images
        if image.area >= least and DPI_RANGE[0] <= round(image.dpi) <= DPI_RANGE[1]
    ]
    largest = max((area for area, _ in found), default=0.0)
    return max((dpi for area, dpi in found if area >= EQUALLY_LARGE * largest), default=None)


def _first_line(message: str) -> str:
    return next((line.strip() for line in message.splitlines() if line.strip()), "no message")
