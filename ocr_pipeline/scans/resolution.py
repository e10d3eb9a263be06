"""Dots per inch: believed where a file states them sensibly, else measured on the typescript itself.

Typing measures itself: a machine strikes 10 or 12 characters to the inch and its lines stand 1/6 inch apart or a
multiple of that, so the size of its letters in pixels tells the resolution.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from ocr_pipeline.records import Image, Resolution, ResolutionOrigin

SHORT_SIDE_INCHES = (3.5, 17.0)
"""Sheets that are believed, by their short side: from a postcard to A2."""

MAX_ANISOTROPY = 1.1
"""Ratio of the resolutions across and down above which a file's statement is not believed."""

DEFAULTS = frozenset({1.0, 72.0, 96.0})
"""Dots per inch that programs write when they know nothing."""

LETTER_MM = 2.25
"""Height of the body of small typed letters with the common capitals and figures mixed in: the median of letter-sized
marks on typed pages of known resolution (x-height 2.0 to 2.2 mm, capitals and figures 2.6 to 2.9)."""

PAGE_WIDTH_MM = 210.0
"""A4, the sheet of the material, taken where nothing can be measured."""

MIN_MARKS = 40
"""Letter-like marks needed for a measurement: about a line of typing."""

DPI_RANGE = (50.0, 1200.0)
"""What an estimate may be, dots per inch."""

WORKING_PX = 1.6e6
"""Size of the copy that is measured, pixels: letters of an A4 page keep about 12 pixels of height."""

MAX_ENLARGEMENT = 2.0
"""Small scans are enlarged first: below five pixels, the threshold's own width shows in a letter's height."""


def believable(stated: tuple[float, float] | None, width: int, height: int) -> Resolution | None:
    """Return what a file states about an image of `width` x `height` pixels, or None where it cannot be true.

    A default of some program (72, 96) is none, nor a resolution at which the sheet would be smaller than a postcard
    or larger than A2.
    """
    if stated is None:
        return None
    across, down = stated
    dpi = (across * down) ** 0.5
    short_side = min(width / across, height / down)
    if (
        max(across, down) > MAX_ANISOTROPY * min(across, down)
        or round(dpi) in DEFAULTS
        or not SHORT_SIDE_INCHES[0] <= short_side <= SHORT_SIDE_INCHES[1]
    ):
        return None
    return Resolution(dpi=dpi, origin=ResolutionOrigin.FILE)


def larger_than_any_sheet(dpi: float, image: Image) -> bool:
    """Return whether a sheet would be larger than A2 at this resolution, as where a program took pixels for points."""
    height, width = image.shape
    return bool(min(height, width) > SHORT_SIDE_INCHES[1] * dpi)


def estimate(image: Image) -> Resolution:
    """Return the resolution measured on the size of typed letters, or assumed for an A4 sheet where there are none.

    The height that holds most of the ink is the height of small letters, on skewed and on turned pages alike.
    """
    height, width = image.shape
    reduction = min(MAX_ENLARGEMENT, (WORKING_PX / (width * height)) ** 0.5)
    small = _resized(image, reduction)
    letter = _letter_size(small)
    if letter is None:
        dpi = min(width, height) / (PAGE_WIDTH_MM / 25.4)
        return Resolution(dpi=min(DPI_RANGE[1], max(DPI_RANGE[0], dpi)), origin=ResolutionOrigin.ASSUMED)
    dpi = letter / reduction / LETTER_MM * 25.4
    return Resolution(dpi=min(DPI_RANGE[1], max(DPI_RANGE[0], dpi)), origin=ResolutionOrigin.ESTIMATED)


def is_nearer(dpi: float, stated: float, image: Image) -> bool:
    """Return whether the size of the letters of an image is nearer to that at `dpi` than to that at `stated`."""
    measured = estimate(image).dpi
    return abs(math.log(dpi / measured)) <= abs(math.log(stated / measured))


def _resized(image: Image, factor: float) -> Image:
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, None, fx=factor, fy=factor, interpolation=method), dtype=np.uint8)


def _letter_size(image: Image) -> float | None:
    """Return the height in pixels of the letters in a page, or None where too few marks look like letters."""
    window = max(15, image.shape[1] // 40) | 1
    smooth = cv2.GaussianBlur(image, (0, 0), 0.8)
    ink = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, 18)
    _, _, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(ink, 8, cv2.CV_32S, cv2.CCL_GRANA)
    widths, heights, areas = (
        stats[1:, 2].astype(float),
        stats[1:, 3].astype(float),
        stats[1:, 4].astype(float),
    )
    # Clogged letters run together along the line, never across it: the shorter side is the letter's height.
    along_x = np.count_nonzero(widths > MERGED * heights) >= np.count_nonzero(heights > MERGED * widths)
    across, along = (heights, widths) if along_x else (widths, heights)
    letters = (
        (across >= 5)
        & (across <= image.shape[1] / 20)
        & (along >= 0.5 * across)
        & (along <= 12 * across)
        & (areas >= 0.15 * widths * heights)
        & (areas <= 0.85 * widths * heights)
    )
    sizes, weights = across[letters], np.sqrt(areas[letters])
    if len(sizes) < MIN_MARKS:
        return None
    # The mode on a logarithmic scale, by ink: capitals above it and dots and crumbs below do not move it.
    steps = np.arange(np.log(5.0), np.log(image.shape[1] / 20 + 6), 0.01)
    votes = np.exp(-0.5 * ((np.log(sizes)[:, None] - steps[None, :]) / MODE_WIDTH) ** 2)
    return float(np.exp(steps[int(np.argmax(weights @ votes))]))


MERGED = 1.6
"""Ratio of the sides of a mark from which it is more than one letter: the widest letters, ш and ж, have 1.3."""

MODE_WIDTH = 0.1
"""Width of the kernel, natural logarithm of size: heights of one letter on one page vary by about a tenth."""
