"""What the file of a scan is to others: its media type, and what of it a page is, in words."""

from __future__ import annotations

from ocr_pipeline.records import ScanRef, Side

PDF = "application/pdf"
_TYPES = {
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif", "jif"),
    "image/png": ("png",),
    "image/apng": ("apng",),
    "image/tiff": ("tif", "tiff", "btf", "tf8"),
    "image/jp2": ("jp2", "j2k", "j2c", "jpc"),
    "image/jpx": ("jpf", "jpx"),
    "image/x-portable-bitmap": ("pbm",),
    "image/x-portable-graymap": ("pgm",),
    "image/x-portable-pixmap": ("ppm",),
    "image/x-portable-anymap": ("pnm",),
    "image/bmp": ("bmp", "dib"),
    "image/webp": ("webp",),
    "image/gif": ("gif",),
    PDF: ("pdf",),
}
"""By IANA, else as OCR-D has them. Python's own table depends on the system."""

_BY_SUFFIX = {suffix: kind for kind, suffixes in _TYPES.items() for suffix in suffixes}
UNKNOWN = "application/octet-stream"


def media_type(path: str) -> str:
    """Return the media type of a scan's file by its name."""
    return _BY_SUFFIX.get(path.rpartition(".")[2].lower(), UNKNOWN)


def part_of_file(scan: ScanRef, *, is_of_several: bool) -> str:
    """Return what of the file of a scan a page is: its frame, from 1, and its side; empty where it is all of it."""
    frame = f"frame {scan.frame + 1}" if is_of_several else ""
    side = "" if scan.side is Side.WHOLE else f"{scan.side.value} side"
    return ", ".join(one for one in (frame, side) if one)
