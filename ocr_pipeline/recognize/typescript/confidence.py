"""Confidences that mean what they say: the net's probabilities, led to the share of such glyphs that are right."""

from __future__ import annotations

import numpy as np

CALIBRATION = ((0.0, 0.0), (1.0, 1.0))
"""Pairs of (the net's probability, share of such glyphs that are right), straight lines between."""


def confidence_of(probability: float) -> float:
    """Return the share of glyphs that are right among those to which the net gives `probability`, 0 to 1."""
    stated, right = zip(*CALIBRATION, strict=True)
    return float(np.interp(probability, stated, right))
