"""The one door to poppler: PDF pages counted and drawn, one at a time, as finely as the image inside them."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from pdf2image import convert_from_path, pdfinfo_from_path
from pdf2image.exceptions import (
    PDFInfoNotInstalledError,
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
)

from ocr_pipeline.errors import PdfDamaged, PdfEncrypted, PdfWithoutPages, PopplerMissing, ScanTooLarge
from ocr_pipeline.records import Image

DRAWING_DPI = 300.0
"""Dots per inch at which a page without an image of its own (text, drawings) is drawn: what the engine reads best."""

DPI_RANGE = (50.0, 1200.0)
"""Resolutions of an embedded image that are believed."""

COVERS_PAGE = 0.5
"""Share of the page that an image must cover to be the scan: logos, stamps and signatures cover less."""

SECONDS = 120
"""Time limit for one call to poppler: a page of 100 megapixels in JPEG 2000 takes about 30 s."""

_MAGIC = b"%PDF-"
_MAGIC_WITHIN = 1024
"""A PDF's mark may follow up to so many other bytes (ISO 32000, annex H)."""

_IMAGE_ROW = re.compile(
    r"^\s*(?P<page>\d+)\s+\d+\s+image\s+(?P<width>\d+)\s+(?P<height>\d+)\s.*?"
    r"\s(?P<x_ppi>\d+)\s+(?P<y_ppi>\d+)\s+\S+\s+\S+\s*$"
)


@dataclass(frozen=True)
class PageSize:
    """A PDF page's size in points of 1/72 inch."""

    width: float
    height: float


def is_pdf(path: Path) -> bool:
    """Return whether the content is a PDF. Raises `OSError`."""
    with path.open("rb") as file:
        return _MAGIC in file.read(_MAGIC_WITHIN)


@lru_cache(maxsize=8)
def count_pages(path: Path) -> int:
    """Return the number of pages. Raises `PdfEncrypted`, `PdfDamaged`, `PdfWithoutPages`, `PopplerMissing`."""
    pages = _info(path).get("Pages", 0)
    if not isinstance(pages, int) or pages < 1:
        raise PdfWithoutPages(str(path))
    return pages


def read_page(path: Path, page: int, max_megapixels: float) -> tuple[Image, float, bool]:
    """Return a page (from 0) in grey, the dots per inch at which it was drawn, and whether an image stated them.

    Raises `PdfEncrypted`, `PdfDamaged`, `PopplerMissing`, and `ScanTooLarge` before anything is drawn.
    """
    number = page + 1
    size = _page_size(path, number)
    embedded = _embedded_dpi(path, number, size)
    dpi = embedded or DRAWING_DPI
    megapixels = size.width * size.height * (dpi / 72) ** 2 / 1e6
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


def _info(path: Path, page: int = 1) -> dict[str, object]:
    try:
        return dict(pdfinfo_from_path(str(path), timeout=SECONDS, first_page=page, last_page=page))
    except PDFInfoNotInstalledError as error:
        raise PopplerMissing(str(path)) from error
    except PDFPopplerTimeoutError as error:
        raise PdfDamaged(str(path), "it could not be opened in time") from error
    except (PDFPageCountError, ValueError) as error:
        message = str(error)
        if "password" in message.lower():
            raise PdfEncrypted(str(path)) from error
        if "page count" in message.lower() and "Pages: 0" in message:
            raise PdfWithoutPages(str(path)) from error
        raise PdfDamaged(str(path), _first_line(message)) from error


def _page_size(path: Path, number: int) -> PageSize:
    info = _info(path, number)
    said = next((str(value) for key, value in info.items() if re.fullmatch(r"Page\s+\d+ size", key)), "")
    found = re.match(r"([\d.]+) x ([\d.]+) pts", said)
    if found is None:
        raise PdfDamaged(f"{path}, page {number}", "a page without a size")
    return PageSize(float(found[1]), float(found[2]))


def _embedded_dpi(path: Path, number: int, size: PageSize) -> float | None:
    """Return the resolution of the page's largest image, if it covers most of the page; else None."""
    arguments = ["pdfimages", "-list", "-f", str(number), "-l", str(number), str(path)]
    try:
        listed = subprocess.run(
            arguments, capture_output=True, text=True, errors="replace", timeout=SECONDS, check=False
        )
    except FileNotFoundError as error:
        raise PopplerMissing(str(path)) from error
    except subprocess.TimeoutExpired as error:
        raise PdfDamaged(f"{path}, page {number}", "its images could not be listed in time") from error
    area = size.width * size.height / 72**2
    best: tuple[float, float] | None = None
    for row in filter(None, map(_IMAGE_ROW.match, listed.stdout.splitlines())):
        across, down = float(row["x_ppi"]), float(row["y_ppi"])
        if across <= 0 or down <= 0:
            continue
        covered = (int(row["width"]) / across) * (int(row["height"]) / down)
        dpi = max(across, down)
        if covered >= COVERS_PAGE * area and DPI_RANGE[0] <= dpi <= DPI_RANGE[1] and (not best or covered > best[0]):
            best = (covered, dpi)
    return best[1] if best else None


def _first_line(message: str) -> str:
    return next((line.strip() for line in message.splitlines() if line.strip()), "no message")
