"""One scan opened: its grey pixels and its resolution, and where that comes from."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ocr_pipeline.errors import ScanEmpty, ScanForbidden, ScanNotAnImage, ScanNotFound
from ocr_pipeline.records import Resolution, ResolutionOrigin, Scan, ScanSource
from ocr_pipeline.scans.pdf_contents import is_pdf


def open_scan(source: ScanSource, max_megapixels: float, dpi: float | None) -> Scan:
    """Return the scan, its resolution always known: `dpi` if given, else believed of the file, else estimated.

    Raises `InputError` for whatever is wrong with the file, `PopplerMissing`, `OutOfMemory`.
    """
    # Imported here: OpenCV, Pillow and pdf2image are slow to import, and this module is on the way to much that opens
    # no scan.
    from ocr_pipeline.scans.resolution import believable, estimate

    path = source.path
    if _is_pdf(path):
        from ocr_pipeline.scans.pdf import draw_page

        pixels, drawn_dpi, from_image = draw_page(path, source.frame, max_megapixels)
        origin = ResolutionOrigin.FILE if from_image else ResolutionOrigin.ASSUMED
        resolution: Resolution | None = Resolution(dpi=drawn_dpi, origin=origin)
    else:
        from ocr_pipeline.scans.images import read_frame

        pixels, stated = read_frame(path, source.frame, max_megapixels)
        height, width = pixels.shape
        resolution = believable(stated, width, height)
    if dpi is not None:
        resolution = Resolution(dpi=dpi, origin=ResolutionOrigin.USER)
    return Scan(source, pixels, resolution or estimate(pixels))


def sha256_of(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal. Raises `ScanNotFound`, `ScanForbidden`, `ScanNotAnImage`."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise ScanNotFound(str(path)) from error
    except PermissionError as error:
        raise ScanForbidden(str(path)) from error
    except IsADirectoryError as error:
        raise ScanNotAnImage(str(path), "it is a folder") from error


def _is_pdf(path: Path) -> bool:
    try:
        if path.stat().st_size == 0:
            raise ScanEmpty(str(path))
        return is_pdf(path)
    except FileNotFoundError as error:
        raise ScanNotFound(str(path)) from error
    except PermissionError as error:
        raise ScanForbidden(str(path)) from error
