"""Which way up a page is: along which axis its lines run.

Letters stand closer to their neighbours in the line than to those in the lines above and below (the idea of the
docstrum: O'Gorman, "The document spectrum for page layout analysis", 1993). Upright and upside down look alike to any
measure that does not know the letters; so a page that reads badly is read once more turned by 180 degrees, and the
reading with the better evidence stands (`recognize.turns`).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.image.components import components
from ocr_pipeline.image.geometry import reduced
from ocr_pipeline.records import Image

GAP_MM = 1.0
"""Gap between two letters that is bridged, mm: letters of one word are 0.3 to 0.8 mm apart, those of two lines 1.5 mm
and more. At 1.5 and 2 mm lines set close (a newspaper, a preprint in small type) begin to join."""

CLEARLY_SIDEWAYS = 1.1
"""Ratio of the letters joined up and down to those joined left and right from which a page counts as on its side.
Of 79 pages and halves of spreads in `setun70`, `ehri`, `p4`, `lvov` and `manuals` those upright have 0.02 to 0.90 (the
most: tables of dots, 1.02 the left half of one), the one half on its side 1.6."""

LEAST_JOINED = 10
"""Letters that must join for the axis to be known; as many as are in two words."""

SMALLEST_MM, LARGEST_MM = 0.6, 7.0
"""Sides of ink that may be a letter, mm: no dot, no rule, no drawing."""

WORKING_DPI = 100.0
"""Resolution of the copy that is looked at, dots per inch."""


@dataclass(frozen=True)
class Orientation:
    """Quarter turns, counter-clockwise, that make lines level (0 or 1), and how sure their axis is, 0 to 1."""

    quarter_turns: int
    confidence: float


def turn(image: Image, quarter_turns: int) -> Image:
    """Return the image turned counter-clockwise by so many quarter turns, exactly."""
    return np.ascontiguousarray(np.rot90(image, quarter_turns)) if quarter_turns % 4 else image


def estimate_turns(image: Image, dpi: float) -> Orientation:
    """Return which turn makes the lines of a grey page level; none where nothing clear can be seen."""
    small, factor = reduced(image, dpi, WORKING_DPI)
    letters = _letters(small, dpi * factor)
    gap = max(3, round(GAP_MM / 25.4 * dpi * factor) | 1)
    apart = _pieces(letters)
    along, up_and_down = apart - _pieces(_closed(letters, gap, 1)), apart - _pieces(_closed(letters, 1, gap))
    if max(along, up_and_down) < LEAST_JOINED:
        return Orientation(0, 0.0)
    # A few letters join by chance: they must not make a ratio of a page of few words.
    ratio = (up_and_down + LEAST_JOINED / 2) / (along + LEAST_JOINED / 2)
    if ratio >= CLEARLY_SIDEWAYS:
        return Orientation(1, min(1.0, ratio / CLEARLY_SIDEWAYS - 1.0))
    return Orientation(0, min(1.0, CLEARLY_SIDEWAYS / ratio - 1.0))


def _letters(small: Image, dpi: float) -> npt.NDArray[np.uint8]:
    """Return where ink of a letter's size is (1)."""
    window = int(dpi / 3) | 1
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, 25)
    marks = components(np.asarray(ink, dtype=np.uint8))
    stats = marks.stats
    longest = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) * 25.4 / dpi
    letter = (longest >= SMALLEST_MM) & (longest <= LARGEST_MM) & (stats[:, cv2.CC_STAT_AREA] >= 3)
    return marks.picture(letter)


def _closed(letters: npt.NDArray[np.uint8], width: int, height: int) -> npt.NDArray[np.uint8]:
    kernel = np.ones((height, width), dtype=np.uint8)
    return np.asarray(cv2.morphologyEx(letters, cv2.MORPH_CLOSE, kernel), dtype=np.uint8)


def _pieces(mask: npt.NDArray[np.uint8]) -> int:
    return int(cv2.connectedComponents(mask, connectivity=8)[0]) - 1
