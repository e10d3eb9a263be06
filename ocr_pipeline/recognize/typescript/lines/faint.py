"""Ink of faint copies: what a binarization for the eye leaves out of a carbon copy is enough to find its lines by.

The grey of the prepared page has its paper at 255. Ink is here what is a share as dark as the darkest around it, so
that a faint letter beside faint ones counts like a black one beside black ones.
"""

from __future__ import annotations

import cv2
import numpy as np

from ocr_pipeline.records import Image

SHARE = 0.35
"""Darkness of ink beside the darkest within `AROUND_INCHES`; 0.3 to 0.5 find the lines of synthetic carbons alike."""

LEAST_DARK = 16
"""Grey levels (of 255) darker than paper under which nothing is ink; 12 to 20 find alike, 36 loses heavy copies."""

AROUND_INCHES = 0.12
"""Half the width, inches, of what is around a place: about a letter to each side."""

SMOOTH_INCHES = 0.006
"""Standard deviation, inches, of the smoothing against the grain: half a stroke's width."""

LOST = 0.05
"""Share of the faint ink that a binary image lacks from which that image may have lost letters: typed pages with truth
have 0.0002 to 0.033, synthetic carbon copies 0.06 to 0.16 (mild and heavy)."""


def faint_ink(grey: Image, dpi: float, reduction: int) -> Image:
    """Return the ink, 255, else 0, uint8, of a prepared grey page (255 paper), reduced by so many pixels to one."""
    size = (grey.shape[1] // reduction, grey.shape[0] // reduction)
    dark = cv2.bitwise_not(cv2.resize(grey, size, interpolation=cv2.INTER_AREA))
    dark = cv2.GaussianBlur(dark, (0, 0), max(0.6, SMOOTH_INCHES * dpi / reduction))
    wide = 2 * int(AROUND_INCHES / 2 * dpi / reduction) + 1
    around = cv2.blur(cv2.dilate(dark, np.ones((wide, wide), np.uint8)), (wide, wide))
    least = np.maximum(cv2.convertScaleAbs(around, alpha=SHARE), np.uint8(LEAST_DARK))
    return np.asarray(cv2.compare(dark, least, cv2.CMP_GT), dtype=np.uint8)


def lost_share(ink: Image, faint: Image) -> float:
    """Return what share of the faint ink lies apart from `ink` (255 ink, 0 none; same shape); 0 where there is none."""
    whole = cv2.countNonZero(faint)
    if not whole:
        return 0.0
    near = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    return cv2.countNonZero(cv2.subtract(faint, near)) / whole
