"""Sizes that no page has, refused before anything is decoded or drawn: headers state them by mistake or on purpose."""

from __future__ import annotations

from ocr_pipeline.errors import ScanTooLarge, ScanTooNarrow, ScanTooSmall

MIN_SIDE_PX = 16
"""Pixels: a line of typescript at the lowest readable resolution is higher."""

MAX_ASPECT = 25.0
"""Longer side by shorter side: a strip of 8 cm as long as 2 m. Folded plates and rolls of telegraph paper are scanned
in parts; a damaged width or height gives strips of hundreds to one, which cost minutes and gigabytes to straighten."""


def refuse_no_page(subject: str, width: int, height: int, max_megapixels: float, drawn_at: float | None = None) -> None:
    """Raise `ScanTooLarge`, `ScanTooSmall` or `ScanTooNarrow` for a size, pixels, that is none of a page.

    `drawn_at` is the resolution, dots per inch, at which a page would have that size, where it has none of its own.
    """
    shown = f"{width} x {height} pixels" + (f" at {drawn_at:.0f} dpi" if drawn_at else "")
    if width * height > max_megapixels * 1e6:
        raise ScanTooLarge(subject, f"{shown}, allowed are {max_megapixels:g} million")
    if min(width, height) < MIN_SIDE_PX:
        raise ScanTooSmall(subject, shown)
    if max(width, height) > MAX_ASPECT * min(width, height):
        raise ScanTooNarrow(subject, shown)
