"""Black on white or white on black: photostats come as negatives, and are made positive before anything else."""

from __future__ import annotations

import cv2
import numpy as np

from ocr_pipeline.image.components import components
from ocr_pipeline.image.geometry import reduced
from ocr_pipeline.records import Image

WORKING_DPI = 100.0
"""Resolution of the copy that is looked at, dots per inch: strokes are a pixel or two wide there."""

GROUND_SHARE, FILLED_SHARE = 0.3, 0.6
"""Least share of the scan that the box of the largest dark area has, and of its box that this area fills, for it to be
the ground of a negative: typed pages ink a tenth of their area, and the lid around a sheet leaves the sheet out."""

LETTER_INCHES = (0.05, 0.3)
"""Heights of letters and of runs of them, inches."""

FEW_LETTERS = 5
"""Bright marks of a letter's height on dark ground under which a page is no negative: a photograph has a few lights."""

LETTERS_SHARE = 0.5
"""Share of what is bright on the ground, its margins aside, that letters must have."""

CONTRAST = 40
"""Grey levels (of 255) between ground and letters under which nothing is seen."""


def is_negative(image: Image, dpi: float) -> bool:
    """Return whether a grey scan, shape (height, width), dtype uint8, shows bright letters on dark ground."""
    small, factor = reduced(image, dpi, WORKING_DPI)
    _, dark = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    # On a typed page less is dark than the ground of a negative has at least: no mark needs to be looked at.
    if cv2.countNonZero(dark) < max(1.0, GROUND_SHARE * FILLED_SHARE * small.size):
        return False
    if float(small.max()) - float(small.min()) < CONTRAST:
        return False
    stats = components(np.asarray(dark, dtype=np.uint8)).stats
    left, top, width, height, area = stats[1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))].tolist()
    if width * height < GROUND_SHARE * small.size or area < FILLED_SHARE * width * height:
        return False
    bright = cv2.bitwise_not(dark[top : top + height, left : left + width])
    marks = components(np.asarray(bright, dtype=np.uint8)).stats
    x, y, wide, tall, ink = marks[1:].T
    inside = (x > 0) & (y > 0) & (x + wide < width) & (y + tall < height)
    low, high = (inches * dpi * factor for inches in LETTER_INCHES)
    letters = inside & (tall >= low) & (tall <= high)
    return bool(letters.sum() >= FEW_LETTERS and ink[letters].sum() >= LETTERS_SHARE * ink[inside].sum())


def positive(image: Image) -> Image:
    """Return the negative of a grey image: what was bright is dark."""
    return np.asarray(cv2.bitwise_not(image), dtype=np.uint8)
