"""Grain of small scans smoothed before they are enlarged: else its crumbs become as large as parts of letters."""

from __future__ import annotations

import cv2
import numpy as np

from ocr_pipeline.records import Image

SMOOTH_PX = 0.5
"""Standard deviation of the smoothing, pixels: strokes of a scan of 100 dpi are two wide, and stay. With 25 grey levels
of noise `novosibirsk` p4 has 3.2 % of errors (0.4: 4.2, 0.6: 2.5, not smoothed: 4.9), `setun70` s03R at 100 dpi 1.3 %
(0.4: 1.7, 0.6: 2.7, not smoothed: 1.8)."""

GRAINY = 8.0
"""Standard deviation of the grain, grey levels, from which it is smoothed. Real scans of low resolution have 0.2 to
0.5, and would lose by it; with 10 levels of noise p4 has 1.3 % of errors smoothed, 1.7 % not."""


def without_grain(image: Image) -> Image:
    """Return a grey image, its grain smoothed; `image` itself where there is hardly any."""
    if min(image.shape) < len(_DIFFERENCES) or grain(image) < GRAINY:
        return image
    return np.asarray(cv2.GaussianBlur(image, (0, 0), SMOOTH_PX), dtype=np.uint8)


def grain(image: Image) -> float:
    """Return the standard deviation of what differs from pixel to pixel without order, grey levels.

    The mask is Immerkær's (*Fast noise variance estimation*, CVIU 64, 1996), which slopes of light do not move; the
    median in place of his mean leaves the edges of letters out.
    """
    differences = np.abs(cv2.filter2D(image, cv2.CV_16S, _DIFFERENCES))
    return float(np.median(differences)) / _MEDIAN_OF_NORMAL / _LENGTH


_DIFFERENCES = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], dtype=np.float32)
_LENGTH = 6.0
"""The root of the sum of the mask's squares."""

_MEDIAN_OF_NORMAL = 0.6745
"""Median of the absolute value of a normal variable of standard deviation 1."""
