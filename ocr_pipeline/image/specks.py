"""Specks taken off a binary page: dust and pepper, never a full stop, a comma or the dots of ё."""

from __future__ import annotations

from itertools import product

import cv2
import numpy as np

from ocr_pipeline.image.components import components
from ocr_pipeline.records import Image

SPECK_MM2 = 0.02
"""Area, mm², under which a mark is no full stop of any typewriter: stops are 0.3 mm wide and more, 0.07 mm²."""

LONELY_SPECK_MM2 = 0.06
"""Area, mm², under which a mark goes if no letter is near: a stop stands beside its word, a broken stroke in it."""

NEAR_MM = 2.0
"""How far a stop or a dot may stand from a letter, mm: less than a character cell of 2.54."""

LETTER_MM = 1.0
"""Least height or width of a mark that vouches for the small ones beside it."""


def remove_specks(binary: Image, dpi: float) -> Image:
    """Return the binary page (0 ink, 255 paper) at `dpi` without specks.

    Marks are those of a copy of half the size, with the ink that they have on the page: what stands a pixel from a
    letter is a part of it, and no speck.
    """
    per_mm = dpi / 25.4
    height, width = binary.shape
    even = cv2.copyMakeBorder(binary, 0, height % 2, 0, width % 2, cv2.BORDER_CONSTANT, value=(255,))
    size = (even.shape[1] // 2, even.shape[0] // 2)
    # How many of four pixels are ink, 64 for each.
    ink = np.asarray(cv2.bitwise_not(cv2.resize(even, size, interpolation=cv2.INTER_AREA)), dtype=np.uint8)
    marks = components(ink)
    areas = np.bincount(marks.of_pixel, np.rint(ink.ravel()[marks.at] / 64), minlength=len(marks.stats))
    small = areas < max(2.0, SPECK_MM2 * per_mm**2)
    doubtful = areas < LONELY_SPECK_MM2 * per_mm**2
    small[0] = doubtful[0] = False
    if not doubtful.any():
        return binary
    left, top, wide, high = marks.stats[:, :4].T
    vouching = 2 * np.maximum(wide, high) >= LETTER_MM * per_mm
    # Nearness is good enough on every second pixel of the copy: letters are four times as wide at any resolution.
    letters = vouching[marks.labels[::STEP, ::STEP]].astype(np.uint8)
    reach = max(1, round(NEAR_MM * per_mm / (2 * STEP)))
    near = cv2.dilate(letters, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    rows, columns = ((first + length // 2) // STEP for first, length in ((top, high), (left, wide)))
    beside = near[np.minimum(rows, near.shape[0] - 1), np.minimum(columns, near.shape[1] - 1)] > 0
    rows, columns = np.divmod(marks.at[(small | (doubtful & ~beside))[marks.of_pixel]], size[0])
    for down, across in product(range(2), repeat=2):
        even[2 * rows + down, 2 * columns + across] = 255
    return np.ascontiguousarray(even[:height, :width])


STEP = 2
"""Pixels of the copy from one place looked at to the next."""
