"""Which way up a page is: along which axis its lines run.

Upright and upside down look alike to any measure that does not know the letters; so a page that reads badly is read
once more turned by 180 degrees, and the better reading stands (`job.page`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ocr_pipeline.image.deskew import line_sharpness
from ocr_pipeline.image.geometry import reduced
from ocr_pipeline.records import Image

CLEARLY_SIDEWAYS = 1.6
"""Ratio of the sharpness of columns to that of rows from which a page counts as turned. Upright pages have 0.1 to 0.7,
pages with an upright head over a table turned by 90 degrees up to 1.3: those stay, their page number is upright."""


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
    upright = line_sharpness(small, dpi * factor)
    sideways = line_sharpness(turn(small, 1), dpi * factor)
    if upright <= 0 or sideways <= 0:
        return Orientation(0, 0.0)
    ratio = sideways / upright
    if ratio >= CLEARLY_SIDEWAYS:
        return Orientation(1, min(1.0, ratio / CLEARLY_SIDEWAYS - 1.0))
    return Orientation(0, min(1.0, max(0.0, CLEARLY_SIDEWAYS / ratio - 1.0)))


WORKING_DPI = 100.0
"""Resolution of the copy that is looked at, dots per inch."""
