"""Specks taken off a binary page: dust and pepper, never a full stop, a comma or the dots of ё."""

from __future__ import annotations

import cv2
import numpy as np

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
    """Return the binary page (0 ink, 255 paper) at `dpi` without specks."""
    per_mm = dpi / 25.4
    # With centres: of a whole page, `components` would be no faster.
    _, labels, stats, centres = cv2.connectedComponentsWithStatsWithAlgorithm(
        255 - binary, 8, cv2.CV_32S, cv2.CCL_GRANA
    )
    areas = stats[:, cv2.CC_STAT_AREA]
    small = areas < max(2.0, SPECK_MM2 * per_mm**2)
    doubtful = areas < LONELY_SPECK_MM2 * per_mm**2
    small[0] = doubtful[0] = False
    if not doubtful.any():
        return binary
    vouching = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= LETTER_MM * per_mm
    vouching[0] = False
    # Nearness is good enough on every fourth pixel: letters are four times as wide as that at any resolution.
    letters = vouching[labels[::STEP, ::STEP]].astype(np.uint8)
    reach = max(1, round(NEAR_MM * per_mm / STEP))
    near = cv2.dilate(letters, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    columns, rows = (centres / STEP).astype(int).T
    beside = near[np.clip(rows, 0, near.shape[0] - 1), np.clip(columns, 0, near.shape[1] - 1)] > 0
    gone = small | (doubtful & ~beside)
    cleaned = binary.copy()
    for index in np.flatnonzero(gone):
        left, top, width, height = stats[index, :4]
        patch = (slice(top, top + height), slice(left, left + width))
        cleaned[patch][labels[patch] == index] = 255
    return cleaned


STEP = 4
"""Pixels from one place looked at to the next."""
